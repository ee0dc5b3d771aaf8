package org.arenagrad.benchmarks;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.AdaptiveAvgPool2d;
import org.arenagrad.nn.BatchNorm2d;
import org.arenagrad.nn.Conv2d;
import org.arenagrad.nn.Embedding;
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.LSTM;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.MaxPool2d;
import org.arenagrad.nn.RecurrentOptions;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.TransformerEncoderLayer;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The five deep networks that frameworks are compared on, each trained on one batch of random
/// numbers again and again.
public enum DeepWorkload {
    /// LeNet's shape: small images, few channels, pooling as much as products.
    CNN_MNIST("cnn mnist b64", 20) {
        @Override
        Training begin(Scope life, DType dtype, Rng rng) {
            Sequential model =
                    Sequential.of(
                            conv(1, 16, true, dtype, rng),
                            Activations.relu(),
                            MaxPool2d.of(2),
                            conv(16, 32, true, dtype, rng),
                            Activations.relu(),
                            MaxPool2d.of(2),
                            Flatten.of(),
                            Linear.of(32 * 7 * 7, 128, dtype, rng),
                            Activations.relu(),
                            Linear.of(128, 10, dtype, rng));
            return classifier(life, model, Tensor.randn(dtype, rng, 64, 1, 28, 28), rng);
        }
    },

    /// Convolutions as deep residual networks have them, each with a batch norm.
    CNN_BN("cnn bn 32x32x3 b32", 10) {
        @Override
        Training begin(Scope life, DType dtype, Rng rng) {
            List<Layer> layers = new ArrayList<>();
            normed(layers, 3, 32, dtype, rng);
            normed(layers, 32, 32, dtype, rng);
            layers.add(MaxPool2d.of(2));
            normed(layers, 32, 64, dtype, rng);
            normed(layers, 64, 64, dtype, rng);
            layers.add(MaxPool2d.of(2));
            layers.add(new AdaptiveAvgPool2d(1, 1));
            layers.add(Flatten.of());
            layers.add(Linear.of(64, 10, dtype, rng));
            Sequential model = Sequential.of(layers.toArray(Layer[]::new));
            return classifier(life, model, Tensor.randn(dtype, rng, 32, 3, 32, 32), rng);
        }

        private static void normed(List<Layer> layers, int in, int out, DType dtype, Rng rng) {
            layers.add(conv(in, out, false, dtype, rng));
            layers.add(BatchNorm2d.of(out, 1e-5, 0.1, true, dtype));
            layers.add(Activations.relu());
        }
    },

    /// The transformer that learns characters while a coffee gets cold.
    GPT_SMALL("gpt 4x128 h4 T64 b12", 10) {
        @Override
        Training begin(Scope life, DType dtype, Rng rng) {
            return gpt(life, 4, 128, 4, 64, 12, dtype, rng);
        }
    },

    /// A larger one, nearly all product.
    GPT_LARGE("gpt 6x192 h6 T128 b8", 3) {
        @Override
        Training begin(Scope life, DType dtype, Rng rng) {
            return gpt(life, 6, 192, 6, 128, 8, dtype, rng);
        }
    },

    /// Small products one after the other: nothing can be done ahead.
    LSTM_64("lstm 128 T64 b16", 20) {
        @Override
        Training begin(Scope life, DType dtype, Rng rng) {
            Embedding embedding = Embedding.of(CHARACTERS, 64, dtype, rng);
            RecurrentOptions options = RecurrentOptions.DEFAULT.withBatchFirst(true);
            LSTM lstm = LSTM.of(64, 128, options, dtype, rng);
            Linear head = Linear.of(128, CHARACTERS, dtype, rng);
            List<Tensor> parameters = new ArrayList<>(embedding.parameters());
            parameters.addAll(lstm.parameters());
            parameters.addAll(head.parameters());
            return characters(
                    life,
                    16,
                    64,
                    x -> head.apply(lstm.apply(embedding.apply(x)).y()),
                    Adam.of(parameters, 1e-3),
                    rng);
        }
    };

    private static final int CHARACTERS = 65;

    private final String title;
    private final int steps;

    DeepWorkload(String title, int steps) {
        this.title = title;
        this.steps = steps;
    }

    /// What tables call it: network, sizes, rows of the batch.
    public String title() {
        return title;
    }

    /// How many steps are timed together.
    public int steps() {
        return steps;
    }

    /// A network with random weights and a batch to train it on, in a sealed scope of their own.
    public Training begin(DType dtype) {
        return begin(Scope.open("life"), dtype, Rng.seed(42L));
    }

    abstract Training begin(Scope life, DType dtype, Rng rng);

    private static Conv2d conv(int in, int out, boolean bias, DType dtype, Rng rng) {
        ConvOptions options = ConvOptions.DEFAULT.withPadding(1);
        return bias
                ? Conv2d.of(in, out, 3, options, dtype, rng)
                : Conv2d.withoutBias(in, out, 3, options, dtype, rng);
    }

    private static Training classifier(Scope life, Sequential model, Tensor x, Rng rng) {
        Indices classes = Indices.of(rng.ints(x.shape().size(0), 0, 10).toArray());
        Supplier<Tensor> loss = () -> Losses.crossEntropy(model.apply(x), classes);
        return new Training(life, loss, Adam.of(model.parameters(), 1e-3));
    }

    private static Training gpt(
            Scope life,
            int blocks,
            int width,
            int heads,
            int length,
            int batch,
            DType dtype,
            Rng rng) {
        Embedding tokens = Embedding.of(CHARACTERS, width, dtype, rng);
        Embedding positions = Embedding.of(length, width, dtype, rng);
        var options =
                new TransformerEncoderLayer.Options(
                        width, heads, 4 * width, 0, Activations.gelu(), true, true, dtype);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            layers.add(TransformerEncoderLayer.of(options, rng));
        }
        layers.add(LayerNorm.of(dtype, width));
        layers.add(Linear.withoutBias(width, CHARACTERS, dtype, rng));
        Sequential model = Sequential.of(layers.toArray(Layer[]::new));
        List<Tensor> parameters = new ArrayList<>(tokens.parameters());
        parameters.addAll(positions.parameters());
        parameters.addAll(model.parameters());
        Indices places = Indices.of(IntStream.range(0, length).toArray());
        return characters(
                life,
                batch,
                length,
                x -> model.apply(tokens.apply(x).add(positions.apply(places))),
                AdamW.of(parameters, 1e-3),
                rng);
    }

    /// A model that tells the next of each character, `[N, T, characters]` of `[N, T]`.
    private static Training characters(
            Scope life,
            int batch,
            int length,
            Function<Indices, Tensor> model,
            Optimizer optimizer,
            Rng rng) {
        int n = batch * length;
        Indices x = Indices.of(rng.ints(n, 0, CHARACTERS).toArray()).reshape(batch, length);
        Indices y = Indices.of(rng.ints(n, 0, CHARACTERS).toArray());
        Supplier<Tensor> loss = () -> Losses.crossEntropy(model.apply(x).reshape(n, CHARACTERS), y);
        return new Training(life, loss, optimizer);
    }
}

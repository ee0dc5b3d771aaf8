package org.arenagrad.examples;

import static org.arenagrad.loss.Losses.crossEntropy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.Idx;
import org.arenagrad.data.Split;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Conv2d;
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.MaxPool2d;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Schedule;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A convolutional network for pictures, in the manner of LeNet (LeCun et al., *Gradient-Based
/// Learning Applied to Document Recognition*, 1998).
///
/// What to look at: a filter of 3×3 weights is moved over the whole picture, so a stroke is found
/// wherever it is, with few weights. Pooling then halves height and width and keeps what was found
/// most. After two rounds of that, an ordinary network decides. Follow the shapes in [#network].
public final class LenetExample implements Example {
    private final @Nullable Path folder;

    /// Learns the bundled digits of 8×8 pixels.
    public LenetExample() {
        this.folder = null;
    }

    /// Learns MNIST, Fashion-MNIST, or pictures published like these.
    ///
    /// @param folder with their four files, see [Idx#train]
    public LenetExample(Path folder) {
        this.folder = folder;
    }

    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new LenetExample(), System.out);
    }

    @Override
    public String name() {
        return "lenet";
    }

    @Override
    public String summary() {
        return "pictures, by convolutions of 16 and 32 filters";
    }

    /// For the bundled digits; of the 60,000 pictures of MNIST, five epochs are enough.
    @Override
    public Settings defaults() {
        return new Settings(30, 32, OptimizerChoice.ADAM, 3e-3, 0, DType.FLOAT32);
    }

    /// The network, for pictures `[N, 1, height, width]`.
    ///
    /// @throws IllegalArgumentException if they are too small to be halved twice
    public static Sequential network(int height, int width, int classes, DType dtype, Rng rng) {
        if (height < 4 || width < 4) {
            throw new IllegalArgumentException(
                    "lenet: pictures of %s×%s pixels are too small to be halved twice: take 4×4 at least"
                            .formatted(height, width));
        }
        var samePlaces = ConvOptions.DEFAULT.withPadding(1);
        return Sequential.of(
                Conv2d.of(1, 16, 3, samePlaces, dtype, rng), // [N, 16, height, width]
                Activations.relu(),
                MaxPool2d.of(2), //                             [N, 16, height / 2, width / 2]
                Conv2d.of(16, 32, 3, samePlaces, dtype, rng),
                Activations.relu(),
                MaxPool2d.of(2), //                             [N, 32, height / 4, width / 4]
                Flatten.of(),
                Linear.of(32 * (height / 4) * (width / 4), 128, dtype, rng),
                Activations.relu(),
                Linear.of(128, classes, dtype, rng)); //        [N, classes]
    }

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var dtype = settings.dtype();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var pictures = folder == null ? digits(dtype, rng) : published(folder, dtype);
            var train = pictures.train();
            var model =
                    settings.recomputed(
                            network(
                                    train.x().shape().size(2),
                                    train.x().shape().size(3),
                                    10,
                                    dtype,
                                    rng));
            var optimizer = settings.optimizer(model.parameters());
            var schedule = Schedule.cosine(settings.learningRate(), settings.epochs());
            life.seal();

            for (var batch : training.over(train.batches(settings.batchSize(), rng))) {
                optimizer.learningRate(schedule.at(batch.epoch()));
                try (var _ = Scope.open("step")) {
                    var loss = training.loss(() -> crossEntropy(model.apply(batch.x()), batch.y()));
                    loss.backward();
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            model.eval();
            double accuracy = training.accuracy(model, pictures.heldOut());
            return List.of(
                    String.format(Locale.ROOT, "held-out accuracy: %.1f %%", 100 * accuracy));
        }
    }

    /// The bundled digits, a fifth of them held out.
    static Split<Indices> digits(DType dtype, Rng rng) {
        var parts = Datasets.digits(dtype).split(0.2, rng);
        return new Split<>(digits(parts.train()), digits(parts.heldOut()));
    }

    /// Bundled digits as pictures `[N, 1, 8, 8]`, with pixels from -1 to 1: around 0 the network
    /// learns sooner.
    public static TensorDataset<Indices> digits(TensorDataset<Indices> rows) {
        return pictures(rows.withX(rows.x().div(8).sub(1).named("pictures")), 8, 8);
    }

    /// Pictures that were published in two parts.
    static Split<Indices> published(Path folder, DType dtype) {
        try {
            var train = Idx.train(folder, dtype);
            var test = Idx.test(folder, dtype);
            return new Split<>(
                    pictures(train.data(), train.height(), train.width()),
                    pictures(test.data(), test.height(), test.width()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable.getMessage(), unreadable);
        }
    }

    /// Rows of pixels as pictures of one channel, `[N, 1, height, width]`: the same memory.
    private static TensorDataset<Indices> pictures(
            TensorDataset<Indices> rows, int height, int width) {
        return rows.withX(rows.x().reshape(rows.size(), 1, height, width));
    }
}

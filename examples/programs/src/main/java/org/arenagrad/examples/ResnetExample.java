package org.arenagrad.examples;

import static org.arenagrad.loss.Losses.crossEntropy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Idx;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.io.LayerType;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.AdaptiveAvgPool2d;
import org.arenagrad.nn.BatchNorm2d;
import org.arenagrad.nn.Conv2d;
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Parts;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Schedule;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A small residual network for pictures (He et al., *Deep Residual Learning for Image
/// Recognition*, 2016), and a layer of one's own.
///
/// What to look at: a [Residual] block adds what it computes to what it reads. A block that has
/// nothing to add yet lets its input through, and gradients go back along the same way, so depth
/// does no harm. Batch normalisation takes mean and deviation from the batch while the network
/// learns, and running values after `eval()`. [Residual#TYPE] lets model files hold such blocks.
public final class ResnetExample implements Example {
    private final @Nullable Path folder;

    /// Learns the bundled digits of 8×8 pixels.
    public ResnetExample() {
        this.folder = null;
    }

    /// Learns MNIST, Fashion-MNIST, or pictures published like these.
    ///
    /// @param folder with their four files, see [Idx#train]
    public ResnetExample(Path folder) {
        this.folder = folder;
    }

    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new ResnetExample(), System.out);
    }

    @Override
    public String name() {
        return "resnet";
    }

    @Override
    public String summary() {
        return "pictures, by residual blocks of 16, 32 and 64 channels";
    }

    @Override
    public Settings defaults() {
        return new Settings(10, 32, OptimizerChoice.ADAM, 3e-3, 0, DType.FLOAT32);
    }

    /// Two convolutions, and what was read, added.
    ///
    /// @param in channels of the input
    /// @param out channels of the result
    /// @param stride 2 to halve height and width, or else 1
    /// @param body the convolutions, normalised
    /// @param shortcut the way past them: empty where shapes stay the same, or else a convolution
    ///   of 1×1 that brings the input to the shape of the result
    public record Residual(int in, int out, int stride, Sequential body, Sequential shortcut)
            implements Layer {
        /// How model files call it, and what they say of one.
        public static final LayerType<Residual> TYPE =
                new LayerType<>(
                        "Residual",
                        Residual.class,
                        block -> Map.of("in", block.in, "out", block.out, "stride", block.stride),
                        from ->
                                Residual.of(
                                        from.whole("in"),
                                        from.whole("out"),
                                        from.whole("stride"),
                                        from.dtype(),
                                        from.random()));

        /// A block with random weights.
        public static Residual of(
                int in, int out, int stride, DType dtype, RandomGenerator random) {
            var body =
                    Sequential.of(
                            convolution(in, out, 3, stride, dtype, random),
                            norm(out, dtype),
                            Activations.relu(),
                            convolution(out, out, 3, 1, dtype, random),
                            norm(out, dtype));
            var shortcut =
                    in == out && stride == 1
                            ? Sequential.of()
                            : Sequential.of(
                                    convolution(in, out, 1, stride, dtype, random),
                                    norm(out, dtype));
            return new Residual(in, out, stride, body, shortcut);
        }

        @Override
        public Tensor apply(Tensor x) {
            return body.apply(x).add(shortcut.apply(x)).relu();
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("body", body).layer("shortcut", shortcut);
        }
    }

    /// The normalisation that follows shifts, so there is no bias.
    private static Conv2d convolution(
            int in, int out, int kernel, int stride, DType dtype, RandomGenerator random) {
        var options = ConvOptions.DEFAULT.withStride(stride).withPadding(kernel / 2);
        return Conv2d.withoutBias(in, out, kernel, options, dtype, random);
    }

    private static BatchNorm2d norm(int channels, DType dtype) {
        return BatchNorm2d.of(channels, 1e-5, 0.1, true, dtype);
    }

    /// The network, for pictures `[N, 1, height, width]` of any size.
    public static Sequential network(int classes, DType dtype, Rng rng) {
        return Sequential.of(
                convolution(1, 16, 3, 1, dtype, rng), // [N, 16, height, width]
                norm(16, dtype),
                Activations.relu(),
                Residual.of(16, 16, 1, dtype, rng),
                Residual.of(16, 32, 2, dtype, rng), //   [N, 32, height / 2, width / 2]
                Residual.of(32, 64, 2, dtype, rng), //   [N, 64, height / 4, width / 4]
                new AdaptiveAvgPool2d(1, 1), //          [N, 64, 1, 1]
                Flatten.of(),
                Linear.of(64, classes, dtype, rng)); //  [N, classes]
    }

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var dtype = settings.dtype();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var pictures =
                    folder == null
                            ? LenetExample.digits(dtype, rng)
                            : LenetExample.published(folder, dtype);
            var model = settings.recomputed(network(10, dtype, rng));
            var optimizer = settings.optimizer(model.parameters());
            var schedule = Schedule.cosine(settings.learningRate(), settings.epochs());
            life.seal();

            for (var batch : training.over(pictures.train().batches(settings.batchSize(), rng))) {
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
}

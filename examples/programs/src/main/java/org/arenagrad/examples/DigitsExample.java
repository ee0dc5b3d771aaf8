package org.arenagrad.examples;

import static org.arenagrad.loss.Losses.crossEntropy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.Standardizer;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;

import java.util.List;
import java.util.Locale;

/// Handwritten digits of 8×8 pixels: real data, in mini-batches.
///
/// What to look at: a fifth of the digits is held out, stratified, before anything is measured; the
/// standardizer sees the training part only. While training, [Dropout] hides three pixels in ten,
/// others each time, so that no digit can be learned by heart; `eval()` ends that. Batches are
/// gathered inside the step's scope, and end with it.
public final class DigitsExample implements Example {
    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new DigitsExample(), System.out);
    }

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public String summary() {
        return "1,797 handwritten digits of 8x8 pixels, a network of 64-256-10";
    }

    @Override
    public Settings defaults() {
        return new Settings(60, 64, OptimizerChoice.ADAM, 3e-3, 0, DType.FLOAT64);
    }

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var dtype = settings.dtype();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var digits = Datasets.digits(dtype).split(0.2, rng);
            var standardizer = Standardizer.fit(digits.train());
            var train = standardizer.apply(digits.train());
            var heldOut = standardizer.apply(digits.heldOut());
            var model =
                    settings.recomputed(
                            Sequential.of(
                                    Dropout.of(0.3, rng),
                                    Linear.of(64, 256, dtype, rng),
                                    Activations.relu(),
                                    Linear.of(256, 10, dtype, rng)));
            var optimizer = settings.optimizer(model.parameters());
            life.seal();

            for (var batch : training.over(train.batches(settings.batchSize(), rng))) {
                try (var _ = Scope.open("step")) {
                    var loss = training.loss(() -> crossEntropy(model.apply(batch.x()), batch.y()));
                    loss.backward();
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            model.eval();
            double accuracy = training.accuracy(model, heldOut);
            return List.of(
                    String.format(Locale.ROOT, "held-out accuracy: %.1f %%", 100 * accuracy));
        }
    }
}

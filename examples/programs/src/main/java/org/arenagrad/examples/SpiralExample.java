package org.arenagrad.examples;

import static org.arenagrad.loss.Losses.crossEntropy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Datasets;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;

import java.util.List;
import java.util.Locale;

/// Three spiral arms, told apart from the plain coordinates.
///
/// What to look at: softmax cross-entropy over three logits, and points held out to see whether the
/// network has found the arms or learned the points by heart.
public final class SpiralExample implements Example {
    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new SpiralExample(), System.out);
    }

    @Override
    public String name() {
        return "spiral";
    }

    @Override
    public String summary() {
        return "three spiral arms from (x, y), a network of 2-64-64-3";
    }

    @Override
    public Settings defaults() {
        return new Settings(500, 128, OptimizerChoice.ADAM, 3e-3, 0, DType.FLOAT64);
    }

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var dtype = settings.dtype();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var points = Datasets.spiral(3, 500, 0.2, dtype, rng).split(0.2, rng);
            var model =
                    settings.recomputed(
                            Sequential.of(
                                    Linear.of(2, 64, dtype, rng),
                                    Activations.relu(),
                                    Linear.of(64, 64, dtype, rng),
                                    Activations.relu(),
                                    Linear.of(64, 3, dtype, rng)));
            var optimizer = settings.optimizer(model.parameters());
            life.seal();

            for (var batch : training.over(points.train().batches(settings.batchSize(), rng))) {
                try (var _ = Scope.open("step")) {
                    var loss = training.loss(() -> crossEntropy(model.apply(batch.x()), batch.y()));
                    loss.backward();
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            double accuracy = training.accuracy(model, points.heldOut());
            return List.of(
                    String.format(Locale.ROOT, "held-out accuracy: %.1f %%", 100 * accuracy));
        }
    }
}

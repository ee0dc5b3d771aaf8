package org.arenagrad.examples;

import static org.arenagrad.loss.Losses.mseLoss;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Datasets;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;

import java.util.List;
import java.util.Locale;

/// A line through noisy points: two parameters, one layer, and the loop that every training
/// repeats.
///
/// What to look at: two scopes. `life` owns what lasts (data, parameters, their gradients) and is
/// sealed; `step` owns what a single step makes, and gives all of it back.
public final class LinearExample implements Example {
    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new LinearExample(), System.out);
    }

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public String summary() {
        return "a line through noisy points, y = 2x + 1";
    }

    @Override
    public Settings defaults() {
        return new Settings(200, 32, OptimizerChoice.SGD, 0.05, 0, DType.FLOAT64);
    }

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var points = Datasets.linear(500, 2, 1, 0.1, settings.dtype(), rng).split(0.2, rng);
            var line = Linear.of(1, 1, settings.dtype(), rng);
            var optimizer = settings.optimizer(line.parameters());
            life.seal();

            for (var batch : training.over(points.train().batches(settings.batchSize(), rng))) {
                try (var _ = Scope.open("step")) {
                    var loss = training.loss(() -> mseLoss(line.apply(batch.x()), batch.y()));
                    loss.backward();
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            double error =
                    training.evaluate(
                            () -> {
                                var heldOut = points.heldOut();
                                return mseLoss(line.apply(heldOut.x()), heldOut.y()).item();
                            });
            return List.of(
                    String.format(Locale.ROOT, "slope: %.3f", line.parameters().get(0).item()),
                    String.format(Locale.ROOT, "intercept: %.3f", line.parameters().get(1).item()),
                    String.format(
                            Locale.ROOT,
                            "held-out mean squared error: %.4f (the noise alone makes 0.01)",
                            error));
        }
    }
}

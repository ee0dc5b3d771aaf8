package org.arenagrad.examples;

import static org.arenagrad.loss.Losses.binaryCrossEntropyWithLogits;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Exclusive or: no line separates the two answers, so a hidden layer is needed.
///
/// What to look at: layers in a [Sequential], and a loss that takes logits. The network ends
/// without a sigmoid; the loss contains it, which is exact where a sigmoid would round to 0 or 1.
public final class XorExample implements Example {
    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new XorExample(), System.out);
    }

    @Override
    public String name() {
        return "xor";
    }

    @Override
    public String summary() {
        return "exclusive or, a network of 2-8-1";
    }

    @Override
    public Settings defaults() {
        return new Settings(500, 4, OptimizerChoice.ADAM, 0.05, 0, DType.FLOAT64);
    }

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var table = Datasets.xor(settings.dtype());
            var model =
                    settings.recomputed(
                            Sequential.of(
                                    Linear.of(2, 8, settings.dtype(), rng),
                                    Activations.tanh(),
                                    Linear.of(8, 1, settings.dtype(), rng)));
            var optimizer = settings.optimizer(model.parameters());
            life.seal();

            for (var batch : training.over(table.batches(settings.batchSize(), rng))) {
                try (var _ = Scope.open("step")) {
                    var loss =
                            training.loss(
                                    () ->
                                            binaryCrossEntropyWithLogits(
                                                    model.apply(batch.x()), batch.y()));
                    loss.backward();
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            double[] answers = training.evaluate(() -> model.apply(table.x()).sigmoid().toArray());
            return lines(table, answers);
        }
    }

    private static List<String> lines(TensorDataset<Tensor> table, double[] answers) {
        double[] x = table.x().toArray();
        double[] y = table.y().toArray();
        List<String> lines = new ArrayList<>();
        int right = 0;
        for (int i = 0; i < y.length; i++) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%.0f xor %.0f: %.3f",
                            x[2 * i],
                            x[2 * i + 1],
                            answers[i]));
            right += Math.round(answers[i]) == y[i] ? 1 : 0;
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "accuracy: %.1f %% (these are all cases, none is held out)",
                        100.0 * right / y.length));
        return lines;
    }
}

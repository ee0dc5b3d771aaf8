package org.arenagrad.train;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.loss.Losses;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.SGD;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A small training with everything random in it: two moons, dropout, an order of rows. It is the
/// same for the same seed.
final class Run {
    final Rng rng = Rng.seed(5);
    final TensorDataset<Indices> train;
    final TensorDataset<Indices> heldOut;
    final Sequential model;
    final Trainer<Tensor, Indices> trainer;

    Run() {
        this(parameters -> SGD.of(parameters, 0.5));
    }

    /// One with an optimizer that remembers something.
    static Run withAdam() {
        return new Run(parameters -> Adam.of(parameters, 0.02));
    }

    private Run(Function<List<Tensor>, Optimizer> optimizer) {
        var parts = Datasets.moons(50, 0.1, rng).split(0.2, rng);
        train = parts.train();
        heldOut = parts.heldOut();
        model =
                Sequential.of(
                        Linear.of(2, 8, rng),
                        Activations.tanh(),
                        Dropout.of(0.2, rng),
                        Linear.of(8, 2, rng));
        trainer =
                Trainer.<Indices>of(
                                model, Losses::crossEntropy, optimizer.apply(model.parameters()))
                        .batchSize(12)
                        .random(rng)
                        .metrics(Metrics.accuracy());
    }

    History fit(int epochs) {
        return trainer.fit(train, heldOut, epochs);
    }

    /// All parameters.
    List<double[]> weights() {
        return model.parameters().stream().map(Tensor::toArray).toList();
    }

    /// Takes over the parameters of another run.
    Run copyWeights(List<double[]> weights) {
        try (var _ = Autograd.noGrad()) {
            for (int i = 0; i < weights.size(); i++) {
                var parameter = model.parameters().get(i);
                double[] values = weights.get(i);
                for (int k = 0; k < values.length; k++) {
                    parameter.reshape(-1).set(values[k], k);
                }
            }
        }
        return this;
    }

    /// All that was learned and recorded but for times and memory, to the last bit.
    String learned() {
        StringBuilder text = new StringBuilder();
        weights().forEach(values -> text.append(Arrays.toString(values)).append('\n'));
        for (History.Epoch epoch : trainer.history().epochs()) {
            text.append(
                    "%s %s %s %s%n"
                            .formatted(
                                    epoch.number(),
                                    epoch.trainLoss(),
                                    epoch.heldOut(),
                                    epoch.learningRate()));
        }
        return text.toString();
    }
}

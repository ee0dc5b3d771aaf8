package org.arenagrad.train;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.data.Batches;
import org.arenagrad.data.Dataset;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// How good a model is on some rows.
///
/// @param rows how many rows
/// @param loss their mean loss; NaN if there are none
/// @param metrics what was measured, by the name of the metric
public record Evaluation(int rows, double loss, SequencedMap<String, Double> metrics) {
    /// With a copy of the map.
    public Evaluation {
        metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
    }

    /// Tries a model without learning: in batches, each in a scope of its own, so that a data set
    /// takes no more memory than one of them; nothing is recorded for backward. The model is in
    /// evaluation mode afterwards.
    ///
    /// The loss is the mean over batches, each counting by its rows: that over rows, if the loss of
    /// a batch is a mean over rows.
    ///
    /// @param batchSize how many rows at a time
    /// @throws IllegalArgumentException if the batch size is not positive
    public static <Y> Evaluation of(
            Layer model,
            Loss<Y> loss,
            Dataset<Tensor, Y> data,
            int batchSize,
            List<Metric<Y>> metrics) {
        return of(new Objective.OfLayer<>(model, loss), data.batches(batchSize), metrics);
    }

    static <X, Y> Evaluation of(
            Objective<X, Y> objective, Batches<X, Y> batches, List<Metric<Y>> metrics) {
        List<Metric.Tally<Y>> tallies = metrics.stream().map(m -> m.start().get()).toList();
        double sum = 0;
        int rows = 0;
        objective.model().eval();
        try (var _ = Autograd.noGrad();
                var walk = batches.iterator()) {
            while (walk.hasNext()) {
                Batch<X, Y> batch = walk.next();
                try (var _ = Scope.open("evaluation")) {
                    sum += objective.measured(batch, tallies).item() * batch.size();
                }
                rows = Math.addExact(rows, batch.size());
            }
        }
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < tallies.size(); i++) {
            values.put(metrics.get(i).name(), tallies.get(i).value());
        }
        return new Evaluation(rows, sum / rows, values);
    }
}

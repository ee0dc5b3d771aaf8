package org.arenagrad.train;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Trainable;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// The loss that a trainer minimises, and how it looks at a model.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
sealed interface Objective<X, Y> {
    /// The model.
    Trainable model();

    /// The loss of a batch.
    Tensor loss(Batch<X, Y> batch);

    /// The loss of a batch, which is measured on the way.
    Tensor measured(Batch<X, Y> batch, List<Metric.Tally<Y>> tallies);

    /// Makes sure that there is something to measure.
    ///
    /// @throws IllegalStateException if not
    default void requireOutputs() {}

    private static Tensor required(@Nullable Tensor loss) {
        return Objects.requireNonNull(loss, "the loss returned null: it returns a scalar tensor");
    }

    private static Tensor output(@Nullable Tensor output) {
        return Objects.requireNonNull(output, "the model returned null: a layer returns a tensor");
    }

    /// A loss of what a layer says.
    ///
    /// @param model the layer
    /// @param of the loss
    /// @param <Y> the type of the targets
    record OfLayer<Y>(Layer model, Loss<Y> of) implements Objective<Tensor, Y> {
        @Override
        public Tensor loss(Batch<Tensor, Y> batch) {
            Tensor output = output(model.apply(batch.x()));
            return required(of.of(output, batch.y()));
        }

        @Override
        public Tensor measured(Batch<Tensor, Y> batch, List<Metric.Tally<Y>> tallies) {
            Y target = batch.y();
            Tensor output = output(model.apply(batch.x()));
            tallies.forEach(tally -> tally.add(output, target));
            return required(of.of(output, batch.y()));
        }
    }

    /// A loss of a model and a batch.
    ///
    /// @param model the model
    /// @param of the loss
    /// @param outputs what metrics look at; null if it was not said
    /// @param <M> the type of the model
    /// @param <X> the type of the inputs
    /// @param <Y> the type of the targets
    record OfBatch<M extends Trainable, X, Y>(
            M model, BatchLoss<M, X, Y> of, @Nullable BatchLoss<M, X, Y> outputs)
            implements Objective<X, Y> {
        @Override
        public Tensor loss(Batch<X, Y> batch) {
            return required(of.of(model, batch));
        }

        @Override
        public Tensor measured(Batch<X, Y> batch, List<Metric.Tally<Y>> tallies) {
            if (outputs != null && !tallies.isEmpty()) {
                Tensor output = output(outputs.of(model, batch));
                Y target = batch.y();
                tallies.forEach(tally -> tally.add(output, target));
            }
            return loss(batch);
        }

        @Override
        public void requireOutputs() {
            if (outputs == null) {
                throw new IllegalStateException(
                        "trainer: metrics need the model's outputs, and a loss of model and batch"
                                + " does not tell them: give ofBatches a function for them");
            }
        }
    }
}

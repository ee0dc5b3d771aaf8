package org.arenagrad.train;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;

/// The loss of a model on a batch, for models that are not a function of one tensor:
///
/// ```java
/// Trainer.ofBatches(
///         twins,
///         (m, batch) -> Losses.mseLoss(m.distance(batch.x().left(), batch.x().right()), batch.y()),
///         adam);
/// ```
///
/// @param <M> the type of the model
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
@FunctionalInterface
public interface BatchLoss<M, X, Y> {
    /// The loss of a batch, a scalar: the mean over its examples.
    Tensor of(M model, Batch<X, Y> batch);
}

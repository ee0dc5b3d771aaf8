package org.arenagrad.train;

import org.arenagrad.autograd.Tensor;

/// The loss to minimise: `Losses::crossEntropy`, `Losses::mseLoss`, or a lambda.
///
/// @param <Y> the type of the targets
@FunctionalInterface
public interface Loss<Y> {
    /// The loss of some rows, a scalar: their mean.
    ///
    /// @param output what the model said, `[n, …]`
    /// @param target what would have been right, for `n` rows
    Tensor of(Tensor output, Y target);
}

/// Losses: how far a prediction is from its target, as one number to minimise.
///
/// ```java
/// try (var step = Scope.open("step")) {
///     Tensor logits = Tensor.of(new double[][] {{2, 0, 0}, {0, 0, 0}}).requireGrad();
///     Tensor loss = Losses.crossEntropy(logits, Indices.of(0, 2)); // the softmax is part of it
///     loss.backward();
///     double softmax = 1.0 / 3; // three scores alike
///     assert Math.abs(logits.grad().get(1, 2) - (softmax - 1) / 2) < 1e-12; // the mean of 2 rows
/// }
/// ```
///
/// **Invariant.** Definitions are PyTorch's, to rounding. A loss keeps of its intermediate values
/// only those its gradient reads; the others have ended when it returns.
@NullMarked
package org.arenagrad.loss;

import org.jspecify.annotations.NullMarked;

/// Optimizers, learning-rate schedules, gradient clipping.
///
/// ```java
/// try (var life = Scope.open("life")) {
///     Tensor x = Tensor.of(5, -3).requireGrad();
///     var adam = Adam.of(List.of(x), 0.1); // with all the memory it will ever need
///     life.seal();
///     for (int i = 0; i < 500; i++) {
///         try (var step = Scope.open("step")) {
///             x.square().sum().backward();
///             adam.step();
///             adam.zeroGrad();
///         }
///     }
///     assert Math.abs(x.get(0)) < 1e-3 && Math.abs(x.get(1)) < 1e-3;
/// }
/// ```
///
/// **Invariant.** An optimizer makes all its state when it is made, beside the parameters, in the
/// scope they live in. A step changes parameters and state in place, in one pass, and allocates
/// nothing: a sealed scope stays as it is.
@NullMarked
package org.arenagrad.optim;

import org.jspecify.annotations.NullMarked;

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
/// An optimizer of one's own says how one parameter changes. Its state is saved and restored as
/// that of any other.
///
/// ```java
/// class SignSgd extends Optimizer {
///     private final List<Tensor> momenta = stateSlot("momentum");
///
///     SignSgd(List<Tensor> parameters, double learningRate) {
///         super(parameters, learningRate);
///     }
///
///     @Override
///     protected void update(int index, Tensor parameter, Tensor gradient) {
///         Tensor momentum = momenta.get(index).lerpInPlace(gradient, 0.1);
///         parameter.addInPlace(momentum.sign(), -learningRateOf(index)); // the signs end here
///     }
/// }
///
/// try (var life = Scope.open("life")) {
///     Tensor x = Tensor.of(5, -3).requireGrad();
///     var signs = new SignSgd(List.of(x), 0.1);
///     life.seal();
///     for (int i = 0; i < 100; i++) {
///         try (var step = Scope.open("step")) {
///             x.square().sum().backward();
///             signs.step();
///             signs.zeroGrad();
///         }
///     }
///     assert Math.abs(x.get(0)) < 1 && Math.abs(x.get(1)) < 1;
/// }
/// ```
///
/// **Invariant.** An optimizer allocates all its state when it is made, in the scope of the
/// parameters, and a step changes parameters and state in place: a sealed scope does not grow. SGD,
/// Adam, AdamW, Adagrad and plain RMSProp do so in one pass and allocate nothing; what others make
/// on the way ends with a scope around the update of each parameter.
///
/// **Decision.** The learning rate of a parameter group is a factor, not a rate as in PyTorch. A
/// schedule sets the optimizer's rate and all groups follow, without an initial rate to keep and
/// save.
///
/// **Decision.** To maximize, a kernel gets the learning rate and the weight decay with opposite
/// sign. Every update is an odd function of the gradient, so this gives the same bits as a negated
/// gradient, without a copy.
@NullMarked
package org.arenagrad.optim;

import org.jspecify.annotations.NullMarked;

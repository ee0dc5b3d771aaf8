package org.arenagrad.optim;

import org.arenagrad.autograd.Tensor;

import java.util.List;
import java.util.OptionalDouble;

/// Parameters of an [Optimizer] with a learning rate and a weight decay of their own.
///
/// ```java
/// AdamW.ofGroups(
///         List.of(
///                 ParameterGroup.of(encoder.parameters()).rateFactor(0.1),
///                 ParameterGroup.of(head.parameters())),
///         1e-3,
///         AdamW.defaults());
/// ```
///
/// The rate of a group is a multiple of the optimizer's. So a [Schedule], which sets the
/// optimizer's rate, moves all groups in proportion, as PyTorch's schedulers do that multiply.
///
/// @param parameters in their order
/// @param rateFactor what the optimizer's learning rate is multiplied by; 0 freezes the group
/// @param weightDecay instead of that in the optimizer's options, if there is one
public record ParameterGroup(
        List<Tensor> parameters, double rateFactor, OptionalDouble weightDecay) {
    /// Checks both numbers and copies the list.
    ///
    /// @throws IllegalArgumentException if a number is negative or not finite
    public ParameterGroup {
        parameters = List.copyOf(parameters);
        Checks.requireNotNegative("rate factor", rateFactor);
        if (weightDecay.isPresent()) {
            Checks.requireNotNegative("weight decay", weightDecay.getAsDouble());
        }
    }

    /// Parameters with the optimizer's learning rate and weight decay.
    public static ParameterGroup of(List<Tensor> parameters) {
        return new ParameterGroup(parameters, 1, OptionalDouble.empty());
    }

    /// The same with a learning rate of `factor` times the optimizer's.
    public ParameterGroup rateFactor(double factor) {
        return new ParameterGroup(parameters, factor, weightDecay);
    }

    /// The same with a weight decay of its own.
    public ParameterGroup weightDecay(double decay) {
        return new ParameterGroup(parameters, rateFactor, OptionalDouble.of(decay));
    }
}

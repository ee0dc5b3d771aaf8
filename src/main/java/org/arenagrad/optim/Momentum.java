package org.arenagrad.optim;

import org.arenagrad.autograd.Tensor;

import java.util.List;

/// Gradient descent with momentum, `v = momentum·v + g; p -= lr·v` (Polyak, 1964): [SGD] under the
/// name of its idea. The velocity averages out what changes sign from step to step and adds up what
/// does not.
public final class Momentum extends SGD {
    private Momentum(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options);
    }

    /// With a momentum of 0.9.
    public static Momentum of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, 0.9);
    }

    /// With a momentum of choice.
    ///
    /// @throws IllegalArgumentException if it is not in `[0, 1)`
    public static Momentum of(List<Tensor> parameters, double learningRate, double momentum) {
        return of(parameters, learningRate, SGD.defaults().momentum(momentum));
    }

    /// With all options of [SGD].
    public static Momentum of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static Momentum ofGroups(
            List<ParameterGroup> groups, double learningRate, Options options) {
        return new Momentum(groups, learningRate, options);
    }
}

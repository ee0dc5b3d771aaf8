package org.arenagrad.optim;

import org.arenagrad.autograd.Tensor;

import java.util.List;

/// Adam with decoupled weight decay (Loshchilov and Hutter, 2017): a parameter first shrinks by
/// `lr·weightDecay`, whatever its gradients were, and then takes Adam's step.
public final class AdamW extends Adam {
    private AdamW(List<ParameterGroup> groups, double learningRate, Options options) {
        super(groups, learningRate, options, true);
    }

    /// Those of [Adam], but for a weight decay of 0.01.
    public static Options defaults() {
        return Adam.defaults().weightDecay(0.01);
    }

    /// With a weight decay of 0.01.
    public static AdamW of(List<Tensor> parameters, double learningRate) {
        return of(parameters, learningRate, defaults());
    }

    /// With options: `AdamW.of(parameters, 1e-3, AdamW.defaults().weightDecay(0.1))`.
    public static AdamW of(List<Tensor> parameters, double learningRate, Options options) {
        return ofGroups(List.of(ParameterGroup.of(parameters)), learningRate, options);
    }

    /// With parameters in groups.
    public static AdamW ofGroups(
            List<ParameterGroup> groups, double learningRate, Options options) {
        return new AdamW(groups, learningRate, options);
    }
}

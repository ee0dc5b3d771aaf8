package org.arenagrad.examples.loop;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.optim.Adagrad;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Momentum;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.RMSProp;

import java.util.List;
import java.util.Locale;

/// The optimizers that can be chosen by name.
public enum OptimizerChoice {
    /// Gradient descent.
    SGD,
    /// Gradient descent with a velocity.
    MOMENTUM,
    /// Adam.
    ADAM,
    /// Adam with decoupled weight decay.
    ADAMW,
    /// RMSProp.
    RMSPROP,
    /// Adagrad.
    ADAGRAD;

    /// An optimizer of this kind with its default options.
    Optimizer of(List<Tensor> parameters, double learningRate) {
        return switch (this) {
            case SGD -> org.arenagrad.optim.SGD.of(parameters, learningRate);
            case MOMENTUM -> Momentum.of(parameters, learningRate);
            case ADAM -> Adam.of(parameters, learningRate);
            case ADAMW -> AdamW.of(parameters, learningRate);
            case RMSPROP -> RMSProp.of(parameters, learningRate);
            case ADAGRAD -> Adagrad.of(parameters, learningRate);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

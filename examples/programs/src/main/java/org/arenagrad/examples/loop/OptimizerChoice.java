package org.arenagrad.examples.loop;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.optim.Adagrad;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Adamax;
import org.arenagrad.optim.Lion;
import org.arenagrad.optim.Momentum;
import org.arenagrad.optim.Muon;
import org.arenagrad.optim.NAdam;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.RAdam;
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
    /// Adam with the largest gradient.
    ADAMAX,
    /// Adam with Nesterov's momentum.
    NADAM,
    /// Rectified Adam.
    RADAM,
    /// RMSProp.
    RMSPROP,
    /// Adagrad.
    ADAGRAD,
    /// Signs of momentum.
    LION,
    /// Orthogonal steps for matrices, AdamW for the rest.
    MUON;

    /// An optimizer of this kind with its default options; Muon at the learning rates of AdamW.
    Optimizer of(List<Tensor> parameters, double learningRate) {
        return switch (this) {
            case SGD -> org.arenagrad.optim.SGD.of(parameters, learningRate);
            case MOMENTUM -> Momentum.of(parameters, learningRate);
            case ADAM -> Adam.of(parameters, learningRate);
            case ADAMW -> AdamW.of(parameters, learningRate);
            case ADAMAX -> Adamax.of(parameters, learningRate);
            case NADAM -> NAdam.of(parameters, learningRate);
            case RADAM -> RAdam.of(parameters, learningRate);
            case RMSPROP -> RMSProp.of(parameters, learningRate);
            case ADAGRAD -> Adagrad.of(parameters, learningRate);
            case LION -> Lion.of(parameters, learningRate);
            case MUON ->
                    Muon.of(
                            parameters,
                            learningRate,
                            Muon.defaults()
                                    .adjustment(Muon.Adjustment.MATCH_RMS_ADAMW)
                                    .others(AdamW.defaults()));
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

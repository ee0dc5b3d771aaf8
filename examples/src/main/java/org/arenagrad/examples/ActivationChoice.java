package org.arenagrad.examples;

import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Layer;

/// The functions between the layers that can be chosen by name.
enum ActivationChoice {
    /// The larger of a number and 0.
    RELU,
    /// What lies below 0 counts a hundredth.
    LEAKY_RELU,
    /// Exponential below 0.
    ELU,
    /// Weighted by the normal distribution.
    GELU,
    /// Weighted by the sigmoid.
    SILU,
    /// A smooth relu.
    SOFTPLUS,
    /// Between 0 and 1.
    SIGMOID,
    /// Between -1 and 1.
    TANH;

    /// The layer.
    Layer layer() {
        return switch (this) {
            case RELU -> Activations.relu();
            case LEAKY_RELU -> Activations.leakyRelu(0.01);
            case ELU -> Activations.elu();
            case GELU -> Activations.gelu();
            case SILU -> Activations.silu();
            case SOFTPLUS -> Activations.softplus();
            case SIGMOID -> Activations.sigmoid();
            case TANH -> Activations.tanh();
        };
    }

    @Override
    public String toString() {
        return Choice.name(this);
    }
}

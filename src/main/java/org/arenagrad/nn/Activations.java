package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// Activation functions as layers; what they compute is said at the method of [Tensor] of the same
/// name. [ActivationKind] lists them.
public final class Activations {
    private Activations() {}

    /// One by what [Activation] says of it.
    ///
    /// @param title PyTorch's name, `ReLU`
    /// @param argument its slope or dimension, null if it has none
    /// @throws IllegalArgumentException if there is no such function, or it takes another argument
    public static Layer of(String title, @Nullable Number argument) {
        return ActivationKind.titled(title).layer(argument);
    }

    /// See [Tensor#relu].
    public static Layer relu() {
        return ActivationKind.RELU.layer();
    }

    /// See [Tensor#leakyRelu].
    ///
    /// @param slope the slope below 0; PyTorch's default is 0.01
    public static Layer leakyRelu(double slope) {
        return ActivationKind.LEAKY_RELU.layer(slope);
    }

    /// See [Tensor#relu6].
    public static Layer relu6() {
        return ActivationKind.RELU6.layer();
    }

    /// See [Tensor#elu].
    public static Layer elu() {
        return ActivationKind.ELU.layer();
    }

    /// See [Tensor#celu(double)].
    ///
    /// @param alpha where the curve ends below 0; PyTorch's default is 1
    public static Layer celu(double alpha) {
        return ActivationKind.CELU.layer(alpha);
    }

    /// See [Tensor#selu].
    public static Layer selu() {
        return ActivationKind.SELU.layer();
    }

    /// See [Tensor#gelu].
    public static Layer gelu() {
        return ActivationKind.GELU.layer();
    }

    /// See [Tensor#geluTanh].
    public static Layer geluTanh() {
        return ActivationKind.GELU_TANH.layer();
    }

    /// See [Tensor#silu].
    public static Layer silu() {
        return ActivationKind.SILU.layer();
    }

    /// See [Tensor#mish].
    public static Layer mish() {
        return ActivationKind.MISH.layer();
    }

    /// See [Tensor#hardswish].
    public static Layer hardswish() {
        return ActivationKind.HARDSWISH.layer();
    }

    /// See [Tensor#hardtanh()].
    public static Layer hardtanh() {
        return ActivationKind.HARDTANH.layer();
    }

    /// See [Tensor#softplus].
    public static Layer softplus() {
        return ActivationKind.SOFTPLUS.layer();
    }

    /// See [Tensor#softsign].
    public static Layer softsign() {
        return ActivationKind.SOFTSIGN.layer();
    }

    /// See [Tensor#sigmoid].
    public static Layer sigmoid() {
        return ActivationKind.SIGMOID.layer();
    }

    /// See [Tensor#logSigmoid].
    public static Layer logSigmoid() {
        return ActivationKind.LOG_SIGMOID.layer();
    }

    /// See [Tensor#tanh].
    public static Layer tanh() {
        return ActivationKind.TANH.layer();
    }

    /// See [Tensor#softmax]. In front of a cross-entropy it is one too many: that takes logits.
    public static Layer softmax(int dim) {
        return ActivationKind.SOFTMAX.layer(dim);
    }

    /// See [Tensor#logSoftmax].
    public static Layer logSoftmax(int dim) {
        return ActivationKind.LOG_SOFTMAX.layer(dim);
    }
}

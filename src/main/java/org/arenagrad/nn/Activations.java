package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// Activation functions as layers; what they compute is said at the method of [Tensor] of the same
/// name.
public final class Activations {
    private Activations() {}

    /// One by what [Activation] says of it.
    ///
    /// @param kind its name, `ReLU`
    /// @param argument its slope or dimension, null if it has none
    /// @throws IllegalArgumentException if there is no such function, or it takes another argument
    public static Layer of(String kind, @Nullable Number argument) {
        return switch (kind) {
            case "ReLU" -> withNothing(kind, argument, relu());
            case "LeakyReLU" -> leakyRelu(required(kind, argument).doubleValue());
            case "ELU" -> withNothing(kind, argument, elu());
            case "GELU" -> withNothing(kind, argument, gelu());
            case "GELU[tanh]" -> withNothing(kind, argument, geluTanh());
            case "SiLU" -> withNothing(kind, argument, silu());
            case "Softplus" -> withNothing(kind, argument, softplus());
            case "Sigmoid" -> withNothing(kind, argument, sigmoid());
            case "Tanh" -> withNothing(kind, argument, tanh());
            case "Softmax" -> softmax(required(kind, argument).intValue());
            case "LogSoftmax" -> logSoftmax(required(kind, argument).intValue());
            default ->
                    throw new IllegalArgumentException(
                            "there is no activation function '%s'".formatted(kind));
        };
    }

    private static Layer withNothing(String kind, @Nullable Number argument, Layer layer) {
        if (argument != null) {
            throw new IllegalArgumentException(
                    "%s takes no argument, so not %s".formatted(kind, argument));
        }
        return layer;
    }

    private static Number required(String kind, @Nullable Number argument) {
        if (argument == null) {
            throw new IllegalArgumentException(kind + " lacks its slope or dimension");
        }
        return argument;
    }

    /// See [Tensor#relu].
    public static Layer relu() {
        return new Activation("ReLU", null, Tensor::relu);
    }

    /// See [Tensor#leakyRelu].
    ///
    /// @param slope the slope below 0; PyTorch's default is 0.01
    public static Layer leakyRelu(double slope) {
        return new Activation("LeakyReLU", slope, x -> x.leakyRelu(slope));
    }

    /// See [Tensor#elu].
    public static Layer elu() {
        return new Activation("ELU", null, Tensor::elu);
    }

    /// See [Tensor#gelu].
    public static Layer gelu() {
        return new Activation("GELU", null, Tensor::gelu);
    }

    /// See [Tensor#geluTanh].
    public static Layer geluTanh() {
        return new Activation("GELU[tanh]", null, Tensor::geluTanh);
    }

    /// See [Tensor#silu].
    public static Layer silu() {
        return new Activation("SiLU", null, Tensor::silu);
    }

    /// See [Tensor#softplus].
    public static Layer softplus() {
        return new Activation("Softplus", null, Tensor::softplus);
    }

    /// See [Tensor#sigmoid].
    public static Layer sigmoid() {
        return new Activation("Sigmoid", null, Tensor::sigmoid);
    }

    /// See [Tensor#tanh].
    public static Layer tanh() {
        return new Activation("Tanh", null, Tensor::tanh);
    }

    /// See [Tensor#softmax]. In front of a cross-entropy it is one too many: that takes logits.
    public static Layer softmax(int dim) {
        return new Activation("Softmax", dim, x -> x.softmax(dim));
    }

    /// See [Tensor#logSoftmax].
    public static Layer logSoftmax(int dim) {
        return new Activation("LogSoftmax", dim, x -> x.logSoftmax(dim));
    }
}

package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

import java.util.function.UnaryOperator;

/// Activation functions as layers; what they compute is said at the method of [Tensor] of the same
/// name.
public final class Activations {
    private Activations() {}

    /// See [Tensor#relu].
    public static Layer relu() {
        return new Activation("ReLU", Tensor::relu);
    }

    /// See [Tensor#leakyRelu].
    ///
    /// @param slope the slope below 0; PyTorch's default is 0.01
    public static Layer leakyRelu(double slope) {
        return new Activation("LeakyReLU[%s]".formatted(slope), x -> x.leakyRelu(slope));
    }

    /// See [Tensor#elu].
    public static Layer elu() {
        return new Activation("ELU", Tensor::elu);
    }

    /// See [Tensor#gelu].
    public static Layer gelu() {
        return new Activation("GELU", Tensor::gelu);
    }

    /// See [Tensor#geluTanh].
    public static Layer geluTanh() {
        return new Activation("GELU[tanh]", Tensor::geluTanh);
    }

    /// See [Tensor#silu].
    public static Layer silu() {
        return new Activation("SiLU", Tensor::silu);
    }

    /// See [Tensor#softplus].
    public static Layer softplus() {
        return new Activation("Softplus", Tensor::softplus);
    }

    /// See [Tensor#sigmoid].
    public static Layer sigmoid() {
        return new Activation("Sigmoid", Tensor::sigmoid);
    }

    /// See [Tensor#tanh].
    public static Layer tanh() {
        return new Activation("Tanh", Tensor::tanh);
    }

    /// See [Tensor#softmax]. In front of a cross-entropy it is one too many: that takes logits.
    public static Layer softmax(int dim) {
        return new Activation("Softmax[%s]".formatted(dim), x -> x.softmax(dim));
    }

    /// See [Tensor#logSoftmax].
    public static Layer logSoftmax(int dim) {
        return new Activation("LogSoftmax[%s]".formatted(dim), x -> x.logSoftmax(dim));
    }

    private record Activation(String name, UnaryOperator<Tensor> function) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return function.apply(x);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

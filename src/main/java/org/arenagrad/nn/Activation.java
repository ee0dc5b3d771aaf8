package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/// An activation function as a layer; [Activations] makes them.
public final class Activation implements Layer {
    private final String kind;
    private final @Nullable Number argument;
    private final UnaryOperator<Tensor> function;

    Activation(String kind, @Nullable Number argument, UnaryOperator<Tensor> function) {
        this.kind = kind;
        this.argument = argument;
        this.function = function;
    }

    /// Which one, by PyTorch's name: `ReLU`, `LeakyReLU`; `GELU[tanh]` for the approximation.
    public String kind() {
        return kind;
    }

    /// Its slope or dimension; null if it has neither.
    public @Nullable Number argument() {
        return argument;
    }

    @Override
    public Tensor apply(Tensor x) {
        return function.apply(x);
    }

    /// `ReLU`, `LeakyReLU[0.01]`.
    @Override
    public String toString() {
        return argument == null ? kind : "%s[%s]".formatted(kind, argument);
    }
}

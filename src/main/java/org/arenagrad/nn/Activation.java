package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/// An activation function as a layer; [Activations] makes them.
public final class Activation implements Layer {
    private final ActivationKind kind;
    private final @Nullable Number argument;
    private final UnaryOperator<Tensor> function;

    Activation(ActivationKind kind, @Nullable Number argument, UnaryOperator<Tensor> function) {
        this.kind = kind;
        this.argument = argument;
        this.function = function;
    }

    /// Which one.
    public ActivationKind kind() {
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
        return argument == null ? kind.title() : "%s[%s]".formatted(kind.title(), argument);
    }
}

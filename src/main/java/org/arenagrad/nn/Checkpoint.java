package org.arenagrad.nn;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;

/// A layer that saves nothing of what it computes on the way, and computes it again in backward:
/// see [Autograd#checkpoint].
///
/// A network of `n` equal layers, in `√n` such blocks of `√n` layers, trains in the memory of about
/// `2·√n` activations instead of `n`, for one more forward.
///
/// ```java
/// var model = Sequential.of(Checkpoint.of(first), Checkpoint.of(second), head);
/// ```
public final class Checkpoint implements Layer {
    private final Layer layer;

    private Checkpoint(Layer layer) {
        this.layer = layer;
    }

    /// The layer, to be recomputed.
    public static Checkpoint of(Layer layer) {
        return new Checkpoint(layer);
    }

    /// What is recomputed.
    public Layer layer() {
        return layer;
    }

    /// `layer(x)`, to be recomputed in backward.
    public static Tensor checkpoint(Layer layer, Tensor x) {
        return Autograd.checkpoint(layer::apply, x);
    }

    @Override
    public Tensor apply(Tensor x) {
        return checkpoint(layer, x);
    }

    /// The parts of the layer, by the same names: weights fit with and without recomputing.
    @Override
    public void declare(Parts parts) {
        layer.declare(parts);
    }

    @Override
    public void train(boolean on) {
        layer.train(on);
    }

    /// `Checkpoint[Linear[2 → 64]]`.
    @Override
    public String toString() {
        return "Checkpoint[%s]".formatted(layer);
    }
}

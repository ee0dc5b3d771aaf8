package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Layers in sequence: each reads what the one before computed.
///
/// A value between two layers ends as soon as the second has read it, unless a node of the graph
/// saved it for its gradient. So evaluation needs no more memory than its two largest neighbouring
/// values, however deep the network; and in training, what a [Linear] computed is gone when the
/// ReLU behind it has read it.
public final class Sequential implements Layer {
    private final List<Layer> layers;

    // What is applied in sequence: the layers, or blocks of them.
    private final List<Layer> stages;

    private Sequential(List<Layer> layers, List<Layer> stages) {
        this.layers = layers;
        this.stages = stages;
        state().forEach((name, tensor) -> tensor.named(name));
    }

    /// These layers, in this order. Parameters and buffers are named by the place of their layer,
    /// from 0, also in messages: `0.weight`, `2.bias`.
    public static Sequential of(Layer... layers) {
        return of(List.of(layers));
    }

    private static Sequential of(List<Layer> layers) {
        return new Sequential(layers, layers);
    }

    /// The same layers in a number of blocks of equal length (the last may be shorter), each of
    /// which saves only its input and is computed again in backward, see [Checkpoint]. Parameters
    /// and their names are the same, and so are the gradients.
    ///
    /// With `n` layers, `√n` blocks take the least memory: of the order of `2·√n` activations.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public Sequential checkpointed(int blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException(
                    "checkpointed: %s blocks are none: name at least 1".formatted(blocks));
        }
        int length = Math.max(1, Math.ceilDiv(layers.size(), blocks));
        List<Layer> recomputed = new ArrayList<>();
        for (int from = 0; from < layers.size(); from += length) {
            int to = Math.min(from + length, layers.size());
            recomputed.add(Checkpoint.of(of(layers.subList(from, to))));
        }
        return new Sequential(layers, List.copyOf(recomputed));
    }

    /// The layers, in order.
    public List<Layer> layers() {
        return layers;
    }

    /// The value of the last layer; the input itself if there is none.
    @Override
    public Tensor apply(Tensor input) {
        Ledger ledger = Ledger.current();
        long before = ledger.made();
        Tensor x = input;
        for (Layer layer : stages) {
            Tensor y =
                    Objects.requireNonNull(
                            layer.apply(x),
                            () ->
                                    "Sequential: layer %s returned null: a layer returns a tensor"
                                            .formatted(layer));
            Buffer read = x.array().buffer();
            // What was there before is not ours: the input, or a value that a layer of the user's
            // keeps. And a layer may return its input, or a view of it.
            if (read.serial() > before && read != y.array().buffer()) {
                x.discard();
            }
            x = y;
        }
        return x;
    }

    @Override
    public void declare(Parts parts) {
        for (int i = 0; i < layers.size(); i++) {
            parts.layer(String.valueOf(i), layers.get(i));
        }
    }

    /// The layers, a line each, as PyTorch prints them.
    @Override
    public String toString() {
        return layers.isEmpty() ? "Sequential()" : tree();
    }
}

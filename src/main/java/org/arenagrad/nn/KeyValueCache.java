package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;

/// The keys and values of a sequence that is being generated: each step adds its own, and none is
/// computed twice. Its memory is made once, for the longest sequence, in the scope then open.
public final class KeyValueCache {
    private final Tensor keys;
    private final Tensor values;
    private int length;

    private KeyValueCache(Tensor keys, Tensor values) {
        this.keys = keys;
        this.values = values;
    }

    /// An empty cache.
    ///
    /// @param batch how many sequences are generated at once
    /// @param most how long they can get
    /// @param width what a head has of the embedding
    public static KeyValueCache of(int batch, int heads, int most, int width, DType dtype) {
        return new KeyValueCache(
                Tensor.zeros(dtype, batch, heads, most, width).named("keys"),
                Tensor.zeros(dtype, batch, heads, most, width).named("values"));
    }

    /// How many steps it holds.
    public int length() {
        return length;
    }

    /// Forgets all steps.
    public void clear() {
        length = 0;
    }

    /// Attention of the next steps of a sequence to all steps so far. Their keys and values are
    /// added to those that are here. For generation, under noGrad.
    ///
    /// @param query of the next steps, `[N, heads, T, width]`
    /// @param key of the same steps, of the same shape
    /// @param value of the same steps, of the same shape
    /// @param causal whether each of them looks only at those that do not stand after it
    /// @return `[N, heads, T, width]`
    /// @throws IllegalArgumentException if they don't fit in
    public Tensor attend(Tensor query, Tensor key, Tensor value, boolean causal) {
        int steps = query.shape().size(2);
        int before = length;
        append(key, value);
        AttentionOptions options =
                causal && steps > 1
                        ? AttentionOptions.DEFAULT.withMask(causalMask(steps, before))
                        : AttentionOptions.DEFAULT;
        return Fused.scaledDotProductAttention(
                query, keys.narrow(2, 0, length), values.narrow(2, 0, length), options);
    }

    private void append(Tensor moreKeys, Tensor moreValues) {
        Shape wanted = keys.shape().with(2, moreKeys.shape().size(2));
        if (!moreKeys.shape().equals(wanted) || moreKeys.dtype() != keys.dtype()) {
            throw new IllegalArgumentException(
                    "attention: the cache %s is not for keys %s: make it with the batch, the heads, the width of a head and the type of the model"
                            .formatted(keys.array(), moreKeys.array()));
        }
        if (moreKeys.requiresGrad()) {
            throw new IllegalArgumentException(
                    "attention: no gradient flows through a cache, which is for generation: open"
                            + " Autograd.noGrad() around it, or train with whole sequences");
        }
        int steps = moreKeys.shape().size(2);
        int most = keys.shape().size(2);
        if (length + steps > most) {
            throw new IllegalArgumentException(
                    "attention: the cache holds %s of %s steps, %s more don't fit: make a longer one, or clear() it"
                            .formatted(length, most, steps));
        }
        try (var _ = Autograd.noGrad()) {
            keys.narrow(2, length, steps).copyFrom(moreKeys);
            values.narrow(2, length, steps).copyFrom(moreValues);
        }
        length += steps;
    }

    /// 0 where one of the last steps may look, minus infinity at those after it.
    private Tensor causalMask(int steps, int before) {
        Tensor column = Tensor.arange(keys.dtype(), length);
        Tensor row = Tensor.arange(keys.dtype(), steps).add(before).unsqueeze(1);
        return Tensor.zeros(keys.dtype(), steps, length)
                .maskedFill(column.gt(row), Double.NEGATIVE_INFINITY);
    }
}

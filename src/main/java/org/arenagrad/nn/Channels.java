package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What normalisations learn of each channel of `[N, C, …]`: `y = x·weight + bias`, or nothing.
///
/// @param weight `[C]`, or null
/// @param bias `[C]`, or null
record Channels(@Nullable Tensor weight, @Nullable Tensor bias) {
    static final Channels NONE = new Channels(null, null);

    /// Ones and zeros.
    static Channels of(String layer, int count, DType dtype) {
        requireSome(layer, count);
        return new Channels(
                Tensor.ones(dtype, count).named("weight").requireGrad(),
                Tensor.zeros(dtype, count).named("bias").requireGrad());
    }

    /// Given ones, which are asked for gradients.
    static Channels of(String layer, @Nullable Tensor weight, @Nullable Tensor bias) {
        if (weight == null && bias == null) {
            return NONE;
        }
        if (weight == null
                || bias == null
                || weight.shape().rank() != 1
                || !weight.shape().equals(bias.shape())) {
            throw new IllegalArgumentException(
                    "%s: weight and bias must both be [C], or both left out, not %s and %s"
                            .formatted(
                                    layer,
                                    weight == null ? "none" : weight.array(),
                                    bias == null ? "none" : bias.array()));
        }
        return new Channels(weight.requireGrad(), bias.requireGrad());
    }

    static void requireSome(String layer, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "%s: %s channels are none: the number must be positive"
                            .formatted(layer, count));
        }
    }

    static void requireEps(String layer, double eps) {
        if (!(eps >= 0)) {
            throw new IllegalArgumentException(
                    "%s: eps %s must not be negative: it keeps a division by 0 away"
                            .formatted(layer, eps));
        }
    }

    /// `x·weight + bias`, each channel with its own; `x` itself if there are none. What comes in
    /// may end.
    Tensor apply(Tensor x) {
        if (weight == null || bias == null) {
            return x;
        }
        int[] wide = new int[x.shape().rank() - 1];
        Arrays.fill(wide, 1);
        wide[0] = weight.shape().size(0);
        Tensor scaled = x.mul(weight.reshape(wide));
        x.discard();
        Tensor shifted = scaled.add(bias.reshape(wide));
        scaled.discard();
        return shifted;
    }

    void declare(Parts parts) {
        parts.parameter("weight", weight).parameter("bias", bias);
    }
}

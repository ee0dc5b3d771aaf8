package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// `y = x·Wᵀ + b`: every output a weighted sum of all inputs, plus a bias.
///
/// Takes `[…, in]`, gives `[…, out]`. Parameters: `weight` `[out, in]` and, unless left out, `bias`
/// `[out]`.
public final class Linear implements Layer {
    private final Tensor weight;
    private final @Nullable Tensor bias;

    private Linear(Tensor weight, @Nullable Tensor bias) {
        this.weight = weight.requireGrad();
        this.bias = bias == null ? null : bias.requireGrad();
    }

    /// A layer of the default type, see [Tensor#defaultDType()], see [#of(int, int, DType,
    /// RandomGenerator)].
    public static Linear of(int in, int out, RandomGenerator random) {
        return of(in, out, Tensor.defaultDType(), random);
    }

    /// A layer whose weights and biases are uniform in `±1/√in`, PyTorch's default (LeCun et al.,
    /// *Efficient BackProp*, 1998: the variance of the outputs should not depend on the number of
    /// inputs). [Init] has others.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static Linear of(int in, int out, DType dtype, RandomGenerator random) {
        Tensor weight = weight(in, out, dtype, random);
        return new Linear(weight, uniform(in, dtype, random, out).named("bias"));
    }

    /// A layer without bias, `y = x·Wᵀ`: for use in front of a layer that shifts by itself.
    ///
    /// @throws IllegalArgumentException if a size is not positive
    public static Linear withoutBias(int in, int out, DType dtype, RandomGenerator random) {
        return new Linear(weight(in, out, dtype, random), null);
    }

    /// A layer over given parameters, which are asked for gradients.
    ///
    /// @param weight `[out, in]`
    /// @param bias `[out]`, or null for none
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Linear of(Tensor weight, @Nullable Tensor bias) {
        if (weight.shape().rank() != 2
                || (bias != null
                        && (bias.shape().rank() != 1
                                || bias.shape().size(0) != weight.shape().size(0)))) {
            throw new IllegalArgumentException(
                    "linear: the weight must be [out, in] and the bias [out], not %s and %s"
                            .formatted(weight.array(), bias == null ? "no bias" : bias.array()));
        }
        return new Linear(weight, bias);
    }

    private static Tensor weight(int in, int out, DType dtype, RandomGenerator random) {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "linear: both sizes must be positive, got %s → %s".formatted(in, out));
        }
        return uniform(in, dtype, random, out, in).named("weight");
    }

    private static Tensor uniform(int in, DType dtype, RandomGenerator random, int... shape) {
        double bound = 1 / Math.sqrt(in);
        return Tensor.uniform(dtype, random, -bound, bound, shape);
    }

    /// The weight, `[out, in]`.
    public Tensor weight() {
        return weight;
    }

    /// The bias, `[out]`, or null.
    public @Nullable Tensor bias() {
        return bias;
    }

    /// @throws IllegalArgumentException if the last size of `x` is not `in`, or its type differs
    @Override
    public Tensor apply(Tensor x) {
        return Fused.linear(x, weight, bias);
    }

    @Override
    public void declare(Parts parts) {
        parts.parameter("weight", weight).parameter("bias", bias);
    }

    /// `Linear[2 → 64]`.
    @Override
    public String toString() {
        return "Linear[%s → %s%s]"
                .formatted(
                        weight.shape().size(1),
                        weight.shape().size(0),
                        bias == null ? ", no bias" : "");
    }
}

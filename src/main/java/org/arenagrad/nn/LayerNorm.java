package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;

import java.util.Arrays;

/// Brings the last dimensions of each example to mean 0 and variance 1, then scales and shifts them
/// by learned amounts: `(x - mean) / √(variance + eps)·weight + bias` (Ba, Kiros and Hinton, 2016).
///
/// Takes and gives `[…, size]`. Parameters, both of that size: `weight`, ones at first, and `bias`,
/// zeros.
public final class LayerNorm implements Layer {
    static final double EPS = 1e-5;

    private final Tensor weight;
    private final Tensor bias;
    private final double eps;

    private LayerNorm(Tensor weight, Tensor bias, double eps) {
        Channels.requireEps("layerNorm", eps);
        this.weight = weight.requireGrad();
        this.bias = bias.requireGrad();
        this.eps = eps;
    }

    /// A layer of the default type, see [Tensor#defaultDType()].
    ///
    /// @param size the last sizes of the input, over which mean and variance are taken
    /// @throws IllegalArgumentException if there is none, or one is not positive
    public static LayerNorm of(int... size) {
        return of(Tensor.defaultDType(), size);
    }

    /// A layer of a type.
    ///
    /// @param size the last sizes of the input, over which mean and variance are taken
    /// @throws IllegalArgumentException if there is none, or one is not positive
    public static LayerNorm of(DType dtype, int... size) {
        if (size.length == 0 || Arrays.stream(size).anyMatch(s -> s < 1)) {
            throw new IllegalArgumentException(
                    "layerNorm: %s can't be normalised: name at least one positive size"
                            .formatted(Arrays.toString(size)));
        }
        return new LayerNorm(
                Tensor.ones(dtype, size).named("weight"),
                Tensor.zeros(dtype, size).named("bias"),
                EPS);
    }

    /// A layer over given parameters, which are asked for gradients.
    ///
    /// @param eps what is added to the variance, so that constant input is no division by 0
    /// @throws IllegalArgumentException if the two differ in shape, are scalars, or eps is negative
    public static LayerNorm of(Tensor weight, Tensor bias, double eps) {
        if (!weight.shape().equals(bias.shape()) || weight.shape().rank() == 0) {
            throw new IllegalArgumentException(
                    "layerNorm: weight and bias must both have the normalised size, not %s and %s"
                            .formatted(weight.array(), bias.array()));
        }
        return new LayerNorm(weight, bias, eps);
    }

    /// The weight, of the normalised size.
    public Tensor weight() {
        return weight;
    }

    /// The bias, of the normalised size.
    public Tensor bias() {
        return bias;
    }

    /// What is added to the variance.
    public double eps() {
        return eps;
    }

    /// @throws IllegalArgumentException if `x` does not end in the normalised sizes
    @Override
    public Tensor apply(Tensor x) {
        requireNormalised(x.shape(), x);
        Tensor normalised = normalise(x);
        Tensor scaled = normalised.mul(weight);
        normalised.discard();
        Tensor shifted = scaled.add(bias);
        scaled.discard();
        return shifted;
    }

    private Tensor normalise(Tensor x) {
        if (weight.shape().rank() == 1) {
            return Fused.normalize(x, eps);
        }
        Tensor rows = x.flatten(-weight.shape().rank());
        Tensor normalised = Fused.normalize(rows, eps);
        if (rows.array().buffer() != x.array().buffer()) {
            rows.discard();
        }
        return normalised.reshape(x.shape().toArray());
    }

    private void requireNormalised(Shape shape, Tensor x) {
        int rank = weight.shape().rank();
        boolean fits = shape.rank() >= rank;
        for (int d = 1; fits && d <= rank; d++) {
            fits = shape.size(-d) == weight.shape().size(-d);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "layerNorm: %s does not end in the sizes %s that this layer normalises"
                            .formatted(x.array(), weight.shape()));
        }
    }

    @Override
    public void declare(Parts parts) {
        parts.parameter("weight", weight).parameter("bias", bias);
    }

    /// `LayerNorm[64]`.
    @Override
    public String toString() {
        return "LayerNorm" + weight.shape();
    }
}

package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Divides the last dimensions of each example by the root of their mean square, then scales them
/// by learned amounts: `x / √(mean(x²) + eps)·weight` (Zhang and Sennrich, 2019). A [LayerNorm]
/// that takes no mean away.
///
/// Takes and gives `[…, size]`. Parameter, unless left out: `weight` of that size, ones at first.
///
/// Memory: keeps for backward the input and one number for each example.
public final class RMSNorm implements Layer {
    private final Shape size;
    private final @Nullable Tensor weight;
    private final double eps;

    private RMSNorm(Shape size, @Nullable Tensor weight, double eps) {
        Channels.requireEps("rmsNorm", eps);
        this.size = size;
        this.weight = weight == null ? null : weight.requireGrad();
        this.eps = eps;
    }

    /// A layer of the default type, see [Tensor#defaultDType()], see [#of(DType, int...)].
    ///
    /// @throws IllegalArgumentException if there is no size, or one is not positive
    public static RMSNorm of(int... size) {
        return of(Tensor.defaultDType(), size);
    }

    /// A layer of a type. As PyTorch's, its eps is the distance from 1 to the next number of the
    /// type.
    ///
    /// @param size the last sizes of the input, over which the mean is taken
    /// @throws IllegalArgumentException if there is none, or one is not positive
    public static RMSNorm of(DType dtype, int... size) {
        requireSome(size);
        double eps = dtype == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
        return of(Tensor.ones(dtype, size).named("weight"), eps);
    }

    /// A layer over a given weight, which is asked for gradients.
    ///
    /// @param weight of the sizes over which the mean is taken
    /// @param eps what is added to the mean square, so that zeros are no division by 0
    /// @throws IllegalArgumentException if it is a scalar, or eps is negative
    public static RMSNorm of(Tensor weight, double eps) {
        requireSome(weight.shape().toArray());
        return new RMSNorm(weight.shape(), weight, eps);
    }

    /// A layer that does not scale.
    ///
    /// @param size the last sizes of the input, over which the mean is taken
    /// @throws IllegalArgumentException if there is none, or one is not positive
    public static RMSNorm withoutWeight(double eps, int... size) {
        requireSome(size);
        return new RMSNorm(Shape.of(size), null, eps);
    }

    private static void requireSome(int... size) {
        if (size.length == 0 || Arrays.stream(size).anyMatch(s -> s < 1)) {
            throw new IllegalArgumentException(
                    "rmsNorm: %s can't be normalised: name at least one positive size"
                            .formatted(Arrays.toString(size)));
        }
    }

    /// The result has the shape of `x`.
    ///
    /// @throws IllegalArgumentException if `x` does not end in the normalised sizes
    @Override
    public Tensor apply(Tensor x) {
        int rank = size.rank();
        boolean fits = x.shape().rank() >= rank;
        for (int d = 1; fits && d <= rank; d++) {
            fits = x.shape().size(-d) == size.size(-d);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "rmsNorm: %s does not end in the sizes %s that this layer normalises"
                            .formatted(x.array(), size));
        }
        return Fused.rmsNorm(x, rank, weight, eps);
    }

    /// The normalised size.
    public Shape size() {
        return size;
    }

    /// The weight, of the normalised size, or null.
    public @Nullable Tensor weight() {
        return weight;
    }

    /// What is added to the mean square.
    public double eps() {
        return eps;
    }

    @Override
    public void declare(Parts parts) {
        parts.parameter("weight", weight);
    }

    /// `RMSNorm[64]`.
    @Override
    public String toString() {
        return "RMSNorm" + size;
    }
}

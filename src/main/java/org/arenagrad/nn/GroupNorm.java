package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// Brings groups of channels of each example to mean 0 and variance 1, then scales and shifts each
/// channel by learned amounts (Wu and He, 2018). It needs no batch: training and evaluation are the
/// same.
///
/// Takes and gives `[N, C, …]`. Parameters, unless left out: `weight` `[C]`, ones at first, and
/// `bias` `[C]`, zeros.
public final class GroupNorm implements Layer {
    private static final double EPS = 1e-5;

    private final int groups;
    private final int count;
    private final Channels channels;
    private final double eps;

    private GroupNorm(int groups, int count, Channels channels, double eps) {
        Channels.requireSome("groupNorm", count);
        if (groups < 1 || count % groups != 0) {
            throw new IllegalArgumentException(
                    "groupNorm: %s channels can't be divided into %s groups of the same size"
                            .formatted(count, groups));
        }
        Channels.requireEps("groupNorm", eps);
        this.groups = groups;
        this.count = count;
        this.channels = channels;
        this.eps = eps;
    }

    /// A layer of the default type, see [Tensor#defaultDType()], with eps 1e-5.
    ///
    /// @throws IllegalArgumentException if the channels can't be divided into so many groups
    public static GroupNorm of(int groups, int channels) {
        return of(groups, channels, EPS, true, Tensor.defaultDType());
    }

    /// A layer of a type.
    ///
    /// @param eps what is added to the variance, so that constant input is no division by 0
    /// @param affine whether channels are scaled and shifted by learned amounts
    /// @throws IllegalArgumentException if the channels can't be divided into so many groups
    public static GroupNorm of(int groups, int channels, double eps, boolean affine, DType dtype) {
        return new GroupNorm(
                groups,
                channels,
                affine ? Channels.of("groupNorm", channels, dtype) : Channels.NONE,
                eps);
    }

    /// A layer over given parameters `[C]`, which are asked for gradients.
    ///
    /// @throws IllegalArgumentException if the two differ in shape, or the channels can't be
    ///   divided into so many groups
    public static GroupNorm of(int groups, Tensor weight, Tensor bias, double eps) {
        Channels channels = Channels.of("groupNorm", weight, bias);
        return new GroupNorm(groups, weight.shape().size(0), channels, eps);
    }

    /// The result has the shape of `x`.
    ///
    /// @throws IllegalArgumentException if `x` is not `[N, C, …]` with this number of channels
    @Override
    public Tensor apply(Tensor x) {
        if (x.shape().rank() < 2 || x.shape().size(1) != count) {
            throw new IllegalArgumentException(
                    "groupNorm: %s does not fit: this layer takes [N, C, …] with C = %s channels"
                            .formatted(x.array(), count));
        }
        return channels.apply(normalize(x, groups, eps));
    }

    /// The channels of `[N, C, …]` in groups, each brought to mean 0 and variance 1.
    static Tensor normalize(Tensor x, int groups, double eps) {
        int rows = x.shape().size(0) * groups;
        Tensor flat = x.reshape(rows, rows == 0 ? 0 : (int) (x.shape().elements() / rows));
        Tensor normalised = Fused.normalize(flat, eps);
        if (flat.array().buffer() != x.array().buffer()) {
            flat.discard();
        }
        return normalised.reshape(x.shape().toArray());
    }

    /// The number of groups.
    public int groups() {
        return groups;
    }

    /// The number of channels.
    public int channels() {
        return count;
    }

    /// The scale of each channel, `[C]`, or null.
    public @Nullable Tensor weight() {
        return channels.weight();
    }

    /// The shift of each channel, `[C]`, or null.
    public @Nullable Tensor bias() {
        return channels.bias();
    }

    /// What is added to the variance.
    public double eps() {
        return eps;
    }

    @Override
    public void declare(Parts parts) {
        channels.declare(parts);
    }

    /// `GroupNorm[2 groups of 8]`.
    @Override
    public String toString() {
        return "GroupNorm[%s groups of %s]".formatted(groups, count / groups);
    }
}

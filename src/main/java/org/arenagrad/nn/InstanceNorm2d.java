package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// Brings each channel of each image to mean 0 and variance 1 (Ulyanov, Vedaldi and Lempitsky,
/// 2016): a [GroupNorm] with groups of one channel. As PyTorch's, it has no parameters unless it is
/// asked for them, and no running values.
///
/// Takes and gives `[N, C, H, W]`. Parameters if affine: `weight` `[C]`, ones at first, and `bias`
/// `[C]`, zeros.
public final class InstanceNorm2d implements Layer {
    private static final double EPS = 1e-5;

    private final int count;
    private final Channels channels;
    private final double eps;

    private InstanceNorm2d(int count, Channels channels, double eps) {
        this.count = count;
        this.channels = channels;
        this.eps = eps;
    }

    /// A layer without parameters, with eps 1e-5.
    ///
    /// @throws IllegalArgumentException if the number of channels is not positive
    public static InstanceNorm2d of(int channels) {
        return of(channels, EPS, false, Tensor.defaultDType());
    }

    /// A layer of a type.
    ///
    /// @param eps what is added to the variance, so that constant input is no division by 0
    /// @param affine whether channels are scaled and shifted by learned amounts
    /// @throws IllegalArgumentException if the number of channels is not positive
    public static InstanceNorm2d of(int channels, double eps, boolean affine, DType dtype) {
        Channels.requireSome("instanceNorm2d", channels);
        return new InstanceNorm2d(
                channels,
                affine ? Channels.of("instanceNorm2d", channels, dtype) : Channels.NONE,
                eps);
    }

    /// A layer over given parameters `[C]`, which are asked for gradients.
    ///
    /// @throws IllegalArgumentException if the two differ in shape
    public static InstanceNorm2d of(Tensor weight, Tensor bias, double eps) {
        Channels channels = Channels.of("instanceNorm2d", weight, bias);
        return new InstanceNorm2d(weight.shape().size(0), channels, eps);
    }

    /// The result has the shape of `x`.
    ///
    /// @throws IllegalArgumentException if `x` is not `[N, C, H, W]` with this number of channels,
    ///   or has images of one value, which have no variance
    @Override
    public Tensor apply(Tensor x) {
        if (x.shape().rank() != 4 || x.shape().size(1) != count) {
            throw new IllegalArgumentException(
                    "instanceNorm2d: %s does not fit: this layer takes [N, C, H, W] with C = %s channels"
                            .formatted(x.array(), count));
        }
        if ((long) x.shape().size(2) * x.shape().size(3) == 1) {
            throw new IllegalArgumentException(
                    "instanceNorm2d: %s has one value a channel, which is 0 once its mean is taken away: use GroupNorm or LayerNorm"
                            .formatted(x.array()));
        }
        return channels.apply(GroupNorm.normalize(x, count, eps));
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

    /// `InstanceNorm2d[64]`.
    @Override
    public String toString() {
        return "InstanceNorm2d[%s]".formatted(count);
    }
}

package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// [InstanceNorm] of images, `[N, C, H, W]`.
public final class InstanceNorm2d extends InstanceNorm {
    private InstanceNorm2d(
            int count, Channels channels, @Nullable Running running, double eps, double momentum) {
        super(count, channels, running, eps, momentum);
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
        return new InstanceNorm2d(channels, learned(channels, affine, dtype), null, eps, 0);
    }

    /// A layer over given parameters `[C]`, which are asked for gradients.
    ///
    /// @throws IllegalArgumentException if the two differ in shape
    public static InstanceNorm2d of(Tensor weight, Tensor bias, double eps) {
        Channels channels = Channels.of("instanceNorm2d", weight, bias);
        return new InstanceNorm2d(weight.shape().size(0), channels, null, eps, 0);
    }

    /// A layer that tracks: with running values, as PyTorch's `track_running_stats` asks for.
    ///
    /// @param momentum how much of each batch they take
    /// @param affine whether channels are scaled and shifted by learned amounts
    /// @throws IllegalArgumentException if the number of channels is not positive, eps is negative,
    ///   or the momentum not between 0 and 1
    public static InstanceNorm2d tracking(
            int channels, double eps, double momentum, boolean affine, DType dtype) {
        Channels learned = learned(channels, affine, dtype);
        Running running = Running.of(channels, dtype);
        return new InstanceNorm2d(channels, learned, running, eps, momentum);
    }

    /// A layer that tracks, over given parameters, which are asked for gradients, and given running
    /// values.
    ///
    /// @param weight `[C]`, or null for no scale
    /// @param bias `[C]`, or null for no shift
    /// @param batches `[]`, which a file has; not counted
    /// @throws IllegalArgumentException if the shapes don't fit
    public static InstanceNorm2d tracking(
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            Tensor runningMean,
            Tensor runningVar,
            Tensor batches,
            double eps,
            double momentum) {
        return new InstanceNorm2d(
                runningMean.shape().rank() == 1 ? runningMean.shape().size(0) : 0,
                Channels.of("instanceNorm2d", weight, bias),
                new Running(runningMean, runningVar, batches),
                eps,
                momentum);
    }

    private static Channels learned(int channels, boolean affine, DType dtype) {
        Channels.requireSome("instanceNorm2d", channels);
        return affine ? Channels.of("instanceNorm2d", channels, dtype) : Channels.NONE;
    }

    @Override
    String operation() {
        return "instanceNorm2d";
    }

    @Override
    String expected() {
        return "[N, C, H, W]";
    }

    @Override
    int rank() {
        return 4;
    }
}

package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// [BatchNorm] of rows `[N, C]` or of sequences `[N, C, L]`.
public final class BatchNorm1d extends BatchNorm {
    private BatchNorm1d(Channels channels, Running running, double eps, @Nullable Double momentum) {
        super(channels, running, eps, momentum);
    }

    /// A layer of the default type, see [Tensor#defaultDType()], with eps 1e-5 and momentum 0.1.
    ///
    /// @throws IllegalArgumentException if the number of channels is not positive
    public static BatchNorm1d of(int channels) {
        return of(channels, EPS, MOMENTUM, true, Tensor.defaultDType());
    }

    /// A layer of a type.
    ///
    /// @param eps what is added to the variance, so that constant input is no division by 0
    /// @param momentum how much of each batch the running mean and variance take; null for their
    ///   means over all batches
    /// @param affine whether channels are scaled and shifted by learned amounts
    /// @throws IllegalArgumentException if the number of channels is not positive, eps is negative,
    ///   or the momentum not between 0 and 1
    public static BatchNorm1d of(
            int channels, double eps, @Nullable Double momentum, boolean affine, DType dtype) {
        Channels.requireSome("batchNorm1d", channels);
        return new BatchNorm1d(
                affine ? Channels.of("batchNorm1d", channels, dtype) : Channels.NONE,
                Running.of(channels, dtype),
                eps,
                momentum);
    }

    /// A layer over given parameters, which are asked for gradients, and given running values.
    ///
    /// @param weight `[C]`, or null for no scale
    /// @param bias `[C]`, or null for no shift
    /// @param batches how many batches were taken in, `[]`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static BatchNorm1d of(
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            Tensor runningMean,
            Tensor runningVar,
            Tensor batches,
            double eps,
            @Nullable Double momentum) {
        return new BatchNorm1d(
                Channels.of("batchNorm1d", weight, bias),
                new Running(runningMean, runningVar, batches),
                eps,
                momentum);
    }

    @Override
    String operation() {
        return "batchNorm1d";
    }

    @Override
    String expected() {
        return "[N, C] or [N, C, L]";
    }

    @Override
    boolean isExpected(int rank) {
        return rank == 2 || rank == 3;
    }
}

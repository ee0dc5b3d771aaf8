package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a normalisation remembers of the batches it was trained with, and normalises with in
/// evaluation.
///
/// @param mean `[C]`
/// @param variance `[C]`
/// @param batches `[]`, how many were taken in
record Running(Tensor mean, Tensor variance, Tensor batches) {
    static Running of(int channels, DType dtype) {
        return new Running(
                Tensor.zeros(dtype, channels).named("running_mean"),
                Tensor.ones(dtype, channels).named("running_var"),
                Tensor.zeros(dtype).named("num_batches_tracked"));
    }

    void requireFit(String layer, Channels channels, double eps, @Nullable Double momentum) {
        if (!(eps >= 0) || (momentum != null && !(momentum >= 0 && momentum <= 1))) {
            throw new IllegalArgumentException(
                    "%s: eps %s must not be negative, and momentum %s must be between 0 and 1"
                            .formatted(layer, eps, momentum));
        }
        Tensor weight = channels.weight();
        if (mean.shape().rank() != 1
                || !variance.shape().equals(mean.shape())
                || batches.shape().rank() != 0
                || variance.dtype() != mean.dtype()
                || (weight != null && !weight.shape().equals(mean.shape()))) {
            throw new IllegalArgumentException(
                    "%s: weight, running mean and running variance must all be [C] and the count of batches [], not %s, %s, %s and %s"
                            .formatted(
                                    layer,
                                    weight == null ? "none" : weight.array(),
                                    mean.array(),
                                    variance.array(),
                                    batches.array()));
        }
    }

    /// `(x - mean) / √(variance + eps)`, scaled and shifted by what was learned; as `x·scale +
    /// shift`, since two numbers a channel say it all.
    Tensor normalize(Tensor x, Channels channels, double eps) {
        Tensor weight = channels.weight();
        Tensor bias = channels.bias();
        Tensor widened = variance.add(eps);
        Tensor inverse = widened.rsqrt();
        widened.discard();
        Tensor scale = weight == null ? inverse : weight.mul(inverse);
        Tensor scaledMean = mean.mul(scale);
        Tensor shift = bias == null ? scaledMean.neg() : bias.sub(scaledMean);
        int[] wide = x.shape().toArray();
        for (int d = 0; d < wide.length; d++) {
            wide[d] = d == 1 ? wide[d] : 1;
        }
        Tensor scaled = x.mul(scale.reshape(wide));
        Tensor y = scaled.add(shift.reshape(wide));
        for (Tensor read : List.of(scaled, shift, scaledMean, scale, inverse)) {
            read.discard();
        }
        return y;
    }

    void declare(Parts parts) {
        parts.buffer("running_mean", mean)
                .buffer("running_var", variance)
                .buffer("num_batches_tracked", batches);
    }
}

package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

/// Convolutions that read images where they are: what windows see is written nowhere. All runs are
/// contiguous.
public interface ConvKernels {
    /// The weight of a convolution: where its element `(group, o, c, i, j)` is, with `o` a channel
    /// of the result and `c` one of the input, both within the group.
    ///
    /// @param run its elements
    /// @param group the distance between groups
    /// @param out the distance between channels of the result
    /// @param in the distance between channels of the input
    /// @param turned whether the kernel stands upside down, its last element first: so the gradient
    ///   for the input is a convolution as well
    record Weight(Span run, long group, long out, long in, boolean turned) {}

    /// `y[n, o] = bias[o] + Σ w[o, c, i, j]·x[n, c, window]`.
    ///
    /// @param x `[images, groups · in, height, width]`
    /// @param bias `[groups · out]`, or null
    /// @param y `[images, groups · out, rows, columns]`
    void forward(ConvSizes sizes, Span x, Weight w, @Nullable Span bias, Span y);

    /// Adds `Σ g[n, o, at]·x[n, c, window]` to `dw[o, c, i, j]`, for some channels of the result.
    ///
    /// @param dw `[groups · out, in, kernel height, kernel width]`
    /// @param from the first channel of the result
    /// @param to the one after the last
    void weight(ConvSizes sizes, Span x, Span g, Span dw, int from, int to);
}

package org.arenagrad.kernel.loop;

import java.lang.foreign.MemorySegment;

/// One row of a softmax or a normalisation, and of its gradient, in as few passes as there can be:
/// rows of an attention are short, and calls of other kernels for each step took twice as long as
/// the exponentials.
interface RowLoop {
    /// `y = e^(scale·x) / Σ e^(scale·x)`.
    void softmax(MemorySegment x, long xo, MemorySegment y, long yo, int n, double scale);

    /// `dx = scale·y·(g - Σ g·y)`.
    void softmaxGrad(
            MemorySegment g,
            long go,
            MemorySegment y,
            long yo,
            MemorySegment dx,
            long to,
            int n,
            double scale);

    /// `y = (x - mean) / √(variance + eps)`.
    void normalize(MemorySegment x, long xo, MemorySegment y, long yo, int n, double eps);

    /// `dx = (g - mean(g) - y·mean(g·y)) / √(variance + eps)`.
    void normalizeGrad(
            MemorySegment g,
            long go,
            MemorySegment x,
            long xo,
            MemorySegment y,
            long yo,
            MemorySegment dx,
            long to,
            int n,
            double eps);
}

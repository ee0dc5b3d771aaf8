package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Row-wise functions of a contiguous matrix `[rows, columns]` that would otherwise need several
/// passes and intermediate buffers. The largest element of a row is subtracted first, so no
/// exponential overflows.
public interface Fused {
    /// `y[r, c] += b[c]`: the same row added to every row.
    void addRow(MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo);

    /// `y = e^x / Σ e^x` along each row.
    void softmax(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns);

    /// `y = x - log Σ e^x` along each row.
    void logSoftmax(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns);

    /// `y[r] = log Σ e^x` of row `r`. A row of negative infinities gives negative infinity.
    void logSumExp(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns);

    /// `loss[r] = w[r]·Σ_c q[r, c]·(logSumExp(x[r]) - x[r, c])`, the cross-entropy of row `r`
    /// against the smoothed one-hot distribution `q = (1 - smoothing)·onehot(classes[co + r]) +
    /// smoothing / columns` (Szegedy et al., 2015). Without smoothing, elements of other classes
    /// have no influence but through the log-sum-exp. A row whose largest element is infinite has
    /// no softmax, so its loss is NaN, as its log-softmax is. The caller has checked the classes,
    /// which begin at `co`. `w` has one weight per row, at stride `ws` (0: one weight for all).
    void crossEntropy(
            MemorySegment x,
            long xo,
            int[] classes,
            int co,
            MemorySegment w,
            long wo,
            long ws,
            double smoothing,
            MemorySegment loss,
            long lo,
            int rows,
            int columns);

    /// The gradient of [#crossEntropy]: `dx[r, c] = g[r]·w[r]·(softmax(x[r])[c] - q[r, c])`, `g` at
    /// stride `gs` (0: one upstream gradient for all rows).
    void crossEntropyGrad(
            MemorySegment x,
            long xo,
            int[] classes,
            int co,
            MemorySegment w,
            long wo,
            long ws,
            double smoothing,
            MemorySegment g,
            long go,
            long gs,
            MemorySegment dx,
            long dxo,
            int rows,
            int columns);
}

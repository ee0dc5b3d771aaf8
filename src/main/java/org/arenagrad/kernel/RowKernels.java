package org.arenagrad.kernel;

/// Functions of the rows of a contiguous matrix `[rows, columns]` that would otherwise need several
/// passes and intermediate buffers. The largest element of a row is subtracted first, so no
/// exponential overflows.
public interface RowKernels {
    /// `y = e^x / Σ e^x` along each row.
    void softmax(Span x, Span y, long rows, int columns);

    /// `y = e^(scale·x) / Σ e^(scale·x)` along each row, over as many of its first elements as it
    /// sees; the others of `y` become 0. `x` and `y` may be the same.
    ///
    /// @param seen of row 0
    /// @param period row `r` sees `r % period` more
    void softmax(Span x, Span y, double scale, long seen, int period, long rows, int columns);

    /// The gradient of softmax: `dx = scale·y·(g - Σ g·y)` along each row. `g` and `dx` may be the
    /// same.
    void softmaxGrad(Span g, Span y, Span dx, double scale, long rows, int columns);

    /// `y = (x - mean) / √(variance + eps)` along each row.
    void normalize(Span x, Span y, double eps, long rows, int columns);

    /// The gradient of [#normalize]: `dx = (g - mean(g) - y·mean(g·y)) / √(variance + eps)`.
    ///
    /// @param y the result
    void normalizeGrad(Span g, Span x, Span y, Span dx, double eps, long rows, int columns);

    /// `y = x - log Σ e^x` along each row.
    void logSoftmax(Span x, Span y, long rows, int columns);

    /// `y[r] = log Σ e^x` of row `r`. A row of negative infinities gives negative infinity.
    void logSumExp(Span x, Span y, long rows, int columns);

    /// `loss[r] = w[r]·Σ_c q[r, c]·(logSumExp(x[r]) - x[r, c])`, the cross-entropy of row `r`
    /// against the smoothed one-hot distribution `q = (1 - smoothing)·onehot(class) + smoothing /
    /// columns` (Szegedy et al., 2015). Without smoothing, elements of other classes have no
    /// influence but through the log-sum-exp. A row whose largest element is infinite has no
    /// softmax, so its loss is NaN, as its log-softmax is.
    ///
    /// @param classes the classes of the rows, from `from` on; the caller has checked them
    /// @param w one weight for each row
    void crossEntropy(
            Span x,
            int[] classes,
            int from,
            Span w,
            double smoothing,
            Span loss,
            int rows,
            int columns);

    /// The gradient of [#crossEntropy]: `dx[r, c] = g[r]·w[r]·(softmax(x[r])[c] - q[r, c])`.
    ///
    /// @param g the upstream gradient of each row's loss
    void crossEntropyGrad(
            Span x,
            int[] classes,
            int from,
            Span w,
            double smoothing,
            Span g,
            Span dx,
            int rows,
            int columns);
}

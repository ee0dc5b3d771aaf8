package org.arenagrad.kernel;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;

/// Loops that fold or scan runs of elements.
public interface Reductions {
    /// Folds `x[i]`, `i` in `0 … n-1`, in the order of
    /// [org.arenagrad.kernel.math.AccumulatorsFloat64].
    double reduce(Reduction op, Span x, long n);

    /// Folds rows into one, in sequence: `y[c] = op(… op(op(y[c], x[0, c]), x[1, c]) …)`.
    ///
    /// @param x the first row; elements of a row lie side by side
    /// @param distance from a row to the next
    /// @param y contiguous
    void foldRows(Binary op, Span x, long distance, long rows, int columns, Span y);

    /// The position of the largest element, the first of several; the first NaN if there is one.
    /// `n` is at least 1.
    long argmax(Span x, long n);

    /// `y[i] = x[0] + … + x[i]`; `y` of any stride.
    void cumsum(Span x, Span y, long n);
}

package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Loops that fold or scan one run of elements. Offsets and strides count elements.
public interface Reductions {
    /// Folds `x[xo + i·xs]`, `i` in `0 … n-1`.
    double reduce(Reduction op, MemorySegment x, long xo, long xs, long n);

    /// Adds up rows, one after the other: `y[yo + c] = Σ_r x[xo + r·xs + c]`, on top of what is in
    /// `y` if `add`.
    void sumRows(
            MemorySegment x,
            long xo,
            long xs,
            long rows,
            int columns,
            boolean add,
            MemorySegment y,
            long yo);

    /// The position of the largest element, the first of several; the first NaN if there is one.
    /// `n` is at least 1.
    long argmax(MemorySegment x, long xo, long xs, long n);

    /// `y[yo + i·ys] = x[xo] + … + x[xo + i·xs]`.
    void cumsum(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n);
}

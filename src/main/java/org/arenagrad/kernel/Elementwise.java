package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Loops in which every output element depends on the input elements at its own position.
///
/// Offsets and strides count elements, not bytes. A stride may be 1 (contiguous: the fast path), 0
/// (one element for the whole run: broadcasting), or anything else (a view). An output may be the
/// same memory as an input only at the same offset and stride (in place).
public interface Elementwise {
    /// `y[yo + i] = op(x[xo + i·xs]; p, q)` for `i` in `0 … n-1`.
    void unary(
            Unary op,
            double p,
            double q,
            MemorySegment x,
            long xo,
            long xs,
            MemorySegment y,
            long yo,
            long n);

    /// `y[yo + i] = op(a[ao + i·as], b[bo + i·bs])`.
    void binary(
            Binary op,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n);

    /// `y[yo + i] = c[co + i·cs] != 0 ? a[ao + i·as] : b[bo + i·bs]`: what is not chosen has no
    /// influence, NaN included.
    void where(
            MemorySegment c,
            long co,
            long cs,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n);

    /// `y[yo + i·ys] = value`.
    void fill(MemorySegment y, long yo, long ys, long n, double value);

    /// `y[yo + i·ys] = x[xo + i·xs]`.
    void copy(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n);

    /// `y[yo + i] = x[xo + index[io + i]·xs]`. The caller has checked the indices.
    void pick(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            int n);

    /// `y[yo + index[io + i]·ys] += x[xo + i·xs]`, in the order of `i`. The caller has checked the
    /// indices.
    void addAt(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            long ys,
            int n);
}

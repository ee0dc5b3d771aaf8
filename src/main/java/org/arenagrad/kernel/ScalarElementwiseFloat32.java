// Generated from ScalarElementwiseFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.BYTES;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;

import java.lang.foreign.MemorySegment;

/// The elementwise oracle: plain loops, any stride.
class ScalarElementwiseFloat32 implements Elementwise {
    @Override
    public void unary(
            Unary op,
            double p,
            double q,
            MemorySegment x,
            long xo,
            long xs,
            MemorySegment y,
            long yo,
            long n) {
        ScalarUnaryFloat32.apply(op, p, q, x, xo, xs, y, yo, n);
    }

    @Override
    public void binary(
            Binary op,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        ScalarBinaryFloat32.apply(op, a, ao, as, b, bo, bs, y, yo, n);
    }

    @Override
    public void where(
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
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(c, co + i * cs) != 0 ? get(a, ao + i * as) : get(b, bo + i * bs));
        }
    }

    @Override
    public void fill(MemorySegment y, long yo, long ys, long n, double value) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i * ys, value);
        }
    }

    @Override
    public void copy(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {
        if (xs == 1 && ys == 1) {
            MemorySegment.copy(x, xo * BYTES, y, yo * BYTES, n * BYTES);
            return;
        }
        for (long i = 0; i < n; i++) {
            set(y, yo + i * ys, get(x, xo + i * xs));
        }
    }

    @Override
    public void pick(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            int n) {
        for (int i = 0; i < n; i++) {
            set(y, yo + i, get(x, xo + index[io + i] * xs));
        }
    }

    @Override
    public void addAt(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            long ys,
            int n) {
        for (int i = 0; i < n; i++) {
            long at = yo + index[io + i] * ys;
            set(y, at, get(y, at) + get(x, xo + i * xs));
        }
    }
}

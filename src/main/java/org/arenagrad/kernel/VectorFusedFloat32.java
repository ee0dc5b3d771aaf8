// Generated from VectorFusedFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;
import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.all;
import static org.arenagrad.kernel.LanesFloat32.known;
import static org.arenagrad.kernel.LanesFloat32.load;
import static org.arenagrad.kernel.LanesFloat32.store;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/// Fused rows. A row of a few vectors or more is done vector by vector. Where rows are shorter (a
/// handful of classes) and there is an output to hold them, the exponentials of many rows are taken
/// in one run; otherwise the scalar loops serve.
final class VectorFusedFloat32 implements Fused {
    /// Rows at least this long are worth vectors of their own.
    private static final int WIDE = 2 * LANES;

    /// How many elements of short rows are done in one run: few enough to stay in the first cache.
    private static final int RUN = 1024;

    private final ScalarFusedFloat32 scalar = new ScalarFusedFloat32();
    private final VectorElementwiseFloat32 elementwise = new VectorElementwiseFloat32();
    private final VectorReductionsFloat32 reductions = new VectorReductionsFloat32();

    @Override
    public void softmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (columns < WIDE) {
            expOfShortRows(x, xo, y, yo, rows, columns);
            for (long r = 0; r < rows; r++) {
                scaleShortRow(y, yo + r * columns, columns, 1);
            }
            return;
        }
        for (long r = 0; r < rows; r++) {
            long xr = xo + r * columns;
            long yr = yo + r * columns;
            double sum = expOfRow(x, xr, y, yr, columns, max(x, xr, columns));
            elementwise.unary(Unary.DIV_SCALAR, sum, 0, y, yr, 1, y, yr, columns);
        }
    }

    @Override
    public void logSoftmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (columns < WIDE) {
            scalar.logSoftmax(x, xo, y, yo, rows, columns);
            return;
        }
        for (long r = 0; r < rows; r++) {
            long xr = xo + r * columns;
            long yr = yo + r * columns;
            double max = max(x, xr, columns);
            double logSum = Math.log(sumExp(x, xr, columns, max));
            FloatVector m = all(max);
            FloatVector l = all(logSum);
            int c = 0;
            for (; c <= columns - LANES; c += LANES) {
                store(load(x, xr + c).sub(m).sub(l), y, yr + c);
            }
            for (; c < columns; c++) {
                set(y, yr + c, get(x, xr + c) - max - logSum);
            }
        }
    }

    @Override
    public void logSumExp(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (columns < WIDE) {
            scalar.logSumExp(x, xo, y, yo, rows, columns);
            return;
        }
        for (long r = 0; r < rows; r++) {
            long xr = xo + r * columns;
            double max = max(x, xr, columns);
            set(y, yo + r, max + logSum(x, xr, columns, max));
        }
    }

    @Override
    public void crossEntropy(
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
            int columns) {
        // The smoothed loss must give every element its weight, also an infinite one: left to the
        // scalar loop.
        if (columns < WIDE || smoothing != 0) {
            scalar.crossEntropy(x, xo, classes, co, w, wo, ws, smoothing, loss, lo, rows, columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            long xr = xo + (long) r * columns;
            double max = max(x, xr, columns);
            double value = max - get(x, xr + classes[co + r]) + logSum(x, xr, columns, max);
            set(loss, lo + r, get(w, wo + r * ws) * value);
        }
    }

    @Override
    public void crossEntropyGrad(
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
            int columns) {
        if (columns < WIDE) {
            expOfShortRows(x, xo, dx, dxo, rows, columns);
        }
        double other = smoothing / columns;
        for (int r = 0; r < rows; r++) {
            long xr = xo + (long) r * columns;
            long dxr = dxo + (long) r * columns;
            double scale = get(g, go + r * gs) * get(w, wo + r * ws);
            if (columns < WIDE) {
                scaleShortRow(dx, dxr, columns, scale);
            } else {
                double sum = expOfRow(x, xr, dx, dxr, columns, max(x, xr, columns));
                elementwise.unary(Unary.MUL_SCALAR, scale / sum, 0, dx, dxr, 1, dx, dxr, columns);
            }
            if (smoothing != 0) {
                elementwise.unary(
                        Unary.ADD_SCALAR, -scale * other, 0, dx, dxr, 1, dx, dxr, columns);
            }
            long target = dxr + classes[co + r];
            set(dx, target, get(dx, target) - scale * (1 - smoothing));
        }
    }

    /// `y = e^(x - max of its row)`.
    private void expOfShortRows(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        long step = Math.max(1, RUN / Math.max(1, columns));
        for (long from = 0; from < rows; from += step) {
            long to = Math.min(rows, from + step);
            for (long r = from; r < to; r++) {
                long xr = xo + r * columns;
                long yr = yo + r * columns;
                double max = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < columns; c++) {
                    max = Math.max(max, get(x, xr + c));
                }
                for (int c = 0; c < columns; c++) {
                    set(y, yr + c, get(x, xr + c) - max);
                }
            }
            long at = yo + from * columns;
            elementwise.unary(Unary.EXP, 0, 0, y, at, 1, y, at, (to - from) * columns);
        }
    }

    /// `y = y·scale / Σ y`.
    private static void scaleShortRow(MemorySegment y, long yr, int columns, double scale) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            sum += get(y, yr + c);
        }
        double factor = scale / sum;
        for (int c = 0; c < columns; c++) {
            set(y, yr + c, get(y, yr + c) * factor);
        }
    }

    private double max(MemorySegment x, long xr, int columns) {
        return reductions.reduce(Reduction.MAX, x, xr, 1, columns);
    }

    /// `y = e^(x - max)`; the sum of the row.
    private static double expOfRow(
            MemorySegment x, long xr, MemorySegment y, long yr, int columns, double max) {
        MemorySegment out = known(y);
        FloatVector m = all(max);
        FloatVector sums = all(0);
        int c = 0;
        for (; c <= columns - LANES; c += LANES) {
            FloatVector e = VectorMathFloat32.exp(load(x, xr + c).sub(m));
            e.intoMemorySegment(out, (yr + c) * BYTES, ORDER);
            sums = sums.add(e);
        }
        double sum = LanesFloat32.sum(sums);
        for (; c < columns; c++) {
            double e = Math.exp(get(x, xr + c) - max);
            set(y, yr + c, e);
            sum += e;
        }
        return sum;
    }

    private static double sumExp(MemorySegment x, long xr, int columns, double max) {
        FloatVector m = all(max);
        FloatVector sums = all(0);
        int c = 0;
        for (; c <= columns - LANES; c += LANES) {
            sums = sums.add(VectorMathFloat32.exp(load(x, xr + c).sub(m)));
        }
        double sum = LanesFloat32.sum(sums);
        for (; c < columns; c++) {
            sum += Math.exp(get(x, xr + c) - max);
        }
        return sum;
    }

    /// As in [ScalarFusedFloat32].
    private static double logSum(MemorySegment x, long xr, int columns, double max) {
        return Double.isInfinite(max) ? 0 : Math.log(sumExp(x, xr, columns, max));
    }
}

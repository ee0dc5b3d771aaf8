package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.set;

import java.lang.foreign.MemorySegment;

/// Fused rows. As many rows as stay in the first cache are done together: first each less its
/// largest element, then the exponentials of all of them in one run, then the sum of each. So short
/// rows (a handful of classes) fill vectors as well as long ones do, and each of these loops is
/// small enough for the compiler.
final class VectorFusedFloat64 implements Fused {
    /// Rows shorter than this are not worth loops of their own.
    private static final int WIDE = 2 * LanesFloat64.LANES;

    private final VectorElementwiseFloat64 elementwise = new VectorElementwiseFloat64();
    private final VectorReductionsFloat64 reductions = new VectorReductionsFloat64();

    @Override
    public void softmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        long step = together(columns);
        for (long from = 0; from < rows; from += step) {
            long to = Math.min(rows, from + step);
            expOfRows(x, xo + from * columns, y, yo + from * columns, to - from, columns);
            for (long r = from; r < to; r++) {
                scale(y, yo + r * columns, columns, 1 / sum(y, yo + r * columns, columns));
            }
        }
    }

    @Override
    public void logSoftmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        long step = together(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) (Math.min(rows, from + step) - from);
            logSums(x, xo + from * columns, count, columns, scratch);
            for (int r = 0; r < count; r++) {
                long xr = xo + (from + r) * columns;
                long yr = yo + (from + r) * columns;
                shift(x, xr, y, yr, columns, get(scratch.largest(), r));
                shift(y, yr, y, yr, columns, get(scratch.sums(), r));
            }
        }
    }

    @Override
    public void logSumExp(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        long step = together(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) (Math.min(rows, from + step) - from);
            logSums(x, xo + from * columns, count, columns, scratch);
            for (int r = 0; r < count; r++) {
                set(y, yo + from + r, get(scratch.largest(), r) + finiteLogSum(scratch, r));
            }
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
        RowScratch scratch = RowScratch.ofThisThread();
        int step = together(columns);
        for (int from = 0; from < rows; from += step) {
            int count = Math.min(rows - from, step);
            logSums(x, xo + (long) from * columns, count, columns, scratch);
            for (int i = 0; i < count; i++) {
                int r = from + i;
                long xr = xo + (long) r * columns;
                double max = get(scratch.largest(), i);
                double logSum = finiteLogSum(scratch, i);
                double value = max - get(x, xr + classes[co + r]) + logSum;
                if (smoothing != 0) {
                    double rest = 0;
                    for (int c = 0; c < columns; c++) {
                        rest += max - get(x, xr + c) + logSum;
                    }
                    value = (1 - smoothing) * value + smoothing / columns * rest;
                }
                set(loss, lo + r, get(w, wo + r * ws) * value);
            }
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
        double other = smoothing / columns;
        int step = together(columns);
        for (int from = 0; from < rows; from += step) {
            int to = Math.min(rows, from + step);
            long at = (long) from * columns;
            expOfRows(x, xo + at, dx, dxo + at, to - from, columns);
            for (int r = from; r < to; r++) {
                long dxr = dxo + (long) r * columns;
                double scale = get(g, go + r * gs) * get(w, wo + r * ws);
                scale(dx, dxr, columns, scale / sum(dx, dxr, columns));
                if (smoothing != 0) {
                    shift(dx, dxr, dx, dxr, columns, scale * other);
                }
                long target = dxr + classes[co + r];
                set(dx, target, get(dx, target) - scale * (1 - smoothing));
            }
        }
    }

    /// How many rows are done together.
    private static int together(int columns) {
        return Math.max(1, RowScratch.LENGTH / Math.max(1, columns));
    }

    /// `y = e^(x - max of its row)`.
    private void expOfRows(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        for (long r = 0; r < rows; r++) {
            long xr = xo + r * columns;
            shift(x, xr, y, yo + r * columns, columns, max(x, xr, columns));
        }
        elementwise.unary(Unary.EXP, 0, 0, y, yo, 1, y, yo, rows * columns);
    }

    /// The largest elements, and `log Σ e^(x - largest)` of each row.
    private void logSums(MemorySegment x, long xo, int rows, int columns, RowScratch scratch) {
        if (columns > RowScratch.LENGTH) {
            double max = max(x, xo, columns);
            set(scratch.largest(), 0, max);
            set(scratch.sums(), 0, Math.log(sumExpOfLongRow(x, xo, columns, max, scratch)));
            return;
        }
        for (int r = 0; r < rows; r++) {
            long xr = xo + (long) r * columns;
            double max = max(x, xr, columns);
            set(scratch.largest(), r, max);
            shift(x, xr, scratch.elements(), (long) r * columns, columns, max);
        }
        exp(scratch.elements(), (long) rows * columns);
        for (int r = 0; r < rows; r++) {
            set(scratch.sums(), r, sum(scratch.elements(), (long) r * columns, columns));
        }
        elementwise.unary(Unary.LOG, 0, 0, scratch.sums(), 0, 1, scratch.sums(), 0, rows);
    }

    private double sumExpOfLongRow(
            MemorySegment x, long xr, int columns, double max, RowScratch scratch) {
        double sum = 0;
        for (int c = 0; c < columns; c += RowScratch.LENGTH) {
            int n = Math.min(RowScratch.LENGTH, columns - c);
            shift(x, xr + c, scratch.elements(), 0, n, max);
            exp(scratch.elements(), n);
            sum += sum(scratch.elements(), 0, n);
        }
        return sum;
    }

    private void exp(MemorySegment y, long n) {
        elementwise.unary(Unary.EXP, 0, 0, y, 0, 1, y, 0, n);
    }

    /// As in [ScalarFusedFloat64].
    private static double finiteLogSum(RowScratch scratch, int r) {
        return Double.isInfinite(get(scratch.largest(), r)) ? 0 : get(scratch.sums(), r);
    }

    private double max(MemorySegment x, long xr, int columns) {
        if (columns >= WIDE) {
            return reductions.reduce(Reduction.MAX, x, xr, 1, columns);
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) {
            max = Math.max(max, get(x, xr + c));
        }
        return max;
    }

    private double sum(MemorySegment x, long xr, int columns) {
        if (columns >= WIDE) {
            return reductions.reduce(Reduction.SUM, x, xr, 1, columns);
        }
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            sum += get(x, xr + c);
        }
        return sum;
    }

    /// `y = x - by`.
    private void shift(
            MemorySegment x, long xr, MemorySegment y, long yr, int columns, double by) {
        if (columns >= WIDE) {
            elementwise.unary(Unary.ADD_SCALAR, -by, 0, x, xr, 1, y, yr, columns);
            return;
        }
        for (int c = 0; c < columns; c++) {
            set(y, yr + c, get(x, xr + c) - by);
        }
    }

    private void scale(MemorySegment y, long yr, int columns, double by) {
        if (columns >= WIDE) {
            elementwise.unary(Unary.MUL_SCALAR, by, 0, y, yr, 1, y, yr, columns);
            return;
        }
        for (int c = 0; c < columns; c++) {
            set(y, yr + c, get(y, yr + c) * by);
        }
    }
}

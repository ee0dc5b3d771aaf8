package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.set;

import java.lang.foreign.MemorySegment;

/// Fused rows of so many columns that each is a run of its own. As many rows as stay in the first
/// cache are done together: first each less its largest element, then the exponentials of all of
/// them in one run, then the sum of each.
///
/// They are made of other kernels; whether those take one element at a time or whole vectors, the
/// result is the same to the bit.
final class LongRowsFloat64 {
    private final Elementwise elementwise;
    private final Reductions reductions;

    LongRowsFloat64(Elementwise elementwise, Reductions reductions) {
        this.elementwise = elementwise;
        this.reductions = reductions;
    }

    void softmax(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            long yr = yo + from * columns;
            expOfRows(x, xo + from * columns, y, yr, count, columns, scratch);
            elementwise.unary(
                    Unary.RECIPROCAL, 0, 0, scratch.sums(), 0, 1, scratch.sums(), 0, count);
            scale(y, yr, count, columns, scratch.sums());
        }
    }

    void logSoftmax(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            long xr = xo + from * columns;
            long yr = yo + from * columns;
            max(x, xr, count, columns, scratch.largest());
            shift(x, xr, y, yr, count, columns, scratch.largest());
            logSumsOfShifted(y, yr, count, columns, scratch);
            shift(y, yr, y, yr, count, columns, scratch.sums());
        }
    }

    void logSumExp(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            logSums(x, xo + from * columns, count, columns, scratch);
            for (int r = 0; r < count; r++) {
                set(y, yo + from + r, get(scratch.largest(), r) + finiteLogSum(scratch, r));
            }
        }
    }

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
            int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (int from = 0; from < rows; from += step) {
            int count = Math.min(rows - from, step);
            logSums(x, xo + (long) from * columns, count, columns, scratch);
            for (int i = 0; i < count; i++) {
                int r = from + i;
                long xr = xo + (long) r * columns;
                double max = get(scratch.largest(), i);
                double logSum = get(scratch.sums(), i);
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
            int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (int from = 0; from < rows; from += step) {
            int count = Math.min(rows - from, step);
            long at = (long) from * columns;
            expOfRows(x, xo + at, dx, dxo + at, count, columns, scratch);
            factors(scratch, count, g, go + from * gs, gs, w, wo + from * ws, ws);
            scale(dx, dxo + at, count, columns, scratch.sums());
            subtract(scratch, 1 - smoothing, classes, co + from, dx, dxo + at, count, columns);
            if (smoothing != 0) {
                elementwise.unary(
                        Unary.MUL_SCALAR,
                        smoothing / columns,
                        0,
                        scratch.largest(),
                        0,
                        1,
                        scratch.largest(),
                        0,
                        count);
                shift(dx, dxo + at, dx, dxo + at, count, columns, scratch.largest());
            }
        }
    }

    /// What each row is to be multiplied by: `g·w` in place of its largest element, `g·w / Σ` in
    /// place of its sum. By the loops that are there: one of its own, over memory of the caller's
    /// and of the thread's, was given up by the compiler again and again (70 ns an element).
    private void factors(
            RowScratch scratch,
            int rows,
            MemorySegment g,
            long go,
            long gs,
            MemorySegment w,
            long wo,
            long ws) {
        MemorySegment sums = scratch.sums();
        MemorySegment scales = scratch.largest();
        elementwise.binary(Binary.MUL, g, go, gs, w, wo, ws, scales, 0, rows);
        elementwise.binary(Binary.DIV, scales, 0, 1, sums, 0, 1, sums, 0, rows);
    }

    /// `dx[r, class of r] -= scale[r]·part`.
    private static void subtract(
            RowScratch scratch,
            double part,
            int[] classes,
            int co,
            MemorySegment dx,
            long dxo,
            int rows,
            int columns) {
        MemorySegment scales = scratch.largest();
        for (int r = 0; r < rows; r++) {
            long target = dxo + (long) r * columns + classes[co + r];
            set(dx, target, get(dx, target) - get(scales, r) * part);
        }
    }

    /// `y = e^(x - max of its row)`, and the sum of each row.
    private void expOfRows(
            MemorySegment x,
            long xo,
            MemorySegment y,
            long yo,
            int rows,
            int columns,
            RowScratch scratch) {
        max(x, xo, rows, columns, scratch.largest());
        shift(x, xo, y, yo, rows, columns, scratch.largest());
        exp(y, yo, (long) rows * columns);
        sum(y, yo, rows, columns, scratch.sums());
    }

    /// The largest element of each row, and `log Σ e^(x - largest)`.
    private void logSums(MemorySegment x, long xo, int rows, int columns, RowScratch scratch) {
        if (columns <= RowScratch.LENGTH) {
            expOfRows(x, xo, scratch.elements(), 0, rows, columns, scratch);
        } else {
            max(x, xo, 1, columns, scratch.largest());
            set(scratch.sums(), 0, sumExpOfLongRow(x, xo, columns, scratch));
        }
        elementwise.unary(Unary.LOG, 0, 0, scratch.sums(), 0, 1, scratch.sums(), 0, rows);
    }

    /// `log Σ e^x` of rows that the largest element was subtracted of already.
    private void logSumsOfShifted(
            MemorySegment x, long xo, int rows, int columns, RowScratch scratch) {
        MemorySegment sums = scratch.sums();
        if (columns <= RowScratch.LENGTH) {
            MemorySegment e = scratch.elements();
            elementwise.unary(Unary.EXP, 0, 0, x, xo, 1, e, 0, (long) rows * columns);
            sum(e, 0, rows, columns, sums);
        } else {
            double sum = 0;
            for (int c = 0; c < columns; c += RowScratch.LENGTH) {
                int n = Math.min(RowScratch.LENGTH, columns - c);
                elementwise.unary(Unary.EXP, 0, 0, x, xo + c, 1, scratch.elements(), 0, n);
                sum += reductions.reduce(Reduction.SUM, scratch.elements(), 0, 1, n);
            }
            set(sums, 0, sum);
        }
        elementwise.unary(Unary.LOG, 0, 0, sums, 0, 1, sums, 0, rows);
    }

    private double sumExpOfLongRow(MemorySegment x, long xr, int columns, RowScratch scratch) {
        double sum = 0;
        for (int c = 0; c < columns; c += RowScratch.LENGTH) {
            int n = Math.min(RowScratch.LENGTH, columns - c);
            shift(x, xr + c, scratch.elements(), 0, 1, n, scratch.largest());
            exp(scratch.elements(), 0, n);
            sum(scratch.elements(), 0, 1, n, scratch.sums());
            sum += get(scratch.sums(), 0);
        }
        return sum;
    }

    private void exp(MemorySegment y, long yo, long n) {
        elementwise.unary(Unary.EXP, 0, 0, y, yo, 1, y, yo, n);
    }

    /// Nothing can be subtracted of an infinite `max`; then it is the whole log-sum-exp.
    private static double finiteLogSum(RowScratch scratch, int r) {
        return Double.isInfinite(get(scratch.largest(), r)) ? 0 : get(scratch.sums(), r);
    }

    /// `largest[r] = max x[r]`.
    private void max(MemorySegment x, long xo, int rows, int columns, MemorySegment largest) {
        for (int r = 0; r < rows; r++) {
            long xr = xo + (long) r * columns;
            set(largest, r, reductions.reduce(Reduction.MAX, x, xr, 1, columns));
        }
    }

    /// `sums[r] = Σ x[r]`.
    private void sum(MemorySegment x, long xo, int rows, int columns, MemorySegment sums) {
        for (int r = 0; r < rows; r++) {
            long xr = xo + (long) r * columns;
            set(sums, r, reductions.reduce(Reduction.SUM, x, xr, 1, columns));
        }
    }

    /// `y[r] = x[r] - by[r]`.
    private void shift(
            MemorySegment x,
            long xo,
            MemorySegment y,
            long yo,
            int rows,
            int columns,
            MemorySegment by) {
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            elementwise.unary(Unary.ADD_SCALAR, -get(by, r), 0, x, xo + at, 1, y, yo + at, columns);
        }
    }

    /// `y[r] = y[r]·by[r]`.
    private void scale(MemorySegment y, long yo, int rows, int columns, MemorySegment by) {
        for (int r = 0; r < rows; r++) {
            long at = yo + (long) r * columns;
            elementwise.unary(Unary.MUL_SCALAR, get(by, r), 0, y, at, 1, y, at, columns);
        }
    }
}

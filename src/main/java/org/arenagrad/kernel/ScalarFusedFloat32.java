// Generated from ScalarFusedFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;

import java.lang.foreign.MemorySegment;

/// The oracle for fused rows: for each row one loop for its largest element, one for the
/// exponentials.
final class ScalarFusedFloat32 implements Fused {
    @Override
    public void addRow(MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo) {
        for (long r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long at = yo + r * columns + c;
                set(y, at, get(y, at) + get(b, bo + c));
            }
        }
    }

    @Override
    public void softmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        for (long r = 0; r < rows; r++) {
            long xr = xo + r * columns;
            long yr = yo + r * columns;
            double max = max(x, xr, columns);
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                double e = Math.exp(get(x, xr + c) - max);
                set(y, yr + c, e);
                sum += e;
            }
            for (int c = 0; c < columns; c++) {
                set(y, yr + c, get(y, yr + c) / sum);
            }
        }
    }

    @Override
    public void logSoftmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        for (long r = 0; r < rows; r++) {
            long xr = xo + r * columns;
            long yr = yo + r * columns;
            double max = max(x, xr, columns);
            double logSum = Math.log(sumExp(x, xr, columns, max));
            for (int c = 0; c < columns; c++) {
                set(y, yr + c, get(x, xr + c) - max - logSum);
            }
        }
    }

    @Override
    public void logSumExp(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
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
        for (int r = 0; r < rows; r++) {
            long xr = xo + (long) r * columns;
            double max = max(x, xr, columns);
            double logSum = Math.log(sumExp(x, xr, columns, max));
            // max - x first: the sum with logSum then loses nothing where the class is the likely
            // one.
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
        for (int r = 0; r < rows; r++) {
            long xr = xo + (long) r * columns;
            long dxr = dxo + (long) r * columns;
            double scale = get(g, go + r * gs) * get(w, wo + r * ws);
            double max = max(x, xr, columns);
            double sum = sumExp(x, xr, columns, max);
            for (int c = 0; c < columns; c++) {
                double target = c == classes[co + r] ? 1 - smoothing + other : other;
                set(dx, dxr + c, scale * (Math.exp(get(x, xr + c) - max) / sum - target));
            }
        }
    }

    private static double max(MemorySegment x, long xr, int columns) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) {
            max = Math.max(max, get(x, xr + c));
        }
        return max;
    }

    private static double sumExp(MemorySegment x, long xr, int columns, double max) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            sum += Math.exp(get(x, xr + c) - max);
        }
        return sum;
    }

    /// `log Σ e^(x - max)`. Of an infinite `max` nothing can be subtracted; then it is the whole
    /// log-sum-exp.
    private static double logSum(MemorySegment x, long xr, int columns, double max) {
        return Double.isInfinite(max) ? 0 : Math.log(sumExp(x, xr, columns, max));
    }
}

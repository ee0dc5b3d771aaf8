// Generated from ScalarReductionsFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;

import java.lang.foreign.MemorySegment;

/// The oracle for folds and scans: plain loops, any stride.
class ScalarReductionsFloat32 implements Reductions {
    /// Runs up to this length are summed in one loop; longer ones are halved (N. J. Higham, The
    /// accuracy of floating point summation, SIAM Journal on Scientific Computing 14, 1993).
    private static final long BLOCK = 128;

    @Override
    public double reduce(Reduction op, MemorySegment x, long xo, long xs, long n) {
        return switch (op) {
            case SUM -> sum(x, xo, xs, n);
            case PROD -> prod(x, xo, xs, n);
            case MAX -> max(x, xo, xs, n);
            case MIN -> min(x, xo, xs, n);
            case SUM_OF_SQUARES -> sumOfSquares(x, xo, xs, n);
            case COUNT_NON_FINITE -> countNonFinite(x, xo, xs, n);
        };
    }

    @Override
    public void sumRows(
            MemorySegment x,
            long xo,
            long xs,
            long rows,
            int columns,
            boolean add,
            MemorySegment y,
            long yo) {
        if (!add) {
            for (int c = 0; c < columns; c++) {
                set(y, yo + c, 0);
            }
        }
        for (long r = 0; r < rows; r++) {
            long row = xo + r * xs;
            for (int c = 0; c < columns; c++) {
                set(y, yo + c, get(y, yo + c) + get(x, row + c));
            }
        }
    }

    private static double sum(MemorySegment x, long xo, long xs, long n) {
        if (n > BLOCK) {
            long half = n / 2;
            return sum(x, xo, xs, half) + sum(x, xo + half * xs, xs, n - half);
        }
        double sum = 0;
        for (long i = 0; i < n; i++) {
            sum += get(x, xo + i * xs);
        }
        return sum;
    }

    private static double prod(MemorySegment x, long xo, long xs, long n) {
        double product = 1;
        for (long i = 0; i < n; i++) {
            product *= get(x, xo + i * xs);
        }
        return product;
    }

    private static double max(MemorySegment x, long xo, long xs, long n) {
        double max = Double.NEGATIVE_INFINITY;
        for (long i = 0; i < n; i++) {
            max = Math.max(max, get(x, xo + i * xs));
        }
        return max;
    }

    private static double min(MemorySegment x, long xo, long xs, long n) {
        double min = Double.POSITIVE_INFINITY;
        for (long i = 0; i < n; i++) {
            min = Math.min(min, get(x, xo + i * xs));
        }
        return min;
    }

    private static double sumOfSquares(MemorySegment x, long xo, long xs, long n) {
        if (n > BLOCK) {
            long half = n / 2;
            return sumOfSquares(x, xo, xs, half) + sumOfSquares(x, xo + half * xs, xs, n - half);
        }
        double sum = 0;
        for (long i = 0; i < n; i++) {
            double v = get(x, xo + i * xs);
            sum += v * v;
        }
        return sum;
    }

    private static double countNonFinite(MemorySegment x, long xo, long xs, long n) {
        long count = 0;
        for (long i = 0; i < n; i++) {
            if (!Double.isFinite(get(x, xo + i * xs))) {
                count++;
            }
        }
        return count;
    }

    @Override
    public long argmax(MemorySegment x, long xo, long xs, long n) {
        long best = 0;
        double max = get(x, xo);
        for (long i = 1; i < n && !Double.isNaN(max); i++) {
            double v = get(x, xo + i * xs);
            if (v > max || Double.isNaN(v)) {
                max = v;
                best = i;
            }
        }
        return best;
    }

    @Override
    public void cumsum(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {
        double sum = 0;
        for (long i = 0; i < n; i++) {
            sum += get(x, xo + i * xs);
            set(y, yo + i * ys, sum);
        }
    }
}

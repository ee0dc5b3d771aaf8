package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.fma;
import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.rounded;
import static org.arenagrad.kernel.RunningSumsFloat64.BLOCK;
import static org.arenagrad.kernel.RunningSumsFloat64.FEW;
import static org.arenagrad.kernel.RunningSumsFloat64.MANY;

import java.lang.foreign.MemorySegment;

/// Folds of one element after the other that give the bits that [VectorReductionsFloat64] gives.
final class PlainReductionsFloat64 extends ScalarReductionsFloat64 {
    @Override
    public double reduce(Reduction op, MemorySegment x, long xo, long xs, long n) {
        if (xs != 1 || n < FEW) {
            return super.reduce(op, x, xo, xs, n);
        }
        return switch (op) {
            case SUM -> sum(x, xo, n);
            case SUM_OF_SQUARES -> sumOfSquares(x, xo, n);
            case PROD, MAX, MIN, COUNT_NON_FINITE -> super.reduce(op, x, xo, xs, n);
        };
    }

    private static double sum(MemorySegment x, long xo, long n) {
        double sum = 0;
        for (long i = 0; i < n; i += BLOCK) {
            sum += sumOfBlock(x, xo + i, Math.min(BLOCK, n - i));
        }
        return sum;
    }

    private static double sumOfBlock(MemorySegment x, long xo, long n) {
        double[] sums = RunningSumsFloat64.zeros();
        long many = RunningSumsFloat64.toMany(n);
        long few = RunningSumsFloat64.toFew(n);
        for (long i = 0; i < many; i++) {
            int running = (int) (i % MANY);
            sums[running] = rounded(sums[running] + get(x, xo + i));
        }
        for (long i = many; i < few; i++) {
            int running = (int) (i % FEW);
            sums[running] = rounded(sums[running] + get(x, xo + i));
        }
        double sum = RunningSumsFloat64.total(sums, 0, many > 0 ? MANY : FEW);
        for (long i = few; i < n; i++) {
            sum += get(x, xo + i);
        }
        return sum;
    }

    private static double sumOfSquares(MemorySegment x, long xo, long n) {
        double sum = 0;
        for (long i = 0; i < n; i += BLOCK) {
            sum += sumOfSquaresOfBlock(x, xo + i, Math.min(BLOCK, n - i));
        }
        return sum;
    }

    private static double sumOfSquaresOfBlock(MemorySegment x, long xo, long n) {
        double[] sums = RunningSumsFloat64.zeros();
        long many = RunningSumsFloat64.toMany(n);
        long few = RunningSumsFloat64.toFew(n);
        for (long i = 0; i < many; i++) {
            int running = (int) (i % MANY);
            double v = get(x, xo + i);
            sums[running] = rounded(fma(v, v, sums[running]));
        }
        for (long i = many; i < few; i++) {
            int running = (int) (i % FEW);
            double v = get(x, xo + i);
            sums[running] = rounded(fma(v, v, sums[running]));
        }
        double sum = RunningSumsFloat64.total(sums, 0, many > 0 ? MANY : FEW);
        for (long i = few; i < n; i++) {
            double v = get(x, xo + i);
            sum += v * v;
        }
        return sum;
    }
}

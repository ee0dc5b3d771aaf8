package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.copy;
import static org.arenagrad.kernel.ElementsFloat64.fma;
import static org.arenagrad.kernel.RunningSumsFloat64.BLOCK;
import static org.arenagrad.kernel.RunningSumsFloat64.FEW;
import static org.arenagrad.kernel.RunningSumsFloat64.MANY;
import static org.arenagrad.kernel.RunningSumsFloat64.totalOfFew;
import static org.arenagrad.kernel.RunningSumsFloat64.totalOfMany;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Folds of one element after the other that give the bits that [VectorReductionsFloat64] gives.
/// They copy to the Java heap first: over arrays the compiler makes vectors by itself.
final class PlainReductionsFloat64 extends ScalarReductionsFloat64 {
    private static final int LENGTH = (int) BLOCK;

    private static final ThreadLocal<double[]> ELEMENTS =
            ThreadLocal.withInitial(() -> new double[LENGTH]);
    private static final ThreadLocal<double[]> COLUMNS =
            ThreadLocal.withInitial(() -> new double[LENGTH]);

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
        if (columns > LENGTH) {
            super.sumRows(x, xo, xs, rows, columns, add, y, yo);
            return;
        }
        double[] row = ELEMENTS.get();
        double[] sums = COLUMNS.get();
        if (add) {
            copy(y, yo, sums, 0, columns);
        } else {
            Arrays.fill(sums, 0, columns, 0);
        }
        for (long r = 0; r < rows; r++) {
            copy(x, xo + r * xs, row, 0, columns);
            add(row, sums, columns);
        }
        copy(sums, 0, y, yo, columns);
    }

    private static void add(double[] x, double[] sums, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = sums[i] + x[i];
        }
    }

    private static double sum(MemorySegment x, long xo, long n) {
        double[] block = ELEMENTS.get();
        double sum = 0;
        for (long i = 0; i < n; i += BLOCK) {
            int length = (int) Math.min(BLOCK, n - i);
            copy(x, xo + i, block, 0, length);
            sum += sumOfBlock(block, length);
        }
        return sum;
    }

    private static double sumOfBlock(double[] x, int n) {
        double[] sums = RunningSumsFloat64.zeros();
        int many = (int) RunningSumsFloat64.toMany(n);
        int few = (int) RunningSumsFloat64.toFew(n);
        for (int i = 0; i < many; i += MANY) {
            for (int s = 0; s < MANY; s++) {
                sums[s] = sums[s] + x[i + s];
            }
        }
        for (int i = many; i < few; i += FEW) {
            for (int s = 0; s < FEW; s++) {
                sums[s] = sums[s] + x[i + s];
            }
        }
        double sum = many > 0 ? totalOfMany(sums) : totalOfFew(sums, 0);
        for (int i = few; i < n; i++) {
            sum += x[i];
        }
        return sum;
    }

    private static double sumOfSquares(MemorySegment x, long xo, long n) {
        double[] block = ELEMENTS.get();
        double sum = 0;
        for (long i = 0; i < n; i += BLOCK) {
            int length = (int) Math.min(BLOCK, n - i);
            copy(x, xo + i, block, 0, length);
            sum += sumOfSquaresOfBlock(block, length);
        }
        return sum;
    }

    private static double sumOfSquaresOfBlock(double[] x, int n) {
        double[] sums = RunningSumsFloat64.zeros();
        int many = (int) RunningSumsFloat64.toMany(n);
        int few = (int) RunningSumsFloat64.toFew(n);
        for (int i = 0; i < many; i += MANY) {
            for (int s = 0; s < MANY; s++) {
                sums[s] = fma(x[i + s], x[i + s], sums[s]);
            }
        }
        for (int i = many; i < few; i += FEW) {
            for (int s = 0; s < FEW; s++) {
                sums[s] = fma(x[i + s], x[i + s], sums[s]);
            }
        }
        double sum = many > 0 ? totalOfMany(sums) : totalOfFew(sums, 0);
        for (int i = few; i < n; i++) {
            double v = x[i];
            sum += v * v;
        }
        return sum;
    }
}

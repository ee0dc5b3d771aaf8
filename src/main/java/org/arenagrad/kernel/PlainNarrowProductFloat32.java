// Generated from PlainNarrowProductFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.copy;
import static org.arenagrad.kernel.ElementsFloat32.fma;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.rounded;
import static org.arenagrad.kernel.ElementsFloat32.set;
import static org.arenagrad.kernel.RunningSumsFloat32.FEW;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Narrow products of one element after the other that give the bits that
/// [VectorNarrowProductFloat32] gives. Rows are copied to the Java heap first: over arrays the
/// compiler makes vectors by itself.
final class PlainNarrowProductFloat32 implements NarrowProduct {
    /// How many elements of the wide operand are copied together, if a row is no longer.
    private static final int LENGTH = 4096;

    private static final ThreadLocal<PlainNarrowProductFloat32.Scratch> OF_THREAD =
            ThreadLocal.withInitial(Scratch::new);

    /// Arrays of a thread's own, growing to what was needed.
    private static final class Scratch {
        private float[] narrow = new float[0];
        private float[] wide = new float[0];
        private float[] result = new float[0];

        private Scratch reserve(int narrow, int wide, int result) {
            if (this.narrow.length < narrow) {
                this.narrow = new float[narrow];
            }
            if (this.wide.length < wide) {
                this.wide = new float[wide];
            }
            if (this.result.length < result) {
                this.result = new float[result];
            }
            return this;
        }
    }

    @Override
    public void fewRows(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC) {
        int step = Math.max(1, LENGTH / n);
        Scratch s = OF_THREAD.get().reserve(m * k, step * n, m * n);
        for (int i = 0; i < m; i++) {
            gather(a, ao + i * rowA, columnA, s.narrow, i * k, k);
        }
        Arrays.fill(s.result, 0, m * n, 0);
        for (int l = 0; l < k; l += step) {
            int rows = Math.min(step, k - l);
            load(b, bo + l * rowB, rowB, rows, n, s.wide);
            for (int i = 0; i < m; i++) {
                addProducts(s.narrow, i * k + l, rows, s.wide, n, s.result, i * n);
            }
        }
        store(s.result, m, n, alpha, beta, c, co, rowC, columnC);
    }

    /// Adds rows, each times a number.
    private static void addProducts(
            float[] x, int xo, int rows, float[] b, int n, float[] sums, int at) {
        for (int l = 0; l < rows; l++) {
            for (int j = 0; j < n; j++) {
                sums[at + j] = fma(x[xo + l], b[l * n + j], sums[at + j]);
            }
        }
    }

    @Override
    public void rowByRow(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            MemorySegment b,
            long bo,
            long rowB,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC) {
        int step = Math.max(1, LENGTH / k);
        Scratch s = OF_THREAD.get().reserve(n * k, step * k, step * n);
        load(b, bo, rowB, n, k, s.narrow);
        for (int i = 0; i < m; i += step) {
            int rows = Math.min(step, m - i);
            load(a, ao + i * rowA, rowA, rows, k, s.wide);
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < n; j++) {
                    s.result[r * n + j] = rounded(dot(s.wide, r * k, s.narrow, j * k, k));
                }
            }
            store(s.result, rows, n, alpha, beta, c, co + i * rowC, rowC, columnC);
        }
    }

    @Override
    public void fewTerms(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long rowB,
            long columnB,
            double beta,
            MemorySegment c,
            long co,
            long rowC) {
        Scratch s = OF_THREAD.get().reserve(k, k * n, n);
        for (int l = 0; l < k; l++) {
            gather(b, bo + l * rowB, columnB, s.wide, l * n, n);
        }
        for (int i = 0; i < m; i++) {
            gather(a, ao + i * rowA, columnA, s.narrow, 0, k);
            Arrays.fill(s.result, 0, n, 0);
            addProducts(s.narrow, 0, k, s.wide, n, s.result, 0);
            for (int j = 0; j < n; j++) {
                put(s.result[j], alpha, beta, c, co + i * rowC + j);
            }
        }
    }

    private static double dot(float[] x, int xo, float[] y, int yo, int k) {
        float[] sums = RunningSumsFloat32.zeros();
        int whole = (int) RunningSumsFloat32.toFew(k);
        for (int l = 0; l < whole; l += FEW) {
            for (int s = 0; s < FEW; s++) {
                sums[s] = fma(x[xo + l + s], y[yo + l + s], sums[s]);
            }
        }
        double sum = RunningSumsFloat32.totalOfFew(sums, 0);
        for (int l = whole; l < k; l++) {
            double term = x[xo + l];
            sum += term * y[yo + l];
        }
        return sum;
    }

    private static void gather(
            MemorySegment from, long start, long stride, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            copy(from, start + i * stride, to, at + i);
        }
    }

    private static void load(
            MemorySegment from, long start, long row, int rows, int columns, float[] to) {
        if (row == columns) {
            copy(from, start, to, 0, rows * columns);
            return;
        }
        for (int r = 0; r < rows; r++) {
            copy(from, start + r * row, to, r * columns, columns);
        }
    }

    private static void store(
            float[] from,
            int rows,
            int columns,
            double alpha,
            double beta,
            MemorySegment c,
            long co,
            long row,
            long column) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                long at = co + r * row + j * column;
                double value = alpha * from[r * columns + j];
                set(c, at, beta == 0 ? value : value + beta * get(c, at));
            }
        }
    }

    /// Each operation rounded, as in a loop over vectors.
    static void put(double sum, double alpha, double beta, MemorySegment c, long at) {
        double value = rounded(rounded(alpha) * sum);
        set(c, at, beta == 0 ? value : value + rounded(rounded(beta) * get(c, at)));
    }
}

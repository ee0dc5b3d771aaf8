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
    /// How many columns of the result are computed together.
    private static final int WIDTH = 64;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    /// Arrays of a thread's own, growing to what was needed.
    private static final class Scratch {
        private final float[] sums = new float[ROWS * WIDTH];
        private float[] left = new float[WIDTH];
        private float[] right = new float[ROWS * WIDTH];

        float[] left(int size) {
            if (left.length < size) {
                left = new float[size];
            }
            return left;
        }

        float[] right(int size) {
            if (right.length < size) {
                right = new float[size];
            }
            return right;
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
        Scratch scratch = OF_THREAD.get();
        float[] sums = scratch.sums;
        float[] row = scratch.left(WIDTH);
        for (int j = 0; j < n; j += WIDTH) {
            int width = Math.min(WIDTH, n - j);
            Arrays.fill(sums, 0);
            for (int l = 0; l < k; l++) {
                copy(b, bo + l * rowB + j, row, 0, width);
                for (int i = 0; i < m; i++) {
                    addProduct(get(a, ao + i * rowA + l * columnA), row, width, sums, i * WIDTH);
                }
            }
            for (int i = 0; i < m; i++) {
                for (int w = 0; w < width; w++) {
                    long at = co + i * rowC + (j + w) * columnC;
                    put(alpha * sums[i * WIDTH + w], beta, c, at);
                }
            }
        }
    }

    private static void addProduct(double x, float[] row, int width, float[] sums, int at) {
        for (int w = 0; w < width; w++) {
            sums[at + w] = rounded(fma(x, row[w], sums[at + w]));
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
        Scratch scratch = OF_THREAD.get();
        float[] rowsB = scratch.right(n * k);
        for (int j = 0; j < n; j++) {
            copy(b, bo + j * rowB, rowsB, j * k, k);
        }
        float[] row = scratch.left(k);
        for (int i = 0; i < m; i++) {
            copy(a, ao + i * rowA, row, 0, k);
            for (int j = 0; j < n; j++) {
                double sum = dot(k, row, rowsB, j * k, scratch.sums);
                put(alpha * sum, beta, c, co + i * rowC + j * columnC);
            }
        }
    }

    private static double dot(int k, float[] x, float[] y, int yo, float[] sums) {
        Arrays.fill(sums, 0, FEW, 0);
        int whole = (int) RunningSumsFloat32.toFew(k);
        for (int l = 0; l < whole; l += FEW) {
            for (int s = 0; s < FEW; s++) {
                sums[s] = rounded(fma(x[l + s], y[yo + l + s], sums[s]));
            }
        }
        double sum = RunningSumsFloat32.total(sums, 0, FEW);
        for (int l = whole; l < k; l++) {
            double term = x[l];
            sum += term * y[yo + l];
        }
        return sum;
    }

    private static void put(double value, double beta, MemorySegment c, long at) {
        set(c, at, beta == 0 ? value : value + beta * get(c, at));
    }
}

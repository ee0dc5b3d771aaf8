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
    /// How much of a row is copied at a time.
    private static final int LENGTH = 64;

    private static final ThreadLocal<PlainNarrowProductFloat32> OF_THREAD =
            ThreadLocal.withInitial(PlainNarrowProductFloat32::new);

    private final float[] left = new float[LENGTH];
    private final float[] right = new float[LENGTH];
    private final float[] sums = new float[ROWS * LENGTH];

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
        OF_THREAD
                .get()
                .multiply(
                        m, n, k, alpha, a, ao, rowA, columnA, b, bo, rowB, beta, c, co, rowC,
                        columnC);
    }

    private void multiply(
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
        for (int j = 0; j < n; j += LENGTH) {
            int width = Math.min(LENGTH, n - j);
            Arrays.fill(sums, 0);
            for (int l = 0; l < k; l++) {
                copy(b, bo + l * rowB + j, right, 0, width);
                for (int i = 0; i < m; i++) {
                    addProduct(get(a, ao + i * rowA + l * columnA), right, width, sums, i * LENGTH);
                }
            }
            for (int i = 0; i < m; i++) {
                for (int w = 0; w < width; w++) {
                    long at = co + i * rowC + (j + w) * columnC;
                    put(alpha * sums[i * LENGTH + w], beta, c, at);
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
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = OF_THREAD.get().dot(k, a, ao + i * rowA, b, bo + j * rowB);
                put(alpha * sum, beta, c, co + i * rowC + j * columnC);
            }
        }
    }

    private double dot(int k, MemorySegment a, long ao, MemorySegment b, long bo) {
        Arrays.fill(sums, 0, FEW, 0);
        int whole = (int) RunningSumsFloat32.toFew(k);
        for (int l = 0; l < whole; l += LENGTH) {
            int length = Math.min(LENGTH, whole - l);
            copy(a, ao + l, left, 0, length);
            copy(b, bo + l, right, 0, length);
            for (int i = 0; i < length; i += FEW) {
                for (int s = 0; s < FEW; s++) {
                    sums[s] = rounded(fma(left[i + s], right[i + s], sums[s]));
                }
            }
        }
        double sum = RunningSumsFloat32.total(sums, 0, FEW);
        for (int l = whole; l < k; l++) {
            sum += get(a, ao + l) * get(b, bo + l);
        }
        return sum;
    }

    private static void put(double value, double beta, MemorySegment c, long at) {
        set(c, at, beta == 0 ? value : value + beta * get(c, at));
    }
}

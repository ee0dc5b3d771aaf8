package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat64.copy;
import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.rounded;
import static org.arenagrad.kernel.LanesFloat64.BYTES;
import static org.arenagrad.kernel.LanesFloat64.LANES_OF_FEW;
import static org.arenagrad.kernel.LanesFloat64.ORDER;
import static org.arenagrad.kernel.LanesFloat64.SPECIES_OF_FEW;
import static org.arenagrad.kernel.LanesFloat64.known;
import static org.arenagrad.kernel.NarrowProduct.ROWS;
import static org.arenagrad.kernel.RunningSumsFloat64.FEW;

import jdk.incubator.vector.DoubleVector;

import java.lang.foreign.MemorySegment;

/// Products of rows with rows, `A·Bᵀ`, four rows of B at a time, which should not be many: each
/// time all of A is read.
final class InnerProductsFloat64 {
    private InnerProductsFloat64() {}

    /// As [NarrowProduct#rowByRow] says.
    static void run(
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
        GemmScratchFloat64 scratch = GemmScratchFloat64.ofThisThread();
        double[] rows = scratch.rows(ROWS * k);
        for (int j = 0; j < n; j += ROWS) {
            int few = Math.min(ROWS, n - j);
            for (int q = 0; q < few; q++) {
                copy(b, bo + (j + q) * rowB, rows, q * k, k);
            }
            rowByFewRows(
                    m,
                    few,
                    k,
                    alpha,
                    a,
                    ao,
                    rowA,
                    rows,
                    beta,
                    c,
                    co + j * columnC,
                    rowC,
                    columnC,
                    scratch.narrow);
        }
    }

    private static void rowByFewRows(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            double[] rows,
            double beta,
            MemorySegment c,
            long co,
            long rowC,
            long columnC,
            double[] tile) {
        int whole = (int) RunningSumsFloat64.toFew(k);
        int b1 = Math.min(1, n - 1) * k;
        int b2 = Math.min(2, n - 1) * k;
        int b3 = Math.min(3, n - 1) * k;
        for (int i = 0; i < m; i += 2) {
            int height = Math.min(2, m - i);
            long a0 = ao + i * rowA;
            for (int at = 0; at < FEW; at += LANES_OF_FEW) {
                dots(whole, at, a, a0, a0 + (height - 1) * rowA, rows, b1, b2, b3, tile);
            }
            for (int h = 0; h < height; h++) {
                for (int j = 0; j < n; j++) {
                    double sum = RunningSumsFloat64.totalOfFew(tile, (h * ROWS + j) * FEW);
                    for (int l = whole; l < k; l++) {
                        sum += get(a, a0 + h * rowA + l) * rows[j * k + l];
                    }
                    VectorNarrowProductFloat64.put(
                            alpha * rounded(sum), beta, c, co + (i + h) * rowC + j * columnC);
                }
            }
        }
    }

    /// Two rows of A by four of B, which lie in an array, as it takes fewer checks to read one: the
    /// running sums from `at` on, as many as a vector has.
    private static void dots(
            int k,
            int at,
            MemorySegment a,
            long a0,
            long a1,
            double[] b,
            int b1,
            int b2,
            int b3,
            double[] tile) {
        MemorySegment left = known(a);
        DoubleVector s00 = DoubleVector.zero(SPECIES_OF_FEW);
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s12 = s00;
        DoubleVector s13 = s00;
        for (int l = at; l < k; l += FEW) {
            DoubleVector x0 = fromMemorySegment(SPECIES_OF_FEW, left, (a0 + l) * BYTES, ORDER);
            DoubleVector x1 = fromMemorySegment(SPECIES_OF_FEW, left, (a1 + l) * BYTES, ORDER);
            DoubleVector y0 = fromArray(SPECIES_OF_FEW, b, l);
            s00 = x0.fma(y0, s00);
            s10 = x1.fma(y0, s10);
            DoubleVector y1 = fromArray(SPECIES_OF_FEW, b, b1 + l);
            s01 = x0.fma(y1, s01);
            s11 = x1.fma(y1, s11);
            DoubleVector y2 = fromArray(SPECIES_OF_FEW, b, b2 + l);
            s02 = x0.fma(y2, s02);
            s12 = x1.fma(y2, s12);
            DoubleVector y3 = fromArray(SPECIES_OF_FEW, b, b3 + l);
            s03 = x0.fma(y3, s03);
            s13 = x1.fma(y3, s13);
        }
        s00.intoArray(tile, at);
        s01.intoArray(tile, FEW + at);
        s02.intoArray(tile, 2 * FEW + at);
        s03.intoArray(tile, 3 * FEW + at);
        s10.intoArray(tile, 4 * FEW + at);
        s11.intoArray(tile, 5 * FEW + at);
        s12.intoArray(tile, 6 * FEW + at);
        s13.intoArray(tile, 7 * FEW + at);
    }
}

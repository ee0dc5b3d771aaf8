package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat64.copy;
import static org.arenagrad.kernel.ElementsFloat64.fma;
import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.rounded;
import static org.arenagrad.kernel.LanesFloat64.BYTES;
import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.ORDER;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.LanesFloat64.known;

import jdk.incubator.vector.DoubleVector;

import java.lang.foreign.MemorySegment;

/// A product with an inner dimension of at most four: the sum of as many outer products, each a
/// column of A times a row of B. Two vectors of each row of B stay in registers while all rows of C
/// are put down, which is most of the work.
final class OuterProductsFloat64 {
    private OuterProductsFloat64() {}

    /// As [NarrowProduct#fewTerms] says.
    static void run(
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
        double[] rows = rows(b, bo, rowB, columnB, k, n);
        int j = 0;
        for (; j <= n - 2 * LANES; j += 2 * LANES) {
            twoVectors(m, n, k, rows, j, alpha, a, ao, rowA, columnA, beta, c, co + j, rowC);
        }
        for (; j < n; j++) {
            for (int i = 0; i < m; i++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum = fma(get(a, ao + i * rowA + l * columnA), rows[l * n + j], sum);
                }
                PlainNarrowProductFloat64.put(sum, alpha, beta, c, co + i * rowC + j);
            }
        }
    }

    private static double[] rows(MemorySegment b, long bo, long rowB, long columnB, int k, int n) {
        double[] rows = GemmScratchFloat64.ofThisThread().rows(k * n);
        for (int l = 0; l < k; l++) {
            for (int j = 0; j < n; j++) {
                copy(b, bo + l * rowB + j * columnB, rows, l * n + j);
            }
        }
        return rows;
    }

    /// Two vectors of every row. Rows of B that there are not are the last one again, and not used.
    private static void twoVectors(
            int m,
            int n,
            int k,
            double[] rows,
            int j,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            double beta,
            MemorySegment c,
            long co,
            long rowC) {
        MemorySegment out = known(c);
        int last = (k - 1) * n + j;
        int second = Math.min(n + j, last);
        int third = Math.min(2 * n + j, last);
        DoubleVector b00 = fromArray(SPECIES, rows, j);
        DoubleVector b01 = fromArray(SPECIES, rows, j + LANES);
        DoubleVector b10 = fromArray(SPECIES, rows, second);
        DoubleVector b11 = fromArray(SPECIES, rows, second + LANES);
        DoubleVector b20 = fromArray(SPECIES, rows, third);
        DoubleVector b21 = fromArray(SPECIES, rows, third + LANES);
        DoubleVector b30 = fromArray(SPECIES, rows, last);
        DoubleVector b31 = fromArray(SPECIES, rows, last + LANES);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector scale = DoubleVector.broadcast(SPECIES, rounded(alpha));
        DoubleVector keep = DoubleVector.broadcast(SPECIES, rounded(beta));
        for (int i = 0; i < m; i++) {
            long x = ao + i * rowA;
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, rounded(get(a, x)));
            DoubleVector sum0 = x0.fma(b00, zero);
            DoubleVector sum1 = x0.fma(b01, zero);
            if (k > 1) {
                DoubleVector x1 = DoubleVector.broadcast(SPECIES, rounded(get(a, x + columnA)));
                sum0 = x1.fma(b10, sum0);
                sum1 = x1.fma(b11, sum1);
            }
            if (k > 2) {
                DoubleVector x2 = DoubleVector.broadcast(SPECIES, rounded(get(a, x + 2 * columnA)));
                sum0 = x2.fma(b20, sum0);
                sum1 = x2.fma(b21, sum1);
            }
            if (k > 3) {
                DoubleVector x3 = DoubleVector.broadcast(SPECIES, rounded(get(a, x + 3 * columnA)));
                sum0 = x3.fma(b30, sum0);
                sum1 = x3.fma(b31, sum1);
            }
            sum0 = sum0.mul(scale);
            sum1 = sum1.mul(scale);
            long at = (co + i * rowC) * BYTES;
            if (beta != 0) {
                sum0 = sum0.add(fromMemorySegment(SPECIES, out, at, ORDER).mul(keep));
                sum1 =
                        sum1.add(
                                fromMemorySegment(SPECIES, out, at + LANES * BYTES, ORDER)
                                        .mul(keep));
            }
            sum0.intoMemorySegment(out, at, ORDER);
            sum1.intoMemorySegment(out, at + LANES * BYTES, ORDER);
        }
    }
}

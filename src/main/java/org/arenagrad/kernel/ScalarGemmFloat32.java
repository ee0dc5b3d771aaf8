// Generated from ScalarGemmFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.set;

import java.lang.foreign.MemorySegment;

/// The matrix product's oracle: tiles of 4 by 4 inner products, so that every element read serves
/// four of them. A transpose only exchanges the strides of rows and columns.
final class ScalarGemmFloat32 implements Gemm {
    private static final int TILE = 4;

    @Override
    public void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            int lda,
            MemorySegment b,
            long bo,
            int ldb,
            double beta,
            MemorySegment c,
            long co,
            int ldc) {
        long rowA = transposeA ? 1 : lda;
        long columnA = transposeA ? lda : 1;
        long rowB = transposeB ? 1 : ldb;
        long columnB = transposeB ? ldb : 1;
        int tiledM = m - m % TILE;
        int tiledN = n - n % TILE;
        for (int i = 0; i < tiledM; i += TILE) {
            for (int j = 0; j < tiledN; j += TILE) {
                tile(
                        k,
                        alpha,
                        a,
                        ao + i * rowA,
                        rowA,
                        columnA,
                        b,
                        bo + j * columnB,
                        rowB,
                        columnB,
                        beta,
                        c,
                        co + (long) i * ldc + j,
                        ldc);
            }
        }
        for (int i = 0; i < m; i++) {
            for (int j = i < tiledM ? tiledN : 0; j < n; j++) {
                double sum = inner(k, a, ao + i * rowA, columnA, b, bo + j * columnB, rowB);
                put(c, co + (long) i * ldc + j, alpha * sum, beta);
            }
        }
    }

    private static double inner(
            int k, MemorySegment a, long ao, long as, MemorySegment b, long bo, long bs) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
            sum += get(a, ao + l * as) * get(b, bo + l * bs);
        }
        return sum;
    }

    /// `c = value + beta·c`, without reading `c` when `beta` is 0.
    private static void put(MemorySegment c, long index, double value, double beta) {
        set(c, index, beta == 0 ? value : value + beta * get(c, index));
    }

    private static void tile(
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
            long ldc) {
        double c00 = 0, c01 = 0, c02 = 0, c03 = 0;
        double c10 = 0, c11 = 0, c12 = 0, c13 = 0;
        double c20 = 0, c21 = 0, c22 = 0, c23 = 0;
        double c30 = 0, c31 = 0, c32 = 0, c33 = 0;
        for (int l = 0; l < k; l++) {
            long al = ao + l * columnA;
            long bl = bo + l * rowB;
            double b0 = get(b, bl);
            double b1 = get(b, bl + columnB);
            double b2 = get(b, bl + 2 * columnB);
            double b3 = get(b, bl + 3 * columnB);
            double a0 = get(a, al);
            c00 += a0 * b0;
            c01 += a0 * b1;
            c02 += a0 * b2;
            c03 += a0 * b3;
            double a1 = get(a, al + rowA);
            c10 += a1 * b0;
            c11 += a1 * b1;
            c12 += a1 * b2;
            c13 += a1 * b3;
            double a2 = get(a, al + 2 * rowA);
            c20 += a2 * b0;
            c21 += a2 * b1;
            c22 += a2 * b2;
            c23 += a2 * b3;
            double a3 = get(a, al + 3 * rowA);
            c30 += a3 * b0;
            c31 += a3 * b1;
            c32 += a3 * b2;
            c33 += a3 * b3;
        }
        putRow(c, co, alpha * c00, alpha * c01, alpha * c02, alpha * c03, beta);
        putRow(c, co + ldc, alpha * c10, alpha * c11, alpha * c12, alpha * c13, beta);
        putRow(c, co + 2 * ldc, alpha * c20, alpha * c21, alpha * c22, alpha * c23, beta);
        putRow(c, co + 3 * ldc, alpha * c30, alpha * c31, alpha * c32, alpha * c33, beta);
    }

    private static void putRow(
            MemorySegment c, long co, double v0, double v1, double v2, double v3, double beta) {
        put(c, co, v0, beta);
        put(c, co + 1, v1, beta);
        put(c, co + 2, v2, beta);
        put(c, co + 3, v3, beta);
    }
}

package org.arenagrad.kernel.gemm;

import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;

import java.lang.foreign.MemorySegment;

/// The matrix product of single elements, with the bits of [PackedFloat64]: the terms of an element
/// are added in the same order, in blocks of the same depth. Tiles of 4 by 4 elements, so that
/// every number read serves four of them.
public final class ScalarGemmFloat64 implements Gemm {
    private static final int TILE = 4;

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        // Of no terms there is one block: C must be scaled all the same.
        for (int l = 0; l == 0 || l < a.columns(); l += GemmPlan.DEPTH) {
            int depth = Math.min(GemmPlan.DEPTH, a.columns() - l);
            block(alpha, a.columns(l, depth), b.rows(l, depth), l == 0 ? beta : 1, c);
        }
    }

    private static void block(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int rows = c.rows() - c.rows() % TILE;
        int columns = c.columns() - c.columns() % TILE;
        for (int i = 0; i < rows; i += TILE) {
            for (int j = 0; j < columns; j += TILE) {
                tile(alpha, a, i, b, j, beta, c);
            }
        }
        for (int i = 0; i < c.rows(); i++) {
            for (int j = i < rows ? columns : 0; j < c.columns(); j++) {
                double sum = 0;
                for (int l = 0; l < a.columns(); l++) {
                    sum = fma(get(a.segment(), a.at(i, l)), get(b.segment(), b.at(l, j)), sum);
                }
                store(sum, alpha, beta, c, i, j);
            }
        }
    }

    private static void store(double sum, double alpha, double beta, Matrix c, int i, int j) {
        double value = rounded(rounded(alpha) * sum);
        long at = c.at(i, j);
        MemorySegment s = c.segment();
        set(s, at, beta == 0 ? value : fma(rounded(beta), get(s, at), value));
    }

    private static void tile(
            double alpha, Matrix a, int i, Matrix b, int j, double beta, Matrix c) {
        MemorySegment left = a.segment();
        MemorySegment right = b.segment();
        long rowA = a.rowStride();
        long columnB = b.columnStride();
        double c00 = 0, c01 = 0, c02 = 0, c03 = 0;
        double c10 = 0, c11 = 0, c12 = 0, c13 = 0;
        double c20 = 0, c21 = 0, c22 = 0, c23 = 0;
        double c30 = 0, c31 = 0, c32 = 0, c33 = 0;
        for (int l = 0; l < a.columns(); l++) {
            long al = a.at(i, l);
            long bl = b.at(l, j);
            double b0 = get(right, bl);
            double b1 = get(right, bl + columnB);
            double b2 = get(right, bl + 2 * columnB);
            double b3 = get(right, bl + 3 * columnB);
            double a0 = get(left, al);
            c00 = fma(a0, b0, c00);
            c01 = fma(a0, b1, c01);
            c02 = fma(a0, b2, c02);
            c03 = fma(a0, b3, c03);
            double a1 = get(left, al + rowA);
            c10 = fma(a1, b0, c10);
            c11 = fma(a1, b1, c11);
            c12 = fma(a1, b2, c12);
            c13 = fma(a1, b3, c13);
            double a2 = get(left, al + 2 * rowA);
            c20 = fma(a2, b0, c20);
            c21 = fma(a2, b1, c21);
            c22 = fma(a2, b2, c22);
            c23 = fma(a2, b3, c23);
            double a3 = get(left, al + 3 * rowA);
            c30 = fma(a3, b0, c30);
            c31 = fma(a3, b1, c31);
            c32 = fma(a3, b2, c32);
            c33 = fma(a3, b3, c33);
        }
        storeRow(c00, c01, c02, c03, alpha, beta, c, i, j);
        storeRow(c10, c11, c12, c13, alpha, beta, c, i + 1, j);
        storeRow(c20, c21, c22, c23, alpha, beta, c, i + 2, j);
        storeRow(c30, c31, c32, c33, alpha, beta, c, i + 3, j);
    }

    private static void storeRow(
            double s0,
            double s1,
            double s2,
            double s3,
            double alpha,
            double beta,
            Matrix c,
            int i,
            int j) {
        store(s0, alpha, beta, c, i, j);
        store(s1, alpha, beta, c, i, j + 1);
        store(s2, alpha, beta, c, i, j + 2);
        store(s3, alpha, beta, c, i, j + 3);
    }
}

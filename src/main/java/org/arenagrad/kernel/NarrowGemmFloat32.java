// Generated from NarrowGemmFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// A matrix product that keeps narrow ones for a [NarrowProduct] and leaves all others to another.
///
/// Measured on one thread, in µs (float64, float32): the gradients of a first layer's weights, 64
/// by 2 by 300, took OpenBLAS 15 and 6.8, this 4.0 and 2.1; of a last layer's, 3 by 64 by 300, 14
/// and 12 against 4.6 and 2.3; a last layer, 300 by 3 by 64, 13.5 and 5.3 against 7.1 and 6.5. On
/// another machine a first layer, 300 by 64 by 2, took OpenBLAS 11.3 and 9.0, this 6.7 and 3.2.
final class NarrowGemmFloat32 implements Gemm {
    /// Multiplications from which on the other's threads win.
    private static final long LARGE = 1L << 21;

    /// Below this inner dimension a result costs more to put down than to compute.
    private static final int SHALLOW = 16;

    /// What is narrow both ways is not worth the trouble. With few terms there must be twice as
    /// many columns, two of the widest vectors.
    private static final int WIDE = 64 / (int) ElementsFloat32.BYTES;

    /// With few terms, the rows of A for which copying B pays: one by 4096 by 4 took OpenBLAS half
    /// the time, 8 by 1024 by 4 four fifths.
    private static final int MANY = 16;

    private final Gemm other;
    private final NarrowProduct product;

    NarrowGemmFloat32(NarrowProduct product, Gemm other) {
        this.product = product;
        this.other = other;
    }

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
        boolean large = (long) m * n * k >= LARGE;
        boolean fewTerms = k > 0 && k <= NarrowProduct.TERMS && m >= MANY && n >= 2 * WIDE;
        boolean rowByRow = !transposeA && transposeB;
        boolean contiguous = rowByRow || (m <= n ? !transposeB : transposeA);
        boolean fewRows = isNarrow(m, n) && k >= SHALLOW && contiguous;
        if (large || !(fewTerms || fewRows)) {
            other.gemm(
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    ao,
                    lda,
                    b,
                    bo,
                    ldb,
                    beta,
                    c,
                    co,
                    ldc);
        } else if (fewTerms) {
            product.fewTerms(
                    m, n, k, alpha, a, ao, rowA, columnA, b, bo, rowB, columnB, beta, c, co, ldc);
        } else if (rowByRow && n <= m) {
            product.rowByRow(m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc, 1);
        } else if (rowByRow) {
            product.rowByRow(n, m, k, alpha, b, bo, ldb, a, ao, lda, beta, c, co, 1, ldc);
        } else if (m <= n) {
            product.fewRows(m, n, k, alpha, a, ao, rowA, columnA, b, bo, ldb, beta, c, co, ldc, 1);
        } else {
            // Cᵀ = op(B)ᵀ·Aᵀ, and the rows of Aᵀ, as it was stored, are contiguous.
            product.fewRows(n, m, k, alpha, b, bo, columnB, rowB, a, ao, lda, beta, c, co, 1, ldc);
        }
    }

    private static boolean isNarrow(int m, int n) {
        int least = Math.min(m, n);
        return least > 0 && least <= NarrowProduct.ROWS && Math.max(m, n) >= WIDE;
    }
}

package org.arenagrad.kernel;

import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.VectorTileFloat64.ROWS;

import java.lang.foreign.MemorySegment;

/// The matrix product in pure Java: packed and tiled, [PackedProductFloat64], or if it is small or
/// thin, without packing.
final class VectorGemmFloat64 implements Gemm {
    /// Up to this many multiplications operands are read where they are, if the rows of B are whole
    /// vectors.
    private static final long SMALL = 8192;

    /// Up to this inner dimension as well: what is packed would be read too seldom.
    private static final int SHALLOW = 2;

    /// Up to this many multiplications the scalar tiles are done before anything is packed.
    private static final long TINY = 512;

    /// Between these inner dimensions rows of A are multiplied with rows of B where they are, if
    /// those of one are few: packing the other would take most of the time.
    private static final int DEEP = 512 / (int) ElementsFloat64.BYTES;

    private static final int DEEPEST = 1 << 14;

    private final ScalarGemmFloat64 scalar = new ScalarGemmFloat64();

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
        long multiplications = (long) m * n * k;
        boolean deepRows = !transposeA && transposeB && k >= DEEP && k <= DEEPEST;
        if ((multiplications <= SMALL || k <= SHALLOW) && columnB == 1 && n % LANES == 0) {
            DirectProductFloat64.run(
                    m, n, k, alpha, a, ao, rowA, columnA, b, bo, ldb, beta, c, co, ldc);
        } else if (multiplications <= TINY) {
            scalar.gemm(
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
        } else if (deepRows && n <= ParallelGemm.FEW && n <= m) {
            InnerProductsFloat64.run(m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc, 1);
        } else if (deepRows && m <= ParallelGemm.FEW) {
            InnerProductsFloat64.run(n, m, k, alpha, b, bo, ldb, a, ao, lda, beta, c, co, 1, ldc);
        } else if (padded(n, m) * 3 < padded(m, n) * 2) {
            new PackedProductFloat64(b, columnB, rowB, a, columnA, rowA, c, 1, ldc, alpha)
                    .run(n, m, k, bo, ao, beta, co);
        } else {
            new PackedProductFloat64(a, rowA, columnA, b, rowB, columnB, c, ldc, 1, alpha)
                    .run(m, n, k, ao, bo, beta, co);
        }
    }

    /// The elements that are computed so that `m` by `n` come out: whole tiles. If the transposed
    /// product, `Cᵀ = op(B)ᵀ·op(A)ᵀ`, has fewer, it is the one to compute; but as its result is put
    /// down one number at a time, it must be worth it.
    private static long padded(int m, int n) {
        return Math.ceilDiv((long) m, ROWS) * ROWS * Math.ceilDiv(n, LANES) * LANES;
    }
}

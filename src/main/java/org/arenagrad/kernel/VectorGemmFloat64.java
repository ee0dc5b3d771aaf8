package org.arenagrad.kernel;

import static org.arenagrad.kernel.LanesFloat64.LANES;

import java.lang.foreign.MemorySegment;

/// The matrix product in pure Java: packed and tiled, [PackedProductFloat64], or if it is small,
/// without packing.
final class VectorGemmFloat64 implements Gemm {
    /// Up to this many multiplications operands are read where they are, if the rows of B are whole
    /// vectors.
    private static final long SMALL = 8192;

    /// Up to this many multiplications the scalar tiles are done before anything is packed.
    private static final long TINY = 512;

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
        if (multiplications <= SMALL && columnB == 1 && n % LANES == 0) {
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
        } else {
            new PackedProductFloat64(a, rowA, columnA, b, rowB, columnB, c, ldc, alpha)
                    .run(m, n, k, ao, bo, beta, co);
        }
    }

    @Override
    public void gemmBatched(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            int lda,
            long strideA,
            MemorySegment b,
            long bo,
            int ldb,
            long strideB,
            double beta,
            MemorySegment c,
            long co,
            int ldc,
            long strideC,
            int count) {
        for (int i = 0; i < count; i++) {
            long ai = ao + i * strideA;
            long bi = bo + i * strideB;
            long ci = co + i * strideC;
            gemm(transposeA, transposeB, m, n, k, alpha, a, ai, lda, b, bi, ldb, beta, c, ci, ldc);
        }
    }
}

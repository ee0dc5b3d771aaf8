// Generated from VectorGemmFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// The matrix product in pure Java: [PackedProductFloat32], and for the tiniest the scalar tiles,
/// which are done before the rest of it has begun.
final class VectorGemmFloat32 implements Gemm {
    /// Up to this many multiplications the scalar tiles serve.
    private static final long TINY = 256;

    private final ScalarGemmFloat32 scalar = new ScalarGemmFloat32();

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
        if ((long) m * n * k <= TINY) {
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
            return;
        }
        long rowA = transposeA ? 1 : lda;
        long columnA = transposeA ? lda : 1;
        long rowB = transposeB ? 1 : ldb;
        long columnB = transposeB ? ldb : 1;
        new PackedProductFloat32(a, rowA, columnA, b, rowB, columnB, c, ldc, alpha)
                .run(m, n, k, ao, bo, beta, co);
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

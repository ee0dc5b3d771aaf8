package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// General matrix product, `C = alpha·op(A)·op(B) + beta·C`, row-major, `op` the identity or the
/// transpose (the BLAS of Dongarra et al., 1990). `op(A)` is `[m, k]`, `op(B)` is `[k, n]`, `C` is
/// `[m, n]`; `lda`, `ldb`, `ldc` are the distances between rows as stored. With `beta` 0, `C` is
/// written without being read (it may hold NaN).
public interface Gemm {
    /// One product.
    void gemm(
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
            int ldc);

    /// `count` products whose operands lie `strideA`, `strideB` and `strideC` elements apart (0:
    /// the same for all; never for C), one after the other.
    ///
    /// (OpenBLAS has a call for this, `cblas_?gemm_batch_strided`, which would save 3 % at 128 and
    /// more, but with 0.3.31 it crashes on smaller matrices wherever kernels are chosen at run
    /// time: OpenBLAS pull request 5980.)
    default void gemmBatched(
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

package org.arenagrad.kernel;

/// General matrix product, `C = alpha·A·B + beta·C` (the BLAS of Dongarra et al., 1990). With
/// `beta` 0, `C` is written without being read (it may hold NaN). The rows of `C` are contiguous,
/// and so are those of A and B or of their transposes.
public interface Gemm {
    /// One product.
    void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c);

    /// `count` products whose operands lie `strideA`, `strideB` and `strideC` elements apart (0:
    /// the same for all; never for C).
    ///
    /// (OpenBLAS has a call for this, `cblas_?gemm_batch_strided`, which would save 3 % at 128 and
    /// more, but with 0.3.31 it crashes on smaller matrices wherever kernels are chosen at run
    /// time: OpenBLAS pull request 5980.)
    default void multiplyBatch(
            double alpha,
            Matrix a,
            long strideA,
            Matrix b,
            long strideB,
            double beta,
            Matrix c,
            long strideC,
            int count) {
        for (int i = 0; i < count; i++) {
            multiply(
                    alpha,
                    a.shifted(i * strideA),
                    b.shifted(i * strideB),
                    beta,
                    c.shifted(i * strideC));
        }
    }
}

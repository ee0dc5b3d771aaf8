// Generated from OpenBlasGemmFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.BYTES;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.rounded;
import static org.arenagrad.kernel.ElementsFloat32.set;

import org.arenagrad.bindings.openblas.OpenBlas;

import java.lang.foreign.MemorySegment;

/// The matrix product by OpenBLAS (Z. Xianyi, W. Qian and Z. Yunquan, Model-driven level 3 BLAS
/// performance optimization on Loongson 3A processor, ICPADS 2012, and what came after).
final class OpenBlasGemmFloat32 implements Gemm {
    private static final int ROW_MAJOR = OpenBlas.CblasRowMajor();
    private static final int AS_IS = OpenBlas.CblasNoTrans();
    private static final int TRANSPOSED = OpenBlas.CblasTrans();

    private final OpenBlasPlaces places;

    OpenBlasGemmFloat32(OpenBlasPlaces places) {
        this.places = places;
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
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            scale(m, n, beta, c, co, ldc);
            return;
        }
        OpenBlasPlaces.Place place = places.take();
        try {
            OpenBlas.cblas_sgemm(
                    ROW_MAJOR,
                    transposeA ? TRANSPOSED : AS_IS,
                    transposeB ? TRANSPOSED : AS_IS,
                    m,
                    n,
                    k,
                    rounded(alpha),
                    at(a, ao),
                    lda,
                    at(b, bo),
                    ldb,
                    rounded(beta),
                    at(c, co),
                    ldc);
        } finally {
            place.taken = false;
        }
    }

    /// `C = beta·C`: all that is left of the product when the inner dimension is empty.
    private static void scale(int m, int n, double beta, MemorySegment c, long co, int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                long index = co + (long) i * ldc + j;
                set(c, index, beta == 0 ? 0 : beta * get(c, index));
            }
        }
    }

    /// The segment from an element on. A slice is an object; the common case does without.
    private static MemorySegment at(MemorySegment s, long offset) {
        return offset == 0 ? s : s.asSlice(offset * BYTES);
    }
}

package org.arenagrad.kernel.openblas;

import static org.arenagrad.kernel.math.ElementsFloat64.BYTES;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.bindings.openblas.OpenBlas;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;

import java.lang.foreign.MemorySegment;

/// The matrix product by OpenBLAS (Z. Xianyi, W. Qian and Z. Yunquan, Model-driven level 3 BLAS
/// performance optimization on Loongson 3A processor, ICPADS 2012, and what came after). Transposes
/// go to it as flags.
public final class OpenBlasGemmFloat64 implements Gemm {
    private static final int ROW_MAJOR = OpenBlas.CblasRowMajor();
    private static final int AS_IS = OpenBlas.CblasNoTrans();
    private static final int TRANSPOSED = OpenBlas.CblasTrans();

    private final OpenBlasPlaces places;

    /// @param places of the library that was loaded
    public OpenBlasGemmFloat64(OpenBlasPlaces places) {
        this.places = places;
    }

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int k = a.columns();
        if (c.rows() == 0 || c.columns() == 0) {
            return;
        }
        if (k == 0) {
            scale(beta, c);
            return;
        }
        OpenBlasPlaces.Place place = places.take();
        try {
            OpenBlas.cblas_dgemm(
                    ROW_MAJOR,
                    a.hasContiguousRows() ? AS_IS : TRANSPOSED,
                    b.hasContiguousRows() ? AS_IS : TRANSPOSED,
                    c.rows(),
                    c.columns(),
                    k,
                    rounded(alpha),
                    first(a),
                    leading(a),
                    first(b),
                    leading(b),
                    rounded(beta),
                    first(c),
                    leading(c));
        } finally {
            place.taken = false;
        }
    }

    /// `C = beta·C`: all that is left of the product when there are no terms.
    private static void scale(double beta, Matrix c) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                long at = c.at(i, j);
                set(c.segment(), at, beta == 0 ? 0 : beta * get(c.segment(), at));
            }
        }
    }

    /// The distance between rows as they lie in memory; for a single row, OpenBLAS requires at
    /// least its length.
    private static int leading(Matrix x) {
        return x.hasContiguousRows()
                ? (int) Math.max(x.rowStride(), Math.max(1, x.columns()))
                : (int) Math.max(x.columnStride(), Math.max(1, x.rows()));
    }

    /// The segment from the first element on. A slice is an object; the common case does without.
    private static MemorySegment first(Matrix x) {
        return x.offset() == 0 ? x.segment() : x.segment().asSlice(x.offset() * BYTES);
    }
}

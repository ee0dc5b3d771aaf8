// Generated from VectorTileFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.BYTES;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.all;
import static org.arenagrad.kernel.LanesFloat32.load;
import static org.arenagrad.kernel.LanesFloat32.store;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/// The innermost loop of the matrix product: a tile of the result, 4 rows by up to 3 vectors, stays
/// in registers while `k` columns of A meet `k` rows of B. With 3 vectors of B and one number of A
/// that makes 16 registers, all that AVX2 has; twice the rows would fit AVX-512, but was five times
/// slower, as the compiler then kept vectors in memory.
///
/// The panels are packed, so that strides are constants, and sliced to their exact length: with
/// both, the compiler proves the accesses of the loop to be inside (77 instead of 61 GFLOP/s).
final class VectorTileFloat32 {
    /// Rows of a tile.
    static final int ROWS = 4;

    /// Columns of the widest tile.
    static final int COLUMNS = 3 * LANES;

    private VectorTileFloat32() {}

    /// `C = alpha·A·B + beta·C` for one tile of `vectors` vectors. The panels start at `ao` and
    /// `bo`; a column of A has 4 elements, a row of B `vectors` vectors.
    static void multiply(
            int vectors,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            MemorySegment b,
            long bo,
            double beta,
            MemorySegment c,
            long co,
            long ldc) {
        MemorySegment ap = a.asSlice(ao * BYTES, (long) k * ROWS * BYTES);
        MemorySegment bp = b.asSlice(bo * BYTES, (long) k * vectors * LANES * BYTES);
        switch (vectors) {
            case 1 -> tile1(k, alpha, ap, bp, beta, c, co, ldc);
            case 2 -> tile2(k, alpha, ap, bp, beta, c, co, ldc);
            default -> tile3(k, alpha, ap, bp, beta, c, co, ldc);
        }
    }

    /// A tile three vectors wide.
    private static void tile3(
            int k,
            double alpha,
            MemorySegment a,
            MemorySegment b,
            double beta,
            MemorySegment c,
            long co,
            long ldc) {
        FloatVector c00 = all(0);
        FloatVector c01 = c00;
        FloatVector c02 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c12 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c22 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c32 = c00;
        for (int l = 0; l < k; l++) {
            FloatVector b0 = load(b, l * 3L * LANES);
            FloatVector b1 = load(b, l * 3L * LANES + LANES);
            FloatVector b2 = load(b, l * 3L * LANES + 2L * LANES);
            FloatVector x0 = all(get(a, l * 4L));
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = all(get(a, l * 4L + 1));
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = all(get(a, l * 4L + 2));
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = all(get(a, l * 4L + 3));
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
        }
        put(c00, alpha, beta, c, co);
        put(c01, alpha, beta, c, co + LANES);
        put(c02, alpha, beta, c, co + 2L * LANES);
        put(c10, alpha, beta, c, co + ldc);
        put(c11, alpha, beta, c, co + ldc + LANES);
        put(c12, alpha, beta, c, co + ldc + 2L * LANES);
        put(c20, alpha, beta, c, co + 2 * ldc);
        put(c21, alpha, beta, c, co + 2 * ldc + LANES);
        put(c22, alpha, beta, c, co + 2 * ldc + 2L * LANES);
        put(c30, alpha, beta, c, co + 3 * ldc);
        put(c31, alpha, beta, c, co + 3 * ldc + LANES);
        put(c32, alpha, beta, c, co + 3 * ldc + 2L * LANES);
    }

    /// A tile two vectors wide.
    private static void tile2(
            int k,
            double alpha,
            MemorySegment a,
            MemorySegment b,
            double beta,
            MemorySegment c,
            long co,
            long ldc) {
        FloatVector c00 = all(0);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        for (int l = 0; l < k; l++) {
            FloatVector b0 = load(b, l * 2L * LANES);
            FloatVector b1 = load(b, l * 2L * LANES + LANES);
            FloatVector x0 = all(get(a, l * 4L));
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = all(get(a, l * 4L + 1));
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = all(get(a, l * 4L + 2));
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = all(get(a, l * 4L + 3));
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        put(c00, alpha, beta, c, co);
        put(c01, alpha, beta, c, co + LANES);
        put(c10, alpha, beta, c, co + ldc);
        put(c11, alpha, beta, c, co + ldc + LANES);
        put(c20, alpha, beta, c, co + 2 * ldc);
        put(c21, alpha, beta, c, co + 2 * ldc + LANES);
        put(c30, alpha, beta, c, co + 3 * ldc);
        put(c31, alpha, beta, c, co + 3 * ldc + LANES);
    }

    /// A tile one vector wide.
    private static void tile1(
            int k,
            double alpha,
            MemorySegment a,
            MemorySegment b,
            double beta,
            MemorySegment c,
            long co,
            long ldc) {
        FloatVector c00 = all(0);
        FloatVector c10 = c00;
        FloatVector c20 = c00;
        FloatVector c30 = c00;
        for (int l = 0; l < k; l++) {
            FloatVector b0 = load(b, l * (long) LANES);
            FloatVector x0 = all(get(a, l * 4L));
            c00 = x0.fma(b0, c00);
            FloatVector x1 = all(get(a, l * 4L + 1));
            c10 = x1.fma(b0, c10);
            FloatVector x2 = all(get(a, l * 4L + 2));
            c20 = x2.fma(b0, c20);
            FloatVector x3 = all(get(a, l * 4L + 3));
            c30 = x3.fma(b0, c30);
        }
        put(c00, alpha, beta, c, co);
        put(c10, alpha, beta, c, co + ldc);
        put(c20, alpha, beta, c, co + 2 * ldc);
        put(c30, alpha, beta, c, co + 3 * ldc);
    }

    private static void put(FloatVector sum, double alpha, double beta, MemorySegment c, long at) {
        FloatVector scaled = sum.mul(all(alpha));
        store(beta == 0 ? scaled : load(c, at).fma(all(beta), scaled), c, at);
    }
}

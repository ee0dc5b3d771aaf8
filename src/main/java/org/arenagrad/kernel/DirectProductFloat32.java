// Generated from DirectProductFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.rounded;
import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.all;
import static org.arenagrad.kernel.LanesFloat32.known;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/// The product of small matrices, read where they are: packing them would cost more than it saves.
final class DirectProductFloat32 {
    private static final int ROWS = 4;

    private DirectProductFloat32() {}

    /// `C = alpha·A·B + beta·C`, where the rows of B and C are whole vectors.
    static void run(
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            long ao,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long ldb,
            double beta,
            MemorySegment c,
            long co,
            long ldc) {
        for (int i = 0; i < m; i += ROWS) {
            int height = Math.min(ROWS, m - i);
            for (int j = 0; j < n; j += LANES) {
                tile(
                        height,
                        k,
                        alpha,
                        a,
                        ao + i * rowA,
                        rowA,
                        columnA,
                        b,
                        bo + j,
                        ldb,
                        beta,
                        c,
                        co + i * ldc + j,
                        ldc);
            }
        }
    }

    /// Up to 4 rows by one vector. A missing row is the last one again, computed but not kept.
    private static void tile(
            int height,
            int k,
            double alpha,
            MemorySegment a,
            long a0,
            long rowA,
            long columnA,
            MemorySegment b,
            long bo,
            long ldb,
            double beta,
            MemorySegment c,
            long co,
            long ldc) {
        long a1 = a0 + Math.min(1, height - 1) * rowA;
        long a2 = a0 + Math.min(2, height - 1) * rowA;
        long a3 = a0 + Math.min(3, height - 1) * rowA;
        FloatVector c0 = all(0);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        for (int l = 0; l < k; l++) {
            FloatVector row = fromMemorySegment(SPECIES, known(b), (bo + l * ldb) * BYTES, ORDER);
            c0 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a0 + l * columnA))), c0);
            c1 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a1 + l * columnA))), c1);
            c2 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a2 + l * columnA))), c2);
            c3 = row.fma(FloatVector.broadcast(SPECIES, rounded(get(a, a3 + l * columnA))), c3);
        }
        put(c0, alpha, beta, c, co);
        if (height > 1) {
            put(c1, alpha, beta, c, co + ldc);
        }
        if (height > 2) {
            put(c2, alpha, beta, c, co + 2 * ldc);
        }
        if (height > 3) {
            put(c3, alpha, beta, c, co + 3 * ldc);
        }
    }

    private static void put(FloatVector sum, double alpha, double beta, MemorySegment c, long at) {
        FloatVector scaled = sum.mul(all(alpha));
        MemorySegment out = known(c);
        if (beta == 0) {
            scaled.intoMemorySegment(out, at * BYTES, ORDER);
        } else {
            fromMemorySegment(SPECIES, out, at * BYTES, ORDER)
                    .fma(all(beta), scaled)
                    .intoMemorySegment(out, at * BYTES, ORDER);
        }
    }
}

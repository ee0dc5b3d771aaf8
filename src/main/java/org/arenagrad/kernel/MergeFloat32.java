// Generated from MergeFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.rounded;
import static org.arenagrad.kernel.ElementsFloat32.set;
import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.known;
import static org.arenagrad.kernel.VectorTileFloat32.COLUMNS;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/// Puts finished tiles into the result of a matrix product. As in [VectorTileFloat32], vectors are
/// handed to methods of the JDK only, and no loop has a branch that may be taken late.
final class MergeFloat32 {
    private MergeFloat32() {}

    /// `C = alpha·tile + beta·C` for the upper left corner of a tile.
    static void merge(
            float[] tile,
            int height,
            int width,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row) {
        int whole = width / LANES * LANES;
        if (beta == 0) {
            put(tile, height, whole, alpha, c, at, row);
        } else {
            add(tile, height, whole, alpha, beta, c, at, row);
        }
        if (whole < width) {
            columns(tile, height, whole, width, alpha, beta, c, at, row, 1);
        }
    }

    private static void put(
            float[] tile, int height, int width, double alpha, MemorySegment c, long at, long row) {
        MemorySegment s = known(c);
        FloatVector factor = FloatVector.broadcast(SPECIES, rounded(alpha));
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j += LANES) {
                FloatVector.fromArray(SPECIES, tile, i * COLUMNS + j)
                        .mul(factor)
                        .intoMemorySegment(s, (at + i * row + j) * BYTES, ORDER);
            }
        }
    }

    private static void add(
            float[] tile,
            int height,
            int width,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row) {
        MemorySegment s = known(c);
        FloatVector factor = FloatVector.broadcast(SPECIES, rounded(alpha));
        FloatVector keep = FloatVector.broadcast(SPECIES, rounded(beta));
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j += LANES) {
                long to = (at + i * row + j) * BYTES;
                FloatVector.fromMemorySegment(SPECIES, s, to, ORDER)
                        .fma(
                                keep,
                                FloatVector.fromArray(SPECIES, tile, i * COLUMNS + j).mul(factor))
                        .intoMemorySegment(s, to, ORDER);
            }
        }
    }

    /// The same one number at a time, for some columns.
    static void columns(
            float[] tile,
            int height,
            int from,
            int to,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row,
            long column) {
        for (int j = from; j < to; j++) {
            for (int i = 0; i < height; i++) {
                long index = at + i * row + j * column;
                double value = alpha * tile[i * COLUMNS + j];
                set(c, index, beta == 0 ? value : value + beta * get(c, index));
            }
        }
    }
}

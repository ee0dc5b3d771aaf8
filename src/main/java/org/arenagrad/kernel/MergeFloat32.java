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
import static org.arenagrad.kernel.VectorTileFloat32.VECTORS;

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
        if (width == COLUMNS) {
            if (beta == 0) {
                putRows(tile, height, alpha, c, at, row);
            } else {
                addRows(tile, height, alpha, beta, c, at, row);
            }
            return;
        }
        int whole = width / LANES * LANES;
        for (int j = 0; j < whole; j += LANES) {
            if (beta == 0) {
                put(tile, height, j, alpha, c, at + j, row);
            } else {
                add(tile, height, j, alpha, beta, c, at + j, row);
            }
        }
        columns(tile, height, whole, width, alpha, beta, c, at, row, 1);
    }

    /// Whole rows of a tile. Written out, as a loop over two or three vectors takes longer than
    /// their work.
    private static void putRows(
            float[] tile, int height, double alpha, MemorySegment c, long at, long row) {
        MemorySegment s = known(c);
        FloatVector factor = FloatVector.broadcast(SPECIES, rounded(alpha));
        for (int i = 0; i < height; i++) {
            int from = i * COLUMNS;
            long to = (at + i * row) * BYTES;
            FloatVector.fromArray(SPECIES, tile, from).mul(factor).intoMemorySegment(s, to, ORDER);
            FloatVector.fromArray(SPECIES, tile, from + LANES)
                    .mul(factor)
                    .intoMemorySegment(s, to + LANES * BYTES, ORDER);
            if (VECTORS == 3) {
                FloatVector.fromArray(SPECIES, tile, from + 2 * LANES)
                        .mul(factor)
                        .intoMemorySegment(s, to + 2L * LANES * BYTES, ORDER);
            }
        }
    }

    private static void addRows(
            float[] tile,
            int height,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row) {
        MemorySegment s = known(c);
        FloatVector factor = FloatVector.broadcast(SPECIES, rounded(alpha));
        FloatVector keep = FloatVector.broadcast(SPECIES, rounded(beta));
        for (int i = 0; i < height; i++) {
            int from = i * COLUMNS;
            long to = (at + i * row) * BYTES;
            FloatVector.fromMemorySegment(SPECIES, s, to, ORDER)
                    .fma(keep, FloatVector.fromArray(SPECIES, tile, from).mul(factor))
                    .intoMemorySegment(s, to, ORDER);
            long second = to + LANES * BYTES;
            FloatVector.fromMemorySegment(SPECIES, s, second, ORDER)
                    .fma(keep, FloatVector.fromArray(SPECIES, tile, from + LANES).mul(factor))
                    .intoMemorySegment(s, second, ORDER);
            if (VECTORS == 3) {
                long third = second + LANES * BYTES;
                FloatVector.fromMemorySegment(SPECIES, s, third, ORDER)
                        .fma(
                                keep,
                                FloatVector.fromArray(SPECIES, tile, from + 2 * LANES).mul(factor))
                        .intoMemorySegment(s, third, ORDER);
            }
        }
    }

    /// One vector of each row, from column `from` of the tile.
    private static void put(
            float[] tile, int height, int from, double alpha, MemorySegment c, long at, long row) {
        MemorySegment s = known(c);
        FloatVector factor = FloatVector.broadcast(SPECIES, rounded(alpha));
        for (int i = 0; i < height; i++) {
            FloatVector.fromArray(SPECIES, tile, i * COLUMNS + from)
                    .mul(factor)
                    .intoMemorySegment(s, (at + i * row) * BYTES, ORDER);
        }
    }

    private static void add(
            float[] tile,
            int height,
            int from,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row) {
        MemorySegment s = known(c);
        FloatVector factor = FloatVector.broadcast(SPECIES, rounded(alpha));
        FloatVector keep = FloatVector.broadcast(SPECIES, rounded(beta));
        for (int i = 0; i < height; i++) {
            long to = (at + i * row) * BYTES;
            FloatVector.fromMemorySegment(SPECIES, s, to, ORDER)
                    .fma(keep, FloatVector.fromArray(SPECIES, tile, i * COLUMNS + from).mul(factor))
                    .intoMemorySegment(s, to, ORDER);
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

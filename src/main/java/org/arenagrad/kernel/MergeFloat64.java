package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.rounded;
import static org.arenagrad.kernel.ElementsFloat64.set;
import static org.arenagrad.kernel.LanesFloat64.BYTES;
import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.ORDER;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.LanesFloat64.known;
import static org.arenagrad.kernel.VectorTileFloat64.COLUMNS;

import jdk.incubator.vector.DoubleVector;

import java.lang.foreign.MemorySegment;

/// Puts finished tiles into the result of a matrix product. As in [VectorTileFloat64], vectors are
/// handed to methods of the JDK only, and no loop has a branch that may be taken late.
final class MergeFloat64 {
    private MergeFloat64() {}

    /// `C = alpha·tile + beta·C` for the upper left corner of a tile.
    static void merge(
            double[] tile,
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
            double[] tile,
            int height,
            int width,
            double alpha,
            MemorySegment c,
            long at,
            long row) {
        MemorySegment s = known(c);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, rounded(alpha));
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j += LANES) {
                DoubleVector.fromArray(SPECIES, tile, i * COLUMNS + j)
                        .mul(factor)
                        .intoMemorySegment(s, (at + i * row + j) * BYTES, ORDER);
            }
        }
    }

    private static void add(
            double[] tile,
            int height,
            int width,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row) {
        MemorySegment s = known(c);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, rounded(alpha));
        DoubleVector keep = DoubleVector.broadcast(SPECIES, rounded(beta));
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j += LANES) {
                long to = (at + i * row + j) * BYTES;
                DoubleVector.fromMemorySegment(SPECIES, s, to, ORDER)
                        .fma(
                                keep,
                                DoubleVector.fromArray(SPECIES, tile, i * COLUMNS + j).mul(factor))
                        .intoMemorySegment(s, to, ORDER);
            }
        }
    }

    /// The same one number at a time, for some columns.
    static void columns(
            double[] tile,
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

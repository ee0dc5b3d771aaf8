package org.arenagrad.kernel.gemm;

import static org.arenagrad.kernel.gemm.TileFloat64.COLUMNS;
import static org.arenagrad.kernel.gemm.TileFloat64.VECTORS;
import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.Matrix;

import java.lang.foreign.MemorySegment;

/// Stores finished tiles in the result of a matrix product: `C = alpha·tile + beta·C`, the sum in
/// one operation, however it is stored. As in [TileFloat64], vectors are handed to methods of the
/// JDK only, and no loop has a branch that may be taken late.
final class MergeFloat64 {
    private MergeFloat64() {}

    /// The upper left corner of a tile, `height` by `width`, to where row `i` and column `j` of C
    /// are.
    static void merge(
            double[] tile,
            int height,
            int width,
            double alpha,
            double beta,
            Matrix c,
            int i,
            int j) {
        MemorySegment s = c.segment();
        long at = c.at(i, j);
        long row = c.rowStride();
        if (c.columnStride() != 1) {
            columns(tile, height, 0, width, alpha, beta, s, at, row, c.columnStride());
        } else if (width == COLUMNS) {
            if (beta == 0) {
                putRows(tile, height, alpha, s, at, row);
            } else {
                addRows(tile, height, alpha, beta, s, at, row);
            }
        } else {
            int whole = width / LANES * LANES;
            for (int q = 0; q < whole; q += LANES) {
                if (beta == 0) {
                    put(tile, height, q, alpha, s, at + q, row);
                } else {
                    add(tile, height, q, alpha, beta, s, at + q, row);
                }
            }
            columns(tile, height, whole, width, alpha, beta, s, at, row, 1);
        }
    }

    /// Whole rows of a tile. Written out, as a loop over two or three vectors takes longer than
    /// their work.
    private static void putRows(
            double[] tile, int height, double alpha, MemorySegment c, long at, long row) {
        MemorySegment s = profiled(c);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, rounded(alpha));
        for (int i = 0; i < height; i++) {
            int from = i * COLUMNS;
            long to = (at + i * row) * BYTES;
            DoubleVector.fromArray(SPECIES, tile, from).mul(factor).intoMemorySegment(s, to, ORDER);
            DoubleVector.fromArray(SPECIES, tile, from + LANES)
                    .mul(factor)
                    .intoMemorySegment(s, to + LANES * BYTES, ORDER);
            if (VECTORS == 3) {
                DoubleVector.fromArray(SPECIES, tile, from + 2 * LANES)
                        .mul(factor)
                        .intoMemorySegment(s, to + 2L * LANES * BYTES, ORDER);
            }
        }
    }

    private static void addRows(
            double[] tile,
            int height,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row) {
        MemorySegment s = profiled(c);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, rounded(alpha));
        DoubleVector keep = DoubleVector.broadcast(SPECIES, rounded(beta));
        for (int i = 0; i < height; i++) {
            int from = i * COLUMNS;
            long to = (at + i * row) * BYTES;
            DoubleVector.fromMemorySegment(SPECIES, s, to, ORDER)
                    .fma(keep, DoubleVector.fromArray(SPECIES, tile, from).mul(factor))
                    .intoMemorySegment(s, to, ORDER);
            long second = to + LANES * BYTES;
            DoubleVector.fromMemorySegment(SPECIES, s, second, ORDER)
                    .fma(keep, DoubleVector.fromArray(SPECIES, tile, from + LANES).mul(factor))
                    .intoMemorySegment(s, second, ORDER);
            if (VECTORS == 3) {
                long third = second + LANES * BYTES;
                DoubleVector.fromMemorySegment(SPECIES, s, third, ORDER)
                        .fma(
                                keep,
                                DoubleVector.fromArray(SPECIES, tile, from + 2 * LANES).mul(factor))
                        .intoMemorySegment(s, third, ORDER);
            }
        }
    }

    /// One vector of each row, from column `from` of the tile.
    private static void put(
            double[] tile, int height, int from, double alpha, MemorySegment c, long at, long row) {
        MemorySegment s = profiled(c);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, rounded(alpha));
        for (int i = 0; i < height; i++) {
            DoubleVector.fromArray(SPECIES, tile, i * COLUMNS + from)
                    .mul(factor)
                    .intoMemorySegment(s, (at + i * row) * BYTES, ORDER);
        }
    }

    private static void add(
            double[] tile,
            int height,
            int from,
            double alpha,
            double beta,
            MemorySegment c,
            long at,
            long row) {
        MemorySegment s = profiled(c);
        DoubleVector factor = DoubleVector.broadcast(SPECIES, rounded(alpha));
        DoubleVector keep = DoubleVector.broadcast(SPECIES, rounded(beta));
        for (int i = 0; i < height; i++) {
            long to = (at + i * row) * BYTES;
            DoubleVector.fromMemorySegment(SPECIES, s, to, ORDER)
                    .fma(
                            keep,
                            DoubleVector.fromArray(SPECIES, tile, i * COLUMNS + from).mul(factor))
                    .intoMemorySegment(s, to, ORDER);
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
                store(tile[i * COLUMNS + j], alpha, beta, c, at + i * row + j * column);
            }
        }
    }

    /// One element of the result.
    static void store(double sum, double alpha, double beta, MemorySegment c, long at) {
        double value = rounded(rounded(alpha) * sum);
        set(c, at, beta == 0 ? value : fma(rounded(beta), get(c, at), value));
    }
}

package org.arenagrad.kernel.gemm;

import static org.arenagrad.kernel.gemm.TileFloat64.COLUMNS;
import static org.arenagrad.kernel.gemm.TileFloat64.ROWS;
import static org.arenagrad.kernel.gemm.TileFloat64.VECTORS;
import static org.arenagrad.kernel.math.ElementsFloat64.copy;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.Matrix;

import java.lang.foreign.MemorySegment;

/// Copies ("packs") blocks of the operands of a product into panels, in the order in which
/// [TileFloat64] reads them. The arrays are kept from call to call, growing to what was needed but
/// never beyond the blocks of [PackedFloat64].
///
/// Of an operand, the elements of rows or of columns lie side by side.
final class PanelsFloat64 {
    private final TransposeFloat64 transpose = new TransposeFloat64();
    private double[] a = new double[0];
    private double[] b = new double[0];

    /// The columns of the next panel of B, whole vectors, if so many are left. Not the most that a
    /// tile can have if one vector would be left alone: its few sums would wait for each other.
    static int width(int left) {
        int vectors = (left + LANES - 1) / LANES;
        return LANES * (vectors == VECTORS + 1 ? 2 : Math.min(VECTORS, vectors));
    }

    /// A block of B as panels of up to three vectors, each row after row. What exceeds the edge is
    /// not kept.
    double[] ofB(Matrix block) {
        MemorySegment x = block.segment();
        long from = block.offset();
        long row = block.rowStride();
        long column = block.columnStride();
        int k = block.rows();
        int columns = block.columns();
        b = grown(b, k * (columns + LANES));
        int wide = column == 1 ? wide(x, from, row, k, columns) : 0;
        for (int j = wide, panel; j < columns; j += panel) {
            panel = width(columns - j);
            int width = Math.min(panel, columns - j);
            if (column == 1) {
                narrow(x, from + j, row, k, width, b, j * k, panel);
            } else {
                transpose.run(x, from + j * column, column, width, k, b, j * k, panel);
            }
        }
        return b;
    }

    /// The panels of the full width, as many as there are; returns how many columns they have. Each
    /// row of B is read from end to end: going down a panel instead, each line would be on another
    /// page (six times the time).
    private int wide(MemorySegment x, long from, long row, int k, int columns) {
        int wide = 0;
        while (columns - wide >= COLUMNS && width(columns - wide) == COLUMNS) {
            wide += COLUMNS;
        }
        for (int l = 0; l < k; l++) {
            row(x, from + l * row, wide, b, l * COLUMNS, k * COLUMNS);
        }
        return wide;
    }

    /// A block of A as panels of four, each column after column. Where the last one exceeds the
    /// edge, the tile computes with what was there before, and that is not kept.
    double[] ofA(Matrix block) {
        MemorySegment x = block.segment();
        long from = block.offset();
        long row = block.rowStride();
        long column = block.columnStride();
        int rows = block.rows();
        int k = block.columns();
        a = grown(a, k * (rows + ROWS));
        for (int i = 0; i < rows; i += ROWS) {
            int height = Math.min(ROWS, rows - i);
            if (column == 1) {
                transpose.run(x, from + i * row, row, height, k, a, i * k, ROWS);
            } else if (height == ROWS) {
                four(x, from + i, column, k, a, i * k);
            } else {
                narrow(x, from + i, column, k, height, a, i * k, ROWS);
            }
        }
        return a;
    }

    private static double[] grown(double[] array, int size) {
        return array.length < size ? new double[size] : array;
    }

    private static void row(
            MemorySegment x, long from, int columns, double[] panels, int to, int apart) {
        MemorySegment s = profiled(x);
        int put = to;
        for (int j = 0; j < columns; j += COLUMNS) {
            long at = (from + j) * BYTES;
            DoubleVector.fromMemorySegment(SPECIES, s, at, ORDER).intoArray(panels, put);
            DoubleVector.fromMemorySegment(SPECIES, s, at + LANES * BYTES, ORDER)
                    .intoArray(panels, put + LANES);
            if (VECTORS == 3) {
                DoubleVector.fromMemorySegment(SPECIES, s, at + 2L * LANES * BYTES, ORDER)
                        .intoArray(panels, put + 2 * LANES);
            }
            put += apart;
        }
    }

    private static void four(MemorySegment x, long from, long row, int k, double[] panels, int to) {
        for (int l = 0; l < k; l++) {
            long at = from + l * row;
            int put = to + l * ROWS;
            copy(x, at, panels, put);
            copy(x, at + 1, panels, put + 1);
            copy(x, at + 2, panels, put + 2);
            copy(x, at + 3, panels, put + 3);
        }
    }

    private static void narrow(
            MemorySegment x,
            long from,
            long row,
            int k,
            int width,
            double[] panels,
            int to,
            int step) {
        int whole = width / LANES * LANES;
        for (int q = 0; q < whole; q += LANES) {
            vectors(x, from + q, row, k, panels, to + q, step);
        }
        for (int q = whole; q < width; q++) {
            column(x, from + q, row, k, panels, to + q, step);
        }
    }

    private static void vectors(
            MemorySegment x, long from, long row, int k, double[] panels, int to, int step) {
        MemorySegment s = profiled(x);
        for (int l = 0; l < k; l++) {
            DoubleVector.fromMemorySegment(SPECIES, s, (from + l * row) * BYTES, ORDER)
                    .intoArray(panels, to + l * step);
        }
    }

    private static void column(
            MemorySegment x, long from, long row, int k, double[] panels, int to, int step) {
        for (int l = 0; l < k; l++) {
            copy(x, from + l * row, panels, to + l * step);
        }
    }
}

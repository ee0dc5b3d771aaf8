package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.set;

import java.lang.foreign.MemorySegment;

/// What fused rows are made of: loops over a few rows with one number for each row. A long row is a
/// loop of its own. Short ones (a handful of classes) are gone through column by column: a loop of
/// three turns costs more to begin and to end than to run.
final class RowsFloat64 {
    private static final int WIDE = 2 * RunningSumsFloat64.FEW;

    private final Elementwise elementwise;
    private final Reductions reductions;

    RowsFloat64(Elementwise elementwise, Reductions reductions) {
        this.elementwise = elementwise;
        this.reductions = reductions;
    }

    /// `largest[r] = max x[r]`.
    void max(MemorySegment x, long xo, int rows, int columns, MemorySegment largest) {
        if (columns >= WIDE) {
            for (int r = 0; r < rows; r++) {
                long xr = xo + (long) r * columns;
                set(largest, r, reductions.reduce(Reduction.MAX, x, xr, 1, columns));
            }
            return;
        }
        elementwise.fill(largest, 0, 1, rows, Double.NEGATIVE_INFINITY);
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                double v = get(x, xo + c + (long) r * columns);
                set(largest, r, Math.max(get(largest, r), v));
            }
        }
    }

    /// `sums[r] = Σ x[r]`.
    void sum(MemorySegment x, long xo, int rows, int columns, MemorySegment sums) {
        if (columns >= WIDE) {
            for (int r = 0; r < rows; r++) {
                long xr = xo + (long) r * columns;
                set(sums, r, reductions.reduce(Reduction.SUM, x, xr, 1, columns));
            }
            return;
        }
        elementwise.fill(sums, 0, 1, rows, 0);
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                set(sums, r, get(sums, r) + get(x, xo + c + (long) r * columns));
            }
        }
    }

    /// `y[r] = x[r] - by[r]`.
    void shift(
            MemorySegment x,
            long xo,
            MemorySegment y,
            long yo,
            int rows,
            int columns,
            MemorySegment by) {
        if (columns >= WIDE) {
            for (int r = 0; r < rows; r++) {
                long at = (long) r * columns;
                elementwise.unary(
                        Unary.ADD_SCALAR, -get(by, r), 0, x, xo + at, 1, y, yo + at, columns);
            }
            return;
        }
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                long at = c + (long) r * columns;
                set(y, yo + at, get(x, xo + at) - get(by, r));
            }
        }
    }

    /// `y[r] = y[r]·by[r]`.
    void scale(MemorySegment y, long yo, int rows, int columns, MemorySegment by) {
        if (columns >= WIDE) {
            for (int r = 0; r < rows; r++) {
                long at = yo + (long) r * columns;
                elementwise.unary(Unary.MUL_SCALAR, get(by, r), 0, y, at, 1, y, at, columns);
            }
            return;
        }
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                long at = yo + c + (long) r * columns;
                set(y, at, get(y, at) * get(by, r));
            }
        }
    }
}

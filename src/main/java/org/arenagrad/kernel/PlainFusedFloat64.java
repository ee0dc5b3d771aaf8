package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.copy;

import java.lang.foreign.MemorySegment;

/// Fused rows, by loops for short ones or for long ones, whichever they are. Whether the kernels
/// they are made of take one element at a time or whole vectors, the result is the same to the bit.
class PlainFusedFloat64 implements Fused {
    private final ShortRowsFloat64 shortRows;
    private final LongRowsFloat64 longRows;

    PlainFusedFloat64(
            ExponentialsFloat64 exponentials, Elementwise elementwise, Reductions reductions) {
        this.shortRows = new ShortRowsFloat64(exponentials);
        this.longRows = new LongRowsFloat64(elementwise, reductions);
    }

    private static boolean areShort(int columns) {
        return columns < ShortRowsFloat64.COLUMNS;
    }

    @Override
    public void addRow(MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo) {
        double[] row = new double[columns];
        double[] sum = new double[columns];
        copy(b, bo, row, 0, columns);
        for (long r = 0; r < rows; r++) {
            copy(y, yo + r * columns, sum, 0, columns);
            for (int c = 0; c < columns; c++) {
                sum[c] = sum[c] + row[c];
            }
            copy(sum, 0, y, yo + r * columns, columns);
        }
    }

    @Override
    public void softmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (areShort(columns)) {
            shortRows.softmax(x, xo, y, yo, rows, columns);
        } else {
            longRows.softmax(x, xo, y, yo, rows, columns);
        }
    }

    @Override
    public void logSoftmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (areShort(columns)) {
            shortRows.logSoftmax(x, xo, y, yo, rows, columns);
        } else {
            longRows.logSoftmax(x, xo, y, yo, rows, columns);
        }
    }

    @Override
    public void logSumExp(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (areShort(columns)) {
            shortRows.logSumExp(x, xo, y, yo, rows, columns);
        } else {
            longRows.logSumExp(x, xo, y, yo, rows, columns);
        }
    }

    @Override
    public void crossEntropy(
            MemorySegment x,
            long xo,
            int[] classes,
            int co,
            MemorySegment w,
            long wo,
            long ws,
            double smoothing,
            MemorySegment loss,
            long lo,
            int rows,
            int columns) {
        if (areShort(columns)) {
            shortRows.crossEntropy(
                    x, xo, classes, co, w, wo, ws, smoothing, loss, lo, rows, columns);
        } else {
            longRows.crossEntropy(
                    x, xo, classes, co, w, wo, ws, smoothing, loss, lo, rows, columns);
        }
    }

    @Override
    public void crossEntropyGrad(
            MemorySegment x,
            long xo,
            int[] classes,
            int co,
            MemorySegment w,
            long wo,
            long ws,
            double smoothing,
            MemorySegment g,
            long go,
            long gs,
            MemorySegment dx,
            long dxo,
            int rows,
            int columns) {
        if (areShort(columns)) {
            shortRows.crossEntropyGrad(
                    x, xo, classes, co, w, wo, ws, smoothing, g, go, gs, dx, dxo, rows, columns);
        } else {
            longRows.crossEntropyGrad(
                    x, xo, classes, co, w, wo, ws, smoothing, g, go, gs, dx, dxo, rows, columns);
        }
    }
}

package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Fused rows that are shared among threads where there are many.
final class ParallelFused implements Fused {
    private final Fused kernels;
    private final Pieces elements;

    /// @param elements how to cut, counted in elements
    ParallelFused(Fused kernels, Pieces elements) {
        this.kernels = kernels;
        this.elements = elements;
    }

    private boolean worthwhile(long rows, int columns) {
        return elements.worthwhile(rows * columns) && rows > 1;
    }

    private void run(long rows, int columns, Parallel.Piece work) {
        Parallel.run(rows, Math.max(1, elements.piece() / columns), work);
    }

    @Override
    public void addRow(MemorySegment y, long yo, long rows, int columns, MemorySegment b, long bo) {
        if (worthwhile(rows, columns)) {
            run(
                    rows,
                    columns,
                    (from, to) ->
                            kernels.addRow(
                                    Parallel.mine(y),
                                    yo + from * columns,
                                    to - from,
                                    columns,
                                    Parallel.mine(b),
                                    bo));
        } else {
            kernels.addRow(y, yo, rows, columns, b, bo);
        }
    }

    @Override
    public void softmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (worthwhile(rows, columns)) {
            run(
                    rows,
                    columns,
                    (from, to) ->
                            kernels.softmax(
                                    Parallel.mine(x),
                                    xo + from * columns,
                                    Parallel.mine(y),
                                    yo + from * columns,
                                    to - from,
                                    columns));
        } else {
            kernels.softmax(x, xo, y, yo, rows, columns);
        }
    }

    @Override
    public void logSoftmax(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (worthwhile(rows, columns)) {
            run(
                    rows,
                    columns,
                    (from, to) ->
                            kernels.logSoftmax(
                                    Parallel.mine(x),
                                    xo + from * columns,
                                    Parallel.mine(y),
                                    yo + from * columns,
                                    to - from,
                                    columns));
        } else {
            kernels.logSoftmax(x, xo, y, yo, rows, columns);
        }
    }

    @Override
    public void logSumExp(
            MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        if (worthwhile(rows, columns)) {
            run(
                    rows,
                    columns,
                    (from, to) ->
                            kernels.logSumExp(
                                    Parallel.mine(x),
                                    xo + from * columns,
                                    Parallel.mine(y),
                                    yo + from,
                                    to - from,
                                    columns));
        } else {
            kernels.logSumExp(x, xo, y, yo, rows, columns);
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
        if (worthwhile(rows, columns)) {
            run(
                    rows,
                    columns,
                    (from, to) ->
                            kernels.crossEntropy(
                                    Parallel.mine(x),
                                    xo + from * columns,
                                    classes,
                                    co + (int) from,
                                    Parallel.mine(w),
                                    wo + from * ws,
                                    ws,
                                    smoothing,
                                    Parallel.mine(loss),
                                    lo + from,
                                    (int) (to - from),
                                    columns));
        } else {
            kernels.crossEntropy(x, xo, classes, co, w, wo, ws, smoothing, loss, lo, rows, columns);
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
        if (worthwhile(rows, columns)) {
            run(
                    rows,
                    columns,
                    (from, to) ->
                            kernels.crossEntropyGrad(
                                    Parallel.mine(x),
                                    xo + from * columns,
                                    classes,
                                    co + (int) from,
                                    Parallel.mine(w),
                                    wo + from * ws,
                                    ws,
                                    smoothing,
                                    Parallel.mine(g),
                                    go + from * gs,
                                    gs,
                                    Parallel.mine(dx),
                                    dxo + from * columns,
                                    (int) (to - from),
                                    columns));
        } else {
            kernels.crossEntropyGrad(
                    x, xo, classes, co, w, wo, ws, smoothing, g, go, gs, dx, dxo, rows, columns);
        }
    }
}

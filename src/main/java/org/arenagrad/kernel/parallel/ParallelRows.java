package org.arenagrad.kernel.parallel;

import static org.arenagrad.kernel.parallel.Parallel.mine;

import org.arenagrad.kernel.RowKernels;
import org.arenagrad.kernel.Span;

/// Functions of rows that are shared among threads where there are many.
public final class ParallelRows implements RowKernels {
    private final RowKernels kernels;
    private final Pieces elements;

    /// @param elements how to cut, counted in elements
    public ParallelRows(RowKernels kernels, Pieces elements) {
        this.kernels = kernels;
        this.elements = elements;
    }

    private void share(long rows, int columns, Parallel.Piece job) {
        if (elements.worthwhile(rows, columns)) {
            elements.run(rows, columns, job);
        } else {
            job.run(0, rows);
        }
    }

    @Override
    public void softmax(Span x, Span y, long rows, int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.softmax(
                                mine(x, from * columns),
                                mine(y, from * columns),
                                to - from,
                                columns));
    }

    @Override
    public void softmax(
            Span x, Span y, double scale, long seen, int period, long rows, int columns) {
        // Pieces begin where a period does.
        long periods = rows / period;
        if (rows % period == 0 && elements.worthwhile(periods, period * columns)) {
            int row = period * columns;
            elements.run(
                    periods,
                    row,
                    (from, to) ->
                            kernels.softmax(
                                    mine(x, from * row),
                                    mine(y, from * row),
                                    scale,
                                    seen,
                                    period,
                                    (to - from) * period,
                                    columns));
        } else {
            kernels.softmax(x, y, scale, seen, period, rows, columns);
        }
    }

    @Override
    public void softmaxGrad(Span g, Span y, Span dx, double scale, long rows, int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.softmaxGrad(
                                mine(g, from * columns),
                                mine(y, from * columns),
                                mine(dx, from * columns),
                                scale,
                                to - from,
                                columns));
    }

    @Override
    public void normalize(Span x, Span y, double eps, long rows, int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.normalize(
                                mine(x, from * columns),
                                mine(y, from * columns),
                                eps,
                                to - from,
                                columns));
    }

    @Override
    public void normalizeGrad(Span g, Span x, Span y, Span dx, double eps, long rows, int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.normalizeGrad(
                                mine(g, from * columns),
                                mine(x, from * columns),
                                mine(y, from * columns),
                                mine(dx, from * columns),
                                eps,
                                to - from,
                                columns));
    }

    @Override
    public void logSoftmax(Span x, Span y, long rows, int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.logSoftmax(
                                mine(x, from * columns),
                                mine(y, from * columns),
                                to - from,
                                columns));
    }

    @Override
    public void logSumExp(Span x, Span y, long rows, int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.logSumExp(
                                mine(x, from * columns), mine(y, from), to - from, columns));
    }

    @Override
    public void crossEntropy(
            Span x,
            int[] classes,
            int first,
            Span w,
            double smoothing,
            Span loss,
            int rows,
            int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.crossEntropy(
                                mine(x, from * columns),
                                classes,
                                first + (int) from,
                                mine(w, from),
                                smoothing,
                                mine(loss, from),
                                (int) (to - from),
                                columns));
    }

    @Override
    public void crossEntropyGrad(
            Span x,
            int[] classes,
            int first,
            Span w,
            double smoothing,
            Span g,
            Span dx,
            int rows,
            int columns) {
        share(
                rows,
                columns,
                (from, to) ->
                        kernels.crossEntropyGrad(
                                mine(x, from * columns),
                                classes,
                                first + (int) from,
                                mine(w, from),
                                smoothing,
                                mine(g, from),
                                mine(dx, from * columns),
                                (int) (to - from),
                                columns));
    }
}

package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.loop.LoopsFloat64.WIDEST;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.RowKernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Cost;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Unary;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// The softmax family and cross-entropy. As many rows as stay in the first cache are done together:
/// first each less its largest element, then the exponentials of all of them in one run, then the
/// sum of each.
///
/// Exponentials and logarithms are the elementwise kernels'. The steps around them are too, row by
/// row, where rows are long; of short ones, loops down the columns take less time than a call for
/// each row.
public final class RowsFloat64 implements RowKernels {
    /// Rows with fewer columns than this are short.
    private static final int SHORT = 16;

    private final Elementwise elementwise;
    private final Reductions reductions;
    private final WarmUp fused;
    private final RowLoop single = new ScalarRowLoopFloat64();

    // Made late: without the Vector API its class can't be used.
    private @Nullable RowLoop vector;

    /// @param elementwise not shared among threads, as rows are
    /// @param reductions the same
    /// @param when it takes vectors of its own
    public RowsFloat64(Elementwise elementwise, Reductions reductions, Vectors when) {
        this.fused = WarmUp.of(when, Cost.COMPUTE);
        this.elementwise = elementwise;
        this.reductions = reductions;
    }

    @Override
    public void softmax(Span x, Span y, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            Span block = y.from(from * columns);
            expOfRows(x.from(from * columns), block, count, columns, scratch);
            elementwise.unary(Unary.RECIPROCAL, scratch.sums(), scratch.sums(), count);
            apply(Binary.MUL, block, scratch.sums(), block, count, columns);
        }
    }

    /// The loops for some rows of several columns: the first `head` of them are by vectors.
    private RowLoop loop(long row, long head) {
        if (row >= head) {
            return single;
        }
        RowLoop made = vector;
        if (made == null) {
            made = new VectorRowLoopFloat64();
            vector = made;
        }
        return made;
    }

    @Override
    public void softmax(
            Span x, Span y, double scale, long seen, int period, long rows, int columns) {
        long head = fused.vectors(rows, columns, WIDEST);
        for (long r = 0; r < rows; r++) {
            int n = (int) Math.min(columns, seen + r % period);
            long to = y.offset() + r * columns;
            loop(r, head).softmax(x.segment(), x.offset() + r * columns, y.segment(), to, n, scale);
            for (int i = n; i < columns; i++) {
                set(y.segment(), to + i, 0);
            }
        }
    }

    @Override
    public void softmaxGrad(Span g, Span y, Span dx, double scale, long rows, int columns) {
        long head = fused.vectors(rows, columns, WIDEST);
        for (long r = 0; r < rows; r++) {
            long row = r * columns;
            loop(r, head)
                    .softmaxGrad(
                            g.segment(),
                            g.offset() + row,
                            y.segment(),
                            y.offset() + row,
                            dx.segment(),
                            dx.offset() + row,
                            columns,
                            scale);
        }
    }

    @Override
    public void normalize(Span x, Span y, double eps, long rows, int columns) {
        long head = fused.vectors(rows, columns, WIDEST);
        for (long r = 0; r < rows; r++) {
            long row = r * columns;
            loop(r, head)
                    .normalize(
                            x.segment(),
                            x.offset() + row,
                            y.segment(),
                            y.offset() + row,
                            columns,
                            eps);
        }
    }

    @Override
    public void normalizeGrad(Span g, Span x, Span y, Span dx, double eps, long rows, int columns) {
        long head = fused.vectors(rows, columns, WIDEST);
        for (long r = 0; r < rows; r++) {
            long row = r * columns;
            loop(r, head)
                    .normalizeGrad(
                            g.segment(),
                            g.offset() + row,
                            x.segment(),
                            x.offset() + row,
                            y.segment(),
                            y.offset() + row,
                            dx.segment(),
                            dx.offset() + row,
                            columns,
                            eps);
        }
    }

    @Override
    public void logSoftmax(Span x, Span y, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            Span block = y.from(from * columns);
            largest(x.from(from * columns), count, columns, scratch.largest());
            apply(Binary.SUB, x.from(from * columns), scratch.largest(), block, count, columns);
            sumsOfExp(block, count, columns, scratch);
            elementwise.unary(Unary.LOG, scratch.sums(), scratch.sums(), count);
            apply(Binary.SUB, block, scratch.sums(), block, count, columns);
        }
    }

    @Override
    public void logSumExp(Span x, Span y, long rows, int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            logSums(x.from(from * columns), count, columns, scratch);
            for (int r = 0; r < count; r++) {
                double max = element(scratch.largest(), r);
                // Nothing can be subtracted of an infinite element; then it is the whole sum.
                double rest = Double.isInfinite(max) ? 0 : element(scratch.sums(), r);
                set(y.segment(), y.offset() + from + r, max + rest);
            }
        }
    }

    @Override
    public void crossEntropy(
            Span x,
            int[] classes,
            int from,
            Span w,
            double smoothing,
            Span loss,
            int rows,
            int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        int step = RowScratch.rows(columns);
        for (int first = 0; first < rows; first += step) {
            int count = Math.min(rows - first, step);
            logSums(x.from((long) first * columns), count, columns, scratch);
            for (int i = 0; i < count; i++) {
                int r = first + i;
                long row = (long) r * columns;
                double max = element(scratch.largest(), i);
                double logSum = element(scratch.sums(), i);
                // max - x first: the sum with logSum then loses nothing where the class is likely.
                double value = max - element(x, row + classes[from + r]) + logSum;
                if (smoothing != 0) {
                    double rest = 0;
                    for (int c = 0; c < columns; c++) {
                        rest += max - element(x, row + c) + logSum;
                    }
                    value = (1 - smoothing) * value + smoothing / columns * rest;
                }
                set(loss.segment(), loss.offset() + r, element(w, r) * value);
            }
        }
    }

    @Override
    public void crossEntropyGrad(
            Span x,
            int[] classes,
            int from,
            Span w,
            double smoothing,
            Span g,
            Span dx,
            int rows,
            int columns) {
        RowScratch scratch = RowScratch.ofThisThread();
        Span scales = scratch.largest();
        int step = RowScratch.rows(columns);
        for (int first = 0; first < rows; first += step) {
            int count = Math.min(rows - first, step);
            Span block = dx.from((long) first * columns);
            expOfRows(x.from((long) first * columns), block, count, columns, scratch);
            elementwise.binary(Binary.MUL, g.from(first), w.from(first), scales, count);
            elementwise.binary(Binary.DIV, scales, scratch.sums(), scratch.sums(), count);
            apply(Binary.MUL, block, scratch.sums(), block, count, columns);
            for (int r = 0; r < count; r++) {
                long at = block.offset() + (long) r * columns + classes[from + first + r];
                double part = element(scales, r) * (1 - smoothing);
                set(dx.segment(), at, get(dx.segment(), at) - part);
            }
            if (smoothing != 0) {
                elementwise.binary(Binary.MUL, scales, smoothing / columns, scales, count);
                apply(Binary.SUB, block, scales, block, count, columns);
            }
        }
    }

    /// `y = e^(x - largest of its row)`, and the sum of each row.
    private void expOfRows(Span x, Span y, int rows, int columns, RowScratch scratch) {
        largest(x, rows, columns, scratch.largest());
        apply(Binary.SUB, x, scratch.largest(), y, rows, columns);
        elementwise.unary(Unary.EXP, y, y, (long) rows * columns);
        sums(y, rows, columns, scratch.sums());
    }

    /// The largest element of each row, and `log Σ e^(x - largest)`.
    private void logSums(Span x, int rows, int columns, RowScratch scratch) {
        if (columns <= RowScratch.LENGTH) {
            expOfRows(x, scratch.elements(), rows, columns, scratch);
        } else {
            largest(x, 1, columns, scratch.largest());
            double max = element(scratch.largest(), 0);
            double sum = 0;
            for (int c = 0; c < columns; c += RowScratch.LENGTH) {
                int n = Math.min(RowScratch.LENGTH, columns - c);
                elementwise.binary(Binary.SUB, x.from(c), max, scratch.elements(), n);
                sum += sumOfExp(scratch.elements(), n, scratch);
            }
            set(scratch.sums().segment(), 0, sum);
        }
        elementwise.unary(Unary.LOG, scratch.sums(), scratch.sums(), rows);
    }

    /// `Σ e^x` of rows that the largest element was subtracted of already.
    private void sumsOfExp(Span x, int rows, int columns, RowScratch scratch) {
        if (columns <= RowScratch.LENGTH) {
            elementwise.unary(Unary.EXP, x, scratch.elements(), (long) rows * columns);
            sums(scratch.elements(), rows, columns, scratch.sums());
            return;
        }
        double sum = 0;
        for (int c = 0; c < columns; c += RowScratch.LENGTH) {
            int n = Math.min(RowScratch.LENGTH, columns - c);
            sum += sumOfExp(x.from(c), n, scratch);
        }
        set(scratch.sums().segment(), 0, sum);
    }

    private double sumOfExp(Span x, int n, RowScratch scratch) {
        elementwise.unary(Unary.EXP, x, scratch.elements(), n);
        return reductions.reduce(Reduction.SUM, scratch.elements(), n);
    }

    private void largest(Span x, int rows, int columns, Span largest) {
        if (columns >= SHORT) {
            for (int r = 0; r < rows; r++) {
                Span row = x.from((long) r * columns);
                set(largest.segment(), r, reductions.reduce(Reduction.MAX, row, columns));
            }
            return;
        }
        elementwise.fill(largest, rows, Double.NEGATIVE_INFINITY);
        MemorySegment in = x.segment();
        MemorySegment out = largest.segment();
        for (int c = 0; c < columns; c++) {
            long from = x.offset() + c;
            for (int r = 0; r < rows; r++) {
                set(out, r, Math.max(get(out, r), get(in, from + (long) r * columns)));
            }
        }
    }

    private void sums(Span x, int rows, int columns, Span sums) {
        if (columns >= SHORT) {
            for (int r = 0; r < rows; r++) {
                Span row = x.from((long) r * columns);
                set(sums.segment(), r, reductions.reduce(Reduction.SUM, row, columns));
            }
            return;
        }
        elementwise.fill(sums, rows, 0);
        MemorySegment in = x.segment();
        MemorySegment out = sums.segment();
        for (int c = 0; c < columns; c++) {
            long from = x.offset() + c;
            for (int r = 0; r < rows; r++) {
                set(out, r, get(out, r) + get(in, from + (long) r * columns));
            }
        }
    }

    /// `y[r, c] = op(x[r, c], of[r])`, a product or a difference.
    private void apply(Binary op, Span x, Span of, Span y, int rows, int columns) {
        if (columns >= SHORT) {
            for (int r = 0; r < rows; r++) {
                long row = (long) r * columns;
                elementwise.binary(op, x.from(row), element(of, r), y.from(row), columns);
            }
        } else if (op == Binary.MUL) {
            multiply(x, of, y, rows, columns);
        } else {
            subtract(x, of, y, rows, columns);
        }
    }

    private static void multiply(Span x, Span of, Span y, int rows, int columns) {
        MemorySegment in = x.segment();
        MemorySegment by = of.segment();
        MemorySegment out = y.segment();
        for (int c = 0; c < columns; c++) {
            long xo = x.offset() + c;
            long yo = y.offset() + c;
            for (int r = 0; r < rows; r++) {
                long row = (long) r * columns;
                set(out, yo + row, get(in, xo + row) * get(by, r));
            }
        }
    }

    private static void subtract(Span x, Span of, Span y, int rows, int columns) {
        MemorySegment in = x.segment();
        MemorySegment by = of.segment();
        MemorySegment out = y.segment();
        for (int c = 0; c < columns; c++) {
            long xo = x.offset() + c;
            long yo = y.offset() + c;
            for (int r = 0; r < rows; r++) {
                long row = (long) r * columns;
                set(out, yo + row, get(in, xo + row) - get(by, r));
            }
        }
    }

    private static double element(Span x, long i) {
        return get(x.segment(), x.offset() + i * x.stride());
    }
}

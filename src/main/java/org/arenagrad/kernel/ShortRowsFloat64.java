package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.BYTES;
import static org.arenagrad.kernel.ElementsFloat64.copy;
import static org.arenagrad.kernel.ElementsFloat64.rounded;
import static org.arenagrad.kernel.ElementsFloat64.set;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Fused rows of a handful of columns: the scores of a few classes.
///
/// A loop over three numbers costs more to begin and to end than to run. So as many rows as stay in
/// the first cache are copied to the Java heap and turned, columns for rows; then each loop runs
/// along as many numbers as there are rows, and those over arrays the compiler turns into vectors
/// by itself.
final class ShortRowsFloat64 {
    /// Rows with fewer columns than this are short.
    static final int COLUMNS = 128 / (int) BYTES;

    /// The numbers done together.
    private static final int LENGTH = 1024;

    /// Of fewer rows the logarithms, one for each, go through the plain loop, which gives the same
    /// bits: so seldom used, a loop over vectors is long in being compiled, and until then each of
    /// its vectors is an object on the heap.
    private static final int FEW = 512;

    private static final ExponentialsFloat64 PLAIN = new PlainExponentialsFloat64();

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final ExponentialsFloat64 exponentials;

    /// @param exponentials the two functions that are more than one operation of the processor's
    ShortRowsFloat64(ExponentialsFloat64 exponentials) {
        this.exponentials = exponentials;
    }

    /// What a thread keeps from call to call.
    private static final class Scratch {
        /// Some rows as they lie in memory.
        final double[] rows = new double[LENGTH];

        /// The same, column after column.
        final double[] columns = new double[LENGTH];

        /// The largest element of each row.
        final double[] largest = new double[LENGTH];

        /// The sum of the exponentials of each row.
        final double[] sums = new double[LENGTH];
    }

    private static int together(int columns) {
        return LENGTH / Math.max(1, columns);
    }

    void softmax(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        Scratch scratch = OF_THREAD.get();
        int step = together(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            load(x, xo + from * columns, count, columns, scratch);
            exponentials(count, columns, scratch);
            Arrays.fill(scratch.largest, 0, count, 1);
            divide(scratch.largest, scratch.sums, count);
            multiply(scratch.columns, scratch.sums, count, columns);
            store(y, yo + from * columns, count, columns, scratch);
        }
    }

    void logSoftmax(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        Scratch scratch = OF_THREAD.get();
        int step = together(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            load(x, xo + from * columns, count, columns, scratch);
            exponentials(count, columns, scratch);
            logarithms(rows).log(scratch.sums, count);
            turn(scratch.rows, columns, scratch.columns, count);
            subtract(scratch.columns, scratch.largest, count, columns);
            subtract(scratch.columns, scratch.sums, count, columns);
            store(y, yo + from * columns, count, columns, scratch);
        }
    }

    void logSumExp(MemorySegment x, long xo, MemorySegment y, long yo, long rows, int columns) {
        Scratch scratch = OF_THREAD.get();
        int step = together(columns);
        for (long from = 0; from < rows; from += step) {
            int count = (int) Math.min(rows - from, step);
            load(x, xo + from * columns, count, columns, scratch);
            exponentials(count, columns, scratch);
            logarithms(rows).log(scratch.sums, count);
            for (int r = 0; r < count; r++) {
                set(y, yo + from + r, logSumExp(scratch, r));
            }
        }
    }

    void crossEntropy(
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
        Scratch scratch = OF_THREAD.get();
        int step = together(columns);
        for (int from = 0; from < rows; from += step) {
            int count = Math.min(rows - from, step);
            load(x, xo + (long) from * columns, count, columns, scratch);
            exponentials(count, columns, scratch);
            logarithms(rows).log(scratch.sums, count);
            double[] losses = scratch.columns;
            gather(w, wo + from * ws, ws, losses, count);
            for (int r = 0; r < count; r++) {
                double value = loss(scratch, r, columns, classes[co + from + r], smoothing);
                losses[r] = rounded(losses[r] * value);
            }
            copy(losses, 0, loss, lo + from, count);
        }
    }

    private static double loss(Scratch s, int r, int columns, int target, double smoothing) {
        double max = s.largest[r];
        double logSum = s.sums[r];
        // max - x first: the sum with logSum then loses nothing where the class is the likely one.
        double value = max - s.rows[r * columns + target] + logSum;
        if (smoothing == 0) {
            return value;
        }
        double rest = 0;
        for (int c = 0; c < columns; c++) {
            rest += max - s.rows[r * columns + c] + logSum;
        }
        return (1 - smoothing) * value + smoothing / columns * rest;
    }

    void crossEntropyGrad(
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
        Scratch scratch = OF_THREAD.get();
        double[] scales = scratch.largest;
        int step = together(columns);
        for (int from = 0; from < rows; from += step) {
            int count = Math.min(rows - from, step);
            load(x, xo + (long) from * columns, count, columns, scratch);
            exponentials(count, columns, scratch);
            gather(g, go + from * gs, gs, scales, count);
            gather(w, wo + from * ws, ws, scratch.rows, count);
            multiply(scales, scratch.rows, count, 1);
            divide(scales, scratch.sums, count);
            multiply(scratch.columns, scratch.sums, count, columns);
            subtractAt(classes, co + from, scratch.columns, scales, 1 - smoothing, count);
            if (smoothing != 0) {
                scale(scales, smoothing / columns, count);
                subtract(scratch.columns, scales, count, columns);
            }
            store(dx, dxo + (long) from * columns, count, columns, scratch);
        }
    }

    private static void load(MemorySegment x, long xo, int count, int columns, Scratch scratch) {
        copy(x, xo, scratch.rows, 0, count * columns);
        turn(scratch.rows, columns, scratch.columns, count);
    }

    private static void store(MemorySegment y, long yo, int count, int columns, Scratch scratch) {
        turn(scratch.columns, count, scratch.rows, columns);
        copy(scratch.rows, 0, y, yo, count * columns);
    }

    /// `[b, a]` from `[a, b]`.
    private static void turn(double[] from, int b, double[] to, int a) {
        for (int j = 0; j < b; j++) {
            for (int i = 0; i < a; i++) {
                to[j * a + i] = from[i * b + j];
            }
        }
    }

    /// Of each element less the largest of its row, and their sums.
    private void exponentials(int count, int columns, Scratch scratch) {
        Arrays.fill(scratch.largest, 0, count, rounded(Double.NEGATIVE_INFINITY));
        for (int c = 0; c < columns; c++) {
            max(scratch.columns, c * count, scratch.largest, count);
        }
        subtract(scratch.columns, scratch.largest, count, columns);
        exponentials.exp(scratch.columns, count * columns);
        Arrays.fill(scratch.sums, 0, count, 0);
        for (int c = 0; c < columns; c++) {
            add(scratch.columns, c * count, scratch.sums, count);
        }
    }

    private ExponentialsFloat64 logarithms(long rows) {
        return rows < FEW ? PLAIN : exponentials;
    }

    /// Nothing can be subtracted of an infinite largest element; then it is the whole log-sum-exp.
    private static double logSumExp(Scratch s, int r) {
        double max = s.largest[r];
        return Double.isInfinite(max) ? max : max + s.sums[r];
    }

    private static void max(double[] x, int from, double[] largest, int count) {
        for (int r = 0; r < count; r++) {
            largest[r] = Math.max(largest[r], x[from + r]);
        }
    }

    private static void add(double[] x, int from, double[] sums, int count) {
        for (int r = 0; r < count; r++) {
            sums[r] = sums[r] + x[from + r];
        }
    }

    private static void gather(MemorySegment from, long at, long stride, double[] to, int count) {
        for (int r = 0; r < count; r++) {
            copy(from, at + r * stride, to, r);
        }
    }

    /// Puts the quotients in place of what they are divided by.
    private static void divide(double[] x, double[] by, int count) {
        for (int r = 0; r < count; r++) {
            by[r] = x[r] / by[r];
        }
    }

    private static void scale(double[] x, double factor, int count) {
        for (int r = 0; r < count; r++) {
            x[r] = rounded(x[r] * factor);
        }
    }

    /// Subtracts a part of each row's scale from the element that is its class's.
    private static void subtractAt(
            int[] classes, int co, double[] x, double[] scales, double part, int count) {
        for (int r = 0; r < count; r++) {
            int at = classes[co + r] * count + r;
            x[at] = rounded(x[at] - scales[r] * part);
        }
    }

    private static void subtract(double[] x, double[] ofRow, int count, int columns) {
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < count; r++) {
                x[c * count + r] = x[c * count + r] - ofRow[r];
            }
        }
    }

    private static void multiply(double[] x, double[] ofRow, int count, int columns) {
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < count; r++) {
                x[c * count + r] = x[c * count + r] * ofRow[r];
            }
        }
    }
}

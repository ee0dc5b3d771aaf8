package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.LanesFloat64.BYTES;
import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.LANES_OF_FEW;
import static org.arenagrad.kernel.LanesFloat64.ORDER;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.LanesFloat64.SPECIES_OF_FEW;
import static org.arenagrad.kernel.LanesFloat64.all;
import static org.arenagrad.kernel.LanesFloat64.known;
import static org.arenagrad.kernel.RunningSumsFloat64.BLOCK;
import static org.arenagrad.kernel.RunningSumsFloat64.FEW;
import static org.arenagrad.kernel.RunningSumsFloat64.MANY;
import static org.arenagrad.kernel.RunningSumsFloat64.totalOfFew;
import static org.arenagrad.kernel.RunningSumsFloat64.totalOfMany;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/// Folds over whole vectors of a contiguous run, in the order of [RunningSumsFloat64]; other
/// strides, and scans, are the plain loops'.
final class VectorReductionsFloat64 implements Reductions {
    /// What one turn of a summing loop takes: four accumulators, so that an addition need not wait
    /// for the last one.
    private static final int STEP = 4 * LANES;

    /// A run shorter than this is done before vectors would pay.
    private static final long SHORT = 2L * LANES;

    private final PlainReductionsFloat64 plain = new PlainReductionsFloat64();

    @Override
    public double reduce(Reduction op, MemorySegment x, long xo, long xs, long n) {
        if (xs != 1 || n < SHORT) {
            return plain.reduce(op, x, xo, xs, n);
        }
        return switch (op) {
            case SUM -> sum(x, xo, n);
            case SUM_OF_SQUARES -> sumOfSquares(x, xo, n);
            case MAX -> max(x, xo, n);
            case MIN -> min(x, xo, n);
            case COUNT_NON_FINITE -> countNonFinite(x, xo, n);
            case PROD -> plain.reduce(op, x, xo, xs, n);
        };
    }

    @Override
    public void sumRows(
            MemorySegment x,
            long xo,
            long xs,
            long rows,
            int columns,
            boolean add,
            MemorySegment y,
            long yo) {
        if (!add) {
            // Not a choice of what the sums start with: a vector that may come from two places is
            // put on the heap.
            y.asSlice(yo * BYTES, columns * BYTES).fill((byte) 0);
        }
        int c = 0;
        for (; c <= columns - STEP; c += STEP) {
            sumWideRows(x, xo + c, xs, rows, y, yo + c);
        }
        for (; c <= columns - LANES; c += LANES) {
            sumNarrowRows(x, xo + c, xs, rows, y, yo + c);
        }
        if (c < columns) {
            plain.sumRows(x, xo + c, xs, rows, columns - c, true, y, yo + c);
        }
    }

    private static void sumNarrowRows(
            MemorySegment x, long xo, long xs, long rows, MemorySegment y, long yo) {
        MemorySegment in = known(x);
        DoubleVector sum = fromMemorySegment(SPECIES, known(y), yo * BYTES, ORDER);
        for (long r = 0; r < rows; r++) {
            sum = sum.add(fromMemorySegment(SPECIES, in, (xo + r * xs) * BYTES, ORDER));
        }
        sum.intoMemorySegment(known(y), yo * BYTES, ORDER);
    }

    private static void sumWideRows(
            MemorySegment x, long xo, long xs, long rows, MemorySegment y, long yo) {
        MemorySegment in = known(x);
        DoubleVector s0 = fromMemorySegment(SPECIES, known(y), yo * BYTES, ORDER);
        DoubleVector s1 = fromMemorySegment(SPECIES, known(y), (yo + LANES) * BYTES, ORDER);
        DoubleVector s2 = fromMemorySegment(SPECIES, known(y), (yo + 2L * LANES) * BYTES, ORDER);
        DoubleVector s3 = fromMemorySegment(SPECIES, known(y), (yo + 3L * LANES) * BYTES, ORDER);
        for (long r = 0; r < rows; r++) {
            long row = xo + r * xs;
            s0 = s0.add(fromMemorySegment(SPECIES, in, row * BYTES, ORDER));
            s1 = s1.add(fromMemorySegment(SPECIES, in, (row + LANES) * BYTES, ORDER));
            s2 = s2.add(fromMemorySegment(SPECIES, in, (row + 2L * LANES) * BYTES, ORDER));
            s3 = s3.add(fromMemorySegment(SPECIES, in, (row + 3L * LANES) * BYTES, ORDER));
        }
        s0.intoMemorySegment(known(y), yo * BYTES, ORDER);
        s1.intoMemorySegment(known(y), (yo + LANES) * BYTES, ORDER);
        s2.intoMemorySegment(known(y), (yo + 2L * LANES) * BYTES, ORDER);
        s3.intoMemorySegment(known(y), (yo + 3L * LANES) * BYTES, ORDER);
    }

    private static double sum(MemorySegment x, long xo, long n) {
        double sum = 0;
        for (long i = 0; i < n; i += BLOCK) {
            sum += sumOfBlock(x, xo + i, Math.min(BLOCK, n - i));
        }
        return sum;
    }

    private static double sumOfBlock(MemorySegment x, long xo, long n) {
        double[] sums = RunningSumsFloat64.zeros();
        long many = RunningSumsFloat64.toMany(n);
        long few = RunningSumsFloat64.toFew(n);
        for (int at = 0; at < MANY && many > 0; at += STEP) {
            sumToMany(x, xo + at, many, sums, at);
        }
        for (int at = 0; at < FEW; at += LANES_OF_FEW) {
            sumToFew(x, xo + many + at, few - many, sums, at);
        }
        double sum = many > 0 ? totalOfMany(sums) : totalOfFew(sums, 0);
        for (long i = few; i < n; i++) {
            sum += get(x, xo + i);
        }
        return sum;
    }

    private static void sumToMany(MemorySegment x, long xo, long n, double[] sums, int at) {
        DoubleVector s0 = all(0);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (long i = xo; i < xo + n; i += MANY) {
            s0 = s0.add(fromMemorySegment(SPECIES, known(x), i * BYTES, ORDER));
            s1 = s1.add(fromMemorySegment(SPECIES, known(x), (i + LANES) * BYTES, ORDER));
            s2 = s2.add(fromMemorySegment(SPECIES, known(x), (i + 2L * LANES) * BYTES, ORDER));
            s3 = s3.add(fromMemorySegment(SPECIES, known(x), (i + 3L * LANES) * BYTES, ORDER));
        }
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + LANES);
        s2.intoArray(sums, at + 2 * LANES);
        s3.intoArray(sums, at + 3 * LANES);
    }

    private static void sumToFew(MemorySegment x, long xo, long n, double[] sums, int at) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES_OF_FEW, sums, at);
        for (long i = xo; i < xo + n; i += FEW) {
            sum = sum.add(fromMemorySegment(SPECIES_OF_FEW, known(x), i * BYTES, ORDER));
        }
        sum.intoArray(sums, at);
    }

    private static double sumOfSquares(MemorySegment x, long xo, long n) {
        double sum = 0;
        for (long i = 0; i < n; i += BLOCK) {
            sum += sumOfSquaresOfBlock(x, xo + i, Math.min(BLOCK, n - i));
        }
        return sum;
    }

    private static double sumOfSquaresOfBlock(MemorySegment x, long xo, long n) {
        double[] sums = RunningSumsFloat64.zeros();
        long many = RunningSumsFloat64.toMany(n);
        long few = RunningSumsFloat64.toFew(n);
        for (int at = 0; at < MANY && many > 0; at += STEP) {
            squaresToMany(x, xo + at, many, sums, at);
        }
        for (int at = 0; at < FEW; at += LANES_OF_FEW) {
            squaresToFew(x, xo + many + at, few - many, sums, at);
        }
        double sum = many > 0 ? totalOfMany(sums) : totalOfFew(sums, 0);
        for (long i = few; i < n; i++) {
            double v = get(x, xo + i);
            sum += v * v;
        }
        return sum;
    }

    private static void squaresToMany(MemorySegment x, long xo, long n, double[] sums, int at) {
        DoubleVector s0 = all(0);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (long i = xo; i < xo + n; i += MANY) {
            DoubleVector v0 = fromMemorySegment(SPECIES, known(x), i * BYTES, ORDER);
            DoubleVector v1 = fromMemorySegment(SPECIES, known(x), (i + LANES) * BYTES, ORDER);
            DoubleVector v2 = fromMemorySegment(SPECIES, known(x), (i + 2L * LANES) * BYTES, ORDER);
            DoubleVector v3 = fromMemorySegment(SPECIES, known(x), (i + 3L * LANES) * BYTES, ORDER);
            s0 = v0.fma(v0, s0);
            s1 = v1.fma(v1, s1);
            s2 = v2.fma(v2, s2);
            s3 = v3.fma(v3, s3);
        }
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + LANES);
        s2.intoArray(sums, at + 2 * LANES);
        s3.intoArray(sums, at + 3 * LANES);
    }

    private static void squaresToFew(MemorySegment x, long xo, long n, double[] sums, int at) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES_OF_FEW, sums, at);
        for (long i = xo; i < xo + n; i += FEW) {
            DoubleVector v = fromMemorySegment(SPECIES_OF_FEW, known(x), i * BYTES, ORDER);
            sum = v.fma(v, sum);
        }
        sum.intoArray(sums, at);
    }

    private static double max(MemorySegment x, long xo, long n) {
        DoubleVector m0 = fromMemorySegment(SPECIES, known(x), xo * BYTES, ORDER);
        DoubleVector m1 = fromMemorySegment(SPECIES, known(x), (xo + LANES) * BYTES, ORDER);
        long i = 2L * LANES;
        for (; i <= n - 2L * LANES; i += 2L * LANES) {
            m0 = m0.max(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER));
            m1 = m1.max(fromMemorySegment(SPECIES, known(x), (xo + i + LANES) * BYTES, ORDER));
        }
        double max = LanesFloat64.max(m0.max(m1));
        for (; i < n; i++) {
            max = Math.max(max, get(x, xo + i));
        }
        return max;
    }

    private static double min(MemorySegment x, long xo, long n) {
        DoubleVector m0 = fromMemorySegment(SPECIES, known(x), xo * BYTES, ORDER);
        DoubleVector m1 = fromMemorySegment(SPECIES, known(x), (xo + LANES) * BYTES, ORDER);
        long i = 2L * LANES;
        for (; i <= n - 2L * LANES; i += 2L * LANES) {
            m0 = m0.min(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER));
            m1 = m1.min(fromMemorySegment(SPECIES, known(x), (xo + i + LANES) * BYTES, ORDER));
        }
        double min = LanesFloat64.min(m0.min(m1));
        for (; i < n; i++) {
            min = Math.min(min, get(x, xo + i));
        }
        return min;
    }

    /// `x - x` is 0, but NaN for NaN and the infinities.
    private static double countNonFinite(MemorySegment x, long xo, long n) {
        long count = 0;
        DoubleVector zero = all(0);
        long i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER);
            count += v.sub(v).compare(VectorOperators.NE, zero).trueCount();
        }
        for (; i < n; i++) {
            if (!Double.isFinite(get(x, xo + i))) {
                count++;
            }
        }
        return count;
    }

    /// Two passes: the largest number, then where it is. Both read at the speed of memory.
    @Override
    public long argmax(MemorySegment x, long xo, long xs, long n) {
        if (xs != 1 || n < 4 * SHORT) {
            return plain.argmax(x, xo, xs, n);
        }
        double max = max(x, xo, n);
        if (Double.isNaN(max)) {
            return plain.argmax(x, xo, xs, n);
        }
        DoubleVector wanted = all(max);
        for (long i = 0; i <= n - LANES; i += LANES) {
            var found =
                    fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                            .compare(VectorOperators.EQ, wanted);
            if (found.anyTrue()) {
                return i + found.firstTrue();
            }
        }
        long tail = n - n % LANES;
        return tail + plain.argmax(x, xo + tail, 1, n - tail);
    }

    @Override
    public void cumsum(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {
        plain.cumsum(x, xo, xs, y, yo, ys, n);
    }
}

package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.AccumulatorsFloat64.CHAINS;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.joined;
import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.math.MathFloat64;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Rows of single elements.
final class ScalarRowLoopFloat64 implements RowLoop {
    @Override
    public void softmax(MemorySegment x, long xo, MemorySegment y, long yo, int n, double scale) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        double[] row = chains.row(n);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            row[i] = rounded(get(x, xo + i) * rounded(scale));
            largest = Math.max(largest, row[i]);
        }
        int whole = n - n % CHAINS;
        Arrays.fill(chains.sums, 0);
        for (int i = 0; i < n; i++) {
            row[i] = rounded(MathFloat64.exp(rounded(row[i] - largest)));
            if (i < whole) {
                int at = i % CHAINS;
                chains.sums[at] = rounded(chains.sums[at] + row[i]);
            }
        }
        double sum = joined(chains.sums, 0);
        for (int i = whole; i < n; i++) {
            sum = rounded(sum + row[i]);
        }
        double share = rounded(1 / sum);
        for (int i = 0; i < n; i++) {
            set(y, yo + i, row[i] * share);
        }
    }

    @Override
    public void softmaxGrad(
            MemorySegment g,
            long go,
            MemorySegment y,
            long yo,
            MemorySegment dx,
            long to,
            int n,
            double scale) {
        softmaxGradFrom(0, g, go, y, yo, dx, to, n, scale, dot(g, go, y, yo, n));
    }

    /// `dx = scale·y·(g - along)` of the elements from `from` on.
    static void softmaxGradFrom(
            int from,
            MemorySegment g,
            long go,
            MemorySegment y,
            long yo,
            MemorySegment dx,
            long to,
            int n,
            double scale,
            double along) {
        for (int i = from; i < n; i++) {
            double less = rounded(get(g, go + i) - along);
            double weighed = rounded(less * get(y, yo + i));
            set(dx, to + i, weighed * rounded(scale));
        }
    }

    @Override
    public void normalize(MemorySegment x, long xo, MemorySegment y, long yo, int n, double eps) {
        double mean = rounded(sum(x, xo, n) / n);
        normalizeFrom(0, x, xo, y, yo, n, mean, scale(squares(x, xo, n, mean), n, eps));
    }

    /// `y = (x - mean)·scale` of the elements from `from` on.
    static void normalizeFrom(
            int from,
            MemorySegment x,
            long xo,
            MemorySegment y,
            long yo,
            int n,
            double mean,
            double scale) {
        for (int i = from; i < n; i++) {
            set(y, yo + i, rounded(get(x, xo + i) - mean) * scale);
        }
    }

    @Override
    public void normalizeGrad(
            MemorySegment g,
            long go,
            MemorySegment x,
            long xo,
            MemorySegment y,
            long yo,
            MemorySegment dx,
            long to,
            int n,
            double eps) {
        double scale = scale(squares(x, xo, n, rounded(sum(x, xo, n) / n)), n, eps);
        double mean = rounded(sum(g, go, n) / n);
        double minusAlong = rounded(-dot(g, go, y, yo, n) / n);
        normalizeGradFrom(0, g, go, y, yo, dx, to, n, mean, minusAlong, scale);
    }

    /// `dx = (g - mean + y·minusAlong)·scale` of the elements from `from` on.
    static void normalizeGradFrom(
            int from,
            MemorySegment g,
            long go,
            MemorySegment y,
            long yo,
            MemorySegment dx,
            long to,
            int n,
            double mean,
            double minusAlong,
            double scale) {
        for (int i = from; i < n; i++) {
            double centred = rounded(get(g, go + i) - mean);
            double bent = rounded(fma(get(y, yo + i), minusAlong, centred));
            set(dx, to + i, bent * scale);
        }
    }

    /// `1 / √(squares / n + eps)`.
    static double scale(double squares, int n, double eps) {
        return rounded(1 / Math.sqrt(squares / n + eps));
    }

    private static double sum(MemorySegment x, long xo, int n) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        int whole = n - n % CHAINS;
        Arrays.fill(chains.sums, 0);
        for (int i = 0; i < whole; i++) {
            int at = i % CHAINS;
            chains.sums[at] = rounded(chains.sums[at] + get(x, xo + i));
        }
        return sumAfter(x, xo, whole, n, joined(chains.sums, 0));
    }

    /// `before`, and the elements from `from` on.
    static double sumAfter(MemorySegment x, long xo, int from, int n, double before) {
        double sum = before;
        for (int i = from; i < n; i++) {
            sum = rounded(sum + get(x, xo + i));
        }
        return sum;
    }

    /// `Σ (x - mean)²`.
    private static double squares(MemorySegment x, long xo, int n, double mean) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        int whole = n - n % CHAINS;
        Arrays.fill(chains.sums, 0);
        for (int i = 0; i < whole; i++) {
            double d = rounded(get(x, xo + i) - mean);
            int at = i % CHAINS;
            chains.sums[at] = rounded(fma(d, d, chains.sums[at]));
        }
        return squaresAfter(x, xo, whole, n, mean, joined(chains.sums, 0));
    }

    static double squaresAfter(
            MemorySegment x, long xo, int from, int n, double mean, double before) {
        double sum = before;
        for (int i = from; i < n; i++) {
            double d = rounded(get(x, xo + i) - mean);
            sum = fma(d, d, sum);
        }
        return sum;
    }

    private static double dot(MemorySegment a, long ao, MemorySegment b, long bo, int n) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        int whole = n - n % CHAINS;
        Arrays.fill(chains.sums, 0);
        for (int i = 0; i < whole; i++) {
            int at = i % CHAINS;
            chains.sums[at] = rounded(fma(get(a, ao + i), get(b, bo + i), chains.sums[at]));
        }
        return dotAfter(a, ao, b, bo, whole, n, joined(chains.sums, 0));
    }

    static double dotAfter(
            MemorySegment a, long ao, MemorySegment b, long bo, int from, int n, double before) {
        double sum = before;
        for (int i = from; i < n; i++) {
            sum = fma(get(a, ao + i), get(b, bo + i), sum);
        }
        return sum;
    }
}

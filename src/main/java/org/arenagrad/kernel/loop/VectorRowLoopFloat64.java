package org.arenagrad.kernel.loop;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.loop.ScalarRowLoopFloat64.dotAfter;
import static org.arenagrad.kernel.loop.ScalarRowLoopFloat64.normalizeFrom;
import static org.arenagrad.kernel.loop.ScalarRowLoopFloat64.normalizeGradFrom;
import static org.arenagrad.kernel.loop.ScalarRowLoopFloat64.scale;
import static org.arenagrad.kernel.loop.ScalarRowLoopFloat64.softmaxGradFrom;
import static org.arenagrad.kernel.loop.ScalarRowLoopFloat64.squaresAfter;
import static org.arenagrad.kernel.loop.ScalarRowLoopFloat64.sumAfter;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.CHAINS;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.joined;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.all;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

import org.arenagrad.kernel.math.MathFloat64;
import org.arenagrad.kernel.math.VectorMathFloat64;

import java.lang.foreign.MemorySegment;

/// Rows of whole vectors, the remainder one by one.
final class VectorRowLoopFloat64 implements RowLoop {
    @Override
    public void softmax(MemorySegment x, long xo, MemorySegment y, long yo, int n, double scale) {
        double[] row = RowChainsFloat64.ofThisThread().row(n);
        DoubleVector factor = all(scale);
        int whole = n - n % LANES;
        DoubleVector most = all(Double.NEGATIVE_INFINITY);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector scaled =
                    fromMemorySegment(SPECIES, profiled(x), (xo + i) * BYTES, ORDER).mul(factor);
            scaled.intoArray(row, i);
            most = most.max(scaled);
        }
        double largest = most.reduceLanes(VectorOperators.MAX);
        for (int i = whole; i < n; i++) {
            row[i] = rounded(get(x, xo + i) * rounded(scale));
            largest = Math.max(largest, row[i]);
        }
        DoubleVector less = all(largest);
        for (int i = 0; i < whole; i += LANES) {
            VectorMathFloat64.exp(DoubleVector.fromArray(SPECIES, row, i).sub(less))
                    .intoArray(row, i);
        }
        for (int i = whole; i < n; i++) {
            row[i] = rounded(MathFloat64.exp(rounded(row[i] - largest)));
        }
        double share = rounded(1 / sum(row, n));
        DoubleVector shares = all(share);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector.fromArray(SPECIES, row, i)
                    .mul(shares)
                    .intoMemorySegment(profiled(y), (yo + i) * BYTES, ORDER);
        }
        for (int i = whole; i < n; i++) {
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
        double along = dot(g, go, y, yo, n);
        DoubleVector less = all(along);
        DoubleVector factor = all(scale);
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector weight = fromMemorySegment(SPECIES, profiled(y), (yo + i) * BYTES, ORDER);
            fromMemorySegment(SPECIES, profiled(g), (go + i) * BYTES, ORDER)
                    .sub(less)
                    .mul(weight)
                    .mul(factor)
                    .intoMemorySegment(profiled(dx), (to + i) * BYTES, ORDER);
        }
        softmaxGradFrom(whole, g, go, y, yo, dx, to, n, scale, along);
    }

    @Override
    public void normalize(MemorySegment x, long xo, MemorySegment y, long yo, int n, double eps) {
        double mean = rounded(sum(x, xo, n) / n);
        double scale = scale(squares(x, xo, n, mean), n, eps);
        DoubleVector less = all(mean);
        DoubleVector factor = all(scale);
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            fromMemorySegment(SPECIES, profiled(x), (xo + i) * BYTES, ORDER)
                    .sub(less)
                    .mul(factor)
                    .intoMemorySegment(profiled(y), (yo + i) * BYTES, ORDER);
        }
        normalizeFrom(whole, x, xo, y, yo, n, mean, scale);
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
        DoubleVector less = all(mean);
        DoubleVector bend = all(minusAlong);
        DoubleVector factor = all(scale);
        int whole = n - n % LANES;
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector centred =
                    fromMemorySegment(SPECIES, profiled(g), (go + i) * BYTES, ORDER).sub(less);
            fromMemorySegment(SPECIES, profiled(y), (yo + i) * BYTES, ORDER)
                    .fma(bend, centred)
                    .mul(factor)
                    .intoMemorySegment(profiled(dx), (to + i) * BYTES, ORDER);
        }
        normalizeGradFrom(whole, g, go, y, yo, dx, to, n, mean, minusAlong, scale);
    }

    private static double sum(double[] x, int n) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        int whole = n - n % CHAINS;
        for (int chain = 0; chain < CHAINS; chain += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int i = chain; i < whole; i += CHAINS) {
                sum = sum.add(DoubleVector.fromArray(SPECIES, x, i));
            }
            sum.intoArray(chains.sums, chain);
        }
        double sum = joined(chains.sums, 0);
        for (int i = whole; i < n; i++) {
            sum = rounded(sum + x[i]);
        }
        return sum;
    }

    private static double sum(MemorySegment x, long xo, int n) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        int whole = n - n % CHAINS;
        for (int chain = 0; chain < CHAINS; chain += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int i = chain; i < whole; i += CHAINS) {
                sum = sum.add(fromMemorySegment(SPECIES, profiled(x), (xo + i) * BYTES, ORDER));
            }
            sum.intoArray(chains.sums, chain);
        }
        return sumAfter(x, xo, whole, n, joined(chains.sums, 0));
    }

    private static double squares(MemorySegment x, long xo, int n, double mean) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        int whole = n - n % CHAINS;
        DoubleVector less = all(mean);
        for (int chain = 0; chain < CHAINS; chain += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int i = chain; i < whole; i += CHAINS) {
                DoubleVector d =
                        fromMemorySegment(SPECIES, profiled(x), (xo + i) * BYTES, ORDER).sub(less);
                sum = d.fma(d, sum);
            }
            sum.intoArray(chains.sums, chain);
        }
        return squaresAfter(x, xo, whole, n, mean, joined(chains.sums, 0));
    }

    private static double dot(MemorySegment a, long ao, MemorySegment b, long bo, int n) {
        RowChainsFloat64 chains = RowChainsFloat64.ofThisThread();
        int whole = n - n % CHAINS;
        for (int chain = 0; chain < CHAINS; chain += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int i = chain; i < whole; i += CHAINS) {
                DoubleVector left =
                        fromMemorySegment(SPECIES, profiled(a), (ao + i) * BYTES, ORDER);
                DoubleVector right =
                        fromMemorySegment(SPECIES, profiled(b), (bo + i) * BYTES, ORDER);
                sum = left.fma(right, sum);
            }
            sum.intoArray(chains.sums, chain);
        }
        return dotAfter(a, ao, b, bo, whole, n, joined(chains.sums, 0));
    }
}

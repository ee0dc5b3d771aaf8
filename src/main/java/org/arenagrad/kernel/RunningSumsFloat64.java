package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.BYTES;
import static org.arenagrad.kernel.ElementsFloat64.rounded;

import java.util.Arrays;

/// In which order a run of elements is summed, whoever sums it: element `i` is added to running sum
/// `i` modulo [#MANY]; what is too few for that to [#FEW] of them; in the end the halves are added,
/// halves of halves, …; the last elements, fewer than [#FEW], one by one. So it does not show
/// whether elements are taken one at a time, or as many as this machine's vectors hold.
final class RunningSumsFloat64 {
    /// Four vectors of the widest kind, so that an addition need not wait for the last one.
    static final int MANY = 256 / (int) BYTES;

    /// One vector of the widest kind.
    static final int FEW = 64 / (int) BYTES;

    /// Runs up to this length are summed in one go, so that no sum takes more than 32 numbers.
    /// Longer ones, up to the 64 blocks of a piece of [ParallelReductions], are their sum; pieces
    /// are added pairwise. (Halving here would have the compiler unfold the loops once for each
    /// half, and run out of its budget: see [LanesFloat64#known].)
    static final long BLOCK = 32L * MANY;

    private static final ThreadLocal<double[]> OF_THREAD =
            ThreadLocal.withInitial(() -> new double[MANY]);

    private RunningSumsFloat64() {}

    /// The sums of this thread, all 0.
    static double[] zeros() {
        double[] sums = OF_THREAD.get();
        Arrays.fill(sums, 0);
        return sums;
    }

    /// How many of `n` elements go to many running sums.
    static long toMany(long n) {
        return n - n % MANY;
    }

    /// How many of `n` elements go to running sums at all.
    static long toFew(long n) {
        return n - n % FEW;
    }

    /// The sum of many sums, which does away with them.
    static double totalOfMany(double[] sums) {
        half(sums, 0, MANY / 2);
        half(sums, 0, MANY / 4);
        return totalOfFew(sums, 0);
    }

    /// The sum of few sums, which does away with them. Each line adds a number of sums that the
    /// compiler knows, so no loop is left of it.
    static double totalOfFew(double[] sums, int from) {
        // float32 only: half(sums, from, 8);
        half(sums, from, 4);
        half(sums, from, 2);
        return rounded(sums[from] + sums[from + 1]);
    }

    private static void half(double[] sums, int from, int half) {
        for (int i = from; i < from + half; i++) {
            sums[i] = sums[i] + sums[i + half];
        }
    }
}

// Generated from RunningSumsFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.BYTES;
import static org.arenagrad.kernel.ElementsFloat32.rounded;

import java.util.Arrays;

/// In which order a run of elements is summed, whoever sums it: element `i` is added to running sum
/// `i` modulo [#MANY]; what is too few for that to [#FEW] of them; in the end the halves are added,
/// halves of halves, …; the last elements, fewer than [#FEW], one by one. So it does not show
/// whether elements are taken one at a time, or as many as this machine's vectors hold.
final class RunningSumsFloat32 {
    /// Four vectors of the widest kind, so that an addition need not wait for the last one.
    static final int MANY = 256 / (int) BYTES;

    /// A vector of 256 bits: with twice as many, adding them up in the end takes longer than is
    /// won.
    static final int FEW = 32 / (int) BYTES;

    /// Runs up to this length are summed in one go, so that no sum takes more than 32 numbers.
    /// Longer ones, up to the 64 blocks of a piece of [ParallelReductions], are their sum; pieces
    /// are added pairwise. (Halving here would have the compiler unfold the loops once for each
    /// half, and run out of its budget: see [LanesFloat32#known].)
    static final long BLOCK = 32L * MANY;

    private static final ThreadLocal<float[]> OF_THREAD =
            ThreadLocal.withInitial(() -> new float[MANY]);

    private RunningSumsFloat32() {}

    /// The sums of this thread, all 0.
    static float[] zeros() {
        float[] sums = OF_THREAD.get();
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
    static double totalOfMany(float[] sums) {
        for (int half = MANY / 2; half >= FEW; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] = sums[i] + sums[i + half];
            }
        }
        return totalOfFew(sums, 0);
    }

    /// The sum of few sums.
    static double totalOfFew(float[] sums, int at) {
        float a = sums[at] + sums[at + 4] + (sums[at + 2] + sums[at + 6]);
        float b = sums[at + 1] + sums[at + 5] + (sums[at + 3] + sums[at + 7]);
        return rounded(a + b);
    }
}

package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.ElementsFloat64.BYTES;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;

/// How a short row is summed: element `i` goes to chain `i` modulo [#COUNT], the halves of the
/// chains are joined in the end, halves of halves, …, and the last elements, fewer than there are
/// chains, follow one by one. So single elements and vectors give the same bits.
///
/// (Runs of any length are folded by a [FoldLoop], whose chains are more: joining them would take
/// longer than a short row's sum.)
final class ChainsFloat64 {
    /// As many as the widest vector has lanes.
    static final int COUNT = 64 / (int) BYTES;

    private static final ThreadLocal<ChainsFloat64> OF_THREAD =
            ThreadLocal.withInitial(ChainsFloat64::new);

    /// What each chain adds up to.
    final double[] sums = new double[COUNT];

    private double[] row = new double[0];

    private ChainsFloat64() {}

    /// Those of this thread.
    static ChainsFloat64 ofThisThread() {
        return OF_THREAD.get();
    }

    /// An array that holds a row.
    double[] row(int n) {
        if (row.length < n) {
            row = new double[n];
        }
        return row;
    }

    /// All chains together. A line for each half, so that the compiler knows how long its loop is.
    double joined() {
        join(COUNT / 2);
        join(COUNT / 4);
        join(COUNT / 8);
        if (COUNT > 8) {
            join(1);
        }
        return sums[0];
    }

    private void join(int half) {
        for (int i = 0; i < half; i++) {
            sums[i] = rounded(sums[i] + sums[i + half]);
        }
    }
}

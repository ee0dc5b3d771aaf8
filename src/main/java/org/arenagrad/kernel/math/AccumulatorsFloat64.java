package org.arenagrad.kernel.math;

/// The order in which a run of elements is folded, by any loop: element `i` goes to accumulator `i`
/// modulo [#WIDE]; what is too few for that to [#NARROW] of them; in the end the halves are joined,
/// halves of halves, …; the last elements, fewer than [#NARROW], one by one. So it does not show
/// whether elements are taken one at a time, or as many as this machine's vectors hold.
public final class AccumulatorsFloat64 {
    /// Four vectors of the widest kind, so that an operation need not wait for the last one.
    public static final int WIDE = 256 / (int) ElementsFloat64.BYTES;

    /// A vector of 256 bits: with twice as many, joining them in the end takes longer than is won.
    public static final int NARROW = 32 / (int) ElementsFloat64.BYTES;

    /// Runs up to this length are folded in one go, so that no accumulator takes more than 32
    /// elements. Longer ones, up to the 64 blocks of a piece that a thread takes, are folded from
    /// their blocks; pieces are joined pairwise.
    public static final int BLOCK = 32 * WIDE;

    /// Chains of a sum that is taken while something else is computed, of a short row or of the
    /// windows of a convolution: element `i` goes to chain `i` modulo this, and [#joined] adds them
    /// up. As many as the widest vector has lanes: with more, joining them takes longer than such a
    /// sum.
    public static final int CHAINS = 64 / (int) ElementsFloat64.BYTES;

    private static final ThreadLocal<double[]> OF_THREAD =
            ThreadLocal.withInitial(() -> new double[WIDE]);

    private AccumulatorsFloat64() {}

    /// What [#CHAINS] chains give together, the first of them at `at`: the halves are joined,
    /// halves of halves, …. A line for each half, so that the compiler knows how long its loop is
    /// (three times as fast).
    public static double joined(double[] chains, int at) {
        join(chains, at, CHAINS / 2);
        join(chains, at, CHAINS / 4);
        join(chains, at, CHAINS / 8);
        if (CHAINS > 8) {
            join(chains, at, 1);
        }
        return chains[at];
    }

    private static void join(double[] chains, int at, int half) {
        for (int i = at; i < at + half; i++) {
            chains[i] = ElementsFloat64.rounded(chains[i] + chains[i + half]);
        }
    }

    /// The accumulators of this thread, for as long as a fold takes.
    public static double[] ofThisThread() {
        return OF_THREAD.get();
    }
}

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

    private static final ThreadLocal<double[]> OF_THREAD =
            ThreadLocal.withInitial(() -> new double[WIDE]);

    private AccumulatorsFloat64() {}

    /// The accumulators of this thread, for as long as a fold takes.
    public static double[] ofThisThread() {
        return OF_THREAD.get();
    }
}

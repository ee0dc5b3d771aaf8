package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.AccumulatorsFloat64.CHAINS;

/// What a [RowLoop] works in: the chains that it sums a row by, and a row.
///
/// The last elements of a row, fewer than there are chains, follow one by one.
final class RowChainsFloat64 {
    private static final ThreadLocal<RowChainsFloat64> OF_THREAD =
            ThreadLocal.withInitial(RowChainsFloat64::new);

    /// What each chain adds up to.
    final double[] sums = new double[CHAINS];

    private double[] row = new double[0];

    private RowChainsFloat64() {}

    /// Those of this thread.
    static RowChainsFloat64 ofThisThread() {
        return OF_THREAD.get();
    }

    /// An array that holds a row.
    double[] row(int n) {
        if (row.length < n) {
            row = new double[n];
        }
        return row;
    }
}

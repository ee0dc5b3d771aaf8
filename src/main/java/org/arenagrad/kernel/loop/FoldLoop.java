package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.Span;

/// A loop that folds a run into one number, made for one operation.
interface FoldLoop {
    /// The fold of `n` elements, up to [org.arenagrad.kernel.math.AccumulatorsFloat64#BLOCK].
    ///
    /// @param neutral what no elements give
    double run(Span x, int n, double neutral);
}

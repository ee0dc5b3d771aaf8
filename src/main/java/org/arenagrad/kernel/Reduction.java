package org.arenagrad.kernel;

/// The functions that fold a run of elements into one number.
public enum Reduction {
    /// 0 for an empty run. Summed pairwise in blocks, so that the rounding error grows with log n,
    /// not n (Higham, 1993).
    SUM,
    /// 1 for an empty run.
    PROD,
    /// Negative infinity for an empty run; NaN if any element is.
    MAX,
    /// Positive infinity for an empty run; NaN if any element is.
    MIN,
    /// 0 for an empty run; pairwise, as [#SUM].
    SUM_OF_SQUARES,
    /// The number of elements that are NaN or infinite.
    COUNT_NON_FINITE
}

package org.arenagrad.kernel.op;

/// The functions that fold a run of elements into one number. Their formulas are in
/// [ReductionFloat64], the order of folding in [org.arenagrad.kernel.math.AccumulatorsFloat64].
public enum Reduction {
    /// 0 for an empty run. Summed in blocks and pairwise, so that the rounding error grows with log
    /// n, not n (Higham, 1993).
    SUM,
    /// 1 for an empty run.
    PROD,
    /// Negative infinity for an empty run; NaN if any element is.
    MAX,
    /// Positive infinity for an empty run; NaN if any element is.
    MIN,
    /// 0 for an empty run; in blocks, as [#SUM].
    SUM_OF_SQUARES,
    /// The number of elements that are NaN or infinite.
    COUNT_NON_FINITE;

    /// What an empty run gives.
    public double neutral() {
        return switch (this) {
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case SUM, SUM_OF_SQUARES, COUNT_NON_FINITE -> 0;
        };
    }

    /// What two adjacent runs give, from what each of them gives.
    public double join(double a, double b) {
        return switch (this) {
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case SUM, SUM_OF_SQUARES, COUNT_NON_FINITE -> a + b;
        };
    }
}

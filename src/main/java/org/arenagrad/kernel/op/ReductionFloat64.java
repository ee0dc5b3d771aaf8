package org.arenagrad.kernel.op;

/// The formula of a [Reduction] for one number more; see [UnaryFloat64].
public interface ReductionFloat64 {
    /// What was folded so far and one element more, of numbers that the element type has.
    double fold(double folded, double x);

    /// What two runs give together, from what each of them gives.
    default double join(double a, double b) {
        return fold(a, b);
    }

    /// The formula of an operation.
    static ReductionFloat64 of(Reduction op) {
        return Formulas.instance(
                ReductionFloat64.class,
                switch (op) {
                    case SUM -> FoldsFloat64.Sum.class;
                    case PROD -> FoldsFloat64.Prod.class;
                    case MAX -> FoldsFloat64.Max.class;
                    case MIN -> FoldsFloat64.Min.class;
                    case SUM_OF_SQUARES -> FoldsFloat64.SumOfSquares.class;
                    case COUNT_NON_FINITE -> FoldsFloat64.CountNonFinite.class;
                });
    }
}

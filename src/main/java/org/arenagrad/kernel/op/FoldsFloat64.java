package org.arenagrad.kernel.op;

import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// One element more. What each class computes is said at the constant of [Reduction].
final class FoldsFloat64 {
    private FoldsFloat64() {}

    static final class Sum implements VectorReductionFloat64 {
        @Override
        public double fold(double folded, double x) {
            return rounded(folded + x);
        }

        @Override
        public DoubleVector fold(DoubleVector folded, DoubleVector x) {
            return folded.add(x);
        }
    }

    static final class Prod implements VectorReductionFloat64 {
        @Override
        public double fold(double folded, double x) {
            return rounded(folded * x);
        }

        @Override
        public DoubleVector fold(DoubleVector folded, DoubleVector x) {
            return folded.mul(x);
        }
    }

    static final class Max implements VectorReductionFloat64 {
        @Override
        public double fold(double folded, double x) {
            return Math.max(folded, x);
        }

        @Override
        public DoubleVector fold(DoubleVector folded, DoubleVector x) {
            return folded.max(x);
        }
    }

    static final class Min implements VectorReductionFloat64 {
        @Override
        public double fold(double folded, double x) {
            return Math.min(folded, x);
        }

        @Override
        public DoubleVector fold(DoubleVector folded, DoubleVector x) {
            return folded.min(x);
        }
    }

    static final class SumOfSquares implements VectorReductionFloat64 {
        @Override
        public double fold(double folded, double x) {
            return fma(x, x, folded);
        }

        @Override
        public double join(double a, double b) {
            return rounded(a + b);
        }

        @Override
        public DoubleVector join(DoubleVector a, DoubleVector b) {
            return a.add(b);
        }

        @Override
        public DoubleVector fold(DoubleVector folded, DoubleVector x) {
            return x.fma(x, folded);
        }
    }

    /// For vectors: `x - x` is 0, but NaN for NaN and the infinities.
    static final class CountNonFinite implements VectorReductionFloat64 {
        @Override
        public double fold(double folded, double x) {
            return Double.isFinite(x) ? folded : folded + 1;
        }

        @Override
        public double join(double a, double b) {
            return rounded(a + b);
        }

        @Override
        public DoubleVector join(DoubleVector a, DoubleVector b) {
            return a.add(b);
        }

        @Override
        public DoubleVector fold(DoubleVector folded, DoubleVector x) {
            return folded.add(1, x.sub(x).compare(VectorOperators.NE, 0));
        }
    }
}

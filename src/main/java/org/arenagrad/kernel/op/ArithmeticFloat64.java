package org.arenagrad.kernel.op;

import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.LanesFloat64.ONE;
import static org.arenagrad.kernel.math.LanesFloat64.ZERO;
import static org.arenagrad.kernel.math.LanesFloat64.ones;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Arithmetic of one element. What each class computes is said at the constant of [Unary].
final class ArithmeticFloat64 {
    private ArithmeticFloat64() {}

    static final class Neg implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return -x;
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.neg();
        }
    }

    static final class Abs implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.abs(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.abs();
        }
    }

    static final class Sign implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.signum(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            VectorMask<Double> positive = x.compare(VectorOperators.GT, ZERO);
            VectorMask<Double> negative = x.compare(VectorOperators.LT, ZERO);
            // What is neither, a zero of either sign or NaN, stays as it is.
            return ones(positive).sub(ones(negative)).blend(x, positive.or(negative).not());
        }
    }

    static final class Square implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return x * x;
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.mul(x);
        }
    }

    static final class Sqrt implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.sqrt(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.sqrt();
        }
    }

    static final class Rsqrt implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return 1 / rounded(Math.sqrt(x));
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return ONE.div(x.sqrt());
        }
    }

    static final class Reciprocal implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return 1 / x;
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return ONE.div(x);
        }
    }

    static final class Floor implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.floor(x);
        }
    }

    static final class Ceil implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.ceil(x);
        }
    }

    static final class Round implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.rint(x);
        }
    }

    static final class IsNan implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return Double.isNaN(x) ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return ones(x.compare(VectorOperators.NE, x));
        }
    }

    /// For vectors: `x - x` is 0, but NaN for NaN and the infinities.
    static final class IsFinite implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return Double.isFinite(x) ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return ones(x.sub(x).compare(VectorOperators.EQ, ZERO));
        }
    }
}

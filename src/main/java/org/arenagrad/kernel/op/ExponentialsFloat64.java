package org.arenagrad.kernel.op;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.math.ErfFloat64;
import org.arenagrad.kernel.math.MathFloat64;
import org.arenagrad.kernel.math.VectorErfFloat64;
import org.arenagrad.kernel.math.VectorMathFloat64;

/// Exponentials and logarithms. What each class computes is said at the constant of [Unary].
final class ExponentialsFloat64 {
    private ExponentialsFloat64() {}

    static final class Exp implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.exp(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.exp(x);
        }
    }

    static final class Exp2 implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.pow(2, x);
        }
    }

    static final class Expm1 implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.expm1(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.expm1(x);
        }
    }

    static final class Log implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.log(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.log(x);
        }
    }

    static final class Log2 implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.log2(x);
        }
    }

    static final class Log10 implements UnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.log10(x);
        }
    }

    static final class Log1p implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.log1p(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.log1p(x);
        }
    }

    static final class Erf implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return ErfFloat64.erf(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorErfFloat64.erf(x);
        }
    }
}

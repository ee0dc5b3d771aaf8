package org.arenagrad.kernel.op;

import static org.arenagrad.kernel.math.ElementsFloat64.rounded;

import jdk.incubator.vector.DoubleVector;

/// Arithmetic of two elements. What each class computes is said at the constant of [Binary].
final class PairsFloat64 {
    private PairsFloat64() {}

    static final class Add implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a + b;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.add(b);
        }
    }

    static final class Sub implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a - b;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.sub(b);
        }
    }

    static final class Mul implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a * b;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.mul(b);
        }
    }

    static final class Div implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a / b;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.div(b);
        }
    }

    /// Java's remainder has the sign of `a`.
    static final class Remainder implements BinaryFloat64 {
        @Override
        public double of(double a, double b) {
            double rest = a % b;
            return rest != 0 && rest < 0 != b < 0 ? rounded(rest + b) : rest;
        }
    }

    static final class Maximum implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.max(b);
        }
    }

    static final class Minimum implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return Math.min(a, b);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.min(b);
        }
    }

    /// With the special cases of C, Fortran and IEEE 754: `1^NaN` and `(-1)^∞` are 1, where
    /// [Math#pow] says NaN.
    static final class Pow implements BinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
        }
    }

    static final class Atan2 implements BinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return Math.atan2(a, b);
        }
    }
}

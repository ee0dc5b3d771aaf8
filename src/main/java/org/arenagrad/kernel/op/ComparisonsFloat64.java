package org.arenagrad.kernel.op;

import static org.arenagrad.kernel.math.LanesFloat64.ones;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// Comparisons. What each class computes is said at the constant of [Binary].
final class ComparisonsFloat64 {
    private ComparisonsFloat64() {}

    static final class Eq implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a == b ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return ones(a.compare(VectorOperators.EQ, b));
        }
    }

    static final class Ne implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a != b ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return ones(a.compare(VectorOperators.NE, b));
        }
    }

    static final class Lt implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a < b ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return ones(a.compare(VectorOperators.LT, b));
        }
    }

    static final class Le implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a <= b ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return ones(a.compare(VectorOperators.LE, b));
        }
    }

    static final class Gt implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a > b ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return ones(a.compare(VectorOperators.GT, b));
        }
    }

    static final class Ge implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a >= b ? 1 : 0;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return ones(a.compare(VectorOperators.GE, b));
        }
    }
}

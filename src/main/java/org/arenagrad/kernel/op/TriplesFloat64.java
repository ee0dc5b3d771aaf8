package org.arenagrad.kernel.op;

import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.LanesFloat64.ONE;
import static org.arenagrad.kernel.math.LanesFloat64.ZERO;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// Functions of three elements. What each class computes is said at the constant of [Ternary].
final class TriplesFloat64 {
    private TriplesFloat64() {}

    static final class Where implements VectorTernaryFloat64 {
        @Override
        public double of(double a, double b, double c) {
            return a != 0 ? b : c;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b, DoubleVector c) {
            return c.blend(b, a.compare(VectorOperators.NE, ZERO));
        }
    }

    static final class Clamp implements VectorTernaryFloat64 {
        @Override
        public double of(double a, double b, double c) {
            return Math.min(Math.max(a, b), c);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b, DoubleVector c) {
            return a.max(b).min(c);
        }
    }

    /// From the end that is nearer, so that weights 0 and 1 give the ends themselves.
    static final class Lerp implements VectorTernaryFloat64 {
        private static final double HALF = 0.5; // float64 only

        // float32 only: private static final float HALF = 0.5f;

        @Override
        public double of(double a, double b, double c) {
            double way = rounded(b - a);
            return Math.abs(c) < 0.5 ? a + rounded(c * way) : b - rounded(way * rounded(1 - c));
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b, DoubleVector c) {
            DoubleVector way = b.sub(a);
            DoubleVector near = a.add(c.mul(way));
            DoubleVector far = b.sub(way.mul(ONE.sub(c)));
            return far.blend(near, c.abs().compare(VectorOperators.LT, HALF));
        }
    }
}

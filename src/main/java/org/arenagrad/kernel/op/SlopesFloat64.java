package org.arenagrad.kernel.op;

import static org.arenagrad.kernel.math.ElementsFloat64.bits;
import static org.arenagrad.kernel.math.ElementsFloat64.ofBits;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.LanesFloat64.ONE;
import static org.arenagrad.kernel.math.LanesFloat64.ZERO;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

import org.arenagrad.kernel.math.ErfFloat64;
import org.arenagrad.kernel.math.MathFloat64;
import org.arenagrad.kernel.math.VectorErfFloat64;
import org.arenagrad.kernel.math.VectorMathFloat64;

/// Activations that take a number, and the gradients of activations. What each class computes is
/// said at the constant of [Binary].
final class SlopesFloat64 {
    private SlopesFloat64() {}

    static final class LeakyRelu implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a > 0 ? a : b * a;
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.mul(b).blend(a, a.compare(VectorOperators.GT, ZERO));
        }
    }

    static final class Elu implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a > 0 ? a : b * MathFloat64.expm1(a);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return b.mul(VectorMathFloat64.expm1(a)).blend(a, a.compare(VectorOperators.GT, ZERO));
        }
    }

    static final class Celu implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a > 0 ? a : b * MathFloat64.expm1(rounded(a / b));
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return b.mul(VectorMathFloat64.expm1(a.div(b)))
                    .blend(a, a.compare(VectorOperators.GT, ZERO));
        }
    }

    /// By bits, as signs come at random: a branch would be mispredicted every other time.
    static final class ReluGrad implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            long mask = b > 0 ? -1 : 0;
            return ofBits(bits(a) & mask);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return ZERO.blend(a, b.compare(VectorOperators.GT, ZERO));
        }
    }

    static final class TanhGrad implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return rounded(a * rounded(1 - b)) * rounded(1 + b);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.mul(ONE.sub(b)).mul(ONE.add(b));
        }
    }

    static final class SigmoidGrad implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return rounded(a * b) * rounded(1 - b);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.mul(b).mul(ONE.sub(b));
        }
    }

    static final class GeluGrad implements VectorBinaryFloat64 {
        @Override
        public double of(double a, double b) {
            return a * ErfFloat64.geluSlope(b);
        }

        @Override
        public DoubleVector of(DoubleVector a, DoubleVector b) {
            return a.mul(VectorErfFloat64.geluSlope(b));
        }
    }
}

package org.arenagrad.kernel.op;

import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.LanesFloat64.ONE;
import static org.arenagrad.kernel.math.LanesFloat64.ZERO;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import org.arenagrad.kernel.math.ErfFloat64;
import org.arenagrad.kernel.math.MathFloat64;
import org.arenagrad.kernel.math.VectorErfFloat64;
import org.arenagrad.kernel.math.VectorMathFloat64;

/// The functions between layers, each in the form that neither overflows nor cancels. What each
/// class computes is said at the constant of [Unary].
final class ActivationsFloat64 {
    private ActivationsFloat64() {}

    static final class Tanh implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.tanh(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.tanh(x);
        }
    }

    static final class Sigmoid implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.sigmoid(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.sigmoid(x);
        }
    }

    static final class LogSigmoid implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return -MathFloat64.softplus(-x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.softplus(x.neg()).neg();
        }
    }

    static final class Relu implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.max(x, 0);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.max(ZERO);
        }
    }

    static final class Relu6 implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return Math.min(Math.max(x, 0), 6);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.max(ZERO).min(6);
        }
    }

    static final class Softplus implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return MathFloat64.softplus(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorMathFloat64.softplus(x);
        }
    }

    static final class Softsign implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return x / rounded(Math.abs(x) + 1);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.div(x.abs().add(ONE));
        }
    }

    static final class Gelu implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return ErfFloat64.gelu(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return VectorErfFloat64.gelu(x);
        }
    }

    /// `x/2·(1 + tanh u)`, `u = √(2/π)·(x + 0.044715·x³)`, written as `x·sigmoid(2u)`, which does
    /// not cancel.
    static final class GeluTanh implements VectorUnaryFloat64 {
        private static final double CUBE = rounded(0.044715);
        private static final double SCALE = rounded(2 * Math.sqrt(2 / Math.PI));

        @Override
        public double of(double x) {
            double cube = rounded(rounded(x * x) * x);
            double u = rounded(rounded(cube * CUBE) + x);
            return x * MathFloat64.sigmoid(rounded(u * SCALE));
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            DoubleVector u = x.mul(x).mul(x).mul(0.044715).add(x); // float64 only
            // float32 only: FloatVector u = x.mul(x).mul(x).mul((float) CUBE).add(x);
            return x.mul(VectorMathFloat64.sigmoid(u.mul(SCALE))); // float64 only
            // float32 only: return x.mul(VectorMathFloat32.sigmoid(u.mul((float) SCALE)));
        }
    }

    static final class Silu implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return x * MathFloat64.sigmoid(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.mul(VectorMathFloat64.sigmoid(x));
        }
    }

    /// With `e = e^-|x|`, `tanh(log(1 + e^x))` is `(1 + 2e) / (1 + 2e + 2e²)`, and below 0 `(2e +
    /// e²) / (2e + e² + 2)`.
    static final class Mish implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            double e = MathFloat64.exp(-Math.abs(x));
            double square = rounded(e * e);
            double n = rounded(e + e + (x < 0 ? square : 1));
            double rest = x < 0 ? 2 : square + square;
            return x * rounded(n / rounded(n + rest));
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            DoubleVector e = VectorMathFloat64.exp(x.abs().neg());
            DoubleVector square = e.mul(e);
            VectorMask<Double> below = x.compare(VectorOperators.LT, ZERO);
            DoubleVector n = e.add(e).add(ONE.blend(square, below));
            DoubleVector rest = square.add(square).blend(2, below);
            return x.mul(n.div(n.add(rest)));
        }
    }

    static final class Selu implements VectorUnaryFloat64 {
        private static final double SCALE = rounded(1.0507009873554805);
        private static final double BELOW = rounded(1.0507009873554805 * 1.6732632423543772);

        @Override
        public double of(double x) {
            return x > 0 ? SCALE * x : BELOW * MathFloat64.expm1(x);
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            DoubleVector below = VectorMathFloat64.expm1(x).mul(BELOW); // float64 only
            // float32 only: FloatVector below = VectorMathFloat32.expm1(x).mul((float) BELOW);
            DoubleVector above = x.mul(SCALE); // float64 only
            // float32 only: FloatVector above = x.mul((float) SCALE);
            return below.blend(above, x.compare(VectorOperators.GT, ZERO));
        }
    }

    static final class Hardswish implements VectorUnaryFloat64 {
        @Override
        public double of(double x) {
            return rounded(x * Math.min(Math.max(rounded(x + 3), 0), 6)) / 6;
        }

        @Override
        public DoubleVector of(DoubleVector x) {
            return x.mul(x.add(3).max(ZERO).min(6)).div(6);
        }
    }
}

package org.arenagrad.kernel;

/// The activation functions on one double, each in the form that neither overflows nor cancels.
/// Every scalar loop uses them, so they are what all backends are measured against.
final class Functions {
    private static final double SQRT_HALF = Math.sqrt(0.5);

    /// What the double nearest to the root lacks.
    private static final double SQRT_HALF_REST = -4.833646656726457e-17;

    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    private Functions() {}

    /// `1 / (1 + e^-x)`; below 0 as `e^x / (1 + e^x)`, so that the exponential is never above 1.
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /// `log(1 + e^x) = max(x, 0) + log(1 + e^-|x|)`.
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double silu(double x) {
        return x * sigmoid(x);
    }

    /// `x·Φ(x)`, `Φ(x) = erfc(-x/√2) / 2`: `1 + erf` would cancel in the left tail. There `erfc z`
    /// falls like `e^(-z²)`, which feels what the rounding of `z` has lost.
    static double gelu(double x) {
        double z = -x * SQRT_HALF;
        double erfc = Erf.erfc(z);
        if (z > 1) {
            double lost = Math.fma(-x, SQRT_HALF, -z) - x * SQRT_HALF_REST;
            erfc -= erfc * 2 * z * lost;
        }
        return x * 0.5 * erfc;
    }

    /// `x/2·(1 + tanh u)`, `u = √(2/π)·(x + 0.044715·x³)`, written as `x·sigmoid(2u)`, which does
    /// not cancel.
    static double geluTanh(double x) {
        double u = SQRT_TWO_OVER_PI * (x + 0.044715 * x * x * x);
        return x * sigmoid(2 * u);
    }

    static double elu(double x, double alpha) {
        return x > 0 ? x : alpha * Math.expm1(x);
    }

    /// `x^p` with the special cases of C, Fortran and IEEE 754: `1^NaN` and `(-1)^∞` are 1, where
    /// [Math#pow] says NaN.
    static double pow(double x, double p) {
        return x == 1 || (x == -1 && Double.isInfinite(p)) ? 1 : Math.pow(x, p);
    }
}

package org.arenagrad.kernel.oracle;

/// Functions that [Math] lacks, each in the form that neither overflows nor cancels.
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

    static double mish(double x) {
        return x * Math.tanh(softplus(x));
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

    /// `Φ(x) + x·φ(x)`.
    static double geluSlope(double x) {
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        return Erf.erfc(-x * SQRT_HALF) / 2 + (density == 0 ? 0 : x * density);
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

    /// `2^x` as `2^n·e^((x - n)·log 2)`.
    static double exp2(double x) {
        double n = Math.max(-2000, Math.min(Math.rint(x), 2000));
        double rest = Math.abs(n) == 2000 ? 0 : x - n;
        return Math.scalb(Math.exp(rest * Math.log(2)), (int) n);
    }

    /// Where `sinh y = x`, by Newton's method from `log(|x| + √(x² + 1))`, which loses digits near
    /// 0.
    static double asinh(double x) {
        double z = Math.abs(x);
        if (z > 1e9) {
            return Math.copySign(Math.log(z) + Math.log(2), x);
        }
        double y = Math.copySign(Math.log(z + Math.hypot(z, 1)), x);
        return y - (Math.sinh(y) - x) / Math.cosh(y);
    }

    /// `2·asinh(√((x - 1) / 2))`.
    static double acosh(double x) {
        return x < 1 ? Double.NaN : 2 * asinh(Math.sqrt((x - 1) / 2));
    }

    static double atanh(double x) {
        return (Math.log1p(x) - Math.log1p(-x)) / 2;
    }

    /// `a - b·floor(a / b)`, from the remainder that IEEE 754 has, which is exact and nearest to 0.
    static double remainder(double a, double b) {
        double rest = Math.IEEEremainder(a, b);
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    /// `x^p` with the special cases of C, Fortran and IEEE 754: `1^NaN` and `(-1)^∞` are 1, where
    /// [Math#pow] says NaN.
    static double pow(double x, double p) {
        return x == 1 || (x == -1 && Double.isInfinite(p)) ? 1 : Math.pow(x, p);
    }
}

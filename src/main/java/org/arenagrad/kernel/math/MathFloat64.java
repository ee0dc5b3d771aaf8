package org.arenagrad.kernel.math;

import static org.arenagrad.kernel.math.ElementsFloat64.bits;
import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.ofBits;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.FormatFloat64.EXPONENT_BIAS;
import static org.arenagrad.kernel.math.FormatFloat64.EXP_LIMIT;
import static org.arenagrad.kernel.math.FormatFloat64.LN2_HIGH;
import static org.arenagrad.kernel.math.FormatFloat64.LN2_LOW;
import static org.arenagrad.kernel.math.FormatFloat64.MANTISSA_BITS;
import static org.arenagrad.kernel.math.FormatFloat64.MIN_NORMAL;
import static org.arenagrad.kernel.math.FormatFloat64.ROUNDER;

/// Exponentials and logarithms of one number: [VectorMathFloat64], where the formulas are
/// explained, operation for operation. So a number gives the same bits alone and in a vector.
public final class MathFloat64 {
    static final double LOG2_E = rounded(1 / Math.log(2));
    private static final long ROUND_BITS = bits(ROUNDER);
    private static final long SQRT_HALF_BITS = bits(Math.sqrt(0.5));
    static final double LN2_1 = rounded(LN2_HIGH);
    static final double LN2_2 = rounded(LN2_LOW);
    static final double TWO_TO_MANTISSA = 1L << MANTISSA_BITS;

    static final double FACTORIAL_2 = rounded(1 / 2.0);
    static final double FACTORIAL_3 = rounded(1 / 6.0);
    static final double FACTORIAL_4 = rounded(1 / 24.0);
    static final double FACTORIAL_5 = rounded(1 / 120.0);
    static final double FACTORIAL_6 = rounded(1 / 720.0);
    static final double FACTORIAL_7 = rounded(1 / 5040.0);
    static final double FACTORIAL_8 = rounded(1 / 40320.0); // float64 only
    static final double FACTORIAL_9 = rounded(1 / 362880.0); // float64 only
    static final double FACTORIAL_10 = rounded(1 / 3628800.0); // float64 only
    static final double FACTORIAL_11 = rounded(1 / 39916800.0); // float64 only
    static final double FACTORIAL_12 = rounded(1 / 479001600.0); // float64 only
    static final double FACTORIAL_13 = rounded(1 / 6227020800.0); // float64 only

    static final double TWO_OVER_3 = rounded(2.0 / 3);
    static final double TWO_OVER_5 = rounded(2.0 / 5);
    static final double TWO_OVER_7 = rounded(2.0 / 7);
    static final double TWO_OVER_9 = rounded(2.0 / 9);
    static final double TWO_OVER_11 = rounded(2.0 / 11);
    static final double TWO_OVER_13 = rounded(2.0 / 13);
    static final double TWO_OVER_15 = rounded(2.0 / 15);
    static final double TWO_OVER_17 = rounded(2.0 / 17); // float64 only
    static final double TWO_OVER_19 = rounded(2.0 / 19); // float64 only
    static final double TWO_OVER_21 = rounded(2.0 / 21); // float64 only
    static final double TWO_OVER_23 = rounded(2.0 / 23); // float64 only
    static final double TWO_OVER_25 = rounded(2.0 / 25); // float64 only
    static final double TWO_OVER_27 = rounded(2.0 / 27); // float64 only
    static final double TWO_OVER_29 = rounded(2.0 / 29); // float64 only
    static final double TWO_OVER_31 = rounded(2.0 / 31); // float64 only
    static final double TWO_OVER_33 = rounded(2.0 / 33); // float64 only
    static final double TWO_OVER_35 = rounded(2.0 / 35); // float64 only

    private MathFloat64() {}

    /// [VectorMathFloat64#exp].
    public static double exp(double x) {
        double z = limited(x);
        double toRound = fma(z, LOG2_E, ROUNDER);
        double y = rounded(expm1Series(remainder(z, toRound)) + 1);
        long biased = biasedExponent(toRound);
        long i = biased >>> 1;
        return rounded(rounded(y * power(i)) * power(biased - i));
    }

    /// [VectorMathFloat64#expm1].
    public static double expm1(double x) {
        double z = limited(x);
        double toRound = fma(z, LOG2_E, ROUNDER);
        long biased = biasedExponent(toRound);
        long i = biased >>> 1;
        long j = biased - i;
        double first = power(i);
        double less = rounded(first - power(2 * EXPONENT_BIAS - j));
        return rounded(fma(expm1Series(remainder(z, toRound)), first, less) * power(j));
    }

    /// [VectorMathFloat64#log].
    public static double log(double x) {
        if (x == Double.POSITIVE_INFINITY || Double.isNaN(x)) {
            return x;
        }
        if (x <= 0) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        boolean tiny = x < MIN_NORMAL;
        double z = tiny ? x * TWO_TO_MANTISSA : x;
        long exponent = (bits(z) - SQRT_HALF_BITS) >> MANTISSA_BITS;
        double f = rounded(ofBits(bits(z) - (exponent << MANTISSA_BITS)) - 1);
        double e = tiny ? exponent - MANTISSA_BITS : exponent;
        double s = rounded(f / rounded(f + 2));
        double r = atanhSeries(s);
        double low = fma(e, LN2_2, rounded(s * rounded(r - f)));
        return fma(e, LN2_1, rounded(f + low));
    }

    /// The logarithm to base 2, exact for powers of two: `e + log₂ m` with `x = 2^e·m`, `m` in
    /// `[√½, √2)`. For single numbers only.
    public static double log2(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return Math.log(x);
        }
        if (x < Double.MIN_NORMAL) {
            return log2(x * 0x1p54) - 54;
        }
        int exponent = Math.getExponent(x);
        double m = Math.scalb(x, -exponent);
        return m < Math.sqrt(2)
                ? exponent + Math.log(m) * (1 / Math.log(2))
                : exponent + 1 + Math.log(m / 2) * (1 / Math.log(2));
    }

    private static double atanhSeries(double s) {
        double w = rounded(s * s);
        double r = 0;
        r = fma(r, w, TWO_OVER_23); // float64 only
        r = fma(r, w, TWO_OVER_21); // float64 only
        r = fma(r, w, TWO_OVER_19); // float64 only
        r = fma(r, w, TWO_OVER_17); // float64 only
        r = fma(r, w, TWO_OVER_15); // float64 only
        r = fma(r, w, TWO_OVER_13); // float64 only
        r = fma(r, w, TWO_OVER_11);
        r = fma(r, w, TWO_OVER_9);
        r = fma(r, w, TWO_OVER_7);
        r = fma(r, w, TWO_OVER_5);
        r = fma(r, w, TWO_OVER_3);
        return rounded(r * w);
    }

    /// [VectorMathFloat64#log1p].
    public static double log1p(double x) {
        double u = rounded(x + 1);
        double lost = rounded(rounded(x - rounded(u - 1)) / u);
        double log = log(u);
        return Double.isNaN(lost) ? log : rounded(log + lost);
    }

    /// [VectorMathFloat64#tanh].
    public static double tanh(double x) {
        double z = limited(-2 * Math.abs(x));
        double toRound = fma(z, LOG2_E, ROUNDER);
        long biased = biasedExponent(toRound);
        long i = biased >>> 1;
        long j = biased - i;
        double first = power(i);
        double series = expm1Series(remainder(z, toRound));
        double y;
        if (z > -1) {
            double less = rounded(first - power(2 * EXPONENT_BIAS - j));
            double e = rounded(fma(series, first, less) * power(j));
            // Not -e, which would make a negative zero of 0.
            y = rounded((0 - e) / rounded(e + 2));
        } else {
            double t = rounded(fma(series, first, first) * power(j));
            y = rounded(1 - rounded((t + t) / rounded(t + 1)));
        }
        return ofBits(bits(y) | (bits(x) & bits(-0.0)));
    }

    /// [VectorMathFloat64#sigmoid].
    public static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        return rounded((x < 0 ? e : 1) / rounded(e + 1));
    }

    /// [VectorMathFloat64#softplus].
    public static double softplus(double x) {
        double e = exp(-Math.abs(x));
        double s = rounded(e / rounded(e + 2));
        return rounded(Math.max(x, 0) + rounded(rounded(atanhSeriesFurther(s) + 2) * s));
    }

    private static double atanhSeriesFurther(double s) {
        double w = rounded(s * s);
        double r = 0;
        r = fma(r, w, TWO_OVER_35); // float64 only
        r = fma(r, w, TWO_OVER_33); // float64 only
        r = fma(r, w, TWO_OVER_31); // float64 only
        r = fma(r, w, TWO_OVER_29); // float64 only
        r = fma(r, w, TWO_OVER_27); // float64 only
        r = fma(r, w, TWO_OVER_25); // float64 only
        r = fma(r, w, TWO_OVER_23); // float64 only
        r = fma(r, w, TWO_OVER_21); // float64 only
        r = fma(r, w, TWO_OVER_19); // float64 only
        r = fma(r, w, TWO_OVER_17); // float64 only
        r = fma(r, w, TWO_OVER_15);
        r = fma(r, w, TWO_OVER_13);
        r = fma(r, w, TWO_OVER_11);
        r = fma(r, w, TWO_OVER_9);
        r = fma(r, w, TWO_OVER_7);
        r = fma(r, w, TWO_OVER_5);
        r = fma(r, w, TWO_OVER_3);
        return rounded(r * w);
    }

    private static double limited(double x) {
        return x > EXP_LIMIT ? EXP_LIMIT : x < -EXP_LIMIT ? -EXP_LIMIT : x;
    }

    private static double remainder(double x, double toRound) {
        double n = rounded(toRound - ROUNDER);
        return fma(n, -LN2_2, fma(n, -LN2_1, x));
    }

    private static double expm1Series(double r) {
        double y = 0;
        y = fma(y, r, FACTORIAL_13); // float64 only
        y = fma(y, r, FACTORIAL_12); // float64 only
        y = fma(y, r, FACTORIAL_11); // float64 only
        y = fma(y, r, FACTORIAL_10); // float64 only
        y = fma(y, r, FACTORIAL_9); // float64 only
        y = fma(y, r, FACTORIAL_8); // float64 only
        y = fma(y, r, FACTORIAL_7);
        y = fma(y, r, FACTORIAL_6);
        y = fma(y, r, FACTORIAL_5);
        y = fma(y, r, FACTORIAL_4);
        y = fma(y, r, FACTORIAL_3);
        y = fma(y, r, FACTORIAL_2);
        return fma(rounded(y * r), r, r);
    }

    private static long biasedExponent(double toRound) {
        return bits(toRound) - ROUND_BITS + 2 * EXPONENT_BIAS;
    }

    private static double power(long biasedExponent) {
        return ofBits(biasedExponent << MANTISSA_BITS);
    }
}

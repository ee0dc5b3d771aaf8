package org.arenagrad.kernel;

import static org.arenagrad.kernel.LanesFloat64.EXPONENT_BIAS;
import static org.arenagrad.kernel.LanesFloat64.EXP_LIMIT;
import static org.arenagrad.kernel.LanesFloat64.LN2_HIGH;
import static org.arenagrad.kernel.LanesFloat64.LN2_LOW;
import static org.arenagrad.kernel.LanesFloat64.MANTISSA_BITS;
import static org.arenagrad.kernel.LanesFloat64.MIN_NORMAL;
import static org.arenagrad.kernel.LanesFloat64.ROUNDER;
import static org.arenagrad.kernel.LanesFloat64.all;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Exponentials and logarithms of whole vectors.
///
/// `VectorOperators.EXP` and its like would be as fast. But they are Java's `Math` while the code
/// is interpreted and a native library once it is compiled, and the two differ in the last bit: the
/// same training run would give other digits depending on when the compiler came. These formulas
/// are the same operations always. Their methods are the classic ones: argument reduction by powers
/// of two, then a series (W. J. Cody and W. Waite, Software Manual for the Elementary Functions,
/// 1980).
final class VectorMathFloat64 {
    private static final double LOG2_E = 1.4426950408889634;
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    private VectorMathFloat64() {}

    /// `e^x = 2^n·e^r` with `n = round(x / log 2)` and `|r| <= log(2) / 2`.
    static DoubleVector exp(DoubleVector x) {
        DoubleVector z = limited(x);
        DoubleVector rounded = rounded(z);
        return scaled(expm1Series(remainder(z, rounded)).add(all(1)), rounded);
    }

    /// `e^x - 1 = 2^n·(e^r - 1) + (2^n - 1)`, exact in its large part; far right just `e^x`.
    static DoubleVector expm1(DoubleVector x) {
        DoubleVector z = limited(x);
        DoubleVector rounded = rounded(z);
        DoubleVector series = expm1Series(remainder(z, rounded));
        DoubleVector power = scaled(all(1), rounded);
        return series.fma(power, power.sub(all(1)))
                .blend(scaled(series.add(all(1)), rounded), z.compare(VectorOperators.GT, 40));
    }

    /// `log x = e·log 2 + log(1 + f)` with `x = 2^e·(1 + f)`, `1 + f` in `[√½, √2)`; and with `s =
    /// f / (2 + f)`, `log(1 + f) = 2·atanh(s) = f - s·(f - R)`, `R = 2·(s²/3 + s⁴/5 + …)`.
    static DoubleVector log(DoubleVector x) {
        // A subnormal has no leading one to find its exponent by.
        var tiny = x.compare(VectorOperators.LT, all(MIN_NORMAL));
        DoubleVector z = x.blend(x.mul(all(1L << MANTISSA_BITS)), tiny);
        // Subtracting √½ as an integer makes the exponent field count from there.
        LongVector offset = all(SQRT_HALF).reinterpretAsLongs();
        LongVector bits = z.reinterpretAsLongs().sub(offset);
        LongVector exponent = bits.lanewise(VectorOperators.ASHR, MANTISSA_BITS);
        DoubleVector f =
                z.reinterpretAsLongs()
                        .sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                        .reinterpretAsDoubles()
                        .sub(all(1));
        DoubleVector e = integer(exponent).blend(integer(exponent).sub(all(MANTISSA_BITS)), tiny);
        DoubleVector s = f.div(f.add(all(2)));
        DoubleVector w = s.mul(s);
        DoubleVector r = all(0);
        r = r.fma(w, all(2.0 / 23)); // float64 only
        r = r.fma(w, all(2.0 / 21)); // float64 only
        r = r.fma(w, all(2.0 / 19)); // float64 only
        r = r.fma(w, all(2.0 / 17)); // float64 only
        r = r.fma(w, all(2.0 / 15)); // float64 only
        r = r.fma(w, all(2.0 / 13)); // float64 only
        r = r.fma(w, all(2.0 / 11));
        r = r.fma(w, all(2.0 / 9));
        r = r.fma(w, all(2.0 / 7));
        r = r.fma(w, all(2.0 / 5));
        r = r.fma(w, all(2.0 / 3));
        r = r.mul(w);
        DoubleVector low = e.fma(all(LN2_LOW), s.mul(r.sub(f)));
        DoubleVector y = e.fma(all(LN2_HIGH), f.add(low));
        return y.blend(x, x.compare(VectorOperators.EQ, all(Double.POSITIVE_INFINITY)))
                .blend(all(Double.NEGATIVE_INFINITY), x.compare(VectorOperators.EQ, 0))
                .blend(all(Double.NaN), x.compare(VectorOperators.LT, 0))
                .blend(x, x.compare(VectorOperators.NE, x));
    }

    /// `log(1 + x) = log u + (x - (u - 1)) / u`, `u` the rounded `1 + x`: the second term is what
    /// rounding lost.
    static DoubleVector log1p(DoubleVector x) {
        DoubleVector u = x.add(all(1));
        DoubleVector lost = x.sub(u.sub(all(1))).div(u);
        DoubleVector log = log(u);
        // Where u is 0 or infinite there is nothing to correct.
        return log.add(lost).blend(log, lost.compare(VectorOperators.NE, lost));
    }

    /// `tanh z = (1 - e^(-2z)) / (1 + e^(-2z))` for `z = |x|`, with `e^(-2z) - 1` in one piece near
    /// 0.
    static DoubleVector tanh(DoubleVector x) {
        DoubleVector e = expm1(x.abs().mul(all(-2)));
        DoubleVector y = e.neg().div(e.add(all(2)));
        LongVector sign = x.reinterpretAsLongs().and(all(-0.0).reinterpretAsLongs());
        return y.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    }

    /// As [Functions#sigmoid], both cases over one exponential.
    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = exp(x.abs().neg());
        return all(1).blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(all(1)));
    }

    /// As [Functions#softplus].
    static DoubleVector softplus(DoubleVector x) {
        return x.max(all(0)).add(log1p(exp(x.abs().neg())));
    }

    static DoubleVector silu(DoubleVector x) {
        return x.mul(sigmoid(x));
    }

    /// As [Functions#geluTanh].
    static DoubleVector geluTanh(DoubleVector x) {
        DoubleVector cubic = x.mul(x).mul(x).mul(all(0.044715)).add(x);
        return x.mul(sigmoid(cubic.mul(all(2 * SQRT_TWO_OVER_PI))));
    }

    static DoubleVector elu(DoubleVector x, DoubleVector alpha) {
        return alpha.mul(expm1(x)).blend(x, x.compare(VectorOperators.GT, 0));
    }

    /// `x`, not further out than the exponential needs; NaN stays.
    private static DoubleVector limited(DoubleVector x) {
        return x.blend(all(EXP_LIMIT), x.compare(VectorOperators.GT, all(EXP_LIMIT)))
                .blend(all(-EXP_LIMIT), x.compare(VectorOperators.LT, all(-EXP_LIMIT)));
    }

    /// `x / log 2`, rounded to an integer that stands in the lowest bits.
    private static DoubleVector rounded(DoubleVector x) {
        return x.fma(all(LOG2_E), all(ROUNDER));
    }

    private static DoubleVector remainder(DoubleVector x, DoubleVector rounded) {
        DoubleVector n = rounded.sub(all(ROUNDER));
        return n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), x));
    }

    /// `e^r - 1` for `|r| <= log(2) / 2` by its Taylor series, as far as it counts.
    private static DoubleVector expm1Series(DoubleVector r) {
        DoubleVector y = all(0);
        y = y.fma(r, all(1 / 6227020800.0)); // float64 only
        y = y.fma(r, all(1 / 479001600.0)); // float64 only
        y = y.fma(r, all(1 / 39916800.0)); // float64 only
        y = y.fma(r, all(1 / 3628800.0)); // float64 only
        y = y.fma(r, all(1 / 362880.0)); // float64 only
        y = y.fma(r, all(1 / 40320.0)); // float64 only
        y = y.fma(r, all(1 / 5040.0));
        y = y.fma(r, all(1 / 720.0));
        y = y.fma(r, all(1 / 120.0));
        y = y.fma(r, all(1 / 24.0));
        y = y.fma(r, all(1 / 6.0));
        y = y.fma(r, all(1 / 2.0));
        return y.mul(r).fma(r, r);
    }

    /// `y·2^n`. In two steps, because `2^n` itself may be too large or too small for its own
    /// exponent field where the product is not.
    private static DoubleVector scaled(DoubleVector y, DoubleVector rounded) {
        LongVector biased =
                rounded.reinterpretAsLongs()
                        .sub(all(ROUNDER).reinterpretAsLongs())
                        .add(2 * EXPONENT_BIAS);
        LongVector half = biased.lanewise(VectorOperators.LSHR, 1);
        return y.mul(power(half)).mul(power(biased.sub(half)));
    }

    private static DoubleVector power(LongVector biasedExponent) {
        return biasedExponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles();
    }

    /// Small integers as numbers, by the reverse of [#rounded]; a conversion of lanes is slow on
    /// some processors.
    private static DoubleVector integer(LongVector n) {
        return n.add(all(ROUNDER).reinterpretAsLongs()).reinterpretAsDoubles().sub(all(ROUNDER));
    }
}

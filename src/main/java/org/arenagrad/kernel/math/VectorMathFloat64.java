package org.arenagrad.kernel.math;

import static org.arenagrad.kernel.math.FormatFloat64.EXPONENT_BIAS;
import static org.arenagrad.kernel.math.FormatFloat64.EXP_LIMIT;
import static org.arenagrad.kernel.math.FormatFloat64.LN2_HIGH;
import static org.arenagrad.kernel.math.FormatFloat64.LN2_LOW;
import static org.arenagrad.kernel.math.FormatFloat64.MANTISSA_BITS;
import static org.arenagrad.kernel.math.FormatFloat64.MIN_NORMAL;
import static org.arenagrad.kernel.math.FormatFloat64.ROUNDER;
import static org.arenagrad.kernel.math.LanesFloat64.ONE;
import static org.arenagrad.kernel.math.LanesFloat64.ZERO;
import static org.arenagrad.kernel.math.LanesFloat64.all;

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
public final class VectorMathFloat64 {
    private static final DoubleVector TWO = all(2);
    private static final DoubleVector MINUS_ONE = all(-1);
    private static final DoubleVector MINUS_TWO = all(-2);
    private static final DoubleVector MINUS_ZERO = all(-0.0);
    private static final DoubleVector INFINITY = all(Double.POSITIVE_INFINITY);
    private static final DoubleVector MINUS_INFINITY = all(Double.NEGATIVE_INFINITY);
    private static final DoubleVector NAN = all(Double.NaN);
    private static final DoubleVector LARGEST_EXPONENT = all(EXP_LIMIT);
    private static final DoubleVector SMALLEST_EXPONENT = all(-EXP_LIMIT);
    private static final DoubleVector LOG2_E = all(1 / Math.log(2));
    private static final DoubleVector ROUND = all(ROUNDER);
    private static final LongVector ROUND_BITS = ROUND.reinterpretAsLongs();
    private static final LongVector BIASED_ROUND_BITS = ROUND_BITS.sub(2 * EXPONENT_BIAS);
    private static final DoubleVector LN2_1 = all(LN2_HIGH);
    private static final DoubleVector LN2_2 = all(LN2_LOW);
    private static final DoubleVector MINUS_LN2_1 = all(-LN2_HIGH);
    private static final DoubleVector MINUS_LN2_2 = all(-LN2_LOW);
    private static final LongVector SQRT_HALF_BITS = all(Math.sqrt(0.5)).reinterpretAsLongs();
    private static final DoubleVector SMALLEST_NORMAL = all(MIN_NORMAL);
    private static final DoubleVector TWO_TO_MANTISSA = all(1L << MANTISSA_BITS);
    private static final DoubleVector MANTISSA = all(MANTISSA_BITS);

    // 1/n! of the exponential's series.
    private static final DoubleVector FACTORIAL_2 = all(MathFloat64.FACTORIAL_2);
    private static final DoubleVector FACTORIAL_3 = all(MathFloat64.FACTORIAL_3);
    private static final DoubleVector FACTORIAL_4 = all(MathFloat64.FACTORIAL_4);
    private static final DoubleVector FACTORIAL_5 = all(MathFloat64.FACTORIAL_5);
    private static final DoubleVector FACTORIAL_6 = all(MathFloat64.FACTORIAL_6);
    private static final DoubleVector FACTORIAL_7 = all(MathFloat64.FACTORIAL_7);
    private static final DoubleVector FACTORIAL_8 = all(MathFloat64.FACTORIAL_8); // float64 only
    private static final DoubleVector FACTORIAL_9 = all(MathFloat64.FACTORIAL_9); // float64 only
    private static final DoubleVector FACTORIAL_10 = all(MathFloat64.FACTORIAL_10); // float64 only
    private static final DoubleVector FACTORIAL_11 = all(MathFloat64.FACTORIAL_11); // float64 only
    private static final DoubleVector FACTORIAL_12 = all(MathFloat64.FACTORIAL_12); // float64 only
    private static final DoubleVector FACTORIAL_13 = all(MathFloat64.FACTORIAL_13); // float64 only

    // 2/n of the logarithm's.
    private static final DoubleVector TWO_OVER_3 = all(MathFloat64.TWO_OVER_3);
    private static final DoubleVector TWO_OVER_5 = all(MathFloat64.TWO_OVER_5);
    private static final DoubleVector TWO_OVER_7 = all(MathFloat64.TWO_OVER_7);
    private static final DoubleVector TWO_OVER_9 = all(MathFloat64.TWO_OVER_9);
    private static final DoubleVector TWO_OVER_11 = all(MathFloat64.TWO_OVER_11);
    private static final DoubleVector TWO_OVER_13 = all(MathFloat64.TWO_OVER_13);
    private static final DoubleVector TWO_OVER_15 = all(MathFloat64.TWO_OVER_15);
    private static final DoubleVector TWO_OVER_17 = all(MathFloat64.TWO_OVER_17); // float64 only
    private static final DoubleVector TWO_OVER_19 = all(MathFloat64.TWO_OVER_19); // float64 only
    private static final DoubleVector TWO_OVER_21 = all(MathFloat64.TWO_OVER_21); // float64 only
    private static final DoubleVector TWO_OVER_23 = all(MathFloat64.TWO_OVER_23); // float64 only
    private static final DoubleVector TWO_OVER_25 = all(MathFloat64.TWO_OVER_25); // float64 only
    private static final DoubleVector TWO_OVER_27 = all(MathFloat64.TWO_OVER_27); // float64 only
    private static final DoubleVector TWO_OVER_29 = all(MathFloat64.TWO_OVER_29); // float64 only
    private static final DoubleVector TWO_OVER_31 = all(MathFloat64.TWO_OVER_31); // float64 only
    private static final DoubleVector TWO_OVER_33 = all(MathFloat64.TWO_OVER_33); // float64 only
    private static final DoubleVector TWO_OVER_35 = all(MathFloat64.TWO_OVER_35); // float64 only

    private VectorMathFloat64() {}

    /// `e^x = 2^n·e^r` with `n = round(x / log 2)` and `|r| <= log(2) / 2`; `2^n` as `2^i·2^j` with
    /// `n = i + j`, because `2^n` itself may be too large or too small for its own exponent field
    /// where the product is not.
    ///
    /// All in one method, as other formulas contain it: see [LanesFloat64#profiled].
    public static DoubleVector exp(DoubleVector x) {
        DoubleVector z =
                x.blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT))
                        .blend(SMALLEST_EXPONENT, x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
        DoubleVector rounded = z.fma(LOG2_E, ROUND);
        DoubleVector n = rounded.sub(ROUND);
        DoubleVector r = n.fma(MINUS_LN2_2, n.fma(MINUS_LN2_1, z));
        DoubleVector y = ZERO;
        y = y.fma(r, FACTORIAL_13); // float64 only
        y = y.fma(r, FACTORIAL_12); // float64 only
        y = y.fma(r, FACTORIAL_11); // float64 only
        y = y.fma(r, FACTORIAL_10); // float64 only
        y = y.fma(r, FACTORIAL_9); // float64 only
        y = y.fma(r, FACTORIAL_8); // float64 only
        y = y.fma(r, FACTORIAL_7);
        y = y.fma(r, FACTORIAL_6);
        y = y.fma(r, FACTORIAL_5);
        y = y.fma(r, FACTORIAL_4);
        y = y.fma(r, FACTORIAL_3);
        y = y.fma(r, FACTORIAL_2);
        y = y.mul(r).fma(r, r).add(ONE);
        LongVector biased = rounded.reinterpretAsLongs().sub(BIASED_ROUND_BITS);
        LongVector i = biased.lanewise(VectorOperators.LSHR, 1);
        LongVector j = biased.sub(i);
        return y.mul(i.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles())
                .mul(j.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles());
    }

    /// `e^x - 1 = 2^n·(e^r - 1) + (2^n - 1)`, with `2^n` in two factors as in [#exp]: `((e^r -
    /// 1)·2^i + (2^i - 2^-j))·2^j`.
    public static DoubleVector expm1(DoubleVector x) {
        DoubleVector z = limited(x);
        DoubleVector rounded = rounded(z);
        LongVector biased = biasedExponent(rounded);
        LongVector i = biased.lanewise(VectorOperators.LSHR, 1);
        LongVector j = biased.sub(i);
        DoubleVector first = power(i);
        DoubleVector less = first.sub(power(j.neg().add(2 * EXPONENT_BIAS)));
        return expm1Series(remainder(z, rounded)).fma(first, less).mul(power(j));
    }

    /// `log x = e·log 2 + log(1 + f)` with `x = 2^e·(1 + f)`, `1 + f` in `[√½, √2)`; and with `s =
    /// f / (2 + f)`, `log(1 + f) = 2·atanh(s) = f - s·(f - R)`, `R = 2·(s²/3 + s⁴/5 + …)`.
    public static DoubleVector log(DoubleVector x) {
        // A subnormal has no leading one to find its exponent by.
        var tiny = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
        DoubleVector z = x.blend(x.mul(TWO_TO_MANTISSA), tiny);
        // Subtracting √½ as an integer makes the exponent field count from there.
        LongVector bits = z.reinterpretAsLongs().sub(SQRT_HALF_BITS);
        LongVector exponent = bits.lanewise(VectorOperators.ASHR, MANTISSA_BITS);
        DoubleVector f =
                z.reinterpretAsLongs()
                        .sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                        .reinterpretAsDoubles()
                        .sub(ONE);
        DoubleVector e = integer(exponent).blend(integer(exponent).sub(MANTISSA), tiny);
        DoubleVector s = f.div(f.add(TWO));
        DoubleVector r = atanhSeries(s);
        DoubleVector low = e.fma(LN2_2, s.mul(r.sub(f)));
        DoubleVector y = e.fma(LN2_1, f.add(low));
        return y.blend(x, x.compare(VectorOperators.EQ, INFINITY))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO))
                .blend(NAN, x.compare(VectorOperators.LT, ZERO))
                .blend(x, x.compare(VectorOperators.NE, x));
    }

    /// `2·(s²/3 + s⁴/5 + …)` for `|s| < 0.18`, as far as it counts. A method of its own, because
    /// the compiler inlines none above 325 bytes of code, and a call would put every vector on the
    /// heap.
    private static DoubleVector atanhSeries(DoubleVector s) {
        DoubleVector w = s.mul(s);
        DoubleVector r = ZERO;
        r = r.fma(w, TWO_OVER_23); // float64 only
        r = r.fma(w, TWO_OVER_21); // float64 only
        r = r.fma(w, TWO_OVER_19); // float64 only
        r = r.fma(w, TWO_OVER_17); // float64 only
        r = r.fma(w, TWO_OVER_15); // float64 only
        r = r.fma(w, TWO_OVER_13); // float64 only
        r = r.fma(w, TWO_OVER_11);
        r = r.fma(w, TWO_OVER_9);
        r = r.fma(w, TWO_OVER_7);
        r = r.fma(w, TWO_OVER_5);
        r = r.fma(w, TWO_OVER_3);
        return r.mul(w);
    }

    /// `log(1 + x) = log u + (x - (u - 1)) / u`, `u` the rounded `1 + x`: the second term is what
    /// rounding lost.
    public static DoubleVector log1p(DoubleVector x) {
        DoubleVector u = x.add(ONE);
        DoubleVector lost = x.sub(u.sub(ONE)).div(u);
        DoubleVector log = log(u);
        // Where u is 0 or infinite there is nothing to correct.
        return log.add(lost).blend(log, lost.compare(VectorOperators.NE, lost));
    }

    /// With `z = |x|` and `t = e^(-2z)`: near 0 `tanh z = (1 - t) / (1 + t)`, `1 - t` in one piece
    /// as in [#expm1]; further out `1 - 2t / (1 + t)`, where what is rounded is small.
    public static DoubleVector tanh(DoubleVector x) {
        DoubleVector z = limited(x.abs().mul(MINUS_TWO));
        DoubleVector rounded = rounded(z);
        LongVector biased = biasedExponent(rounded);
        LongVector i = biased.lanewise(VectorOperators.LSHR, 1);
        LongVector j = biased.sub(i);
        DoubleVector first = power(i);
        DoubleVector less = first.sub(power(j.neg().add(2 * EXPONENT_BIAS)));
        DoubleVector series = expm1Series(remainder(z, rounded));
        DoubleVector e = series.fma(first, less).mul(power(j));
        DoubleVector t = series.fma(first, first).mul(power(j));
        var near = z.compare(VectorOperators.GT, MINUS_ONE);
        DoubleVector ratio =
                t.add(t).blend(ZERO.sub(e), near).div(t.add(ONE).blend(e.add(TWO), near));
        DoubleVector y = ONE.sub(ratio).blend(ratio, near);
        LongVector sign = x.reinterpretAsLongs().and(MINUS_ZERO.reinterpretAsLongs());
        return y.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    }

    /// `1 / (1 + e^-x)`; below 0 as `e^x / (1 + e^x)`, so that the exponential is never above 1.
    public static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = exp(x.abs().neg());
        return ONE.blend(e, x.compare(VectorOperators.LT, ZERO)).div(e.add(ONE));
    }

    /// `log(1 + e^x) = max(x, 0) + log(1 + e)` with `e = e^-|x|`; between 0 and 1, `log(1 + e) =
    /// 2·atanh(e / (2 + e))` without further ado.
    public static DoubleVector softplus(DoubleVector x) {
        DoubleVector e = exp(x.abs().neg());
        DoubleVector s = e.div(e.add(TWO));
        return x.max(ZERO).add(atanhSeriesFurther(s).add(TWO).mul(s));
    }

    /// As [#atanhSeries], but for `s` up to 1/3.
    private static DoubleVector atanhSeriesFurther(DoubleVector s) {
        DoubleVector w = s.mul(s);
        DoubleVector r = ZERO;
        r = r.fma(w, TWO_OVER_35); // float64 only
        r = r.fma(w, TWO_OVER_33); // float64 only
        r = r.fma(w, TWO_OVER_31); // float64 only
        r = r.fma(w, TWO_OVER_29); // float64 only
        r = r.fma(w, TWO_OVER_27); // float64 only
        r = r.fma(w, TWO_OVER_25); // float64 only
        r = r.fma(w, TWO_OVER_23); // float64 only
        r = r.fma(w, TWO_OVER_21); // float64 only
        r = r.fma(w, TWO_OVER_19); // float64 only
        r = r.fma(w, TWO_OVER_17); // float64 only
        r = r.fma(w, TWO_OVER_15);
        r = r.fma(w, TWO_OVER_13);
        r = r.fma(w, TWO_OVER_11);
        r = r.fma(w, TWO_OVER_9);
        r = r.fma(w, TWO_OVER_7);
        r = r.fma(w, TWO_OVER_5);
        r = r.fma(w, TWO_OVER_3);
        return r.mul(w);
    }

    /// `x`, not further out than the exponential needs; NaN stays.
    private static DoubleVector limited(DoubleVector x) {
        return x.blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT))
                .blend(SMALLEST_EXPONENT, x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
    }

    /// `x / log 2`, rounded to an integer that stands in the lowest bits.
    private static DoubleVector rounded(DoubleVector x) {
        return x.fma(LOG2_E, ROUND);
    }

    private static DoubleVector remainder(DoubleVector x, DoubleVector rounded) {
        DoubleVector n = rounded.sub(ROUND);
        return n.fma(MINUS_LN2_2, n.fma(MINUS_LN2_1, x));
    }

    /// `e^r - 1` for `|r| <= log(2) / 2` by its Taylor series, as far as it counts.
    private static DoubleVector expm1Series(DoubleVector r) {
        DoubleVector y = ZERO;
        y = y.fma(r, FACTORIAL_13); // float64 only
        y = y.fma(r, FACTORIAL_12); // float64 only
        y = y.fma(r, FACTORIAL_11); // float64 only
        y = y.fma(r, FACTORIAL_10); // float64 only
        y = y.fma(r, FACTORIAL_9); // float64 only
        y = y.fma(r, FACTORIAL_8); // float64 only
        y = y.fma(r, FACTORIAL_7);
        y = y.fma(r, FACTORIAL_6);
        y = y.fma(r, FACTORIAL_5);
        y = y.fma(r, FACTORIAL_4);
        y = y.fma(r, FACTORIAL_3);
        y = y.fma(r, FACTORIAL_2);
        return y.mul(r).fma(r, r);
    }

    /// `n`, with the bias of two exponents.
    private static LongVector biasedExponent(DoubleVector rounded) {
        return rounded.reinterpretAsLongs().sub(BIASED_ROUND_BITS);
    }

    private static DoubleVector power(LongVector biasedExponent) {
        return biasedExponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles();
    }

    /// Small integers as numbers, by the reverse of [#rounded]; a conversion of lanes is slow on
    /// some processors.
    private static DoubleVector integer(LongVector n) {
        return n.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND);
    }
}

// Generated from VectorMathFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.LanesFloat32.EXPONENT_BIAS;
import static org.arenagrad.kernel.LanesFloat32.EXP_LIMIT;
import static org.arenagrad.kernel.LanesFloat32.LN2_HIGH;
import static org.arenagrad.kernel.LanesFloat32.LN2_LOW;
import static org.arenagrad.kernel.LanesFloat32.MANTISSA_BITS;
import static org.arenagrad.kernel.LanesFloat32.MIN_NORMAL;
import static org.arenagrad.kernel.LanesFloat32.ROUNDER;
import static org.arenagrad.kernel.LanesFloat32.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Exponentials and logarithms of whole vectors.
///
/// `VectorOperators.EXP` and its like would be as fast. But they are Java's `Math` while the code
/// is interpreted and a native library once it is compiled, and the two differ in the last bit: the
/// same training run would give other digits depending on when the compiler came. These formulas
/// are the same operations always. Their methods are the classic ones: argument reduction by powers
/// of two, then a series (W. J. Cody and W. Waite, Software Manual for the Elementary Functions,
/// 1980).
final class VectorMathFloat32 {
    static final FloatVector ZERO = all(0);
    static final FloatVector ONE = all(1);
    static final FloatVector TWO = all(2);
    private static final FloatVector MINUS_ONE = all(-1);
    private static final FloatVector MINUS_TWO = all(-2);
    private static final FloatVector MINUS_ZERO = all(-0.0);
    static final FloatVector INFINITY = all(Double.POSITIVE_INFINITY);
    static final FloatVector MINUS_INFINITY = all(Double.NEGATIVE_INFINITY);
    static final FloatVector NAN = all(Double.NaN);
    static final FloatVector LARGEST_EXPONENT = all(EXP_LIMIT);
    static final FloatVector SMALLEST_EXPONENT = all(-EXP_LIMIT);
    static final FloatVector LOG2_E = all(1 / Math.log(2));
    static final FloatVector ROUND = all(ROUNDER);
    static final IntVector ROUND_BITS = ROUND.reinterpretAsInts();
    static final IntVector BIASED_ROUND_BITS = ROUND_BITS.sub(2 * EXPONENT_BIAS);
    static final FloatVector LN2_1 = all(LN2_HIGH);
    static final FloatVector LN2_2 = all(LN2_LOW);
    static final FloatVector MINUS_LN2_1 = all(-LN2_HIGH);
    static final FloatVector MINUS_LN2_2 = all(-LN2_LOW);
    static final IntVector SQRT_HALF_BITS = all(Math.sqrt(0.5)).reinterpretAsInts();
    static final FloatVector SMALLEST_NORMAL = all(MIN_NORMAL);
    static final FloatVector TWO_TO_MANTISSA = all(1L << MANTISSA_BITS);
    static final FloatVector MANTISSA = all(MANTISSA_BITS);
    private static final FloatVector CUBIC = all(0.044715);
    private static final FloatVector TWO_SQRT_TWO_OVER_PI = all(2 * Math.sqrt(2 / Math.PI));

    // 1/n! of the exponential's series.
    static final FloatVector FACTORIAL_2 = all(1 / 2.0);
    static final FloatVector FACTORIAL_3 = all(1 / 6.0);
    static final FloatVector FACTORIAL_4 = all(1 / 24.0);
    static final FloatVector FACTORIAL_5 = all(1 / 120.0);
    static final FloatVector FACTORIAL_6 = all(1 / 720.0);
    static final FloatVector FACTORIAL_7 = all(1 / 5040.0);

    // 2/n of the logarithm's.
    static final FloatVector TWO_OVER_3 = all(2.0 / 3);
    static final FloatVector TWO_OVER_5 = all(2.0 / 5);
    static final FloatVector TWO_OVER_7 = all(2.0 / 7);
    static final FloatVector TWO_OVER_9 = all(2.0 / 9);
    static final FloatVector TWO_OVER_11 = all(2.0 / 11);
    static final FloatVector TWO_OVER_13 = all(2.0 / 13);
    static final FloatVector TWO_OVER_15 = all(2.0 / 15);

    private VectorMathFloat32() {}

    /// `e^x = 2^n·e^r` with `n = round(x / log 2)` and `|r| <= log(2) / 2`; `2^n` as `2^i·2^j` with
    /// `n = i + j`, because `2^n` itself may be too large or too small for its own exponent field
    /// where the product is not.
    ///
    /// All in one method, as other formulas contain it: see [LanesFloat32#known].
    static FloatVector exp(FloatVector x) {
        FloatVector z =
                x.blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT))
                        .blend(SMALLEST_EXPONENT, x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
        FloatVector rounded = z.fma(LOG2_E, ROUND);
        FloatVector n = rounded.sub(ROUND);
        FloatVector r = n.fma(MINUS_LN2_2, n.fma(MINUS_LN2_1, z));
        FloatVector y = ZERO;
        y = y.fma(r, FACTORIAL_7);
        y = y.fma(r, FACTORIAL_6);
        y = y.fma(r, FACTORIAL_5);
        y = y.fma(r, FACTORIAL_4);
        y = y.fma(r, FACTORIAL_3);
        y = y.fma(r, FACTORIAL_2);
        y = y.mul(r).fma(r, r).add(ONE);
        IntVector biased = rounded.reinterpretAsInts().sub(BIASED_ROUND_BITS);
        IntVector i = biased.lanewise(VectorOperators.LSHR, 1);
        IntVector j = biased.sub(i);
        return y.mul(i.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats())
                .mul(j.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats());
    }

    /// `e^x - 1 = 2^n·(e^r - 1) + (2^n - 1)`, with `2^n` in two factors as in [#exp]: `((e^r -
    /// 1)·2^i + (2^i - 2^-j))·2^j`.
    static FloatVector expm1(FloatVector x) {
        FloatVector z = limited(x);
        FloatVector rounded = rounded(z);
        IntVector biased = biasedExponent(rounded);
        IntVector i = biased.lanewise(VectorOperators.LSHR, 1);
        IntVector j = biased.sub(i);
        FloatVector first = power(i);
        FloatVector less = first.sub(power(j.neg().add(2 * EXPONENT_BIAS)));
        return expm1Series(remainder(z, rounded)).fma(first, less).mul(power(j));
    }

    /// `log x = e·log 2 + log(1 + f)` with `x = 2^e·(1 + f)`, `1 + f` in `[√½, √2)`; and with `s =
    /// f / (2 + f)`, `log(1 + f) = 2·atanh(s) = f - s·(f - R)`, `R = 2·(s²/3 + s⁴/5 + …)`.
    static FloatVector log(FloatVector x) {
        // A subnormal has no leading one to find its exponent by.
        var tiny = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
        FloatVector z = x.blend(x.mul(TWO_TO_MANTISSA), tiny);
        // Subtracting √½ as an integer makes the exponent field count from there.
        IntVector bits = z.reinterpretAsInts().sub(SQRT_HALF_BITS);
        IntVector exponent = bits.lanewise(VectorOperators.ASHR, MANTISSA_BITS);
        FloatVector f =
                z.reinterpretAsInts()
                        .sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                        .reinterpretAsFloats()
                        .sub(ONE);
        FloatVector e = integer(exponent).blend(integer(exponent).sub(MANTISSA), tiny);
        FloatVector s = f.div(f.add(TWO));
        FloatVector r = atanhSeries(s);
        FloatVector low = e.fma(LN2_2, s.mul(r.sub(f)));
        FloatVector y = e.fma(LN2_1, f.add(low));
        return y.blend(x, x.compare(VectorOperators.EQ, INFINITY))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO))
                .blend(NAN, x.compare(VectorOperators.LT, ZERO))
                .blend(x, x.compare(VectorOperators.NE, x));
    }

    /// `2·(s²/3 + s⁴/5 + …)` for `|s| < 0.18`, as far as it counts. A method of its own, because
    /// the compiler inlines none above 325 bytes of code, and a call would put every vector on the
    /// heap.
    private static FloatVector atanhSeries(FloatVector s) {
        FloatVector w = s.mul(s);
        FloatVector r = ZERO;
        r = r.fma(w, TWO_OVER_11);
        r = r.fma(w, TWO_OVER_9);
        r = r.fma(w, TWO_OVER_7);
        r = r.fma(w, TWO_OVER_5);
        r = r.fma(w, TWO_OVER_3);
        return r.mul(w);
    }

    /// `log(1 + x) = log u + (x - (u - 1)) / u`, `u` the rounded `1 + x`: the second term is what
    /// rounding lost.
    static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(ONE);
        FloatVector lost = x.sub(u.sub(ONE)).div(u);
        FloatVector log = log(u);
        // Where u is 0 or infinite there is nothing to correct.
        return log.add(lost).blend(log, lost.compare(VectorOperators.NE, lost));
    }

    /// With `z = |x|` and `t = e^(-2z)`: near 0 `tanh z = (1 - t) / (1 + t)`, `1 - t` in one piece
    /// as in [#expm1]; further out `1 - 2t / (1 + t)`, where what is rounded is small.
    static FloatVector tanh(FloatVector x) {
        FloatVector z = limited(x.abs().mul(MINUS_TWO));
        FloatVector rounded = rounded(z);
        IntVector biased = biasedExponent(rounded);
        IntVector i = biased.lanewise(VectorOperators.LSHR, 1);
        IntVector j = biased.sub(i);
        FloatVector first = power(i);
        FloatVector less = first.sub(power(j.neg().add(2 * EXPONENT_BIAS)));
        FloatVector series = expm1Series(remainder(z, rounded));
        FloatVector e = series.fma(first, less).mul(power(j));
        FloatVector t = series.fma(first, first).mul(power(j));
        var near = z.compare(VectorOperators.GT, MINUS_ONE);
        FloatVector ratio = t.add(t).blend(e.neg(), near).div(t.add(ONE).blend(e.add(TWO), near));
        FloatVector y = ONE.sub(ratio).blend(ratio, near);
        IntVector sign = x.reinterpretAsInts().and(MINUS_ZERO.reinterpretAsInts());
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /// As [Functions#sigmoid], both cases over one exponential.
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        return ONE.blend(e, x.compare(VectorOperators.LT, ZERO)).div(e.add(ONE));
    }

    /// As [Functions#softplus]; between 0 and 1, `log(1 + e) = 2·atanh(e / (2 + e))` without
    /// further ado.
    static FloatVector softplus(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector s = e.div(e.add(TWO));
        return x.max(ZERO).add(atanhSeriesFurther(s).add(TWO).mul(s));
    }

    /// As [#atanhSeries], but for `s` up to 1/3.
    private static FloatVector atanhSeriesFurther(FloatVector s) {
        FloatVector w = s.mul(s);
        FloatVector r = ZERO;
        r = r.fma(w, TWO_OVER_15);
        r = r.fma(w, TWO_OVER_13);
        r = r.fma(w, TWO_OVER_11);
        r = r.fma(w, TWO_OVER_9);
        r = r.fma(w, TWO_OVER_7);
        r = r.fma(w, TWO_OVER_5);
        r = r.fma(w, TWO_OVER_3);
        return r.mul(w);
    }

    static FloatVector silu(FloatVector x) {
        return x.mul(sigmoid(x));
    }

    /// As [Functions#geluTanh].
    static FloatVector geluTanh(FloatVector x) {
        FloatVector cubic = x.mul(x).mul(x).mul(CUBIC).add(x);
        return x.mul(sigmoid(cubic.mul(TWO_SQRT_TWO_OVER_PI)));
    }

    static FloatVector elu(FloatVector x, FloatVector alpha) {
        return alpha.mul(expm1(x)).blend(x, x.compare(VectorOperators.GT, ZERO));
    }

    /// `x`, not further out than the exponential needs; NaN stays.
    private static FloatVector limited(FloatVector x) {
        return x.blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT))
                .blend(SMALLEST_EXPONENT, x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
    }

    /// `x / log 2`, rounded to an integer that stands in the lowest bits.
    private static FloatVector rounded(FloatVector x) {
        return x.fma(LOG2_E, ROUND);
    }

    private static FloatVector remainder(FloatVector x, FloatVector rounded) {
        FloatVector n = rounded.sub(ROUND);
        return n.fma(MINUS_LN2_2, n.fma(MINUS_LN2_1, x));
    }

    /// `e^r - 1` for `|r| <= log(2) / 2` by its Taylor series, as far as it counts.
    private static FloatVector expm1Series(FloatVector r) {
        FloatVector y = ZERO;
        y = y.fma(r, FACTORIAL_7);
        y = y.fma(r, FACTORIAL_6);
        y = y.fma(r, FACTORIAL_5);
        y = y.fma(r, FACTORIAL_4);
        y = y.fma(r, FACTORIAL_3);
        y = y.fma(r, FACTORIAL_2);
        return y.mul(r).fma(r, r);
    }

    /// `n`, with the bias of two exponents.
    private static IntVector biasedExponent(FloatVector rounded) {
        return rounded.reinterpretAsInts().sub(BIASED_ROUND_BITS);
    }

    private static FloatVector power(IntVector biasedExponent) {
        return biasedExponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
    }

    /// Small integers as numbers, by the reverse of [#rounded]; a conversion of lanes is slow on
    /// some processors.
    private static FloatVector integer(IntVector n) {
        return n.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    }
}

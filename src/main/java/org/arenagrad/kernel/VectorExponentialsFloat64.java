package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromArray;

import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.MANTISSA_BITS;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.VectorMathFloat64.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Whole vectors, and what is left over one by one.
///
/// The formulas of [VectorMathFloat64] once more, written out: these loops are reached through an
/// interface behind which plain loops have served first, and there the compiler may decide against
/// inlining a method of ours. Every vector would then end on the heap: see [LanesFloat64#known].
final class VectorExponentialsFloat64 implements ExponentialsFloat64 {
    @Override
    public void exp(double[] numbers, int n) {
        int whole = n - n % LANES;
        for (int at = 0; at < whole; at += LANES) {
            DoubleVector x = fromArray(SPECIES, numbers, at);
            DoubleVector z =
                    x.blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT))
                            .blend(
                                    SMALLEST_EXPONENT,
                                    x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
            DoubleVector rounded = z.fma(LOG2_E, ROUND);
            DoubleVector power = rounded.sub(ROUND);
            DoubleVector r = power.fma(MINUS_LN2_2, power.fma(MINUS_LN2_1, z));
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
            LongVector half = biased.lanewise(VectorOperators.LSHR, 1);
            LongVector j = biased.sub(half);
            y.mul(half.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles())
                    .mul(j.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles())
                    .intoArray(numbers, at);
        }
        PlainExponentialsFloat64.expFrom(numbers, whole, n);
    }

    @Override
    public void log(double[] numbers, int n) {
        int whole = n - n % LANES;
        for (int at = 0; at < whole; at += LANES) {
            DoubleVector x = fromArray(SPECIES, numbers, at);
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
            DoubleVector all = exponent.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND);
            DoubleVector e = all.blend(all.sub(MANTISSA), tiny);
            DoubleVector s = f.div(f.add(TWO));
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
            r = r.mul(w);
            DoubleVector low = e.fma(LN2_2, s.mul(r.sub(f)));
            DoubleVector y = e.fma(LN2_1, f.add(low));
            y.blend(x, x.compare(VectorOperators.EQ, INFINITY))
                    .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO))
                    .blend(NAN, x.compare(VectorOperators.LT, ZERO))
                    .blend(x, x.compare(VectorOperators.NE, x))
                    .intoArray(numbers, at);
        }
        PlainExponentialsFloat64.logFrom(numbers, whole, n);
    }
}

// Generated from VectorExponentialsFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.MANTISSA_BITS;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.VectorMathFloat32.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// Whole vectors, and what is left over one by one.
///
/// The formulas of [VectorMathFloat32] once more, written out: these loops are reached through an
/// interface behind which plain loops have served first, and there the compiler may decide against
/// inlining a method of ours. Every vector would then end on the heap: see [LanesFloat32#known].
final class VectorExponentialsFloat32 implements ExponentialsFloat32 {
    @Override
    public void exp(float[] numbers, int n) {
        int whole = n - n % LANES;
        for (int at = 0; at < whole; at += LANES) {
            FloatVector x = fromArray(SPECIES, numbers, at);
            FloatVector z =
                    x.blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT))
                            .blend(
                                    SMALLEST_EXPONENT,
                                    x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
            FloatVector rounded = z.fma(LOG2_E, ROUND);
            FloatVector power = rounded.sub(ROUND);
            FloatVector r = power.fma(MINUS_LN2_2, power.fma(MINUS_LN2_1, z));
            FloatVector y = ZERO;
            y = y.fma(r, FACTORIAL_7);
            y = y.fma(r, FACTORIAL_6);
            y = y.fma(r, FACTORIAL_5);
            y = y.fma(r, FACTORIAL_4);
            y = y.fma(r, FACTORIAL_3);
            y = y.fma(r, FACTORIAL_2);
            y = y.mul(r).fma(r, r).add(ONE);
            IntVector biased = rounded.reinterpretAsInts().sub(BIASED_ROUND_BITS);
            IntVector half = biased.lanewise(VectorOperators.LSHR, 1);
            IntVector j = biased.sub(half);
            y.mul(half.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats())
                    .mul(j.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats())
                    .intoArray(numbers, at);
        }
        PlainExponentialsFloat32.expFrom(numbers, whole, n);
    }

    @Override
    public void log(float[] numbers, int n) {
        int whole = n - n % LANES;
        for (int at = 0; at < whole; at += LANES) {
            FloatVector x = fromArray(SPECIES, numbers, at);
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
            FloatVector all = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
            FloatVector e = all.blend(all.sub(MANTISSA), tiny);
            FloatVector s = f.div(f.add(TWO));
            FloatVector w = s.mul(s);
            FloatVector r = ZERO;
            r = r.fma(w, TWO_OVER_11);
            r = r.fma(w, TWO_OVER_9);
            r = r.fma(w, TWO_OVER_7);
            r = r.fma(w, TWO_OVER_5);
            r = r.fma(w, TWO_OVER_3);
            r = r.mul(w);
            FloatVector low = e.fma(LN2_2, s.mul(r.sub(f)));
            FloatVector y = e.fma(LN2_1, f.add(low));
            y.blend(x, x.compare(VectorOperators.EQ, INFINITY))
                    .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO))
                    .blend(NAN, x.compare(VectorOperators.LT, ZERO))
                    .blend(x, x.compare(VectorOperators.NE, x))
                    .intoArray(numbers, at);
        }
        PlainExponentialsFloat32.logFrom(numbers, whole, n);
    }
}

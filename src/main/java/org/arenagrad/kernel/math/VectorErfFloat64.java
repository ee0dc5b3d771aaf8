package org.arenagrad.kernel.math;

import static org.arenagrad.kernel.math.LanesFloat64.ONE;
import static org.arenagrad.kernel.math.LanesFloat64.ZERO;
import static org.arenagrad.kernel.math.LanesFloat64.all;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// The error function of whole vectors: [ErfFloat64], where the formulas are explained, operation
/// for operation.
public final class VectorErfFloat64 {
    private static final DoubleVector HALF = all(0.5);
    private static final DoubleVector TWO = all(2);
    private static final DoubleVector MINUS_ZERO = all(-0.0);
    private static final DoubleVector DENSITY = all(ErfFloat64.DENSITY);
    private static final DoubleVector SQRT_HALF = all(ErfFloat64.SQRT_HALF);

    /// Beyond it `e^(-z²/2)` is zero.
    private static final DoubleVector FAR = all(ErfFloat64.FAR);

    private static final DoubleVector MINUS_FAR = all(-ErfFloat64.FAR);

    private static final DoubleVector K = all(ErfFloat64.K);

    private static final DoubleVector C0 = all(ErfFloat64.C0);
    private static final DoubleVector C1 = all(ErfFloat64.C1);
    private static final DoubleVector C2 = all(ErfFloat64.C2);
    private static final DoubleVector C3 = all(ErfFloat64.C3);
    private static final DoubleVector C4 = all(ErfFloat64.C4);
    private static final DoubleVector C5 = all(ErfFloat64.C5);
    private static final DoubleVector C6 = all(ErfFloat64.C6);
    private static final DoubleVector C7 = all(ErfFloat64.C7);
    private static final DoubleVector C8 = all(ErfFloat64.C8);
    private static final DoubleVector C9 = all(ErfFloat64.C9);
    private static final DoubleVector C10 = all(ErfFloat64.C10);
    private static final DoubleVector C11 = all(ErfFloat64.C11);
    private static final DoubleVector C12 = all(ErfFloat64.C12); // float64 only
    private static final DoubleVector C13 = all(ErfFloat64.C13); // float64 only
    private static final DoubleVector C14 = all(ErfFloat64.C14); // float64 only
    private static final DoubleVector C15 = all(ErfFloat64.C15); // float64 only
    private static final DoubleVector C16 = all(ErfFloat64.C16); // float64 only
    private static final DoubleVector C17 = all(ErfFloat64.C17); // float64 only
    private static final DoubleVector C18 = all(ErfFloat64.C18); // float64 only
    private static final DoubleVector C19 = all(ErfFloat64.C19); // float64 only
    private static final DoubleVector C20 = all(ErfFloat64.C20); // float64 only
    private static final DoubleVector C21 = all(ErfFloat64.C21); // float64 only
    private static final DoubleVector C22 = all(ErfFloat64.C22); // float64 only

    // The Taylor series of erf around 0.
    private static final DoubleVector NEAR_0 = all(ErfFloat64.NEAR_0);
    private static final DoubleVector NEAR_1 = all(ErfFloat64.NEAR_1);
    private static final DoubleVector NEAR_2 = all(ErfFloat64.NEAR_2);
    private static final DoubleVector NEAR_3 = all(ErfFloat64.NEAR_3);
    private static final DoubleVector NEAR_4 = all(ErfFloat64.NEAR_4);
    private static final DoubleVector NEAR_5 = all(ErfFloat64.NEAR_5);
    private static final DoubleVector NEAR_6 = all(ErfFloat64.NEAR_6);
    private static final DoubleVector NEAR_7 = all(ErfFloat64.NEAR_7);
    private static final DoubleVector NEAR_8 = all(ErfFloat64.NEAR_8);
    private static final DoubleVector NEAR_9 = all(ErfFloat64.NEAR_9);
    private static final DoubleVector NEAR_10 = all(ErfFloat64.NEAR_10);
    private static final DoubleVector NEAR_11 = all(ErfFloat64.NEAR_11); // float64 only
    private static final DoubleVector NEAR_12 = all(ErfFloat64.NEAR_12); // float64 only
    private static final DoubleVector NEAR_13 = all(ErfFloat64.NEAR_13); // float64 only
    private static final DoubleVector NEAR_14 = all(ErfFloat64.NEAR_14); // float64 only
    private static final DoubleVector NEAR_15 = all(ErfFloat64.NEAR_15); // float64 only
    private static final DoubleVector NEAR_16 = all(ErfFloat64.NEAR_16); // float64 only
    private static final DoubleVector NEAR_17 = all(ErfFloat64.NEAR_17); // float64 only

    private VectorErfFloat64() {}

    /// [ErfFloat64#erf].
    public static DoubleVector erf(DoubleVector x) {
        DoubleVector z = limited(x.abs());
        DoubleVector far = ONE.sub(scaledErfc(z).mul(exp(z, z)));
        LongVector sign = x.reinterpretAsLongs().and(MINUS_ZERO.reinterpretAsLongs());
        DoubleVector signed = far.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
        DoubleVector w = x.mul(x);
        DoubleVector near = ZERO;
        near = near.fma(w, NEAR_17); // float64 only
        near = near.fma(w, NEAR_16); // float64 only
        near = near.fma(w, NEAR_15); // float64 only
        near = near.fma(w, NEAR_14); // float64 only
        near = near.fma(w, NEAR_13); // float64 only
        near = near.fma(w, NEAR_12); // float64 only
        near = near.fma(w, NEAR_11); // float64 only
        near = near.fma(w, NEAR_10);
        near = near.fma(w, NEAR_9);
        near = near.fma(w, NEAR_8);
        near = near.fma(w, NEAR_7);
        near = near.fma(w, NEAR_6);
        near = near.fma(w, NEAR_5);
        near = near.fma(w, NEAR_4);
        near = near.fma(w, NEAR_3);
        near = near.fma(w, NEAR_2);
        near = near.fma(w, NEAR_1);
        near = near.fma(w, NEAR_0);
        return signed.blend(near.mul(x), z.compare(VectorOperators.LT, ONE));
    }

    /// [ErfFloat64#gelu].
    public static DoubleVector gelu(DoubleVector x) {
        DoubleVector a = limited(x.abs());
        DoubleVector tail = scaledErfc(a.mul(SQRT_HALF)).mul(exp(a.mul(HALF), a));
        var right = x.compare(VectorOperators.GT, ZERO);
        return x.mul(HALF).mul(tail.blend(TWO.sub(tail), right));
    }

    /// [ErfFloat64#geluSlope].
    public static DoubleVector geluSlope(DoubleVector x) {
        DoubleVector near = x.max(MINUS_FAR).min(FAR);
        DoubleVector a = near.abs();
        DoubleVector e = exp(a.mul(HALF), a);
        DoubleVector half = scaledErfc(a.mul(SQRT_HALF)).mul(e).mul(HALF);
        var right = x.compare(VectorOperators.GT, ZERO);
        DoubleVector distribution = half.blend(ONE.sub(half), right);
        return e.mul(DENSITY).fma(near, distribution);
    }

    /// NaN stays.
    private static DoubleVector limited(DoubleVector x) {
        return x.blend(FAR, x.compare(VectorOperators.GT, FAR));
    }

    /// `e^(-a·b)`, to the last digits also where `a·b` is large: what its rounding lost is put
    /// back.
    private static DoubleVector exp(DoubleVector a, DoubleVector b) {
        DoubleVector minusProduct = a.mul(b).neg();
        DoubleVector lost = a.fma(b, minusProduct);
        DoubleVector e = VectorMathFloat64.exp(minusProduct);
        return e.sub(e.mul(lost));
    }

    /// `e^(z²)·erfc z`.
    private static DoubleVector scaledErfc(DoubleVector z) {
        DoubleVector q = z.sub(K).div(z.add(K));
        DoubleVector y = ZERO;
        y = y.fma(q, C22); // float64 only
        y = y.fma(q, C21); // float64 only
        y = y.fma(q, C20); // float64 only
        y = y.fma(q, C19); // float64 only
        y = y.fma(q, C18); // float64 only
        y = y.fma(q, C17); // float64 only
        y = y.fma(q, C16); // float64 only
        y = y.fma(q, C15); // float64 only
        y = y.fma(q, C14); // float64 only
        y = y.fma(q, C13); // float64 only
        y = y.fma(q, C12); // float64 only
        y = y.fma(q, C11);
        y = y.fma(q, C10);
        y = y.fma(q, C9);
        y = y.fma(q, C8);
        y = y.fma(q, C7);
        y = y.fma(q, C6);
        y = y.fma(q, C5);
        y = y.fma(q, C4);
        y = y.fma(q, C3);
        y = y.fma(q, C2);
        y = y.fma(q, C1);
        y = y.fma(q, C0);
        return y.div(z.add(z).add(ONE));
    }
}

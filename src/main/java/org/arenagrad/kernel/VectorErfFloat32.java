// Generated from VectorErfFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.LanesFloat32.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// The error function of whole vectors. Where [Erf] chooses among four formulas, all lanes must go
/// one way here: `erfc z = e^(-z²)·f(q) / (1 + 2z)` for all `z >= 0`, with `q = (z - k) / (z + k)`
/// and a polynomial `f` (M. M. Shepherd and J. G. Laframboise, Chebyshev approximation of (1 + 2x)
/// exp(x²) erfc x in 0 ≤ x < ∞, Mathematics of Computation 36, 1981; `k` is theirs, the
/// coefficients are their series to the 22nd term, for float32 to the 11th, computed to 40 digits
/// and written in powers).
final class VectorErfFloat32 {
    private static final FloatVector ZERO = all(0);
    private static final FloatVector HALF = all(0.5);
    private static final FloatVector ONE = all(1);
    private static final FloatVector TWO = all(2);
    private static final FloatVector MINUS_ZERO = all(-0.0);
    private static final FloatVector SQRT_HALF = all(Math.sqrt(0.5));

    /// Beyond it `e^(-z²/2)` is zero.
    private static final FloatVector FAR = all(40);

    private static final FloatVector K = all(3.75);

    private static final FloatVector C0 = all(1.23751261927);
    private static final FloatVector C1 = all(-0.140240658321);
    private static final FloatVector C2 = all(0.00358627039402);
    private static final FloatVector C3 = all(0.0822784199835);
    private static final FloatVector C4 = all(-0.108814270149);
    private static final FloatVector C5 = all(0.0922907695913);
    private static final FloatVector C6 = all(-0.0586468587355);
    private static final FloatVector C7 = all(0.0284092523641);
    private static final FloatVector C8 = all(-0.00984449485967);
    private static final FloatVector C9 = all(0.00167591221798);
    private static final FloatVector C10 = all(0.000396307612989);
    private static final FloatVector C11 = all(-0.000224116746744);

    // The Taylor series of erf around 0.
    private static final FloatVector NEAR_0 = near(0);
    private static final FloatVector NEAR_1 = near(1);
    private static final FloatVector NEAR_2 = near(2);
    private static final FloatVector NEAR_3 = near(3);
    private static final FloatVector NEAR_4 = near(4);
    private static final FloatVector NEAR_5 = near(5);
    private static final FloatVector NEAR_6 = near(6);
    private static final FloatVector NEAR_7 = near(7);
    private static final FloatVector NEAR_8 = near(8);
    private static final FloatVector NEAR_9 = near(9);
    private static final FloatVector NEAR_10 = near(10);

    private VectorErfFloat32() {}

    /// `(-1)^n·2/√π / (n!·(2n + 1))`.
    private static FloatVector near(int n) {
        double term = 2 / Math.sqrt(Math.PI);
        for (int i = 1; i <= n; i++) {
            term = -term / i;
        }
        return all(term / (2 * n + 1));
    }

    /// `2/√π · ∫₀ˣ e^(-t²) dt`: near 0 by its own series, as `1 - erfc x` would cancel there.
    static FloatVector erf(FloatVector x) {
        FloatVector z = limited(x.abs());
        FloatVector far = ONE.sub(scaledErfc(z).mul(exp(z, z)));
        IntVector sign = x.reinterpretAsInts().and(MINUS_ZERO.reinterpretAsInts());
        FloatVector signed = far.reinterpretAsInts().or(sign).reinterpretAsFloats();
        FloatVector w = x.mul(x);
        FloatVector near = ZERO;
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

    /// As [Functions#gelu]: `x/2·erfc(-x/√2)`, and `erfc(-z) = 2 - erfc z`.
    static FloatVector gelu(FloatVector x) {
        FloatVector a = limited(x.abs());
        FloatVector tail = scaledErfc(a.mul(SQRT_HALF)).mul(exp(a.mul(HALF), a));
        var right = x.compare(VectorOperators.GT, ZERO);
        return x.mul(HALF).mul(tail.blend(TWO.sub(tail), right));
    }

    /// NaN stays.
    private static FloatVector limited(FloatVector x) {
        return x.blend(FAR, x.compare(VectorOperators.GT, FAR));
    }

    /// `e^(-a·b)`, to the last digits also where `a·b` is large: what its rounding lost is put
    /// back.
    private static FloatVector exp(FloatVector a, FloatVector b) {
        FloatVector minusProduct = a.mul(b).neg();
        FloatVector lost = a.fma(b, minusProduct);
        FloatVector e = VectorMathFloat32.exp(minusProduct);
        return e.sub(e.mul(lost));
    }

    /// `e^(z²)·erfc z`.
    private static FloatVector scaledErfc(FloatVector z) {
        FloatVector q = z.sub(K).div(z.add(K));
        FloatVector y = ZERO;
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

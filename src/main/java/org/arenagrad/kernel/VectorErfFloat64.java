package org.arenagrad.kernel;

import static org.arenagrad.kernel.LanesFloat64.all;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// The error function of whole vectors. Where [Erf] chooses among four formulas, all lanes must go
/// one way here: `erfc z = e^(-z²)·f(q) / (1 + 2z)` for all `z >= 0`, with `q = (z - k) / (z + k)`
/// and a polynomial `f` (M. M. Shepherd and J. G. Laframboise, Chebyshev approximation of (1 + 2x)
/// exp(x²) erfc x in 0 ≤ x < ∞, Mathematics of Computation 36, 1981; `k` is theirs, the
/// coefficients are their series to the 22nd term, for float32 to the 11th, computed to 40 digits
/// and written in powers).
final class VectorErfFloat64 {
    private static final DoubleVector ZERO = all(0);
    private static final DoubleVector HALF = all(0.5);
    private static final DoubleVector ONE = all(1);
    private static final DoubleVector TWO = all(2);
    private static final DoubleVector MINUS_ZERO = all(-0.0);
    private static final DoubleVector SQRT_HALF = all(Math.sqrt(0.5));

    /// Beyond it `e^(-z²/2)` is zero.
    private static final DoubleVector FAR = all(40);

    private static final DoubleVector K = all(3.75);

    private static final DoubleVector C0 = all(1.2375126308378275); // float64 only
    private static final DoubleVector C1 = all(-0.14024059858554525); // float64 only
    private static final DoubleVector C2 = all(0.0035854154854790257); // float64 only
    private static final DoubleVector C3 = all(0.08227673848999506); // float64 only
    private static final DoubleVector C4 = all(-0.10880393014244462); // float64 only
    private static final DoubleVector C5 = all(0.09230432116428125); // float64 only
    private static final DoubleVector C6 = all(-0.05869339857664934); // float64 only
    private static final DoubleVector C7 = all(0.02836227737211114); // float64 only
    private static final DoubleVector C8 = all(-0.009746579683265262); // float64 only
    private static final DoubleVector C9 = all(0.0017556261651970652); // float64 only
    private static final DoubleVector C10 = all(0.000293714378044958); // float64 only
    private static final DoubleVector C11 = all(-0.00029015535246077655); // float64 only
    private static final DoubleVector C12 = all(5.164652974177416e-05); // float64 only
    private static final DoubleVector C13 = all(2.2387565714911816e-05); // float64 only
    private static final DoubleVector C14 = all(-1.1438048033346894e-05); // float64 only
    private static final DoubleVector C15 = all(-9.792625707303523e-07); // float64 only
    private static final DoubleVector C16 = all(1.7419821586224816e-06); // float64 only
    private static final DoubleVector C17 = all(-5.084465378687302e-08); // float64 only
    private static final DoubleVector C18 = all(-2.4857126248016745e-07); // float64 only
    private static final DoubleVector C19 = all(1.879082322370048e-08); // float64 only
    private static final DoubleVector C20 = all(3.197926671666804e-08); // float64 only
    private static final DoubleVector C21 = all(-1.9551358868985616e-09); // float64 only
    private static final DoubleVector C22 = all(-2.623107347133476e-09); // float64 only

    // float32 only: private static final DoubleVector C0 = all(1.23751261927);
    // float32 only: private static final DoubleVector C1 = all(-0.140240658321);
    // float32 only: private static final DoubleVector C2 = all(0.00358627039402);
    // float32 only: private static final DoubleVector C3 = all(0.0822784199835);
    // float32 only: private static final DoubleVector C4 = all(-0.108814270149);
    // float32 only: private static final DoubleVector C5 = all(0.0922907695913);
    // float32 only: private static final DoubleVector C6 = all(-0.0586468587355);
    // float32 only: private static final DoubleVector C7 = all(0.0284092523641);
    // float32 only: private static final DoubleVector C8 = all(-0.00984449485967);
    // float32 only: private static final DoubleVector C9 = all(0.00167591221798);
    // float32 only: private static final DoubleVector C10 = all(0.000396307612989);
    // float32 only: private static final DoubleVector C11 = all(-0.000224116746744);

    // The Taylor series of erf around 0.
    private static final DoubleVector NEAR_0 = near(0);
    private static final DoubleVector NEAR_1 = near(1);
    private static final DoubleVector NEAR_2 = near(2);
    private static final DoubleVector NEAR_3 = near(3);
    private static final DoubleVector NEAR_4 = near(4);
    private static final DoubleVector NEAR_5 = near(5);
    private static final DoubleVector NEAR_6 = near(6);
    private static final DoubleVector NEAR_7 = near(7);
    private static final DoubleVector NEAR_8 = near(8);
    private static final DoubleVector NEAR_9 = near(9);
    private static final DoubleVector NEAR_10 = near(10);
    private static final DoubleVector NEAR_11 = near(11); // float64 only
    private static final DoubleVector NEAR_12 = near(12); // float64 only
    private static final DoubleVector NEAR_13 = near(13); // float64 only
    private static final DoubleVector NEAR_14 = near(14); // float64 only
    private static final DoubleVector NEAR_15 = near(15); // float64 only
    private static final DoubleVector NEAR_16 = near(16); // float64 only
    private static final DoubleVector NEAR_17 = near(17); // float64 only

    private VectorErfFloat64() {}

    /// `(-1)^n·2/√π / (n!·(2n + 1))`.
    private static DoubleVector near(int n) {
        double term = 2 / Math.sqrt(Math.PI);
        for (int i = 1; i <= n; i++) {
            term = -term / i;
        }
        return all(term / (2 * n + 1));
    }

    /// `2/√π · ∫₀ˣ e^(-t²) dt`: near 0 by its own series, as `1 - erfc x` would cancel there.
    static DoubleVector erf(DoubleVector x) {
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

    /// As [Functions#gelu]: `x/2·erfc(-x/√2)`, and `erfc(-z) = 2 - erfc z`.
    static DoubleVector gelu(DoubleVector x) {
        DoubleVector a = limited(x.abs());
        DoubleVector tail = scaledErfc(a.mul(SQRT_HALF)).mul(exp(a.mul(HALF), a));
        var right = x.compare(VectorOperators.GT, ZERO);
        return x.mul(HALF).mul(tail.blend(TWO.sub(tail), right));
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

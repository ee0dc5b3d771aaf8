package org.arenagrad.kernel.math;

import static org.arenagrad.kernel.math.ElementsFloat64.bits;
import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.ofBits;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;

/// The error function of one number, by a formula that suits vectors, in which all lanes must go
/// one way: `erfc z = e^(-z²)·f(q) / (1 + 2z)` for all `z >= 0`, with `q = (z - k) / (z + k)` and a
/// polynomial `f` (M. M. Shepherd and J. G. Laframboise, Chebyshev approximation of (1 + 2x)
/// exp(x²) erfc x in 0 ≤ x < ∞, Mathematics of Computation 36, 1981; `k` is theirs, the
/// coefficients are their series to the 22nd term, for float32 to the 11th, computed to 40 digits
/// and written in powers).
public final class ErfFloat64 {
    static final double SQRT_HALF = rounded(Math.sqrt(0.5));

    /// Beyond it `e^(-z²/2)` is zero.
    static final double FAR = 40;

    static final double K = 3.75;

    static final double C0 = rounded(1.2375126308378275); // float64 only
    static final double C1 = rounded(-0.14024059858554525); // float64 only
    static final double C2 = rounded(0.0035854154854790257); // float64 only
    static final double C3 = rounded(0.08227673848999506); // float64 only
    static final double C4 = rounded(-0.10880393014244462); // float64 only
    static final double C5 = rounded(0.09230432116428125); // float64 only
    static final double C6 = rounded(-0.05869339857664934); // float64 only
    static final double C7 = rounded(0.02836227737211114); // float64 only
    static final double C8 = rounded(-0.009746579683265262); // float64 only
    static final double C9 = rounded(0.0017556261651970652); // float64 only
    static final double C10 = rounded(0.000293714378044958); // float64 only
    static final double C11 = rounded(-0.00029015535246077655); // float64 only
    static final double C12 = rounded(5.164652974177416e-05); // float64 only
    static final double C13 = rounded(2.2387565714911816e-05); // float64 only
    static final double C14 = rounded(-1.1438048033346894e-05); // float64 only
    static final double C15 = rounded(-9.792625707303523e-07); // float64 only
    static final double C16 = rounded(1.7419821586224816e-06); // float64 only
    static final double C17 = rounded(-5.084465378687302e-08); // float64 only
    static final double C18 = rounded(-2.4857126248016745e-07); // float64 only
    static final double C19 = rounded(1.879082322370048e-08); // float64 only
    static final double C20 = rounded(3.197926671666804e-08); // float64 only
    static final double C21 = rounded(-1.9551358868985616e-09); // float64 only
    static final double C22 = rounded(-2.623107347133476e-09); // float64 only
    // float32 only: static final double C0 = rounded(1.23751261927);
    // float32 only: static final double C1 = rounded(-0.140240658321);
    // float32 only: static final double C2 = rounded(0.00358627039402);
    // float32 only: static final double C3 = rounded(0.0822784199835);
    // float32 only: static final double C4 = rounded(-0.108814270149);
    // float32 only: static final double C5 = rounded(0.0922907695913);
    // float32 only: static final double C6 = rounded(-0.0586468587355);
    // float32 only: static final double C7 = rounded(0.0284092523641);
    // float32 only: static final double C8 = rounded(-0.00984449485967);
    // float32 only: static final double C9 = rounded(0.00167591221798);
    // float32 only: static final double C10 = rounded(0.000396307612989);
    // float32 only: static final double C11 = rounded(-0.000224116746744);

    // The Taylor series of erf around 0.
    static final double NEAR_0 = near(0);
    static final double NEAR_1 = near(1);
    static final double NEAR_2 = near(2);
    static final double NEAR_3 = near(3);
    static final double NEAR_4 = near(4);
    static final double NEAR_5 = near(5);
    static final double NEAR_6 = near(6);
    static final double NEAR_7 = near(7);
    static final double NEAR_8 = near(8);
    static final double NEAR_9 = near(9);
    static final double NEAR_10 = near(10);
    static final double NEAR_11 = near(11); // float64 only
    static final double NEAR_12 = near(12); // float64 only
    static final double NEAR_13 = near(13); // float64 only
    static final double NEAR_14 = near(14); // float64 only
    static final double NEAR_15 = near(15); // float64 only
    static final double NEAR_16 = near(16); // float64 only
    static final double NEAR_17 = near(17); // float64 only

    static final double DENSITY = rounded(1 / Math.sqrt(2 * Math.PI));

    private ErfFloat64() {}

    /// `(-1)^n·2/√π / (n!·(2n + 1))`.
    private static double near(int n) {
        double term = 2 / Math.sqrt(Math.PI);
        for (int i = 1; i <= n; i++) {
            term = -term / i;
        }
        return rounded(term / (2 * n + 1));
    }

    /// `2/√π · ∫₀ˣ e^(-t²) dt`: near 0 by its own series, as `1 - erfc x` would cancel there.
    public static double erf(double x) {
        double z = limited(Math.abs(x));
        if (z < 1) {
            return rounded(nearSeries(rounded(x * x)) * x);
        }
        double far = rounded(1 - rounded(scaledErfc(z) * exp(z, z)));
        return ofBits(bits(far) | (bits(x) & bits(-0.0)));
    }

    private static double nearSeries(double w) {
        double y = 0;
        y = fma(y, w, NEAR_17); // float64 only
        y = fma(y, w, NEAR_16); // float64 only
        y = fma(y, w, NEAR_15); // float64 only
        y = fma(y, w, NEAR_14); // float64 only
        y = fma(y, w, NEAR_13); // float64 only
        y = fma(y, w, NEAR_12); // float64 only
        y = fma(y, w, NEAR_11); // float64 only
        y = fma(y, w, NEAR_10);
        y = fma(y, w, NEAR_9);
        y = fma(y, w, NEAR_8);
        y = fma(y, w, NEAR_7);
        y = fma(y, w, NEAR_6);
        y = fma(y, w, NEAR_5);
        y = fma(y, w, NEAR_4);
        y = fma(y, w, NEAR_3);
        y = fma(y, w, NEAR_2);
        y = fma(y, w, NEAR_1);
        y = fma(y, w, NEAR_0);
        return y;
    }

    /// `x·Φ(x)`, with `Φ(x) = erfc(-x/√2) / 2` (`1 + erf` would cancel in the left tail), and
    /// `erfc(-z) = 2 - erfc z`.
    public static double gelu(double x) {
        double a = limited(Math.abs(x));
        double tail = rounded(scaledErfc(rounded(a * SQRT_HALF)) * exp(rounded(a * 0.5), a));
        return rounded(rounded(x * 0.5) * (x > 0 ? rounded(2 - tail) : tail));
    }

    /// `Φ(x) + x·φ(x)`, the slope of [#gelu], with `φ(x) = e^(-x²/2) / √(2π)`.
    public static double geluSlope(double x) {
        double near = Math.min(Math.max(x, -FAR), FAR);
        double a = Math.abs(near);
        double e = exp(rounded(a * 0.5), a);
        double half = rounded(rounded(scaledErfc(rounded(a * SQRT_HALF)) * e) * 0.5);
        double distribution = x > 0 ? rounded(1 - half) : half;
        return fma(rounded(e * DENSITY), near, distribution);
    }

    /// NaN stays.
    private static double limited(double x) {
        return x > FAR ? FAR : x;
    }

    /// `e^(-a·b)`, to the last digits also where `a·b` is large: what its rounding lost is put
    /// back.
    private static double exp(double a, double b) {
        double minusProduct = -rounded(a * b);
        double lost = fma(a, b, minusProduct);
        double e = MathFloat64.exp(minusProduct);
        return rounded(e - rounded(e * lost));
    }

    /// `e^(z²)·erfc z`.
    private static double scaledErfc(double z) {
        double q = rounded(rounded(z - K) / rounded(z + K));
        double y = 0;
        y = fma(y, q, C22); // float64 only
        y = fma(y, q, C21); // float64 only
        y = fma(y, q, C20); // float64 only
        y = fma(y, q, C19); // float64 only
        y = fma(y, q, C18); // float64 only
        y = fma(y, q, C17); // float64 only
        y = fma(y, q, C16); // float64 only
        y = fma(y, q, C15); // float64 only
        y = fma(y, q, C14); // float64 only
        y = fma(y, q, C13); // float64 only
        y = fma(y, q, C12); // float64 only
        y = fma(y, q, C11);
        y = fma(y, q, C10);
        y = fma(y, q, C9);
        y = fma(y, q, C8);
        y = fma(y, q, C7);
        y = fma(y, q, C6);
        y = fma(y, q, C5);
        y = fma(y, q, C4);
        y = fma(y, q, C3);
        y = fma(y, q, C2);
        y = fma(y, q, C1);
        y = fma(y, q, C0);
        return rounded(y / rounded(rounded(z + z) + 1));
    }
}

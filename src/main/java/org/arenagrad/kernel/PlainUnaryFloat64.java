package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.rounded;
import static org.arenagrad.kernel.ElementsFloat64.set;

import java.lang.foreign.MemorySegment;

/// The loops of [VectorUnaryFloat64] for one element after the other, any stride, with the same
/// bits: for what whole vectors leave over, and for as long as vectors do not pay. What is one
/// operation of the processor's anyway is the scalar loops'.
final class PlainUnaryFloat64 {
    private PlainUnaryFloat64() {}

    static void apply(
            Unary op,
            double p,
            double q,
            MemorySegment x,
            long xo,
            long xs,
            MemorySegment y,
            long yo,
            long n) {
        switch (op) {
            case EXP -> exp(x, xo, xs, y, yo, n);
            case LOG -> log(x, xo, xs, y, yo, n);
            case TANH -> tanh(x, xo, xs, y, yo, n);
            case SIGMOID -> sigmoid(x, xo, xs, y, yo, n);
            case SOFTPLUS -> softplus(x, xo, xs, y, yo, n);
            case GELU_TANH -> geluTanh(x, xo, xs, y, yo, n);
            case SILU -> silu(x, xo, xs, y, yo, n);
            case LOG1P -> log1p(x, xo, xs, y, yo, n);
            case EXPM1 -> expm1(x, xo, xs, y, yo, n);
            case ELU -> elu(p, x, xo, xs, y, yo, n);
            case POW -> pow(p, x, xo, xs, y, yo, n);
            default -> ScalarUnaryFloat64.apply(op, p, q, x, xo, xs, y, yo, n);
        }
    }

    private static void exp(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.exp(get(x, xo + i * xs)));
        }
    }

    private static void log(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.log(get(x, xo + i * xs)));
        }
    }

    private static void tanh(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.tanh(get(x, xo + i * xs)));
        }
    }

    private static void sigmoid(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.sigmoid(get(x, xo + i * xs)));
        }
    }

    private static void softplus(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.softplus(get(x, xo + i * xs)));
        }
    }

    private static void geluTanh(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.geluTanh(get(x, xo + i * xs)));
        }
    }

    private static void silu(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.silu(get(x, xo + i * xs)));
        }
    }

    private static void log1p(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.log1p(get(x, xo + i * xs)));
        }
    }

    private static void expm1(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.expm1(get(x, xo + i * xs)));
        }
    }

    private static void elu(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, MathFloat64.elu(get(x, xo + i * xs), p));
        }
    }

    /// The small powers by multiplication, as there.
    private static void pow(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        if (p == 2) {
            ScalarUnaryFloat64.apply(Unary.SQUARE, 0, 0, x, xo, xs, y, yo, n);
        } else if (p == 3) {
            cube(x, xo, xs, y, yo, n);
        } else if (p == -1) {
            ScalarUnaryFloat64.apply(Unary.RECIPROCAL, 0, 0, x, xo, xs, y, yo, n);
        } else {
            ScalarUnaryFloat64.apply(Unary.POW, p, 0, x, xo, xs, y, yo, n);
        }
    }

    private static void cube(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            double v = get(x, xo + i * xs);
            set(y, yo + i, rounded(v * v) * v);
        }
    }
}

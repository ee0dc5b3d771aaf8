// Generated from ScalarUnaryFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.rounded;
import static org.arenagrad.kernel.ElementsFloat32.set;

import java.lang.foreign.MemorySegment;

/// The loops behind [Elementwise#unary], one per function.
final class ScalarUnaryFloat32 {
    private ScalarUnaryFloat32() {}

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
            case NEG -> neg(x, xo, xs, y, yo, n);
            case ABS -> abs(x, xo, xs, y, yo, n);
            case SIGN -> sign(x, xo, xs, y, yo, n);
            case EXP -> exp(x, xo, xs, y, yo, n);
            case LOG -> log(x, xo, xs, y, yo, n);
            case SQRT -> sqrt(x, xo, xs, y, yo, n);
            case SQUARE -> square(x, xo, xs, y, yo, n);
            case RECIPROCAL -> reciprocal(x, xo, xs, y, yo, n);
            case SIN -> sin(x, xo, xs, y, yo, n);
            case COS -> cos(x, xo, xs, y, yo, n);
            case TANH -> tanh(x, xo, xs, y, yo, n);
            case SIGMOID -> sigmoid(x, xo, xs, y, yo, n);
            case RELU -> relu(x, xo, xs, y, yo, n);
            case SOFTPLUS -> softplus(x, xo, xs, y, yo, n);
            case GELU -> gelu(x, xo, xs, y, yo, n);
            case GELU_TANH -> geluTanh(x, xo, xs, y, yo, n);
            case SILU -> silu(x, xo, xs, y, yo, n);
            case ELU -> elu(p, x, xo, xs, y, yo, n);
            case LOG1P -> log1p(x, xo, xs, y, yo, n);
            case EXPM1 -> expm1(x, xo, xs, y, yo, n);
            case ERF -> erf(x, xo, xs, y, yo, n);
            case LEAKY_RELU -> leakyRelu(p, x, xo, xs, y, yo, n);
            case POW -> pow(p, x, xo, xs, y, yo, n);
            case CLAMP -> clamp(p, q, x, xo, xs, y, yo, n);
            case ADD_SCALAR -> addScalar(p, x, xo, xs, y, yo, n);
            case MUL_SCALAR -> mulScalar(p, x, xo, xs, y, yo, n);
            case DIV_SCALAR -> divScalar(p, x, xo, xs, y, yo, n);
        }
    }

    private static void neg(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, -get(x, xo + i * xs));
        }
    }

    private static void abs(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.abs(get(x, xo + i * xs)));
        }
    }

    private static void sign(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.signum(get(x, xo + i * xs)));
        }
    }

    private static void exp(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.exp(get(x, xo + i * xs)));
        }
    }

    private static void log(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.log(get(x, xo + i * xs)));
        }
    }

    private static void sqrt(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.sqrt(get(x, xo + i * xs)));
        }
    }

    private static void square(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            double v = get(x, xo + i * xs);
            set(y, yo + i, v * v);
        }
    }

    private static void reciprocal(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, 1 / get(x, xo + i * xs));
        }
    }

    private static void sin(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.sin(get(x, xo + i * xs)));
        }
    }

    private static void cos(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.cos(get(x, xo + i * xs)));
        }
    }

    private static void tanh(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.tanh(get(x, xo + i * xs)));
        }
    }

    private static void sigmoid(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.sigmoid(get(x, xo + i * xs)));
        }
    }

    private static void relu(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.max(get(x, xo + i * xs), 0));
        }
    }

    private static void softplus(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.softplus(get(x, xo + i * xs)));
        }
    }

    private static void gelu(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.gelu(get(x, xo + i * xs)));
        }
    }

    private static void geluTanh(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.geluTanh(get(x, xo + i * xs)));
        }
    }

    private static void silu(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.silu(get(x, xo + i * xs)));
        }
    }

    private static void elu(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.elu(get(x, xo + i * xs), p));
        }
    }

    private static void log1p(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.log1p(get(x, xo + i * xs)));
        }
    }

    private static void expm1(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.expm1(get(x, xo + i * xs)));
        }
    }

    private static void erf(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Erf.erf(get(x, xo + i * xs)));
        }
    }

    private static void leakyRelu(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        double slope = rounded(p);
        for (long i = 0; i < n; i++) {
            double v = get(x, xo + i * xs);
            set(y, yo + i, v > 0 ? v : slope * v);
        }
    }

    private static void pow(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.pow(get(x, xo + i * xs), p));
        }
    }

    private static void clamp(
            double p,
            double q,
            MemorySegment x,
            long xo,
            long xs,
            MemorySegment y,
            long yo,
            long n) {
        double low = rounded(p);
        double high = rounded(q);
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.min(Math.max(get(x, xo + i * xs), low), high));
        }
    }

    private static void addScalar(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        double c = rounded(p);
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(x, xo + i * xs) + c);
        }
    }

    private static void mulScalar(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        double c = rounded(p);
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(x, xo + i * xs) * c);
        }
    }

    private static void divScalar(
            double p, MemorySegment x, long xo, long xs, MemorySegment y, long yo, long n) {
        double c = rounded(p);
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(x, xo + i * xs) / c);
        }
    }
}

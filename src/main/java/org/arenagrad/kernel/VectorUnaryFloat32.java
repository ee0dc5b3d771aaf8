// Generated from VectorUnaryFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.all;
import static org.arenagrad.kernel.LanesFloat32.known;
import static org.arenagrad.kernel.LanesFloat32.ones;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/// The loops behind [Elementwise#unary] for a contiguous run, one per function that has a good
/// vector form. Why those with a long formula are written as they are: see [LanesFloat32#known].
final class VectorUnaryFloat32 {
    private VectorUnaryFloat32() {}

    /// Does whole vectors from the front and says how many elements that were; the rest (all of
    /// them for a function without a loop here) is for the scalar loops.
    static long apply(
            Unary op,
            double p,
            double q,
            MemorySegment x,
            long xo,
            MemorySegment y,
            long yo,
            long n) {
        long whole = n - n % LANES;
        if (whole == 0) {
            return 0;
        }
        switch (op) {
            case NEG -> neg(x, xo, y, yo, whole);
            case ABS -> abs(x, xo, y, yo, whole);
            case SIGN -> sign(x, xo, y, yo, whole);
            case EXP -> exp(x, xo, y, yo, whole);
            case LOG -> log(x, xo, y, yo, whole);
            case SQRT -> sqrt(x, xo, y, yo, whole);
            case SQUARE -> square(x, xo, y, yo, whole);
            case RECIPROCAL -> reciprocal(x, xo, y, yo, whole);
            case TANH -> tanh(x, xo, y, yo, whole);
            case SIGMOID -> sigmoid(x, xo, y, yo, whole);
            case RELU -> relu(x, xo, y, yo, whole);
            case SOFTPLUS -> softplus(x, xo, y, yo, whole);
            case GELU -> gelu(x, xo, y, yo, whole);
            case GELU_TANH -> geluTanh(x, xo, y, yo, whole);
            case SILU -> silu(x, xo, y, yo, whole);
            case ELU -> elu(p, x, xo, y, yo, whole);
            case LOG1P -> log1p(x, xo, y, yo, whole);
            case EXPM1 -> expm1(x, xo, y, yo, whole);
            case ERF -> erf(x, xo, y, yo, whole);
            case LEAKY_RELU -> leakyRelu(p, x, xo, y, yo, whole);
            case CLAMP -> clamp(p, q, x, xo, y, yo, whole);
            case ADD_SCALAR -> addScalar(p, x, xo, y, yo, whole);
            case MUL_SCALAR -> mulScalar(p, x, xo, y, yo, whole);
            case DIV_SCALAR -> divScalar(p, x, xo, y, yo, whole);
            case POW -> {
                return pow(p, x, xo, y, yo, whole);
            }
            case SIN, COS -> {
                return 0;
            }
        }
        return whole;
    }

    private static void neg(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .neg()
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void abs(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .abs()
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void sign(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector zero = all(0);
        for (long i = 0; i < n; i += LANES) {
            FloatVector v = fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER);
            VectorMask<Float> positive = v.compare(VectorOperators.GT, zero);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, zero);
            // What is neither, a zero of either sign or NaN, stays as it is.
            FloatVector signs = ones(positive).sub(ones(negative));
            signs.blend(v, positive.or(negative).not())
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void exp(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.exp(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void log(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.log(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void sqrt(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .sqrt()
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void square(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            FloatVector v = fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER);
            v.mul(v).intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void reciprocal(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector one = all(1);
        for (long i = 0; i < n; i += LANES) {
            one.div(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void tanh(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.tanh(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void sigmoid(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.sigmoid(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void relu(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector zero = all(0);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .max(zero)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void softplus(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.softplus(
                            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void gelu(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorErfFloat32.gelu(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void geluTanh(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.geluTanh(
                            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void silu(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.silu(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void elu(double p, MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector alpha = all(p);
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.elu(
                            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER), alpha)
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void log1p(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.log1p(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void expm1(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorMathFloat32.expm1(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void erf(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        MemorySegment out = known(y);
        for (long i = 0; i < n; i += LANES) {
            VectorErfFloat32.erf(fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(out, (yo + i) * BYTES, ORDER);
        }
    }

    private static void leakyRelu(
            double p, MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector zero = all(0);
        FloatVector slope = all(p);
        for (long i = 0; i < n; i += LANES) {
            FloatVector v = fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER);
            v.mul(slope)
                    .blend(v, v.compare(VectorOperators.GT, zero))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void clamp(
            double p, double q, MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector low = all(p);
        FloatVector high = all(q);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .max(low)
                    .min(high)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void addScalar(
            double p, MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector c = all(p);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .add(c)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void mulScalar(
            double p, MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector c = all(p);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .mul(c)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void divScalar(
            double p, MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        FloatVector c = all(p);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER)
                    .div(c)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    /// The small powers; any other is for the scalar loop.
    private static long pow(double p, MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        if (p == 2) {
            square(x, xo, y, yo, n);
        } else if (p == 3) {
            cube(x, xo, y, yo, n);
        } else if (p == -1) {
            reciprocal(x, xo, y, yo, n);
        } else {
            return 0;
        }
        return n;
    }

    private static void cube(MemorySegment x, long xo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            FloatVector v = fromMemorySegment(SPECIES, known(x), (xo + i) * BYTES, ORDER);
            v.mul(v).mul(v).intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }
}

package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.LanesFloat64.BYTES;
import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.ORDER;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.LanesFloat64.all;
import static org.arenagrad.kernel.LanesFloat64.known;
import static org.arenagrad.kernel.LanesFloat64.ones;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/// The loops behind [Elementwise#binary] for two contiguous runs, one per function that has a good
/// vector form.
final class VectorBinaryFloat64 {
    private VectorBinaryFloat64() {}

    /// Does whole vectors from the front and says how many elements that were; the rest is for the
    /// scalar loops.
    static long apply(
            Binary op,
            MemorySegment a,
            long ao,
            MemorySegment b,
            long bo,
            MemorySegment y,
            long yo,
            long n) {
        long whole = n - n % LANES;
        if (whole == 0) {
            return 0;
        }
        switch (op) {
            case ADD -> add(a, ao, b, bo, y, yo, whole);
            case SUB -> sub(a, ao, b, bo, y, yo, whole);
            case MUL -> mul(a, ao, b, bo, y, yo, whole);
            case DIV -> div(a, ao, b, bo, y, yo, whole);
            case MAXIMUM -> maximum(a, ao, b, bo, y, yo, whole);
            case MINIMUM -> minimum(a, ao, b, bo, y, yo, whole);
            case EQ -> equal(a, ao, b, bo, y, yo, whole);
            case NE -> notEqual(a, ao, b, bo, y, yo, whole);
            case LT -> less(a, ao, b, bo, y, yo, whole);
            case LE -> lessOrEqual(a, ao, b, bo, y, yo, whole);
            case GT -> greater(a, ao, b, bo, y, yo, whole);
            case GE -> greaterOrEqual(a, ao, b, bo, y, yo, whole);
            case RELU_GRAD -> reluGrad(a, ao, b, bo, y, yo, whole);
            case TANH_GRAD -> tanhGrad(a, ao, b, bo, y, yo, whole);
            case SIGMOID_GRAD -> sigmoidGrad(a, ao, b, bo, y, yo, whole);
            case POW -> {
                return 0;
            }
        }
        return whole;
    }

    private static void add(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .add(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void sub(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .sub(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void mul(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .mul(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void div(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .div(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void maximum(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .max(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void minimum(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .min(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void equal(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(
                                    VectorOperators.EQ,
                                    fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void notEqual(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(
                                    VectorOperators.NE,
                                    fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void less(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(
                                    VectorOperators.LT,
                                    fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void lessOrEqual(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(
                                    VectorOperators.LE,
                                    fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void greater(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(
                                    VectorOperators.GT,
                                    fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void greaterOrEqual(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(
                                    VectorOperators.GE,
                                    fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void reluGrad(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        DoubleVector zero = all(0);
        for (long i = 0; i < n; i += LANES) {
            var passes =
                    fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)
                            .compare(VectorOperators.GT, zero);
            zero.blend(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER), passes)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void tanhGrad(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        DoubleVector one = all(1);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector t = fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER);
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .mul(one.sub(t))
                    .mul(one.add(t))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void sigmoidGrad(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        DoubleVector one = all(1);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector s = fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER);
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .mul(s)
                    .mul(one.sub(s))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }
}

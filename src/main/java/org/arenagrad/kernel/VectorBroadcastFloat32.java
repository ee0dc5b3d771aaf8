// Generated from VectorBroadcastFloat64.java by Float32Generator: do not edit.
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
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/// The loops behind [Elementwise#binary] for one contiguous run and one number. Where the function
/// has a mirror image (`a < b` is `b > a`), only the number on the right has a loop.
final class VectorBroadcastFloat32 {
    private VectorBroadcastFloat32() {}

    /// The number on the right. Does whole vectors from the front and says how many elements that
    /// were; the rest is for the scalar loops.
    static long right(
            Binary op, MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        long whole = n - n % LANES;
        if (whole == 0) {
            return 0;
        }
        switch (op) {
            case ADD -> add(a, ao, b, y, yo, whole);
            case SUB -> sub(a, ao, b, y, yo, whole);
            case MUL -> mul(a, ao, b, y, yo, whole);
            case DIV -> div(a, ao, b, y, yo, whole);
            case MAXIMUM -> maximum(a, ao, b, y, yo, whole);
            case MINIMUM -> minimum(a, ao, b, y, yo, whole);
            case EQ -> equal(a, ao, b, y, yo, whole);
            case NE -> notEqual(a, ao, b, y, yo, whole);
            case LT -> less(a, ao, b, y, yo, whole);
            case LE -> lessOrEqual(a, ao, b, y, yo, whole);
            case GT -> greater(a, ao, b, y, yo, whole);
            case GE -> greaterOrEqual(a, ao, b, y, yo, whole);
            case POW, RELU_GRAD, TANH_GRAD, SIGMOID_GRAD -> {
                return 0;
            }
        }
        return whole;
    }

    /// The number on the left.
    static long left(
            Binary op, double a, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        long whole = n - n % LANES;
        if (whole == 0) {
            return 0;
        }
        switch (op) {
            case ADD, MUL, MAXIMUM, MINIMUM, EQ, NE -> right(op, b, bo, a, y, yo, whole);
            case LT -> right(Binary.GT, b, bo, a, y, yo, whole);
            case LE -> right(Binary.GE, b, bo, a, y, yo, whole);
            case GT -> right(Binary.LT, b, bo, a, y, yo, whole);
            case GE -> right(Binary.LE, b, bo, a, y, yo, whole);
            case SUB -> subFrom(a, b, bo, y, yo, whole);
            case DIV -> divInto(a, b, bo, y, yo, whole);
            case RELU_GRAD -> reluGrad(a, b, bo, y, yo, whole);
            case TANH_GRAD -> tanhGrad(a, b, bo, y, yo, whole);
            case SIGMOID_GRAD -> sigmoidGrad(a, b, bo, y, yo, whole);
            case POW -> {
                return 0;
            }
        }
        return whole;
    }

    private static void add(MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .add(vb)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void sub(MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .sub(vb)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void mul(MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .mul(vb)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void div(MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .div(vb)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void maximum(
            MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .max(vb)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void minimum(
            MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                    .min(vb)
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void equal(
            MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(VectorOperators.EQ, vb))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void notEqual(
            MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(VectorOperators.NE, vb))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void less(MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(VectorOperators.LT, vb))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void lessOrEqual(
            MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(VectorOperators.LE, vb))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void greater(
            MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(VectorOperators.GT, vb))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void greaterOrEqual(
            MemorySegment a, long ao, double b, MemorySegment y, long yo, long n) {
        FloatVector vb = all(b);
        for (long i = 0; i < n; i += LANES) {
            ones(fromMemorySegment(SPECIES, known(a), (ao + i) * BYTES, ORDER)
                            .compare(VectorOperators.GE, vb))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void subFrom(
            double a, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        FloatVector va = all(a);
        for (long i = 0; i < n; i += LANES) {
            va.sub(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void divInto(
            double a, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        FloatVector va = all(a);
        for (long i = 0; i < n; i += LANES) {
            va.div(fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void reluGrad(
            double a, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        FloatVector va = all(a);
        FloatVector zero = all(0);
        for (long i = 0; i < n; i += LANES) {
            zero.blend(
                            va,
                            fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER)
                                    .compare(VectorOperators.GT, zero))
                    .intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void tanhGrad(
            double a, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        FloatVector va = all(a);
        FloatVector one = all(1);
        for (long i = 0; i < n; i += LANES) {
            FloatVector t = fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER);
            va.mul(one.sub(t)).mul(one.add(t)).intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }

    private static void sigmoidGrad(
            double a, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        FloatVector va = all(a);
        FloatVector one = all(1);
        for (long i = 0; i < n; i += LANES) {
            FloatVector s = fromMemorySegment(SPECIES, known(b), (bo + i) * BYTES, ORDER);
            va.mul(s).mul(one.sub(s)).intoMemorySegment(known(y), (yo + i) * BYTES, ORDER);
        }
    }
}

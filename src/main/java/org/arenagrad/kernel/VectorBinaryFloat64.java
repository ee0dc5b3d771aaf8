package org.arenagrad.kernel;

import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.all;
import static org.arenagrad.kernel.LanesFloat64.load;
import static org.arenagrad.kernel.LanesFloat64.ones;
import static org.arenagrad.kernel.LanesFloat64.store;

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
            store(load(a, ao + i).add(load(b, bo + i)), y, yo + i);
        }
    }

    private static void sub(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(load(a, ao + i).sub(load(b, bo + i)), y, yo + i);
        }
    }

    private static void mul(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(load(a, ao + i).mul(load(b, bo + i)), y, yo + i);
        }
    }

    private static void div(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(load(a, ao + i).div(load(b, bo + i)), y, yo + i);
        }
    }

    private static void maximum(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(load(a, ao + i).max(load(b, bo + i)), y, yo + i);
        }
    }

    private static void minimum(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(load(a, ao + i).min(load(b, bo + i)), y, yo + i);
        }
    }

    private static void equal(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(ones(load(a, ao + i).compare(VectorOperators.EQ, load(b, bo + i))), y, yo + i);
        }
    }

    private static void notEqual(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(ones(load(a, ao + i).compare(VectorOperators.NE, load(b, bo + i))), y, yo + i);
        }
    }

    private static void less(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(ones(load(a, ao + i).compare(VectorOperators.LT, load(b, bo + i))), y, yo + i);
        }
    }

    private static void lessOrEqual(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(ones(load(a, ao + i).compare(VectorOperators.LE, load(b, bo + i))), y, yo + i);
        }
    }

    private static void greater(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(ones(load(a, ao + i).compare(VectorOperators.GT, load(b, bo + i))), y, yo + i);
        }
    }

    private static void greaterOrEqual(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        for (long i = 0; i < n; i += LANES) {
            store(ones(load(a, ao + i).compare(VectorOperators.GE, load(b, bo + i))), y, yo + i);
        }
    }

    private static void reluGrad(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        DoubleVector zero = all(0);
        for (long i = 0; i < n; i += LANES) {
            var passes = load(b, bo + i).compare(VectorOperators.GT, zero);
            store(zero.blend(load(a, ao + i), passes), y, yo + i);
        }
    }

    private static void tanhGrad(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        DoubleVector one = all(1);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector t = load(b, bo + i);
            store(load(a, ao + i).mul(one.sub(t)).mul(one.add(t)), y, yo + i);
        }
    }

    private static void sigmoidGrad(
            MemorySegment a, long ao, MemorySegment b, long bo, MemorySegment y, long yo, long n) {
        DoubleVector one = all(1);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector s = load(b, bo + i);
            store(load(a, ao + i).mul(s).mul(one.sub(s)), y, yo + i);
        }
    }
}

package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.bits;
import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.ofBits;
import static org.arenagrad.kernel.ElementsFloat64.rounded;
import static org.arenagrad.kernel.ElementsFloat64.set;

import java.lang.foreign.MemorySegment;

/// The loops behind [Elementwise#binary], one per function.
final class ScalarBinaryFloat64 {
    private ScalarBinaryFloat64() {}

    static void apply(
            Binary op,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        switch (op) {
            case ADD -> add(a, ao, as, b, bo, bs, y, yo, n);
            case SUB -> sub(a, ao, as, b, bo, bs, y, yo, n);
            case MUL -> mul(a, ao, as, b, bo, bs, y, yo, n);
            case DIV -> div(a, ao, as, b, bo, bs, y, yo, n);
            case MAXIMUM -> maximum(a, ao, as, b, bo, bs, y, yo, n);
            case MINIMUM -> minimum(a, ao, as, b, bo, bs, y, yo, n);
            case POW -> pow(a, ao, as, b, bo, bs, y, yo, n);
            case EQ -> equal(a, ao, as, b, bo, bs, y, yo, n);
            case NE -> notEqual(a, ao, as, b, bo, bs, y, yo, n);
            case LT -> less(a, ao, as, b, bo, bs, y, yo, n);
            case LE -> lessOrEqual(a, ao, as, b, bo, bs, y, yo, n);
            case GT -> greater(a, ao, as, b, bo, bs, y, yo, n);
            case GE -> greaterOrEqual(a, ao, as, b, bo, bs, y, yo, n);
            case RELU_GRAD -> reluGrad(a, ao, as, b, bo, bs, y, yo, n);
            case TANH_GRAD -> tanhGrad(a, ao, as, b, bo, bs, y, yo, n);
            case SIGMOID_GRAD -> sigmoidGrad(a, ao, as, b, bo, bs, y, yo, n);
        }
    }

    private static void add(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) + get(b, bo + i * bs));
        }
    }

    private static void sub(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) - get(b, bo + i * bs));
        }
    }

    private static void mul(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) * get(b, bo + i * bs));
        }
    }

    private static void div(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) / get(b, bo + i * bs));
        }
    }

    private static void maximum(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.max(get(a, ao + i * as), get(b, bo + i * bs)));
        }
    }

    private static void minimum(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Math.min(get(a, ao + i * as), get(b, bo + i * bs)));
        }
    }

    private static void pow(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, Functions.pow(get(a, ao + i * as), get(b, bo + i * bs)));
        }
    }

    private static void equal(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) == get(b, bo + i * bs) ? 1 : 0);
        }
    }

    private static void notEqual(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) != get(b, bo + i * bs) ? 1 : 0);
        }
    }

    private static void less(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) < get(b, bo + i * bs) ? 1 : 0);
        }
    }

    private static void lessOrEqual(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) <= get(b, bo + i * bs) ? 1 : 0);
        }
    }

    private static void greater(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) > get(b, bo + i * bs) ? 1 : 0);
        }
    }

    private static void greaterOrEqual(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            set(y, yo + i, get(a, ao + i * as) >= get(b, bo + i * bs) ? 1 : 0);
        }
    }

    // By bits, as signs come at random: a branch would be mispredicted every other time.
    private static void reluGrad(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            long mask = get(b, bo + i * bs) > 0 ? -1 : 0;
            set(y, yo + i, ofBits(bits(get(a, ao + i * as)) & mask));
        }
    }

    private static void tanhGrad(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            double t = get(b, bo + i * bs);
            set(y, yo + i, rounded(get(a, ao + i * as) * rounded(1 - t)) * rounded(1 + t));
        }
    }

    private static void sigmoidGrad(
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        for (long i = 0; i < n; i++) {
            double s = get(b, bo + i * bs);
            set(y, yo + i, rounded(get(a, ao + i * as) * s) * rounded(1 - s));
        }
    }
}

package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.fail;

import org.arenagrad.kernel.Kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/// Holds `scalar` and `vector` against each other, bit by bit. (Of NaN there is one: which one
/// comes out of an operation, processors do not agree on.)
final class SameBits {
    /// What a kernel is asked for.
    interface Call {
        void on(Kernels kernels, MemorySegment y);
    }

    private final ElementType type;
    private final Arena arena;
    private final Kernels scalar;
    private final Kernels vector;

    SameBits(ElementType type, Arena arena) {
        this.type = type;
        this.arena = arena;
        this.scalar = type.of("scalar");
        this.vector = type.of("vector");
    }

    /// Fails unless both do the same to memory that holds `before`.
    void check(String what, double[] before, Call call) {
        double[] expected = result(scalar, before, call);
        double[] actual = result(vector, before, call);
        int at = Arrays.mismatch(actual, expected);
        if (at >= 0) {
            fail(
                    "%s, %s: element %d is %s by vectors, %s alone"
                            .formatted(what, type, at, actual[at], expected[at]));
        }
    }

    private double[] result(Kernels kernels, double[] before, Call call) {
        MemorySegment y = type.segment(arena, before);
        call.on(kernels, y);
        return type.values(y);
    }

    /// Elements that a kernel must leave alone, and two more.
    static double[] untouched(int n) {
        double[] values = new double[n + 2];
        Arrays.fill(values, Samples.UNTOUCHED);
        return values;
    }

    /// Numbers of every exponent and both signs, and NaN; every other one of an ordinary size.
    static double[] ofEveryExponent(ElementType type, int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            long bits = random.nextLong();
            double any =
                    type == ElementType.FLOAT64
                            ? Double.longBitsToDouble(bits)
                            : Float.intBitsToFloat((int) bits);
            values[i] = i % 2 == 0 ? any : random.nextGaussian() * 50;
        }
        return values;
    }
}

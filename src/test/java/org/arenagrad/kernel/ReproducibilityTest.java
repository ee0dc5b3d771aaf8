package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

/// The same numbers, to the last bit, before and after the just-in-time compiler has seen a loop: a
/// training run must not depend on when it did. And sums that do not drift.
@Tag("backend")
class ReproducibilityTest {
    private static final int N = 200;
    private static final int UNTIL_COMPILED = 5000;

    static Stream<Arguments> backends() {
        return Samples.backends();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void elementwise(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = type.segment(arena, Samples.normal(N, 1));
            for (Unary op : Unary.values()) {
                MemorySegment first = type.segment(arena, new double[N]);
                MemorySegment last = type.segment(arena, new double[N]);
                kernel.unary(op, 0.7, 1, x, 0, 1, first, 0, N);
                for (int i = 0; i < UNTIL_COMPILED; i++) {
                    kernel.unary(op, 0.7, 1, x, 0, 1, last, 0, N);
                }
                assertThat(type.values(last)).as(op.toString()).containsExactly(type.values(first));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sums(String backend, ElementType type) {
        Reductions kernel = type.of(backend).reductions();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = type.segment(arena, Samples.normal(N, 1));
            double first = kernel.reduce(Reduction.SUM, x, 0, 1, N);
            double last = 0;
            for (int i = 0; i < UNTIL_COMPILED; i++) {
                last = kernel.reduce(Reduction.SUM, x, 0, 1, N);
            }
            assertThat(last).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void longSumsDoNotDrift(String backend, ElementType type) {
        int n = 1 << 20;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate((long) n * type.bytes, 64);
            type.of(backend).elementwise().fill(x, 0, 1, n, 0.1);
            double tenth = type.get(x, 0);
            double sum = type.of(backend).reductions().reduce(Reduction.SUM, x, 0, 1, n);
            assertThat(Math.abs(sum / (tenth * n) - 1)).isLessThan(type.tolerance);
        }
    }
}

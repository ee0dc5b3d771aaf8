package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.util.function.Consumer;

/// The same numbers, to the last bit, before and after the just-in-time compiler has seen a loop: a
/// training run must not depend on when it did. And sums that do not drift.
@Tag("backend")
class ReproducibilityTest {
    private static final int N = 68;
    private static final int UNTIL_COMPILED = 2000;

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void elementwise(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        try (Arena arena = Arena.ofConfined()) {
            Span a = Span.of(type.segment(arena, Samples.normal(N, 1)), 0);
            Span b = Span.of(type.segment(arena, Samples.normal(N, 2)), 0);
            for (Unary op : Unary.values()) {
                check(type, arena, op, y -> kernel.unary(op, a, y, N));
            }
            for (Binary op : Binary.values()) {
                check(type, arena, op, y -> kernel.binary(op, a, b, y, N));
            }
            for (Ternary op : Ternary.values()) {
                check(type, arena, op, y -> kernel.ternary(op, a, b, 0.3, y, N));
            }
        }
    }

    private static void check(ElementType type, Arena arena, Enum<?> op, Consumer<Span> call) {
        Span first = Span.of(type.segment(arena, new double[N]), 0);
        Span last = Span.of(type.segment(arena, new double[N]), 0);
        call.accept(first);
        for (int i = 0; i < UNTIL_COMPILED; i++) {
            call.accept(last);
        }
        assertThat(type.values(last.segment()))
                .as(op.toString())
                .isEqualTo(type.values(first.segment()));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void folds(String backend, ElementType type) {
        Reductions kernel = type.of(backend).reductions();
        try (Arena arena = Arena.ofConfined()) {
            Span x = Span.of(type.segment(arena, Samples.normal(2 * N, 1)), 0);
            for (Reduction op : Reduction.values()) {
                double first = kernel.reduce(op, x, 2 * N);
                double last = 0;
                for (int i = 0; i < UNTIL_COMPILED; i++) {
                    last = kernel.reduce(op, x, 2 * N);
                }
                assertThat(last).as(op.toString()).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void longSumsDoNotDrift(String backend, ElementType type) {
        int n = 1 << 20;
        try (Arena arena = Arena.ofConfined()) {
            Kernels kernels = type.of(backend);
            Span x = Span.of(arena.allocate((long) n * type.bytes, 64), 0);
            kernels.elementwise().fill(x, n, 0.1);
            double tenth = type.get(x.segment(), 0);
            double sum = kernels.reductions().reduce(Reduction.SUM, x, n);
            assertThat(Math.abs(sum / (tenth * n) - 1)).isLessThan(type.tolerance);
        }
    }
}

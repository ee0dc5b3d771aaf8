package org.arenagrad.kernel;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Every backend against the scalar oracle: optimizer steps, several in a row.
@Tag("backend")
class UpdatesBackendsTest {
    private static final int OFFSET = 3;
    private static final int STEPS = 3;

    /// A parameter, its gradient and up to three states.
    private record State(
            MemorySegment p, MemorySegment g, MemorySegment a, MemorySegment b, MemorySegment c) {}

    private interface Call {
        void on(Updates kernel, State s, int n, int step);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void sgd(String backend, ElementType type) {
        compare(
                backend,
                type,
                (kernel, s, n, step) ->
                        kernel.sgd(
                                s.p, OFFSET, s.g, 1, null, step == 1, n, 0.1, 0, 0, 0.01, false));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void sgdWithMomentum(String backend, ElementType type) {
        for (boolean nesterov : new boolean[] {false, true}) {
            compare(
                    backend,
                    type,
                    (kernel, s, n, step) ->
                            kernel.sgd(
                                    s.p, OFFSET, s.g, 1, s.a, step == 1, n, 0.1, 0.9, 0.2, 0.01,
                                    nesterov));
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void adam(String backend, ElementType type) {
        for (boolean decoupled : new boolean[] {false, true}) {
            for (boolean amsgrad : new boolean[] {false, true}) {
                compare(
                        backend,
                        type,
                        (kernel, s, n, step) ->
                                kernel.adam(
                                        s.p,
                                        OFFSET,
                                        s.g,
                                        1,
                                        s.a,
                                        s.b,
                                        amsgrad ? s.c : null,
                                        n,
                                        0.1,
                                        0.9,
                                        0.99,
                                        1e-8,
                                        0.01,
                                        decoupled,
                                        1 - Math.pow(0.9, step),
                                        1 - Math.pow(0.99, step)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void rmsprop(String backend, ElementType type) {
        compare(
                backend,
                type,
                (kernel, s, n, step) ->
                        kernel.rmsprop(s.p, OFFSET, s.g, 1, s.a, n, 0.1, 0.9, 1e-8, 0.01));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void adagrad(String backend, ElementType type) {
        compare(
                backend,
                type,
                (kernel, s, n, step) ->
                        kernel.adagrad(s.p, OFFSET, s.g, 1, s.a, n, 0.1, 1e-8, 0.01));
    }

    private static void compare(String backend, ElementType type, Call call) {
        for (int n : Samples.SIZES) {
            try (Arena arena = Arena.ofConfined()) {
                State actual = state(arena, type, n);
                State expected = state(arena, type, n);
                for (int step = 1; step <= STEPS; step++) {
                    call.on(type.of(backend).updates(), actual, n, step);
                    call.on(type.oracle().updates(), expected, n, step);
                }
                check(type, "parameter, n=" + n, actual.p, expected.p);
                check(type, "gradient, n=" + n, actual.g, expected.g);
                check(type, "first state, n=" + n, actual.a, expected.a);
                check(type, "second state, n=" + n, actual.b, expected.b);
                check(type, "third state, n=" + n, actual.c, expected.c);
            }
        }
    }

    private static void check(
            ElementType type, String what, MemorySegment actual, MemorySegment expected) {
        Samples.assertClose(type, what, type.values(actual), type.values(expected), 2);
    }

    private static State state(Arena arena, ElementType type, int n) {
        double[] zeros = new double[n];
        double[] gradient = Samples.normal(n + 2, n + 1L);
        if (n > 20) {
            gradient[5] = 0;
            gradient[9] = 1e-12;
        }
        return new State(
                type.segment(arena, Samples.normal(n + 2 * OFFSET, n)),
                type.segment(arena, gradient),
                type.segment(arena, zeros),
                type.segment(arena, zeros),
                type.segment(arena, zeros));
    }
}

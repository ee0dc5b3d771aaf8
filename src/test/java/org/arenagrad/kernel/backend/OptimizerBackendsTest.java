package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.OptimizerKernels.Adagrad;
import org.arenagrad.kernel.OptimizerKernels.Adam;
import org.arenagrad.kernel.OptimizerKernels.RmsProp;
import org.arenagrad.kernel.OptimizerKernels.Sgd;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.oracle.OptimizerSteps;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.util.Arrays;

/// Every backend against the oracle: optimizer steps, several in a row.
@Tag("backend")
class OptimizerBackendsTest {
    private static final int OFFSET = 3;
    private static final int STEPS = 3;

    /// A parameter, its gradient and up to three states, none of them at the start of its memory.
    private record Kernel(Span p, Span g, Span a, Span b, Span c) {}

    /// The same as numbers.
    private static final class Numbers {
        private final double[] p;
        private final double[] g;
        private final double[] a;
        private final double[] b;
        private final double[] c;

        Numbers(double[] p, double[] g, double[] a, double[] b, double[] c) {
            this.p = p;
            this.g = g;
            this.a = a;
            this.b = b;
            this.c = c;
        }
    }

    private interface Call {
        void on(OptimizerKernels kernel, Kernel s, int n, int step);
    }

    private interface Expected {
        void on(Numbers s, int step);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void sgd(String backend, ElementType type) {
        Sgd sgd = new Sgd(0.1, 0, 0, 0.01, false, false);
        compare(
                backend,
                type,
                (kernel, s, n, _) -> kernel.sgd(sgd, s.p, s.g, null, n),
                (s, _) -> OptimizerSteps.sgd(sgd, s.p, s.g, null));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void sgdWithMomentum(String backend, ElementType type) {
        for (boolean nesterov : new boolean[] {false, true}) {
            compare(
                    backend,
                    type,
                    (kernel, s, n, step) -> kernel.sgd(sgd(nesterov, step), s.p, s.g, s.a, n),
                    (s, step) -> OptimizerSteps.sgd(sgd(nesterov, step), s.p, s.g, s.a));
        }
    }

    private static Sgd sgd(boolean nesterov, int step) {
        return new Sgd(0.1, 0.9, 0.2, 0.01, nesterov, step == 1);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void adam(String backend, ElementType type) {
        for (boolean decoupled : new boolean[] {false, true}) {
            for (boolean amsgrad : new boolean[] {false, true}) {
                compare(
                        backend,
                        type,
                        (kernel, s, n, step) ->
                                kernel.adam(
                                        adam(decoupled, step),
                                        s.p,
                                        s.g,
                                        s.a,
                                        s.b,
                                        amsgrad ? s.c : null,
                                        n),
                        (s, step) ->
                                OptimizerSteps.adam(
                                        adam(decoupled, step),
                                        s.p,
                                        s.g,
                                        s.a,
                                        s.b,
                                        amsgrad ? s.c : null));
            }
        }
    }

    private static Adam adam(boolean decoupled, int step) {
        double bias1 = 1 - Math.pow(0.9, step);
        double bias2 = 1 - Math.pow(0.99, step);
        return new Adam(0.1, 0.9, 0.99, 1e-8, 0.01, decoupled, bias1, bias2);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void rmsProp(String backend, ElementType type) {
        RmsProp rmsProp = new RmsProp(0.1, 0.9, 1e-8, 0.01);
        compare(
                backend,
                type,
                (kernel, s, n, _) -> kernel.rmsProp(rmsProp, s.p, s.g, s.a, n),
                (s, _) -> OptimizerSteps.rmsProp(rmsProp, s.p, s.g, s.a));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void adagrad(String backend, ElementType type) {
        Adagrad adagrad = new Adagrad(0.1, 1e-8, 0.01);
        compare(
                backend,
                type,
                (kernel, s, n, _) -> kernel.adagrad(adagrad, s.p, s.g, s.a, n),
                (s, _) -> OptimizerSteps.adagrad(adagrad, s.p, s.g, s.a));
    }

    private static void compare(String backend, ElementType type, Call call, Expected oracle) {
        OptimizerKernels kernels = type.of(backend).optimizer();
        for (int n : Samples.SIZES) {
            try (Arena arena = Arena.ofConfined()) {
                double[] gradient = Samples.normal(n, n + 1L);
                if (n > 20) {
                    gradient[5] = 0;
                    gradient[9] = 1e-12;
                }
                // A velocity before the first step must not count.
                double[] a = new double[n];
                double[] b = new double[n];
                double[] c = new double[n];
                Arrays.fill(a, 0.25);
                Arrays.fill(c, 0.5);
                double[] p = Samples.normal(n, n);
                Kernel actual =
                        new Kernel(
                                span(type, arena, p),
                                span(type, arena, gradient),
                                span(type, arena, a),
                                span(type, arena, b),
                                span(type, arena, c));
                Numbers expected = new Numbers(p, gradient, a, b, c);
                round(type, expected);
                for (int step = 1; step <= STEPS; step++) {
                    call.on(kernels, actual, n, step);
                    oracle.on(expected, step);
                    round(type, expected);
                }
                check(type, "parameter, n=" + n, actual.p, p);
                check(type, "gradient, n=" + n, actual.g, gradient);
                check(type, "first state, n=" + n, actual.a, a);
                check(type, "second state, n=" + n, actual.b, b);
                check(type, "third state, n=" + n, actual.c, c);
            }
        }
    }

    /// What is stored between steps is stored as the type has it.
    private static void round(ElementType type, Numbers s) {
        for (double[] x : new double[][] {s.p, s.g, s.a, s.b, s.c}) {
            Arrays.setAll(x, i -> type.rounded(x[i]));
        }
    }

    private static Span span(ElementType type, Arena arena, double[] values) {
        double[] all = new double[values.length + 2 * OFFSET];
        Arrays.fill(all, Samples.UNTOUCHED);
        System.arraycopy(values, 0, all, OFFSET, values.length);
        return Span.of(type.segment(arena, all), OFFSET);
    }

    private static void check(ElementType type, String what, Span actual, double[] expected) {
        double[] all = new double[expected.length + 2 * OFFSET];
        Arrays.fill(all, Samples.UNTOUCHED);
        System.arraycopy(expected, 0, all, OFFSET, expected.length);
        Samples.assertClose(type, what, type.values(actual.segment()), all, 2);
    }
}

package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/// Every backend against the scalar oracle: elementwise.
@Tag("backend")
class ElementwiseBackendsTest {
    private static final int OFFSET = 3;

    /// What one call of a kernel is given, and where it may write.
    private interface Call {
        void on(Elementwise kernel, MemorySegment y);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void unary(String backend, ElementType type) {
        for (Unary op : Unary.values()) {
            for (double p :
                    op == Unary.POW ? new double[] {2, 3, -1, 0.5, 2.5, 0} : new double[] {0.7}) {
                for (int n : Samples.SIZES) {
                    for (int xs : Samples.STRIDES) {
                        try (Arena arena = Arena.ofConfined()) {
                            MemorySegment x =
                                    type.segment(arena, Samples.wild(2 * n + 2 * OFFSET, n));
                            long xo = start(xs, n);
                            compare(
                                    arena,
                                    backend,
                                    type,
                                    op + " p=" + p + " n=" + n + " stride " + xs,
                                    n,
                                    // In its far tail the exponent is large, and its rounding
                                    // counts as often.
                                    op == Unary.GELU_TANH ? 1 : 0,
                                    (kernel, y) ->
                                            kernel.unary(op, p, 1.5, x, xo, xs, y, OFFSET, n));
                        }
                    }
                }
            }
        }
    }

    /// Two zeros are equal, so only a division tells them apart.
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void zerosKeepTheirSign(String backend, ElementType type) {
        try (Arena arena = Arena.ofConfined()) {
            double[] values = new double[40];
            Arrays.fill(values, -0.0);
            MemorySegment x = type.segment(arena, values);
            MemorySegment y = type.segment(arena, new double[40]);
            Elementwise kernel = type.of(backend).elementwise();
            kernel.unary(Unary.SIGN, 0, 0, x, 0, 1, y, 0, 40);
            kernel.unary(Unary.RECIPROCAL, 0, 0, y, 0, 1, y, 0, 40);
            assertThat(type.values(y)).hasSize(40).containsOnly(Double.NEGATIVE_INFINITY);
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void binary(String backend, ElementType type) {
        for (Binary op : Binary.values()) {
            for (int n : Samples.SIZES) {
                for (int as : Samples.STRIDES) {
                    for (int bs : Samples.STRIDES) {
                        try (Arena arena = Arena.ofConfined()) {
                            double[] values = Samples.wild(2 * n + 2 * OFFSET, n);
                            MemorySegment a = type.segment(arena, values);
                            // Some equal pairs, for the comparisons.
                            double[] others = Samples.wild(values.length, n + 1L);
                            for (int i = 0; i < values.length; i += 3) {
                                others[i] = values[i];
                            }
                            MemorySegment b = type.segment(arena, others);
                            compare(
                                    arena,
                                    backend,
                                    type,
                                    op + " n=" + n + " strides " + as + ", " + bs,
                                    n,
                                    0,
                                    (kernel, y) ->
                                            kernel.binary(
                                                    op,
                                                    a,
                                                    start(as, n),
                                                    as,
                                                    b,
                                                    start(bs, n),
                                                    bs,
                                                    y,
                                                    OFFSET,
                                                    n));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void inPlace(String backend, ElementType type) {
        for (int n : Samples.SIZES) {
            try (Arena arena = Arena.ofConfined()) {
                double[] values = Samples.wild(n, n);
                MemorySegment actual = type.segment(arena, values);
                MemorySegment expected = type.segment(arena, values);
                for (Unary op : new Unary[] {Unary.SIGMOID, Unary.RELU, Unary.ERF}) {
                    type.of(backend).elementwise().unary(op, 0, 0, actual, 0, 1, actual, 0, n);
                    type.oracle().elementwise().unary(op, 0, 0, expected, 0, 1, expected, 0, n);
                }
                type.of(backend)
                        .elementwise()
                        .binary(Binary.ADD, actual, 0, 1, actual, 0, 1, actual, 0, n);
                type.oracle()
                        .elementwise()
                        .binary(Binary.ADD, expected, 0, 1, expected, 0, 1, expected, 0, n);
                Samples.assertClose(
                        type, "in place, n=" + n, type.values(actual), type.values(expected), 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void where(String backend, ElementType type) {
        for (int n : Samples.SIZES) {
            for (int cs : Samples.STRIDES) {
                for (int as : Samples.STRIDES) {
                    for (int bs : Samples.STRIDES) {
                        try (Arena arena = Arena.ofConfined()) {
                            double[] conditions = Samples.wild(2 * n + 2 * OFFSET, n);
                            for (int i = 0; i < conditions.length; i += 2) {
                                conditions[i] = 0;
                            }
                            MemorySegment c = type.segment(arena, conditions);
                            MemorySegment a =
                                    type.segment(arena, Samples.wild(2 * n + 2 * OFFSET, n + 1L));
                            MemorySegment b =
                                    type.segment(arena, Samples.wild(2 * n + 2 * OFFSET, n + 2L));
                            long co = start(cs, n);
                            long ao = start(as, n);
                            long bo = start(bs, n);
                            compare(
                                    arena,
                                    backend,
                                    type,
                                    "where n=" + n + " strides " + cs + ", " + as + ", " + bs,
                                    n,
                                    0,
                                    (kernel, y) ->
                                            kernel.where(
                                                    c, co, cs, a, ao, as, b, bo, bs, y, OFFSET, n));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void fillAndCopy(String backend, ElementType type) {
        for (int n : Samples.SIZES) {
            for (int ys : new int[] {1, 2, -1}) {
                for (int xs : Samples.STRIDES) {
                    try (Arena arena = Arena.ofConfined()) {
                        MemorySegment x = type.segment(arena, Samples.wild(2 * n + 2 * OFFSET, n));
                        String what = " n=" + n + " strides " + xs + ", " + ys;
                        compare(
                                arena,
                                backend,
                                type,
                                "copy" + what,
                                2 * n,
                                0,
                                (kernel, y) ->
                                        kernel.copy(x, start(xs, n), xs, y, start(ys, n), ys, n));
                        compare(
                                arena,
                                backend,
                                type,
                                "fill" + what,
                                2 * n,
                                0,
                                (kernel, y) -> kernel.fill(y, start(ys, n), ys, n, 0.1));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void pickAndAddAt(String backend, ElementType type) {
        for (int n : Samples.SIZES) {
            for (int stride : Samples.STRIDES) {
                try (Arena arena = Arena.ofConfined()) {
                    int[] index = new Random(n).ints(n + 1, 0, Math.max(1, n)).toArray();
                    MemorySegment x = type.segment(arena, Samples.normal(2 * n + 2 * OFFSET, n));
                    String what = " n=" + n + " stride " + stride;
                    compare(
                            arena,
                            backend,
                            type,
                            "pick" + what,
                            n,
                            0,
                            (kernel, y) ->
                                    kernel.pick(
                                            x, start(stride, n), stride, index, 1, y, OFFSET, n));
                    compare(
                            arena,
                            backend,
                            type,
                            "addAt" + what,
                            2 * n,
                            0,
                            (kernel, y) ->
                                    kernel.addAt(
                                            x,
                                            start(stride, n),
                                            stride,
                                            index,
                                            1,
                                            y,
                                            start(2, n),
                                            2,
                                            n));
                }
            }
        }
    }

    /// Where a run of `n` elements starts, so that it stays inside: at its end, if it runs
    /// backwards.
    private static long start(int stride, int n) {
        return stride < 0 ? OFFSET + n : OFFSET;
    }

    private static void compare(
            Arena arena,
            String backend,
            ElementType type,
            String what,
            int n,
            double scale,
            Call call) {
        double[] before = new double[n + 2 * OFFSET + 1];
        Arrays.fill(before, Samples.UNTOUCHED);
        MemorySegment actual = type.segment(arena, before);
        MemorySegment expected = type.segment(arena, before);
        call.on(type.of(backend).elementwise(), actual);
        call.on(type.oracle().elementwise(), expected);
        Samples.assertClose(type, what, type.values(actual), type.values(expected), scale);
    }
}

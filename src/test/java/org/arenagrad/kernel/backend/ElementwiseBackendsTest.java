package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;
import org.arenagrad.kernel.oracle.Elements;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// Every backend against the oracle: functions of elements.
@Tag("backend")
class ElementwiseBackendsTest {
    private static final int OFFSET = ElementRun.OFFSET;
    private static final double[] NUMBERS = {0, 1, 0.5, -1, 2, 3, 0.1, -0.5, Double.NaN};

    /// Of these, series around 0 give a positive zero for either: one more operation for every
    /// number would be needed to keep a sign that nothing depends on.
    private static final Set<Unary> SIGNLESS = EnumSet.of(Unary.EXPM1, Unary.LOG1P, Unary.SELU);

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void unary(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : Samples.SIZES) {
            for (int stride : Samples.STRIDES) {
                try (Arena arena = Arena.ofConfined()) {
                    ElementRun x = ElementRun.wild(type, arena, stride, n, n);
                    for (Unary op : Unary.values()) {
                        ElementRun.check(
                                type,
                                arena,
                                op + " n=" + n + " stride " + stride,
                                n,
                                y -> kernel.unary(op, x.span(), y, n),
                                i -> Elements.of(op, x.at(i)),
                                i -> Elements.condition(op, x.at(i)),
                                _ -> 0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void binary(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : Samples.SIZES) {
            for (int as : Samples.STRIDES) {
                for (int bs : Samples.STRIDES) {
                    try (Arena arena = Arena.ofConfined()) {
                        ElementRun a = ElementRun.wild(type, arena, as, n, n);
                        // Some equal pairs, for the comparisons.
                        double[] others = Samples.wild(2 * n + 2 * OFFSET, n + 1L);
                        double[] values = Samples.wild(2 * n + 2 * OFFSET, n);
                        Arrays.setAll(others, i -> i % 3 == 0 ? values[i] : others[i]);
                        ElementRun b = ElementRun.of(type, arena, others, bs, n);
                        for (Binary op : Binary.values()) {
                            ElementRun.check(
                                    type,
                                    arena,
                                    op + " n=" + n + " strides " + as + ", " + bs,
                                    n,
                                    y -> kernel.binary(op, a.span(), b.span(), y, n),
                                    i -> Elements.of(op, a.at(i), b.at(i)),
                                    i -> Elements.condition(op, a.at(i), b.at(i)),
                                    _ -> 0);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void binaryWithANumber(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : new int[] {0, 1, 9, 17, 65}) {
            for (int stride : new int[] {1, -2}) {
                for (double number : NUMBERS) {
                    try (Arena arena = Arena.ofConfined()) {
                        ElementRun a = ElementRun.wild(type, arena, stride, n, n);
                        double b = type.rounded(number);
                        for (Binary op : Binary.values()) {
                            ElementRun.check(
                                    type,
                                    arena,
                                    op + " n=" + n + " stride " + stride + " and " + number,
                                    n,
                                    y -> kernel.binary(op, a.span(), number, y, n),
                                    i -> Elements.of(op, a.at(i), b),
                                    i -> Elements.condition(op, a.at(i), b),
                                    _ -> 0);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void binaryWithARow(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int columns : new int[] {1, 2, 7, 8, 9, 16, 33, 65}) {
            for (int rows : new int[] {0, 1, 3}) {
                try (Arena arena = Arena.ofConfined()) {
                    int n = rows * columns;
                    ElementRun a = ElementRun.wild(type, arena, 1, n, n);
                    ElementRun b = ElementRun.wild(type, arena, 1, columns, n + 1L);
                    for (Binary op : Binary.values()) {
                        ElementRun.check(
                                type,
                                arena,
                                op + ", " + rows + " rows of " + columns,
                                n,
                                y -> kernel.binaryWithRow(op, a.span(), b.span(), y, rows, columns),
                                i -> Elements.of(op, a.at(i), b.at(i % columns)),
                                i -> Elements.condition(op, a.at(i), b.at(i % columns)),
                                _ -> 0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void inPlace(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : Samples.SIZES) {
            try (Arena arena = Arena.ofConfined()) {
                ElementRun x = ElementRun.wild(type, arena, 1, n, n);
                for (Unary op : Unary.values()) {
                    ElementRun.check(
                            type,
                            arena,
                            op + " in place, n=" + n,
                            n,
                            y -> {
                                kernel.copy(x.span(), y, n);
                                kernel.unary(op, y, y, n);
                            },
                            i -> Elements.of(op, x.at(i)),
                            i -> Elements.condition(op, x.at(i)),
                            _ -> 0);
                }
                for (Binary op : Binary.values()) {
                    ElementRun.check(
                            type,
                            arena,
                            op + " in place, n=" + n,
                            n,
                            y -> {
                                kernel.copy(x.span(), y, n);
                                kernel.binary(op, y, y, y, n);
                            },
                            i -> Elements.of(op, x.at(i), x.at(i)),
                            i -> Elements.condition(op, x.at(i), x.at(i)),
                            _ -> 0);
                }
            }
        }
    }

    /// Two zeros are equal, so only a division tells them apart.
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void zerosKeepTheirSign(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (Unary op : Unary.values()) {
            for (double zero : new double[] {0.0, -0.0}) {
                double expected = Elements.of(op, zero);
                if (expected == 0 && !SIGNLESS.contains(op)) {
                    for (int n : new int[] {1, 40}) {
                        try (Arena arena = Arena.ofConfined()) {
                            double[] zeros = new double[n];
                            Arrays.fill(zeros, zero);
                            MemorySegment x = type.segment(arena, zeros);
                            kernel.unary(op, Span.of(x, 0), Span.of(x, 0), n);
                            kernel.unary(Unary.RECIPROCAL, Span.of(x, 0), Span.of(x, 0), n);
                            assertThat(type.values(x))
                                    .as(op + " of " + zero)
                                    .containsOnly(1 / expected);
                        }
                    }
                }
            }
        }
    }
}

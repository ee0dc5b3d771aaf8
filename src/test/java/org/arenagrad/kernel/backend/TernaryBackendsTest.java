package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.oracle.Elements;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.util.Arrays;

/// Every backend against the oracle: functions of three elements.
@Tag("backend")
class TernaryBackendsTest {
    private static final int OFFSET = ElementRun.OFFSET;
    private static final double[] NUMBERS = {0, 1, 0.5, -1, 2, 3, 0.1, -0.5, Double.NaN};

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void ternary(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : new int[] {0, 1, 7, 9, 16, 33, 65}) {
            for (int as : Samples.STRIDES) {
                for (int bs : Samples.STRIDES) {
                    for (int cs : Samples.STRIDES) {
                        try (Arena arena = Arena.ofConfined()) {
                            double[] conditions = Samples.wild(2 * n + 2 * OFFSET, n);
                            Arrays.setAll(conditions, i -> i % 2 == 0 ? 0 : conditions[i]);
                            ElementRun a = ElementRun.of(type, arena, conditions, as, n);
                            ElementRun b = ElementRun.wild(type, arena, bs, n, n + 1L);
                            ElementRun c = ElementRun.wild(type, arena, cs, n, n + 2L);
                            for (Ternary op : Ternary.values()) {
                                ElementRun.check(
                                        type,
                                        arena,
                                        op + " n=" + n + " strides " + as + ", " + bs + ", " + cs,
                                        n,
                                        y -> kernel.ternary(op, a.span(), b.span(), c.span(), y, n),
                                        i -> Elements.of(op, a.at(i), b.at(i), c.at(i)),
                                        _ -> 1,
                                        i -> Elements.scale(op, a.at(i), b.at(i), c.at(i)));
                            }
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void ternaryWithNumbers(String backend, ElementType type) {
        Elementwise kernel = type.of(backend).elementwise();
        for (int n : new int[] {0, 1, 7, 17, 65}) {
            for (int stride : Samples.STRIDES) {
                for (double number : NUMBERS) {
                    try (Arena arena = Arena.ofConfined()) {
                        ElementRun a = ElementRun.wild(type, arena, stride, n, n);
                        ElementRun b = ElementRun.wild(type, arena, 1, n, n + 1L);
                        double second = type.rounded(-0.7);
                        double third = type.rounded(number);
                        for (Ternary op : Ternary.values()) {
                            String what = op + " n=" + n + " stride " + stride + " and " + number;
                            ElementRun.check(
                                    type,
                                    arena,
                                    what,
                                    n,
                                    y -> kernel.ternary(op, a.span(), b.span(), number, y, n),
                                    i -> Elements.of(op, a.at(i), b.at(i), third),
                                    _ -> 1,
                                    i -> Elements.scale(op, a.at(i), b.at(i), third));
                            ElementRun.check(
                                    type,
                                    arena,
                                    what + " and -0.7",
                                    n,
                                    y -> kernel.ternary(op, a.span(), -0.7, number, y, n),
                                    i -> Elements.of(op, a.at(i), second, third),
                                    _ -> 1,
                                    i -> Elements.scale(op, a.at(i), second, third));
                        }
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
                for (Ternary op : Ternary.values()) {
                    ElementRun.check(
                            type,
                            arena,
                            op + " in place, n=" + n,
                            n,
                            y -> {
                                kernel.copy(x.span(), y, n);
                                kernel.ternary(op, y, y, y, y, n);
                            },
                            i -> Elements.of(op, x.at(i), x.at(i), x.at(i)),
                            _ -> 1,
                            i -> Elements.scale(op, x.at(i), x.at(i), x.at(i)));
                }
            }
        }
    }
}

package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Every backend against the scalar oracle: folds and scans.
@Tag("backend")
class ReductionsBackendsTest {
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void folds(String backend, ElementType type) {
        for (Reduction op : Reduction.values()) {
            for (int n : Samples.SIZES) {
                for (int stride : Samples.STRIDES) {
                    compare(backend, type, op, Samples.normal(2 * n + 6, n), stride, n);
                    compare(backend, type, op, Samples.wild(2 * n + 6, n), stride, n);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void sumsOfRows(String backend, ElementType type) {
        for (int columns : Samples.SIZES) {
            for (int rows : new int[] {0, 1, 2, 7}) {
                for (boolean add : new boolean[] {false, true}) {
                    sumOfRows(backend, type, rows, columns, add);
                }
            }
        }
    }

    private static void sumOfRows(
            String backend, ElementType type, int rows, int columns, boolean add) {
        int distance = columns + 3;
        double[] x = Samples.normal(2 + rows * distance, columns + rows);
        double[] y = Samples.normal(columns + 2, 7);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sx = type.segment(arena, x);
            MemorySegment sy = type.segment(arena, y);
            type.of(backend).reductions().sumRows(sx, 2, distance, rows, columns, add, sy, 1);
            double[] read = type.values(sx);
            double[] before = type.values(type.segment(arena, y));
            double[] sums = type.values(sy);
            assertThat(sums[0]).isEqualTo(before[0]);
            assertThat(sums[columns + 1]).isEqualTo(before[columns + 1]);
            for (int c = 0; c < columns; c++) {
                double sum = add ? before[1 + c] : 0;
                for (int r = 0; r < rows; r++) {
                    sum += read[2 + r * distance + c];
                }
                double expected = sum;
                assertThat(sums[1 + c])
                        .as("column %d of %d by %d", c, rows, columns)
                        .matches(s -> type.close(s, expected, rows + 4));
            }
        }
    }

    /// Wherever a number that is not finite stands, it is found.
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void oneSpecialNumber(String backend, ElementType type) {
        double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int n : new int[] {1, 9, 16, 65, 300}) {
            for (int at = 0; at < n; at++) {
                for (double special : specials) {
                    double[] values = Samples.normal(2 * n + 6, n);
                    values[3 + at] = special;
                    for (Reduction op : Reduction.values()) {
                        compare(backend, type, op, values, 1, n);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void argmax(String backend, ElementType type) {
        for (int n : Samples.SIZES) {
            for (int stride : Samples.STRIDES) {
                for (double limit :
                        new double[] {Double.POSITIVE_INFINITY, 1, 0, Double.NEGATIVE_INFINITY}) {
                    if (n > 0) {
                        try (Arena arena = Arena.ofConfined()) {
                            // Cut off at the limit, the largest is there several times.
                            double[] values =
                                    Arrays.stream(Samples.normal(2 * n + 6, n))
                                            .map(v -> Math.min(v, limit))
                                            .toArray();
                            MemorySegment x = type.segment(arena, values);
                            long xo = stride < 0 ? 3 + n : 3;
                            assertThat(type.of(backend).reductions().argmax(x, xo, stride, n))
                                    .as("n=%d stride %d limit %s", n, stride, limit)
                                    .isEqualTo(type.oracle().reductions().argmax(x, xo, stride, n));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void argmaxFindsTheFirstNaN(String backend, ElementType type) {
        for (int n : new int[] {2, 17, 200}) {
            for (int at = 0; at < n; at++) {
                try (Arena arena = Arena.ofConfined()) {
                    double[] values = Samples.normal(n, n);
                    values[at] = Double.NaN;
                    values[n - 1] = Double.NaN;
                    MemorySegment x = type.segment(arena, values);
                    assertThat(type.of(backend).reductions().argmax(x, 0, 1, n)).isEqualTo(at);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void cumsum(String backend, ElementType type) {
        for (int n : Samples.SIZES) {
            for (int stride : new int[] {1, 2}) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment x = type.segment(arena, Samples.normal(2 * n + 6, n));
                    MemorySegment actual = type.segment(arena, new double[2 * n + 6]);
                    MemorySegment expected = type.segment(arena, new double[2 * n + 6]);
                    type.of(backend).reductions().cumsum(x, 3, stride, actual, 1, 2, n);
                    type.oracle().reductions().cumsum(x, 3, stride, expected, 1, 2, n);
                    Samples.assertClose(
                            type, "n=" + n, type.values(actual), type.values(expected), n);
                }
            }
        }
    }

    private static void compare(
            String backend, ElementType type, Reduction op, double[] values, int stride, int n) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = type.segment(arena, values);
            long xo = stride < 0 ? 3 + n : 3;
            double actual = type.of(backend).reductions().reduce(op, x, xo, stride, n);
            double expected = type.oracle().reductions().reduce(op, x, xo, stride, n);
            double scale = 0;
            if (op == Reduction.SUM) {
                for (int i = 0; i < n; i++) {
                    scale += Math.abs(type.get(x, xo + (long) i * stride));
                }
            }
            // float32 overflows in a vector where the oracle's double does not.
            boolean overflows =
                    type == ElementType.FLOAT32
                            && (op == Reduction.SUM || op == Reduction.SUM_OF_SQUARES)
                            && Math.max(scale, expected) > Float.MAX_VALUE / 4;
            assertThat(overflows || type.close(actual, expected, scale))
                    .as("%s n=%d stride %d: %s instead of %s", op, n, stride, actual, expected)
                    .isTrue();
        }
    }
}

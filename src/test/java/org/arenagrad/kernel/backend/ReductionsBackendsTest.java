package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;
import org.arenagrad.kernel.oracle.Elements;
import org.arenagrad.kernel.oracle.Folds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Every backend against the oracle: folds and scans.
@Tag("backend")
class ReductionsBackendsTest {
    private static final int OFFSET = 3;

    private static Span span(MemorySegment x, int stride, int n) {
        return new Span(x, stride < 0 ? OFFSET + n : OFFSET, stride);
    }

    private static double[] read(ElementType type, Span x, int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> type.get(x.segment(), x.offset() + i * x.stride()));
        return values;
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void folds(String backend, ElementType type) {
        Reductions kernel = type.of(backend).reductions();
        for (int n : Samples.SIZES) {
            for (int stride : Samples.STRIDES) {
                check(kernel, type, Samples.normal(2 * n + 2 * OFFSET, n), stride, n);
                check(kernel, type, Samples.wild(2 * n + 2 * OFFSET, n), stride, n);
            }
        }
        check(kernel, type, Samples.normal(5000 + 2 * OFFSET, 1), 1, 5000);
    }

    /// Wherever a number that is not finite stands, it is found.
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void oneSpecialNumber(String backend, ElementType type) {
        Reductions kernel = type.of(backend).reductions();
        for (int n : new int[] {1, 9, 16, 65, 130}) {
            for (int at = 0; at < n; at++) {
                for (double special :
                        new double[] {
                            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
                        }) {
                    double[] values = Samples.normal(n + 2 * OFFSET, n);
                    values[OFFSET + at] = special;
                    check(kernel, type, values, 1, n);
                }
            }
        }
    }

    private static void check(
            Reductions kernel, ElementType type, double[] values, int stride, int n) {
        try (Arena arena = Arena.ofConfined()) {
            Span x = span(type.segment(arena, values), stride, n);
            double[] numbers = read(type, x, n);
            for (Reduction op : Reduction.values()) {
                double actual = kernel.reduce(op, x, n);
                double expected = Folds.of(op, numbers);
                double limit =
                        (type == ElementType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE) / 4;
                if (!Folds.mayOverflow(op, numbers, limit)) {
                    double scale = op == Reduction.SUM ? sizes(numbers) : 0;
                    // Each of n factors is rounded.
                    double slack = op == Reduction.PROD ? Math.abs(expected) * (n + 1) : scale;
                    if (!type.close(actual, type.rounded(expected), slack)) {
                        assertThat(actual)
                                .as("%s n=%d stride %d", op, n, stride)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    private static double sizes(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).filter(Double::isFinite).sum();
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void foldsOfRows(String backend, ElementType type) {
        for (int columns : Samples.SIZES) {
            for (int rows : new int[] {0, 1, 2, 7}) {
                for (Binary op :
                        new Binary[] {Binary.ADD, Binary.MUL, Binary.MAXIMUM, Binary.MINIMUM}) {
                    foldOfRows(op, backend, type, rows, columns);
                }
            }
        }
    }

    private static void foldOfRows(
            Binary op, String backend, ElementType type, int rows, int columns) {
        int distance = columns + 3;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x =
                    type.segment(arena, Samples.normal(2 + rows * distance, columns + rows));
            MemorySegment y = type.segment(arena, Samples.normal(columns + 2, 7));
            double[] expected = type.values(y);
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    double element = type.get(x, 2 + (long) r * distance + c);
                    expected[1 + c] = Elements.of(op, expected[1 + c], element);
                }
            }
            type.of(backend)
                    .reductions()
                    .foldRows(op, Span.of(x, 2), distance, rows, columns, Span.of(y, 1));
            String what = op + " of " + rows + " by " + columns;
            Samples.assertClose(type, what, type.values(y), expected, 2 * rows);
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void argmax(String backend, ElementType type) {
        Reductions kernel = type.of(backend).reductions();
        for (int n : Samples.SIZES) {
            for (int stride : Samples.STRIDES) {
                for (double limit :
                        new double[] {Double.POSITIVE_INFINITY, 1, 0, Double.NEGATIVE_INFINITY}) {
                    if (n > 0) {
                        try (Arena arena = Arena.ofConfined()) {
                            // Cut off at the limit, the largest is there several times.
                            double[] values =
                                    Arrays.stream(Samples.normal(2 * n + 2 * OFFSET, n))
                                            .map(v -> Math.min(v, limit))
                                            .toArray();
                            Span x = span(type.segment(arena, values), stride, n);
                            assertThat(kernel.argmax(x, n))
                                    .as("n=%d stride %d limit %s", n, stride, limit)
                                    .isEqualTo(Folds.argmax(read(type, x, n)));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void argmaxFindsTheFirstNaN(String backend, ElementType type) {
        Reductions kernel = type.of(backend).reductions();
        for (int n : new int[] {2, 17, 200}) {
            for (int at = 0; at < n; at++) {
                try (Arena arena = Arena.ofConfined()) {
                    double[] values = Samples.normal(n, n);
                    values[0] = at == 0 ? 0 : Double.POSITIVE_INFINITY;
                    values[at] = Double.NaN;
                    values[n - 1] = Double.NaN;
                    Span x = Span.of(type.segment(arena, values), 0);
                    assertThat(kernel.argmax(x, n)).isEqualTo(at);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void cumsum(String backend, ElementType type) {
        for (int n : Samples.SIZES) {
            for (int stride : Samples.STRIDES) {
                try (Arena arena = Arena.ofConfined()) {
                    double[] values = Samples.normal(2 * n + 2 * OFFSET, n);
                    Span x = span(type.segment(arena, values), stride, n);
                    double[] expected = new double[2 * n + 2 * OFFSET];
                    Arrays.fill(expected, Samples.UNTOUCHED);
                    MemorySegment y = type.segment(arena, expected);
                    double[] sums = Folds.cumsum(read(type, x, n));
                    for (int i = 0; i < n; i++) {
                        expected[1 + 2 * i] = sums[i];
                    }
                    type.of(backend).reductions().cumsum(x, new Span(y, 1, 2), n);
                    Samples.assertClose(type, "n=" + n, type.values(y), expected, 2 * n);
                }
            }
        }
    }
}

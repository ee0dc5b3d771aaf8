package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.RowKernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.oracle.RowFunctions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/// Every backend against the oracle: functions of rows.
@Tag("backend")
class RowsBackendsTest {
    private static final int[] COLUMNS = {
        1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 33, 65, 1024, 1025, 2100
    };
    private static final int ROWS = 5;
    private static final int OFFSET = 3;

    private interface Call {
        void on(RowKernels kernel, Span x, Span y, int columns);
    }

    /// What one row gives.
    private interface Expected {
        double[] of(double[] row, int r);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void softmax(String backend, ElementType type) {
        compare(
                backend,
                type,
                (kernel, x, y, columns) -> kernel.softmax(x, y, ROWS, columns),
                (row, _) -> RowFunctions.softmax(row));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void softmaxOfManyShortRows(String backend, ElementType type) {
        check(
                backend,
                type,
                Samples.normal(700 * 5 + OFFSET, 1),
                700,
                5,
                2,
                (kernel, x, y, _) -> kernel.softmax(x, y, 700, 5),
                (row, _) -> RowFunctions.softmax(row));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void logSoftmax(String backend, ElementType type) {
        compare(
                backend,
                type,
                (kernel, x, y, columns) -> kernel.logSoftmax(x, y, ROWS, columns),
                (row, _) -> RowFunctions.logSoftmax(row));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void logSumExp(String backend, ElementType type) {
        compare(
                backend,
                type,
                (kernel, x, y, columns) -> kernel.logSumExp(x, y, ROWS, columns),
                (row, _) -> new double[] {RowFunctions.logSumExp(row)});
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void crossEntropy(String backend, ElementType type) {
        for (int stride : new int[] {0, 1}) {
            for (double smoothing : new double[] {0, 0.1, 1}) {
                try (Arena arena = Arena.ofConfined()) {
                    Span w = new Span(weights(type, arena), 1, stride);
                    compare(
                            backend,
                            type,
                            (kernel, x, y, columns) ->
                                    kernel.crossEntropy(
                                            x, classes(columns), 2, w, smoothing, y, ROWS, columns),
                            (row, r) ->
                                    new double[] {
                                        RowFunctions.crossEntropy(
                                                row,
                                                classes(row.length)[2 + r],
                                                at(type, w, r),
                                                smoothing)
                                    });
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void crossEntropyGrad(String backend, ElementType type) {
        for (int stride : new int[] {0, 1}) {
            for (double smoothing : new double[] {0, 0.1, 1}) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment numbers = weights(type, arena);
                    Span w = new Span(numbers, 1, stride);
                    Span g = new Span(numbers, 0, 1 - stride);
                    compare(
                            backend,
                            type,
                            (kernel, x, y, columns) ->
                                    kernel.crossEntropyGrad(
                                            x,
                                            classes(columns),
                                            2,
                                            w,
                                            smoothing,
                                            g,
                                            y,
                                            ROWS,
                                            columns),
                            (row, r) ->
                                    RowFunctions.crossEntropyGrad(
                                            row,
                                            classes(row.length)[2 + r],
                                            at(type, w, r) * at(type, g, r),
                                            smoothing));
                }
            }
        }
    }

    private static int[] classes(int columns) {
        return new Random(columns).ints(ROWS + 2, 0, columns).toArray();
    }

    private static MemorySegment weights(ElementType type, Arena arena) {
        return type.segment(arena, Samples.normal(ROWS + 1, 4));
    }

    private static double at(ElementType type, Span x, int i) {
        return type.get(x.segment(), x.offset() + i * x.stride());
    }

    /// Ordinary rows, and rows with large numbers, infinities and NaN.
    private static void compare(String backend, ElementType type, Call call, Expected expected) {
        for (int columns : COLUMNS) {
            int n = OFFSET + ROWS * columns;
            for (int kind = 0; kind < (columns > 1000 ? 3 : 6); kind++) {
                double[] values = Samples.normal(n, columns);
                switch (kind) {
                    case 1 -> Arrays.setAll(values, i -> values[i] * 300);
                    case 2 -> values[OFFSET + columns / 2] = Double.NEGATIVE_INFINITY;
                    case 3 ->
                            Arrays.fill(values, OFFSET, OFFSET + columns, Double.NEGATIVE_INFINITY);
                    case 4 -> values[OFFSET + columns - 1] = Double.POSITIVE_INFINITY;
                    case 5 -> values[OFFSET + columns / 3] = Double.NaN;
                    default -> {}
                }
                double scale = kind == 1 ? 1200 : 8;
                check(backend, type, values, ROWS, columns, scale, call, expected);
            }
        }
    }

    private static void check(
            String backend,
            ElementType type,
            double[] values,
            int rows,
            int columns,
            double scale,
            Call call,
            Expected oracle) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = type.segment(arena, values);
            double[] numbers = type.values(x);
            int width = oracle.of(new double[columns], 0).length;
            double[] expected = new double[2 * OFFSET + rows * width];
            Arrays.fill(expected, Samples.UNTOUCHED);
            MemorySegment y = type.segment(arena, expected);
            for (int r = 0; r < rows; r++) {
                int from = OFFSET + r * columns;
                double[] row = oracle.of(Arrays.copyOfRange(numbers, from, from + columns), r);
                System.arraycopy(row, 0, expected, OFFSET + r * width, width);
            }
            call.on(type.of(backend).rows(), Span.of(x, OFFSET), Span.of(y, OFFSET), columns);
            Samples.assertClose(type, columns + " columns", type.values(y), expected, scale);
        }
    }
}

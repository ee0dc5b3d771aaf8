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

    /// As attentions call it: each of five rows sees one element more than the one before, the
    /// sixth begins again.
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void softmaxOfWhatIsSeen(String backend, ElementType type) {
        for (int columns : new int[] {3, 8, 20, 70}) {
            for (int seen : new int[] {1, 2, 16, 66}) {
                check(
                        backend,
                        type,
                        Samples.normal(10 * columns + OFFSET, columns),
                        10,
                        columns,
                        8,
                        (kernel, x, y, _) -> kernel.softmax(x, y, 0.7, seen, 5, 10, columns),
                        (row, r) ->
                                RowFunctions.softmax(
                                        row,
                                        type.rounded(0.7),
                                        Math.min(row.length, seen + r % 5)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void softmaxGrad(String backend, ElementType type) {
        ofTwo(
                backend,
                type,
                (kernel, g, y, dx, columns) -> kernel.softmaxGrad(g, y, dx, 0.7, ROWS, columns),
                (g, y) -> RowFunctions.softmaxGrad(g, y, type.rounded(0.7)));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void normalize(String backend, ElementType type) {
        ofTwo(
                backend,
                type,
                (kernel, x, _, y, columns) -> kernel.normalize(x, y, 0.1, ROWS, columns),
                (x, _) -> RowFunctions.normalize(x, 0.1));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void normalizeGrad(String backend, ElementType type) {
        ofTwo(
                backend,
                type,
                (kernel, g, x, dx, columns) ->
                        kernel.normalizeGrad(g, x, x, dx, 0.1, ROWS, columns),
                (g, x) -> RowFunctions.normalizeGrad(g, x, x, 0.1));
    }

    private interface CallOfTwo {
        void on(RowKernels kernel, Span a, Span b, Span y, int columns);
    }

    private interface ExpectedOfTwo {
        double[] of(double[] a, double[] b);
    }

    private static void ofTwo(
            String backend, ElementType type, CallOfTwo call, ExpectedOfTwo expected) {
        for (int columns : COLUMNS) {
            try (Arena arena = Arena.ofConfined()) {
                int n = ROWS * columns;
                MemorySegment other = type.segment(arena, Samples.normal(n, columns + 1L));
                double[] others = type.values(other);
                check(
                        backend,
                        type,
                        Samples.normal(OFFSET + n, columns),
                        ROWS,
                        columns,
                        10.0 * columns,
                        (kernel, a, y, _) -> call.on(kernel, a, Span.of(other, 0), y, columns),
                        (row, r) -> {
                            int from = r * columns;
                            double[] b = Arrays.copyOfRange(others, from, from + columns);
                            return expected.of(row, b);
                        });
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

package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/// Every backend against the scalar oracle: fused rows.
@Tag("backend")
class FusedBackendsTest {
    private static final int[] COLUMNS = {
        1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 64, 65, 1000
    };
    private static final int ROWS = 5;
    private static final int OFFSET = 3;

    private interface Call {
        void on(Fused kernel, MemorySegment x, MemorySegment w, MemorySegment y, int columns);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void addsTheSameRowToAll(String backend, ElementType type) {
        for (int columns : Samples.SIZES) {
            for (int rows : new int[] {0, 1, 3}) {
                double[] y = Samples.normal(2 + rows * columns, columns);
                double[] b = Samples.normal(1 + columns, rows);
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment sy = type.segment(arena, y);
                    MemorySegment sb = type.segment(arena, b);
                    double[] before = type.values(sy);
                    double[] row = type.values(sb);
                    type.of(backend).fused().addRow(sy, 1, rows, columns, sb, 1);
                    double[] after = type.values(sy);
                    for (int i = 0; i < after.length; i++) {
                        boolean inside = i > 0 && i <= rows * columns;
                        double added = inside ? row[1 + (i - 1) % columns] : 0;
                        type.set(sy, i, before[i] + added);
                        assertThat(after[i]).isEqualTo(type.get(sy, i));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void softmax(String backend, ElementType type) {
        compare(
                backend,
                type,
                true,
                (kernel, x, w, y, columns) -> kernel.softmax(x, OFFSET, y, OFFSET, ROWS, columns));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void softmaxOfManyShortRows(String backend, ElementType type) {
        int rows = 700;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = type.segment(arena, Samples.normal(rows * 5, 1));
            MemorySegment actual = type.segment(arena, new double[rows * 5]);
            MemorySegment expected = type.segment(arena, new double[rows * 5]);
            type.of(backend).fused().softmax(x, 0, actual, 0, rows, 5);
            type.oracle().fused().softmax(x, 0, expected, 0, rows, 5);
            Samples.assertClose(type, "softmax", type.values(actual), type.values(expected), 1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void logSoftmax(String backend, ElementType type) {
        compare(
                backend,
                type,
                true,
                (kernel, x, w, y, columns) ->
                        kernel.logSoftmax(x, OFFSET, y, OFFSET, ROWS, columns));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void logSumExp(String backend, ElementType type) {
        compare(
                backend,
                type,
                false,
                (kernel, x, w, y, columns) ->
                        kernel.logSumExp(x, OFFSET, y, OFFSET, ROWS, columns));
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void crossEntropy(String backend, ElementType type) {
        for (int stride : new int[] {0, 1}) {
            for (double smoothing : new double[] {0, 0.1, 1}) {
                compare(
                        backend,
                        type,
                        false,
                        (kernel, x, w, y, columns) -> {
                            int[] classes = new Random(columns).ints(ROWS, 0, columns).toArray();
                            kernel.crossEntropy(
                                    x, OFFSET, classes, 0, w, 0, stride, smoothing, y, OFFSET, ROWS,
                                    columns);
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.Samples#backends")
    void crossEntropyGrad(String backend, ElementType type) {
        for (int stride : new int[] {0, 1}) {
            for (double smoothing : new double[] {0, 0.1, 1}) {
                compare(
                        backend,
                        type,
                        true,
                        (kernel, x, w, y, columns) -> {
                            int[] classes = new Random(columns).ints(ROWS, 0, columns).toArray();
                            kernel.crossEntropyGrad(
                                    x,
                                    OFFSET,
                                    classes,
                                    0,
                                    w,
                                    0,
                                    stride,
                                    smoothing,
                                    w,
                                    1,
                                    1 - stride,
                                    y,
                                    OFFSET,
                                    ROWS,
                                    columns);
                        });
            }
        }
    }

    /// Ordinary rows, and rows with large numbers, infinities and NaN.
    private static void compare(String backend, ElementType type, boolean wholeRows, Call call) {
        for (int columns : COLUMNS) {
            int n = 2 * OFFSET + ROWS * columns;
            for (int kind = 0; kind < 6; kind++) {
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
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment x = type.segment(arena, values);
                    MemorySegment w = type.segment(arena, Samples.normal(ROWS + 1, columns));
                    double[] before = new double[wholeRows ? n : 2 * OFFSET + ROWS];
                    Arrays.fill(before, Samples.UNTOUCHED);
                    MemorySegment actual = type.segment(arena, before);
                    MemorySegment expected = type.segment(arena, before);
                    call.on(type.of(backend).fused(), x, w, actual, columns);
                    call.on(type.oracle().fused(), x, w, expected, columns);
                    String what = columns + " columns, kind " + kind;
                    Samples.assertClose(
                            type,
                            what,
                            type.values(actual),
                            type.values(expected),
                            kind == 1 ? 600 : 4);
                }
            }
        }
    }
}

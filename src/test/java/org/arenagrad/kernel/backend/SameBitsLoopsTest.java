package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.OptimizerKernels.Adagrad;
import org.arenagrad.kernel.OptimizerKernels.Adam;
import org.arenagrad.kernel.OptimizerKernels.RmsProp;
import org.arenagrad.kernel.OptimizerKernels.Sgd;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Reduction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// Folds, rows and optimizer steps: single elements give the bits that vectors give.
class SameBitsLoopsTest {
    /// Each length up to two wide turns, and lengths around blocks.
    private static final int[] LENGTHS =
            IntStream.concat(
                            IntStream.range(0, 140),
                            IntStream.of(1023, 1024, 1025, 2047, 2049, 5000, 70_001))
                    .toArray();

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void folds(Reduction op) {
        for (ElementType type : ElementType.values()) {
            for (int n : LENGTHS) {
                try (Arena arena = Arena.ofConfined()) {
                    SameBits bits = new SameBits(type, arena);
                    for (double[] values :
                            new double[][] {
                                Samples.normal(2 * n + 2, n), Samples.wild(2 * n + 2, n)
                            }) {
                        MemorySegment x = type.segment(arena, values);
                        for (int stride : Samples.STRIDES) {
                            Span span = new Span(x, stride < 0 ? n : 1, stride);
                            bits.check(
                                    op + " of " + n + ", stride " + stride,
                                    new double[1],
                                    (k, y) -> type.set(y, 0, k.reductions().reduce(op, span, n)));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void scans(ElementType type) {
        for (int n : Samples.SIZES) {
            try (Arena arena = Arena.ofConfined()) {
                SameBits bits = new SameBits(type, arena);
                MemorySegment x = type.segment(arena, Samples.wild(n + 1, n));
                bits.check(
                        "cumsum of " + n,
                        SameBits.untouched(n),
                        (k, y) -> k.reductions().cumsum(Span.of(x, 1), Span.of(y, 1), n));
                if (n > 0) {
                    bits.check(
                            "argmax of " + n,
                            new double[1],
                            (k, y) ->
                                    type.set(
                                            y,
                                            0,
                                            (double) k.reductions().argmax(Span.of(x, 1), n)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void rows(ElementType type) {
        for (int columns : new int[] {1, 2, 3, 7, 8, 10, 15, 16, 17, 31, 33, 64, 100, 1025, 2500}) {
            int rows = columns > 1000 ? 3 : 71;
            int n = rows * columns;
            for (double[] values : new double[][] {Samples.normal(n, columns), tall(n, columns)}) {
                try (Arena arena = Arena.ofConfined()) {
                    rows(new SameBits(type, arena), type, arena, values, rows, columns);
                }
            }
        }
    }

    /// Large numbers, and a few that are infinite or NaN.
    private static double[] tall(int n, int seed) {
        double[] values = Samples.normal(n, seed);
        double[] wild = Samples.wild(n, seed);
        Arrays.setAll(values, i -> i % 97 == 13 ? wild[i] : values[i] * 100);
        return values;
    }

    private static void rows(
            SameBits bits, ElementType type, Arena arena, double[] values, int rows, int columns) {
        Span x = Span.of(type.segment(arena, values), 0);
        Span w = Span.of(type.segment(arena, Samples.normal(rows, columns + 1L)), 0);
        Span one = new Span(w.segment(), 0, 0);
        int[] classes = new Random(columns).ints(rows + 2, 0, columns).toArray();
        String what = columns + " columns: ";
        double[] before = SameBits.untouched(rows * columns);
        bits.check(
                what + "softmax",
                before,
                (k, y) -> k.rows().softmax(x, Span.of(y, 1), rows, columns));
        bits.check(
                what + "softmax in place",
                values,
                (k, y) -> k.rows().softmax(Span.of(y, 0), Span.of(y, 0), rows, columns));
        bits.check(
                what + "logSoftmax",
                before,
                (k, y) -> k.rows().logSoftmax(x, Span.of(y, 1), rows, columns));
        bits.check(
                what + "logSumExp",
                before,
                (k, y) -> k.rows().logSumExp(x, Span.of(y, 1), rows, columns));
        bits.check(
                what + "softmax of what is seen",
                before,
                (k, y) -> k.rows().softmax(x, Span.of(y, 1), 0.3, columns, 1, rows, columns));
        bits.check(
                what + "softmaxGrad in place",
                values,
                (k, y) ->
                        k.rows().softmaxGrad(Span.of(y, 0), x, Span.of(y, 0), 0.3, rows, columns));
        bits.check(
                what + "normalize",
                before,
                (k, y) -> k.rows().normalize(x, Span.of(y, 1), 0.1, rows, columns));
        bits.check(
                what + "normalizeGrad",
                before,
                (k, y) -> k.rows().normalizeGrad(x, x, x, Span.of(y, 1), 0.1, rows, columns));
        for (double smoothing : new double[] {0, 0.1}) {
            bits.check(
                    what + "crossEntropy " + smoothing,
                    before,
                    (k, y) ->
                            k.rows()
                                    .crossEntropy(
                                            x,
                                            classes,
                                            2,
                                            w,
                                            smoothing,
                                            Span.of(y, 1),
                                            rows,
                                            columns));
            bits.check(
                    what + "crossEntropyGrad " + smoothing,
                    before,
                    (k, y) ->
                            k.rows()
                                    .crossEntropyGrad(
                                            x,
                                            classes,
                                            2,
                                            w,
                                            smoothing,
                                            one,
                                            Span.of(y, 1),
                                            rows,
                                            columns));
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void optimizerSteps(ElementType type) {
        for (int n : Samples.SIZES) {
            for (boolean yes : new boolean[] {false, true}) {
                for (double decay : new double[] {0, 0.01}) {
                    try (Arena arena = Arena.ofConfined()) {
                        optimizerSteps(new SameBits(type, arena), type, arena, n, yes, decay);
                    }
                }
            }
        }
    }

    /// The parameter and three states side by side, so that all of them are compared.
    private static void optimizerSteps(
            SameBits bits, ElementType type, Arena arena, int n, boolean yes, double decay) {
        double[] gradient = Samples.wild(n + 1, n + 1L);
        Arrays.setAll(gradient, i -> i % 5 == 0 ? gradient[i] : Math.sin(i));
        Span g = Span.of(type.segment(arena, gradient), 1);
        double[] before = Arrays.copyOf(Samples.normal(n, n), 4 * n);
        String what = n + " elements: ";
        bits.check(
                what + "sgd",
                before,
                (k, y) -> {
                    for (int step = 1; step < 4; step++) {
                        Sgd sgd = new Sgd(0.1, 0.9, 0.2, decay, yes, step == 1);
                        k.optimizer().sgd(sgd, Span.of(y, 0), g, Span.of(y, n), n);
                    }
                    Sgd plain = new Sgd(0.1, 0, 0, decay, false, false);
                    k.optimizer().sgd(plain, Span.of(y, 0), g, null, n);
                });
        bits.check(
                what + "adam",
                before,
                (k, y) -> {
                    Span largest = Span.of(y, 3L * n);
                    for (int step = 1; step < 4; step++) {
                        k.optimizer()
                                .adam(
                                        adam(step, decay, yes),
                                        Span.of(y, 0),
                                        g,
                                        Span.of(y, n),
                                        Span.of(y, 2L * n),
                                        n % 2 == 0 ? largest : null,
                                        n);
                    }
                });
        bits.check(
                what + "rmsProp and adagrad",
                before,
                (k, y) -> {
                    OptimizerKernels kernel = k.optimizer();
                    Span p = Span.of(y, 0);
                    kernel.rmsProp(new RmsProp(0.1, 0.9, 1e-8, decay), p, g, Span.of(y, n), n);
                    kernel.adagrad(new Adagrad(0.1, 1e-8, decay), p, g, Span.of(y, 2L * n), n);
                });
    }

    private static Adam adam(int step, double decay, boolean decoupled) {
        double bias1 = 1 - Math.pow(0.9, step);
        double bias2 = 1 - Math.pow(0.99, step);
        return new Adam(0.1, 0.9, 0.99, 1e-8, decay, decoupled, bias1, bias2);
    }
}

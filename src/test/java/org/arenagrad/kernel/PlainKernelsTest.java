package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/// Plain loops give the bits that vectors give, so nobody can tell when vectors took over.
class PlainKernelsTest {
    private static final double[] POWERS = {-1, 0, 0.1, 0.5, 2, 3};

    private Arena arena = Arena.ofAuto();

    @BeforeEach
    void newMemory() {
        arena = Arena.ofAuto();
    }

    private static Kernels plain(ElementType type) {
        return type == ElementType.FLOAT64
                ? PlainKernels.float64(new ScalarGemmFloat64())
                : PlainKernels.float32(new ScalarGemmFloat32());
    }

    private static Kernels vectors(ElementType type) {
        return type == ElementType.FLOAT64
                ? VectorKernels.float64(new ScalarGemmFloat64())
                : VectorKernels.float32(new ScalarGemmFloat32());
    }

    private interface Call {
        void on(Kernels kernels, MemorySegment y);
    }

    /// Both on memory that holds `before`.
    private void assertSameBits(ElementType type, String what, double[] before, Call call) {
        MemorySegment expected = type.segment(arena, before);
        MemorySegment actual = type.segment(arena, before);
        call.on(vectors(type), expected);
        call.on(plain(type), actual);
        int mismatch = Arrays.mismatch(type.values(actual), type.values(expected));
        assertThat(mismatch).as("first of different bits: " + what).isEqualTo(-1);
    }

    private static double[] untouched(int n) {
        double[] values = new double[n];
        Arrays.fill(values, Samples.UNTOUCHED);
        return values;
    }

    static Stream<Unary> unary() {
        return Stream.of(Unary.values());
    }

    @ParameterizedTest
    @MethodSource("unary")
    void unaryFunctions(Unary op) {
        for (ElementType type : ElementType.values()) {
            for (int n : Samples.SIZES) {
                for (double p : op == Unary.POW ? POWERS : new double[] {0.1}) {
                    MemorySegment x = type.segment(arena, Samples.wild(2 * n + 1, n));
                    assertSameBits(
                            type,
                            op + " of " + n + ", " + type + ", p = " + p,
                            untouched(n + 2),
                            (k, y) -> k.elementwise().unary(op, p, 1.5, x, 1, 1, y, 1, n));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Unary.class,
            names = {"EXP", "LOG", "TANH", "SIGMOID", "SOFTPLUS", "EXPM1", "LOG1P"})
    void whereElementsLieDoesNotMatter(Unary op) {
        int n = 37;
        for (ElementType type : ElementType.values()) {
            double[] values = Samples.wild(n, 5);
            MemorySegment dense = type.segment(arena, values);
            double[] spread = new double[2 * n];
            Arrays.setAll(spread, i -> values[i / 2]);
            MemorySegment wide = type.segment(arena, spread);
            MemorySegment fromDense = type.segment(arena, new double[n]);
            MemorySegment fromWide = type.segment(arena, new double[n]);
            vectors(type).elementwise().unary(op, 0, 0, dense, 0, 1, fromDense, 0, n);
            vectors(type).elementwise().unary(op, 0, 0, wide, 0, 2, fromWide, 0, n);
            assertThat(type.values(fromWide)).containsExactly(type.values(fromDense));
        }
    }

    /// Every exponent, and both signs.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void exponentialsAndLogarithmsOfNumbersOfAllSizes(ElementType type) {
        int n = 20_000;
        Random random = new Random(11);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] =
                    type == ElementType.FLOAT64
                            ? Double.longBitsToDouble(random.nextLong())
                            : Float.intBitsToFloat(random.nextInt());
            if (i % 2 == 0) {
                values[i] = random.nextGaussian() * 50;
            }
        }
        MemorySegment x = type.segment(arena, values);
        for (Unary op : Unary.values()) {
            assertSameBits(
                    type,
                    op.toString(),
                    new double[n],
                    (k, y) -> k.elementwise().unary(op, 0.3, 2, x, 0, 1, y, 0, n));
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binaryFunctions(Binary op) {
        for (ElementType type : ElementType.values()) {
            for (int n : Samples.SIZES) {
                for (int stride : new int[] {0, 1, 2}) {
                    MemorySegment a = type.segment(arena, Samples.wild(2 * n + 2, n));
                    MemorySegment b = type.segment(arena, Samples.wild(2 * n + 2, n + 1));
                    String what = op + " of " + n + ", " + type + ", stride " + stride;
                    assertSameBits(
                            type,
                            what,
                            untouched(n + 2),
                            (k, y) -> k.elementwise().binary(op, a, 1, 1, b, 1, stride, y, 1, n));
                    assertSameBits(
                            type,
                            what,
                            untouched(n + 2),
                            (k, y) -> k.elementwise().binary(op, a, 1, stride, b, 1, 1, y, 1, n));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void folds(Reduction op) {
        for (ElementType type : ElementType.values()) {
            for (int n : new int[] {0, 1, 7, 8, 9, 15, 16, 31, 32, 33, 100, 1023, 1025, 5000}) {
                for (double[] values : new double[][] {Samples.normal(n, n), Samples.wild(n, n)}) {
                    MemorySegment x = type.segment(arena, values);
                    assertSameBits(
                            type,
                            op + " of " + n + ", " + type,
                            new double[1],
                            (k, y) -> type.set(y, 0, k.reductions().reduce(op, x, 0, 1, n)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void rows(ElementType type) {
        for (int columns : new int[] {1, 3, 10, 15, 16, 17, 31, 32, 33, 64, 100, 2000}) {
            int rows = columns > 1000 ? 3 : 71;
            int n = rows * columns;
            MemorySegment x = type.segment(arena, Samples.normal(n, columns));
            MemorySegment w = type.segment(arena, Samples.normal(rows, columns + 1));
            int[] classes = new Random(columns).ints(rows, 0, columns).toArray();
            String what = columns + " columns";
            double[] all = Samples.normal(n, 3);
            double[] one = Samples.normal(columns, 3);
            assertSameBits(
                    type,
                    what,
                    one,
                    (k, y) -> k.reductions().sumRows(x, 0, columns, rows, columns, true, y, 0));
            assertSameBits(type, what, all, (k, y) -> k.fused().addRow(y, 0, rows, columns, x, 0));
            assertSameBits(type, what, all, (k, y) -> k.fused().softmax(x, 0, y, 0, rows, columns));
            assertSameBits(
                    type, what, all, (k, y) -> k.fused().logSoftmax(x, 0, y, 0, rows, columns));
            assertSameBits(
                    type, what, all, (k, y) -> k.fused().logSumExp(x, 0, y, 0, rows, columns));
            for (double smoothing : new double[] {0, 0.1}) {
                assertSameBits(
                        type,
                        what,
                        all,
                        (k, y) ->
                                k.fused()
                                        .crossEntropy(
                                                x, 0, classes, 0, w, 0, 1, smoothing, y, 0, rows,
                                                columns));
                assertSameBits(
                        type,
                        what,
                        all,
                        (k, y) ->
                                k.fused()
                                        .crossEntropyGrad(
                                                x, 0, classes, 0, w, 0, 1, smoothing, w, 0, 0, y, 0,
                                                rows, columns));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void optimizerSteps(ElementType type) {
        for (int n : Samples.SIZES) {
            double[] before = Samples.normal(n, n);
            MemorySegment g = type.segment(arena, Samples.normal(n, n + 1));
            String what = n + " elements";
            for (boolean yes : new boolean[] {false, true}) {
                for (double decay : new double[] {0, 0.01}) {
                    assertSameBits(
                            type,
                            what,
                            before,
                            (k, p) -> {
                                MemorySegment v = type.segment(arena, new double[n]);
                                for (int step = 1; step < 4; step++) {
                                    k.updates()
                                            .sgd(
                                                    p, 0, g, 0, v, step == 1, n, 0.1, 0.9, 0.2,
                                                    decay, yes);
                                }
                                k.updates()
                                        .sgd(p, 0, g, 0, null, false, n, 0.1, 0, 0, decay, false);
                            });
                    assertSameBits(
                            type,
                            what,
                            before,
                            (k, p) -> {
                                MemorySegment m = type.segment(arena, new double[n]);
                                MemorySegment v = type.segment(arena, new double[n]);
                                MemorySegment most = type.segment(arena, new double[n]);
                                for (int step = 1; step < 4; step++) {
                                    k.updates()
                                            .adam(
                                                    p,
                                                    0,
                                                    g,
                                                    0,
                                                    m,
                                                    v,
                                                    yes ? most : null,
                                                    n,
                                                    0.1,
                                                    0.9,
                                                    0.99,
                                                    1e-8,
                                                    decay,
                                                    yes,
                                                    1 - Math.pow(0.9, step),
                                                    1 - Math.pow(0.99, step));
                                }
                            });
                    assertSameBits(
                            type,
                            what,
                            before,
                            (k, p) -> {
                                MemorySegment s = type.segment(arena, new double[n]);
                                k.updates().rmsprop(p, 0, g, 0, s, n, 0.1, 0.9, 1e-8, decay);
                                k.updates().adagrad(p, 0, g, 0, s, n, 0.1, 1e-8, decay);
                            });
                }
            }
        }
    }

    /// With a gemm that computes otherwise behind it, so that this is about the narrow ones.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void narrowProducts(ElementType type) {
        int[][] sizes = {
            {1, 64, 300},
            {3, 64, 300},
            {4, 17, 19},
            {300, 3, 64},
            {65, 4, 70},
            {64, 2, 301},
            {3, 5000, 20},
            {10, 1, 5000},
            {1, 32, 1},
            {300, 64, 2},
            {5, 75, 3},
            {9, 40, 4},
            {16, 32, 1},
            {35, 75, 3},
            {19, 40, 4}
        };
        for (int[] size : sizes) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            for (boolean ta : new boolean[] {false, true}) {
                for (boolean tb : new boolean[] {false, true}) {
                    for (double beta : new double[] {0, 0.5}) {
                        MemorySegment a = type.segment(arena, Samples.normal(m * k, m));
                        MemorySegment b = type.segment(arena, Samples.normal(k * n, n));
                        assertSameBits(
                                type,
                                Arrays.toString(size) + " " + ta + " " + tb,
                                Samples.normal(m * n, k),
                                (kernels, c) ->
                                        kernels.gemm()
                                                .gemm(
                                                        ta,
                                                        tb,
                                                        m,
                                                        n,
                                                        k,
                                                        0.7,
                                                        a,
                                                        0,
                                                        ta ? m : k,
                                                        b,
                                                        0,
                                                        tb ? k : n,
                                                        beta,
                                                        c,
                                                        0,
                                                        n));
                    }
                }
            }
        }
    }
}

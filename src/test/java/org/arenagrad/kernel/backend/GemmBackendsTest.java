package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.oracle.Products;
import org.arenagrad.kernel.parallel.Threads;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Every backend's matrix product against three nested loops.
@Tag("backend")
class GemmBackendsTest {
    private static final int[] SMALL = {0, 1, 2, 3, 4, 7, 8, 9, 17};
    private static final boolean[] NO_YES = {false, true};

    /// What is multiplied: rows and columns of the result, terms, and which operands lie
    /// transposed.
    private record Shape(int m, int n, int k, boolean ta, boolean tb) {}

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void smallSizes(String backend, ElementType type) {
        for (int m : SMALL) {
            for (int n : SMALL) {
                for (int k : SMALL) {
                    double beta = (m + n) % 3 * 0.5;
                    Shape shape = new Shape(m, n, k, (m + k) % 2 == 0, (n + k) % 3 == 0);
                    check(backend, type, shape, 1, beta, (m + n + k) % 2);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void everyTranspose(String backend, ElementType type) {
        for (boolean ta : NO_YES) {
            for (boolean tb : NO_YES) {
                for (int m : new int[] {3, 16, 33}) {
                    for (int n : new int[] {1, 10, 24, 64}) {
                        check(backend, type, new Shape(m, n, 31, ta, tb), 0.5, 0, 0);
                        check(backend, type, new Shape(m, n, 40, ta, tb), 1, 0.5, 5);
                    }
                }
            }
        }
    }

    /// One more and one less than the tiles and blocks into which products are cut.
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void sizesAroundBlocks(String backend, ElementType type) {
        check(backend, type, new Shape(32, 65, 129, true, true), 1, 1, 3);
        check(backend, type, new Shape(65, 32, 129, false, false), 1, 1, 3);
        check(backend, type, new Shape(129, 25, 193, false, true), 1, 0, 0);
        check(backend, type, new Shape(127, 13, 257, true, false), 0.5, 0.5, 1);
        check(backend, type, new Shape(9, 97, 257, true, false), 0.5, 0.5, 1);
        check(backend, type, new Shape(2, 769, 193, false, false), 1, 1, 0);
        check(backend, type, new Shape(4, 1537, 3, true, true), 1, 0, 2);
        check(backend, type, new Shape(9, 1025, 33, false, false), 1, 0.5, 1);
        check(backend, type, new Shape(7, 2049, 16, false, true), 1, 0, 0);
        check(backend, type, new Shape(300, 3, 64, false, true), 1, 0.5, 0);
        check(backend, type, new Shape(64, 2, 300, true, false), 2, 0, 1);
        check(backend, type, new Shape(31, 11, 130, false, true), 0.5, 0.5, 1);
        check(backend, type, new Shape(12, 30, 129, false, true), 1, 0, 0);
        check(backend, type, new Shape(5, 11, 1000, false, false), 1, 0, 0);
        check(backend, type, new Shape(131, 9, 300, true, true), 1, 0, 1);
        check(backend, type, new Shape(7, 100, 260, false, true), 1, 0.5, 2);
    }

    /// So deep that it is worth sharing, and too small to be cut.
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void deepOnes(String backend, ElementType type) {
        check(backend, type, new Shape(2, 2, 70_000, true, false), 1, 0.5, 2);
        check(backend, type, new Shape(12, 3, 20_000, false, false), 1, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void fewTerms(String backend, ElementType type) {
        for (int k = 1; k <= 5; k++) {
            for (boolean ta : NO_YES) {
                for (boolean tb : NO_YES) {
                    check(backend, type, new Shape(7, 69, k, ta, tb), 1, 0, 0);
                    check(backend, type, new Shape(19, 69, k, ta, tb), 1, 0, 0);
                    check(backend, type, new Shape(16, 32, k, ta, tb), 0.5, 1, 3);
                    check(backend, type, new Shape(1, 32, k, ta, tb), 0.5, 1, 3);
                }
            }
        }
        check(backend, type, new Shape(300, 64, 2, false, true), 1, 0, 0);
    }

    /// Rows of the result are shared, or columns if there are more of those; each element's terms
    /// are added in the same order, whichever algorithm adds them. (How OpenBLAS cuts is its
    /// business.)
    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#javaBackends")
    void threadsDoNotChangeABit(String backend, ElementType type) {
        Gemm gemm = type.of(backend).gemm();
        int before = Threads.count();
        try (Arena arena = Arena.ofConfined()) {
            for (int[] size : new int[][] {{147, 131, 200}, {97, 203, 190}, {1500, 3, 180}}) {
                Threads.use(1);
                double[] alone = product(gemm, type, arena, size[0], size[1], size[2]);
                for (int threads : new int[] {2, 3}) {
                    Threads.use(threads);
                    assertThat(product(gemm, type, arena, size[0], size[1], size[2]))
                            .as("%s with %d threads", Arrays.toString(size), threads)
                            .isEqualTo(alone);
                }
            }
        } finally {
            Threads.use(before);
        }
    }

    private static double[] product(Gemm gemm, ElementType type, Arena arena, int m, int n, int k) {
        MemorySegment a = type.segment(arena, Samples.normal(m * k, m));
        MemorySegment b = type.segment(arena, Samples.normal(k * n, n));
        MemorySegment c = type.segment(arena, Samples.normal(m * n, k));
        gemm.multiply(
                0.3,
                Matrix.of(a, 0, m, k),
                Matrix.of(b, 0, n, k).transpose(),
                0.7,
                Matrix.of(c, 0, m, n));
        return type.values(c);
    }

    @ParameterizedTest
    @MethodSource("org.arenagrad.kernel.backend.Samples#backends")
    void batches(String backend, ElementType type) {
        for (int n : new int[] {2, 8, 33}) {
            for (boolean shared : NO_YES) {
                for (boolean tb : NO_YES) {
                    batch(type.of(backend).gemm(), type, n, 3, shared, tb);
                }
            }
        }
        // Worth sharing: threads take whole products.
        batch(type.of(backend).gemm(), type, 33, 70, true, false);
    }

    private static void batch(
            Gemm gemm, ElementType type, int n, int count, boolean shared, boolean tb) {
        try (Arena arena = Arena.ofConfined()) {
            int size = n * n;
            int strideA = size + 2;
            int strideB = shared ? 0 : size + 1;
            int strideC = size + 3;
            MemorySegment as = type.segment(arena, Samples.normal(2 + count * strideA, n));
            MemorySegment bs = type.segment(arena, Samples.normal(3 + count * (size + 1), n + 1L));
            MemorySegment cs = type.segment(arena, nan(1 + count * strideC));
            Matrix a = Matrix.of(as, 2, n, n);
            Matrix asItLies = Matrix.of(bs, 3, n, n);
            Matrix b = tb ? asItLies.transpose() : asItLies;
            Matrix c = Matrix.of(cs, 1, n, n);
            double[] expected = type.values(cs);
            double[] left = type.values(as);
            double[] right = type.values(bs);
            for (int i = 0; i < count; i++) {
                Products.multiply(
                        1,
                        a.shifted((long) i * strideA),
                        left,
                        b.shifted((long) i * strideB),
                        right,
                        0,
                        c.shifted((long) i * strideC),
                        expected);
            }
            gemm.multiplyBatch(1, a, strideA, b, strideB, 0, c, strideC, count);
            Samples.assertClose(type, "batch of " + n, type.values(cs), expected, n);
        }
    }

    /// Rows `pad` longer than needed, operands that do not start at 0, and C full of NaN where
    /// `beta` is 0.
    private static void check(
            String backend, ElementType type, Shape s, double alpha, double beta, int pad) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix a = operand(type, arena, s.ta, s.m, s.k, pad, s.m);
            Matrix b = operand(type, arena, s.tb, s.k, s.n, pad, s.n);
            int row = Math.max(1, s.n) + pad;
            int size = pad + s.m * row;
            double[] before = beta == 0 ? nan(size) : Samples.normal(size, s.k);
            MemorySegment result = type.segment(arena, before);
            Matrix c = new Matrix(result, pad, s.m, s.n, row, 1);
            double[] expected = type.values(result);
            Products.multiply(
                    alpha,
                    a,
                    type.values(a.segment()),
                    b,
                    type.values(b.segment()),
                    beta,
                    c,
                    expected);
            type.of(backend).gemm().multiply(alpha, a, b, beta, c);
            String what = s + " beta=" + beta + " pad=" + pad;
            Samples.assertClose(type, what, type.values(result), expected, s.k + 1);
        }
    }

    /// As it lies in memory, or the transpose of what lies there.
    private static Matrix operand(
            ElementType type,
            Arena arena,
            boolean transposed,
            int rows,
            int columns,
            int pad,
            int seed) {
        int height = transposed ? columns : rows;
        int width = transposed ? rows : columns;
        int row = Math.max(1, width) + pad;
        MemorySegment x = type.segment(arena, Samples.normal(pad + height * row, seed));
        Matrix asItLies = new Matrix(x, pad, height, width, row, 1);
        return transposed ? asItLies.transpose() : asItLies;
    }

    private static double[] nan(int n) {
        double[] values = new double[n];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}

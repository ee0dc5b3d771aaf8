package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;

/// Every backend's matrix product, the oracle's too, against three nested loops.
@Tag("backend")
class GemmTest {
    private static final int[] SMALL = {0, 1, 2, 3, 4, 7, 8, 9, 17};
    private static final int[] LARGE = {33, 64, 65, 129};
    private static final boolean[] NO_YES = {false, true};

    static Stream<Arguments> backends() {
        return Selection.available().stream()
                .flatMap(
                        backend ->
                                Stream.of(ElementType.values())
                                        .map(type -> Arguments.of(backend, type)));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void smallSizes(String backend, ElementType type) {
        for (int m : SMALL) {
            for (int n : SMALL) {
                for (int k : SMALL) {
                    double beta = (m + n) % 3 * 0.5;
                    boolean[] flags = {(m + k) % 2 == 0, (n + k) % 3 == 0};
                    check(backend, type, flags[0], flags[1], m, n, k, 1, beta, 0);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void everyTranspose(String backend, ElementType type) {
        for (boolean ta : NO_YES) {
            for (boolean tb : NO_YES) {
                for (int m : new int[] {3, 16, 33}) {
                    for (int n : new int[] {1, 10, 24, 64}) {
                        check(backend, type, ta, tb, m, n, 31, 0.5, 0, 0);
                        check(backend, type, ta, tb, m, n, 64, 1, 0.5, 5);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void largeSizes(String backend, ElementType type) {
        for (int m : LARGE) {
            for (int n : LARGE) {
                check(backend, type, m % 2 == 0, n == 65, m, n, 129, 1, 1, 3);
            }
        }
        check(backend, type, false, false, 5, 11, 1000, 1, 0, 0);
        check(backend, type, true, true, 131, 9, 300, 1, 0, 1);
        check(backend, type, false, true, 7, 900, 260, 1, 0.5, 2);
        // So deep that it is worth sharing, and too small to be cut.
        check(backend, type, false, true, 2, 2, 100_000, 1, 0.5, 2);
        check(backend, type, false, false, 12, 3, 50_000, 1, 0, 0);
    }

    /// One more and one less than the blocks into which the packed product cuts.
    @ParameterizedTest
    @MethodSource("backends")
    void sizesAroundBlocks(String backend, ElementType type) {
        check(backend, type, false, true, 129, 25, 193, 1, 0, 0);
        check(backend, type, true, false, 127, 49, 257, 0.5, 0.5, 1);
        check(backend, type, false, false, 5, 769, 193, 1, 1, 0);
        check(backend, type, true, true, 4, 1537, 3, 1, 0, 2);
        check(backend, type, false, false, 9, 1025, 257, 1, 0.5, 1);
        check(backend, type, false, true, 7, 2049, 16, 1, 0, 0);
        check(backend, type, false, true, 300, 3, 64, 1, 0.5, 0);
        check(backend, type, true, false, 64, 2, 300, 2, 0, 1);
        check(backend, type, false, true, 31, 11, 130, 0.5, 0.5, 1);
        check(backend, type, false, true, 12, 30, 129, 1, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void fewTerms(String backend, ElementType type) {
        for (int k = 1; k <= 5; k++) {
            for (boolean ta : NO_YES) {
                for (boolean tb : NO_YES) {
                    check(backend, type, ta, tb, 7, 69, k, 1, 0, 0);
                    check(backend, type, ta, tb, 19, 69, k, 1, 0, 0);
                    check(backend, type, ta, tb, 16, 32, k, 0.5, 1, 3);
                    check(backend, type, ta, tb, 1, 32, k, 0.5, 1, 3);
                }
            }
        }
        check(backend, type, false, true, 300, 64, 2, 1, 0, 0);
    }

    /// Each element's terms are added in the same order, whoever does it.
    @ParameterizedTest
    @MethodSource("products")
    void threadsDoNotChangeABit(Gemm gemm, ElementType type) {
        int before = Threads.count();
        try (Arena arena = Arena.ofConfined()) {
            for (int[] size :
                    new int[][] {
                        {147, 131, 250},
                        {97, 203, 260},
                        {2900, 3, 500},
                        {33, 33, 4000},
                        {600, 10, 800}
                    }) {
                Threads.use(1);
                double[] alone = product(gemm, type, arena, size[0], size[1], size[2]);
                for (int threads : new int[] {2, 3}) {
                    Threads.use(threads);
                    assertThat(product(gemm, type, arena, size[0], size[1], size[2]))
                            .as("%s with %d threads", Arrays.toString(size), threads)
                            .containsExactly(alone);
                }
            }
        } finally {
            Threads.use(before);
        }
    }

    /// Our own ones: how OpenBLAS cuts is its business.
    static Stream<Arguments> products() {
        return Selection.available().stream()
                .filter(backend -> !backend.equals("openblas"))
                .flatMap(
                        backend ->
                                Stream.of(ElementType.values())
                                        .map(type -> Arguments.of(type.of(backend).gemm(), type)));
    }

    private static double[] product(Gemm gemm, ElementType type, Arena arena, int m, int n, int k) {
        MemorySegment a = type.segment(arena, Samples.normal(m * k, m));
        MemorySegment b = type.segment(arena, Samples.normal(k * n, n));
        MemorySegment c = type.segment(arena, Samples.normal(m * n, k));
        gemm.gemm(false, true, m, n, k, 0.3, a, 0, k, b, 0, k, 0.7, c, 0, n);
        return type.values(c);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void batches(String backend, ElementType type) {
        int count = 3;
        for (int n : new int[] {2, 8, 33}) {
            for (boolean shared : NO_YES) {
                for (boolean tb : NO_YES) {
                    try (Arena arena = Arena.ofConfined()) {
                        int size = n * n;
                        int strideB = shared ? 0 : size + 1;
                        double[] a = Samples.normal(2 + count * (size + 2), n);
                        double[] b = Samples.normal(3 + count * (size + 1), n + 1L);
                        double[] c = nan(1 + count * (size + 3));
                        double[] expected = c.clone();
                        for (int i = 0; i < count; i++) {
                            int ci = 1 + i * (size + 3);
                            int bi = 3 + i * strideB;
                            naive(
                                    type,
                                    false,
                                    tb,
                                    n,
                                    n,
                                    n,
                                    1,
                                    a,
                                    2 + i * (size + 2),
                                    n,
                                    b,
                                    bi,
                                    n,
                                    0,
                                    expected,
                                    ci,
                                    n);
                        }
                        MemorySegment cs = type.segment(arena, c);
                        type.of(backend)
                                .gemm()
                                .gemmBatched(
                                        false,
                                        tb,
                                        n,
                                        n,
                                        n,
                                        1,
                                        type.segment(arena, a),
                                        2,
                                        n,
                                        size + 2,
                                        type.segment(arena, b),
                                        3,
                                        n,
                                        strideB,
                                        0,
                                        cs,
                                        1,
                                        n,
                                        size + 3,
                                        count);
                        Samples.assertClose(type, "batch of " + n, type.values(cs), expected, n);
                    }
                }
            }
        }
    }

    /// Rows `pad` longer than needed, operands that do not start at 0, and C full of NaN where
    /// `beta` is 0.
    private static void check(
            String backend,
            ElementType type,
            boolean ta,
            boolean tb,
            int m,
            int n,
            int k,
            double alpha,
            double beta,
            int pad) {
        int lda = Math.max(1, ta ? m : k) + pad;
        int ldb = Math.max(1, tb ? k : n) + pad;
        int ldc = Math.max(1, n) + pad;
        int ao = pad == 0 ? 0 : 2;
        int bo = pad == 0 ? 0 : 1;
        int co = pad == 0 ? 0 : 3;
        double[] a = Samples.normal(ao + (ta ? k : m) * lda, m);
        double[] b = Samples.normal(bo + (tb ? n : k) * ldb, n);
        double[] c = beta == 0 ? nan(co + m * ldc) : Samples.normal(co + m * ldc, k);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sa = type.segment(arena, a);
            MemorySegment sb = type.segment(arena, b);
            MemorySegment sc = type.segment(arena, c);
            type.of(backend)
                    .gemm()
                    .gemm(ta, tb, m, n, k, alpha, sa, ao, lda, sb, bo, ldb, beta, sc, co, ldc);
            double[] expected = type.values(type.segment(arena, c));
            naive(type, ta, tb, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, expected, co, ldc);
            String what =
                    "%b %b m=%d n=%d k=%d beta=%s pad=%d".formatted(ta, tb, m, n, k, beta, pad);
            Samples.assertClose(type, what, type.values(sc), expected, k + 1);
        }
    }

    private static double[] nan(int n) {
        double[] values = new double[n];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static void naive(
            ElementType type,
            boolean ta,
            boolean tb,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int ao,
            int lda,
            double[] b,
            int bo,
            int ldb,
            double beta,
            double[] c,
            int co,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    double x = a[ao + (ta ? l * lda + i : i * lda + l)];
                    double y = b[bo + (tb ? j * ldb + l : l * ldb + j)];
                    sum += type == ElementType.FLOAT32 ? (double) (float) x * (float) y : x * y;
                }
                int at = co + i * ldc + j;
                c[at] = alpha * sum + (beta == 0 ? 0 : beta * c[at]);
            }
        }
    }
}

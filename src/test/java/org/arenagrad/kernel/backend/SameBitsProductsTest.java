package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.gemm.GemmPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Matrix products: single elements give the bits that vectors give, as each element of the result
/// is the same chain of operations.
class SameBitsProductsTest {
    private static final int[] SMALL = {0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 25};
    private static final boolean[] NO_YES = {false, true};

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void smallOnes(ElementType type) {
        for (int m : SMALL) {
            for (int n : SMALL) {
                for (int k : SMALL) {
                    boolean ta = (m + k) % 2 == 0;
                    boolean tb = (n + k) % 3 == 0;
                    check(type, ta, tb, m, n, k, 0.3, (m + n) % 3 * 0.35, (m + n + k) % 2);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void everyTransposeAlphaAndBeta(ElementType type) {
        for (boolean ta : NO_YES) {
            for (boolean tb : NO_YES) {
                for (double alpha : new double[] {1, -0.7, 0}) {
                    for (double beta : new double[] {0, 1, 0.3}) {
                        check(type, ta, tb, 9, 21, 13, alpha, beta, 0);
                        check(type, ta, tb, 21, 9, 200, alpha, beta, 3);
                    }
                }
            }
        }
    }

    /// An element's terms come in blocks, each added to the result when it is complete.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void severalBlocksOfTerms(ElementType type) {
        int depth = GemmPlan.DEPTH;
        for (int k : new int[] {depth - 1, depth, depth + 1, 2 * depth, 2 * depth + 1, 1000}) {
            for (boolean ta : NO_YES) {
                for (boolean tb : NO_YES) {
                    check(type, ta, tb, 6, 27, k, 0.3, 0.7, 1);
                    check(type, ta, tb, 1, 1, k, 1, 0, 0);
                }
            }
        }
    }

    /// Rows, columns or terms are few; then the packed product turns them around, or reads A where
    /// it is.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void narrowOnes(ElementType type) {
        int[][] sizes = {
            {1, 64, 300},
            {3, 64, 300},
            {4, 17, 19},
            {130, 3, 64},
            {65, 4, 70},
            {64, 2, 301},
            {3, 1700, 5},
            {10, 1, 1500},
            {1, 32, 1},
            {150, 64, 2},
            {16, 32, 1},
            {35, 75, 3},
            {140, 11, 3},
            {2, 2, 3000}
        };
        for (int[] size : sizes) {
            for (boolean ta : NO_YES) {
                for (boolean tb : NO_YES) {
                    check(type, ta, tb, size[0], size[1], size[2], 0.7, ta ? 0 : 0.5, 1);
                }
            }
        }
    }

    /// One more and one less than blocks of rows and of columns.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void severalBlocksOfRowsAndColumns(ElementType type) {
        check(type, false, true, 129, 49, 193, 1, 0, 0);
        check(type, true, false, 127, 97, 50, 0.5, 0.5, 1);
        check(type, false, false, 5, 1537, 9, 1, 1, 0);
        check(type, true, true, 5, 2049, 3, 1, 0, 2);
    }

    private static void check(
            ElementType type,
            boolean ta,
            boolean tb,
            int m,
            int n,
            int k,
            double alpha,
            double beta,
            int pad) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix a = operand(type, arena, ta, m, k, pad, m);
            Matrix b = operand(type, arena, tb, k, n, pad, n + 1);
            String what =
                    "%d by %d, %d terms, %b %b, alpha %s, beta %s"
                            .formatted(m, n, k, ta, tb, alpha, beta);
            int row = Math.max(1, n) + pad;
            new SameBits(type, arena)
                    .check(
                            what,
                            Samples.normal(m * row + 1, k),
                            (kernels, y) ->
                                    kernels.gemm()
                                            .multiply(
                                                    alpha,
                                                    a,
                                                    b,
                                                    beta,
                                                    new Matrix(y, 1, m, n, row, 1)));
        }
    }

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
        MemorySegment x = type.segment(arena, Samples.normal(height * row + 2, seed));
        Matrix asItLies = new Matrix(x, 2, height, width, row, 1);
        return transposed ? asItLies.transpose() : asItLies;
    }
}

package org.arenagrad.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.kernel.Reduction;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Folding dimensions away, at the edges: many rows, no rows, no columns.
@Tag("backend")
class ReduceTest {
    private Scope scope = Scope.open("unused");

    ReduceTest() {
        scope.close();
    }

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aMillionRowsKeepTheirDigits() {
        NdArray x = Create.full("full", Shape.of(1_000_003, 2), DType.FLOAT32, 0.1);
        NdArray sum = Reduce.reduce("sum", Reduction.SUM, x, false, 0);
        double expected = 1_000_003 * (double) 0.1f;
        assertThat(sum.get(0)).isCloseTo(expected, within(1e-6 * expected));
        assertThat(sum.get(1)).isEqualTo(sum.get(0));
    }

    /// Numbers of blocks with every pattern of carries, and incomplete last blocks.
    @Test
    void rowsOfAnyNumberAddUp() {
        for (int rows : new int[] {1, 127, 128, 129, 256, 384, 511, 640, 1000, 1024, 1153}) {
            NdArray x = Create.sequence("x", 0, 1, 3 * rows, DType.FLOAT64).reshape(rows, 3);
            double[] sum = Reduce.reduce("sum", Reduction.SUM, x, false, 0).toArray();
            double first = 3.0 * rows * (rows - 1) / 2;
            assertThat(sum).containsExactly(first, first + rows, first + 2.0 * rows);
            double[] most = Reduce.reduce("amax", Reduction.MAX, x, false, 0).toArray();
            assertThat(most).containsExactly(3.0 * rows - 3, 3.0 * rows - 2, 3.0 * rows - 1);
        }
    }

    /// The mean of seven times 0.1 is not 0.1 in floating point.
    @Test
    void equalNumbersHaveNoVariance() {
        for (DType dtype : DType.values()) {
            for (int n : new int[] {2, 3, 7, 70, 1001}) {
                NdArray x = Create.full("full", Shape.of(n, 2), dtype, 0.1);
                assertThat(Variance.of("var", x, n, false, 0).toArray()).containsExactly(0, 0);
                assertThat(Variance.of("var", x, n, false).item()).isZero();
            }
        }
    }

    @Test
    void varianceLeavesNothingButTheResult() {
        NdArray x = Create.full("full", Shape.of(1000, 3), DType.FLOAT64, 1);
        long before = Ledger.current().liveBytes();
        Variance.of("var", x, 1000, false, 0);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before + 3 * 8);
    }

    @Test
    void nothingButTheResultRemains() {
        NdArray x = Create.full("full", Shape.of(1000, 3), DType.FLOAT64, 1);
        long before = Ledger.current().liveBytes();
        Reduce.reduce("sum", Reduction.SUM, x, false, 0);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before + 3 * 8);
    }

    @Test
    void noRowsGiveTheNeutralElement() {
        NdArray x = Create.full("full", Shape.of(0, 3), DType.FLOAT64, 1);
        assertThat(Reduce.reduce("sum", Reduction.SUM, x, false, 0).toArray())
                .containsExactly(0, 0, 0);
        assertThat(Reduce.reduce("prod", Reduction.PROD, x, false, 0).toArray())
                .containsExactly(1, 1, 1);
    }

    @Test
    void noColumnsGiveTheLogarithmOfZero() {
        NdArray x = Create.full("full", Shape.of(3, 0), DType.FLOAT64, 1);
        double[] empty = Rows.logSumExp(x, 1, false).toArray();
        assertThat(empty).hasSize(3).containsOnly(Double.NEGATIVE_INFINITY);
    }

    @Test
    void onlyAnEmptyFoldedDimensionHasNoLargest() {
        NdArray x = Create.full("full", Shape.of(0, 3), DType.FLOAT64, 1);
        assertThat(Reduce.reduce("amax", Reduction.MAX, x, false, 1).shape())
                .isEqualTo(Shape.of(0));
        assertThatThrownBy(() -> Reduce.reduce("amax", Reduction.MAX, x, false, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no largest");
    }
}

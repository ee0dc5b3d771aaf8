package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.op.Reduction;
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

    @Test
    void soDoRowsOfEverySecondColumn() {
        NdArray wide = Create.full("full", Shape.of(200_003, 4), DType.FLOAT32, 0.1);
        NdArray sum = Reduce.reduce("sum", Reduction.SUM, wide.slice(1, 0, 2, 2), false, 0);
        double expected = 200_003 * (double) 0.1f;
        assertThat(sum.get(0)).isCloseTo(expected, within(1e-5 * expected));
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
        double[] empty = RowOps.logSumExp(x, 1, false).toArray();
        assertThat(empty).hasSize(3).containsOnly(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aMeanDividesByWhatIsFolded() {
        NdArray x = Create.sequence("x", 0, 1, 12, DType.FLOAT64).reshape(2, 3, 2);
        assertThat(Reduce.mean("mean", x, false, 0, 2).toArray()).containsExactly(3.5, 5.5, 7.5);
        assertThat(Reduce.mean("mean", x, true).toArray()).containsExactly(5.5);
        assertThat(Reduce.count(x.shape(), 0, 2)).isEqualTo(4);
        assertThat(Reduce.count(x.shape())).isEqualTo(12);
        assertThat(Reduce.count(Shape.of(0, 3), 0)).as("nothing is folded").isZero();
        assertThat(Reduce.count(Shape.of(0, 3), 1)).as("there is no result").isZero();
        NdArray none = Create.full("full", Shape.of(0, 2), DType.FLOAT64, 1);
        assertThat(Reduce.mean("mean", none, false, 0).toArray())
                .containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void aVarianceIsTheMeanSquareOfDeviations() {
        NdArray x = Create.of(new double[] {1, 5, 2, 5, 6, 8}, Shape.of(3, 2), DType.FLOAT64);
        // Means 3 and 6, squares of deviations 4 + 1 + 9 and 1 + 1 + 4.
        assertThat(Variance.of("var", x, 2, false, 0).toArray()).containsExactly(7, 3);
        NdArray kept = Variance.of("var", x, 2, true, 1);
        assertThat(kept.shape()).isEqualTo(Shape.of(3, 1));
        assertThat(kept.toArray()).containsExactly(4, 2.25, 1);
        NdArray none = Create.full("full", Shape.of(0, 2), DType.FLOAT64, 1);
        assertThat(Variance.of("var", none, 1, false, 0).toArray())
                .containsExactly(Double.NaN, Double.NaN);
        assertThat(Variance.divisor(Shape.of(3, 2), 1, 0)).isEqualTo(2);
        assertThat(Variance.divisor(Shape.of(3, 2), 0)).isEqualTo(6);
        assertThat(Variance.divisor(Shape.of(3, 2), 5, 0)).as("never negative").isZero();
    }

    @Test
    void theLargestIsTheFirstOfSeveralOrNaN() {
        double[] values = {1, 7, 7, 2, Double.NaN, 9, Double.NaN, 3, 4};
        NdArray x = Create.of(values, Shape.of(3, 3), DType.FLOAT64);
        assertThat(Reduce.argmax(x, 1, false)).isEqualTo(Indices.of(1, 1, 0));
        assertThat(Reduce.argmax(x.transpose(0, 1), 0, true))
                .isEqualTo(Indices.of(Shape.of(1, 3), 1, 1, 0));
        NdArray none = Create.full("full", Shape.of(0, 2), DType.FLOAT64, 1);
        assertThat(Reduce.argmax(none, 1, false)).isEqualTo(Indices.of());
    }

    @Test
    void runningSums() {
        NdArray x = Create.sequence("x", 1, 1, 6, DType.FLOAT64).reshape(2, 3);
        assertThat(Reduce.cumsum(x, 1).toArray()).containsExactly(1, 3, 6, 4, 9, 15);
        assertThat(Reduce.cumsum(x, 0).toArray()).containsExactly(1, 2, 3, 5, 7, 9);
        assertThat(Reduce.cumsum(x.slice(0, 0, 0, 1), 0).shape()).isEqualTo(Shape.of(0, 3));
    }

    @Test
    void sumsRowsIntoWhatIsThere() {
        NdArray sum = Create.full("full", Shape.of(3), DType.FLOAT64, 99);
        int version = sum.buffer().version();
        Reduce.sumRowsInto(Create.sequence("x", 0, 1, 6, DType.FLOAT64).reshape(2, 3), sum);
        assertThat(sum.toArray()).containsExactly(3, 5, 7);
        assertThat(sum.buffer().version()).as("a change in place").isGreaterThan(version);
    }

    /// Products and extremes of rows that are no neighbours in memory, in more than one block.
    @Test
    void foldsManyRowsOfEverySecondColumn() {
        NdArray wide = Create.sequence("x", 0, 1, 400 * 6, DType.FLOAT64).reshape(400, 6);
        NdArray x = wide.slice(1, 0, 3, 2);
        assertThat(Reduce.reduce("amin", Reduction.MIN, x, false, 0).toArray())
                .containsExactly(0, 2, 4);
        assertThat(Reduce.reduce("amax", Reduction.MAX, x, false, 0).toArray())
                .containsExactly(2394, 2396, 2398);
        double sum = 6.0 * 400 * 399 / 2;
        assertThat(Reduce.reduce("sum", Reduction.SUM, x, false, 0).toArray())
                .containsExactly(sum, sum + 800, sum + 1600);
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

package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class StandardizerTest {
    @Test
    void columnsGetMeanZeroAndDeviationOne() {
        Tensor x =
                Tensor.randn(Rng.seed(1), 200, 3)
                        .mul(Tensor.of(0.01, 1, 50))
                        .add(Tensor.of(7, 0, -300));
        Tensor z = Standardizer.fit(x).apply(x);
        for (int c = 0; c < 3; c++) {
            double[] column = z.select(1, c).toArray();
            double mean = Arrays.stream(column).average().orElseThrow();
            double square = Arrays.stream(column).map(v -> v * v).average().orElseThrow();
            assertThat(mean).isCloseTo(0, within(1e-10));
            assertThat(square).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void whatIsHeldOutIsMeasuredWithTheTrainingPart() {
        Standardizer standardizer =
                Standardizer.fit(Tensor.of(new double[][] {{0}, {2}, {4}, {6}}));
        // Mean 3, deviation √5.
        assertThat(standardizer.apply(Tensor.of(new double[][] {{3}, {8}})).toArray())
                .containsExactly(0, 5 / Math.sqrt(5));
    }

    @Test
    void constantColumnsAreShiftedNotDivided() {
        // 0.1 summed ten times is not 1: its computed deviation is not exactly 0.
        Tensor x = Tensor.full(0.1, 10, 1);
        for (DType dtype : DType.values()) {
            Standardizer standardizer = Standardizer.fit(x.to(dtype));
            assertThat(standardizer.deviation().item()).isEqualTo(1);
            assertThat(Arrays.stream(standardizer.apply(x.to(dtype)).toArray()))
                    .allMatch(v -> Math.abs(v) < 1e-7);
            assertThat(standardizer.apply(Tensor.full(dtype, 2.1, 1, 1)).item())
                    .isCloseTo(2, within(1e-6));
        }
    }

    @Test
    void digitsHaveConstantPixelsAndStayFinite() {
        Split<?> parts = Datasets.digits().split(0.2, Rng.seed(1));
        Standardizer standardizer = Standardizer.fit(parts.train());
        assertThat(Arrays.stream(standardizer.apply(parts.train()).x().toArray()))
                .allMatch(Double::isFinite);
        assertThat(Arrays.stream(standardizer.apply(parts.heldOut()).x().toArray()))
                .allMatch(Double::isFinite);
    }

    @Test
    void takesRowsOfAnyShape() {
        Tensor images = Tensor.randn(Rng.seed(1), 5, 2, 3);
        assertThat(Standardizer.fit(images).apply(images).shape()).isEqualTo(images.shape());
    }

    @Test
    void leavesNothingBehindButItsTwoRows() {
        try (var _ = Scope.open("data")) {
            Tensor x = Tensor.randn(Rng.seed(1), 10, 3);
            long before = Ledger.current().liveBytes();
            Standardizer standardizer = Standardizer.fit(x);
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(2 * 3 * 8);
            standardizer.apply(x);
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(2 * 3 * 8 + 10 * 3 * 8);
        }
    }

    @Test
    void refusesOtherColumns() {
        Standardizer standardizer = Standardizer.fit(Tensor.zeros(4, 3));
        assertThatThrownBy(() -> standardizer.apply(Tensor.zeros(4, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3]")
                .hasMessageContaining("[4, 1]");
        assertThatThrownBy(() -> Standardizer.fit(Tensor.zeros(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rows");
    }
}

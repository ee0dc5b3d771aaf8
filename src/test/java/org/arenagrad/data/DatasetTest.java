package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

class DatasetTest {
    /// Rows that say who they are: row `i` is `[10i, 10i + 1]`, class `i % classes`.
    private static TensorDataset<Indices> numbered(int n, int classes) {
        double[] x = new double[2 * n];
        Arrays.setAll(x, i -> 10 * (i / 2) + i % 2);
        return Dataset.of(
                Tensor.from(x, n, 2),
                Indices.of(IntStream.range(0, n).map(i -> i % classes).toArray()));
    }

    private static int[] rowNumbers(Tensor x) {
        return Arrays.stream(x.select(1, 0).toArray()).mapToInt(v -> (int) v / 10).toArray();
    }

    private static int[] sorted(int... values) {
        return Arrays.stream(values).sorted().toArray();
    }

    private static int count(Indices classes, int wanted) {
        return (int) Arrays.stream(classes.toArray()).filter(c -> c == wanted).count();
    }

    @Test
    void rowsAndTargetsMustBeAsMany() {
        assertThatThrownBy(() -> Dataset.of(Tensor.zeros(3, 2), Indices.of(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x [3, 2]")
                .hasMessageContaining("y indices [2]");
        assertThatThrownBy(() -> Dataset.of(Tensor.zeros(3, 2), Tensor.zeros(2, 1)))
                .hasMessageContaining("y [2, 1]");
        assertThatThrownBy(() -> Dataset.of(Tensor.scalar(1), Tensor.zeros(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> Dataset.of(Tensor.zeros(4), Indices.of(Shape.of(2, 2), 0, 1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shuffleKeepsRowsAndTargetsTogether() {
        TensorDataset<Indices> data = numbered(100, 7);
        TensorDataset<Indices> shuffled = data.shuffle(Rng.seed(1));

        int[] rows = rowNumbers(shuffled.x());
        assertThat(rows).isNotEqualTo(rowNumbers(data.x()));
        assertThat(sorted(rows)).isEqualTo(IntStream.range(0, 100).toArray());
        for (int i = 0; i < 100; i++) {
            assertThat(shuffled.y().get(i)).isEqualTo(rows[i] % 7);
        }
    }

    @Test
    void shuffleDependsOnTheSeedAlone() {
        TensorDataset<Indices> data = numbered(50, 3);
        int[] once = rowNumbers(data.shuffle(Rng.seed(5)).x());
        assertThat(rowNumbers(data.shuffle(Rng.seed(5)).x())).isEqualTo(once);
        assertThat(rowNumbers(data.shuffle(Rng.seed(6)).x())).isNotEqualTo(once);
    }

    @Test
    void numbersToPredictFollowTheirRows() {
        Tensor x = Tensor.arange(20).reshape(20, 1);
        TensorDataset<Tensor> data = Dataset.of(x, x.mul(3)).shuffle(Rng.seed(2));
        assertThat(data.y().toArray()).isEqualTo(data.x().mul(3).toArray());
        Split<Tensor> parts = data.split(0.25, Rng.seed(3));
        assertThat(parts.heldOut().size()).isEqualTo(5);
        assertThat(parts.heldOut().y().toArray()).isEqualTo(parts.heldOut().x().mul(3).toArray());
    }

    @Test
    void splitDividesTheRowsWithoutLosingOrDoublingAny() {
        Split<Indices> parts = numbered(103, 4).split(0.2, Rng.seed(4));
        int[] train = rowNumbers(parts.train().x());
        int[] heldOut = rowNumbers(parts.heldOut().x());
        assertThat(heldOut).hasSize(21);
        int[] all = IntStream.concat(IntStream.of(train), IntStream.of(heldOut)).toArray();
        assertThat(sorted(all)).isEqualTo(IntStream.range(0, 103).toArray());
    }

    @Test
    void splitIsStratified() {
        // Class 0 is rare: a split that looked away could well leave it out.
        int[] classes = IntStream.range(0, 200).map(i -> i % 20 == 0 ? 0 : 1 + i % 2).toArray();
        TensorDataset<Indices> data = Dataset.of(Tensor.zeros(200, 1), Indices.of(classes));
        for (int seed = 0; seed < 10; seed++) {
            Indices heldOut = data.split(0.2, Rng.seed(seed)).heldOut().y();
            for (int c = 0; c < 3; c++) {
                assertThat(count(heldOut, c)).isEqualTo(count(data.y(), c) / 5);
            }
        }
    }

    @Test
    void sharesThatDoNotComeOutEvenAreOffByLessThanARow() {
        TensorDataset<Indices> digits = Datasets.digits();
        Indices heldOut = digits.split(0.2, Rng.seed(1)).heldOut().y();
        assertThat(heldOut.length()).isEqualTo(359);
        for (int c = 0; c < 10; c++) {
            assertThat((double) count(heldOut, c))
                    .isBetween(0.2 * count(digits.y(), c) - 1, 0.2 * count(digits.y(), c) + 1);
        }
    }

    @Test
    void splitSaysWhatAShareIs() {
        TensorDataset<Indices> data = numbered(4, 2);
        for (double share : new double[] {0, 1, -0.5, 20, Double.NaN}) {
            assertThatThrownBy(() -> data.split(share, Rng.seed(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("between 0 and 1");
        }
        assertThatThrownBy(() -> data.split(0.01, Rng.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 rows leaves one part without a row");
    }

    @Test
    void anotherElementType() {
        TensorDataset<Tensor> data =
                Dataset.of(Tensor.of(new double[][] {{0.1}, {0.2}}), Tensor.of(1, 2));
        TensorDataset<Tensor> narrow = data.to(DType.FLOAT32);
        assertThat(narrow.x().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(narrow.y().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(narrow.x().toArray()).containsExactly(0.1f, 0.2f);
        assertThat(data.to(DType.FLOAT64).x()).isSameAs(data.x());
    }

    @Test
    void belongsToTheScopeItWasMadeIn() {
        long before = Ledger.current().liveBytes();
        try (var _ = Scope.open("data")) {
            TensorDataset<Indices> data = numbered(10, 2);
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(10 * 2 * 8);
            try (var _ = Scope.open("inside")) {
                data.shuffle(Rng.seed(1));
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(2 * 10 * 2 * 8);
            }
            // A layer that discards what it has read must not end data.
            data.select(Indices.of(1, 2)).x().discard();
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(10 * 2 * 8 + 2 * 2 * 8);
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void saysWhatItIs() {
        assertThat(numbered(6, 2)).hasToString("dataset of 6 rows: x [6, 2], y indices [6]");
    }
}

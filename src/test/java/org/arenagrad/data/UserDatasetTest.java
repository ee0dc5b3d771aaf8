package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A data set that somebody else wrote.
class UserDatasetTest {
    /// Row `i` is `[i, -i]`, its class is the parity of `i`.
    private record Counting(int size) implements Dataset<Tensor, Indices> {
        @Override
        public Example<Tensor, Indices> get(int index) {
            return Example.of(Tensor.of(index, -index), index % 2);
        }
    }

    private record Pair(Tensor left, Tensor right) {}

    /// Inputs of two tensors, with a batch made by hand.
    private record Pairs(int size) implements Dataset<Pair, Tensor> {
        @Override
        public Example<Pair, Tensor> get(int index) {
            return Example.of(
                    new Pair(Tensor.of(index), Tensor.of(2 * index, 3 * index)),
                    Tensor.scalar(6 * index));
        }

        @Override
        public Collate<Pair, Tensor> collator() {
            return all ->
                    new Example<>(
                            new Pair(
                                    Collate.stack(all, e -> e.x().left()),
                                    Collate.stack(all, e -> e.x().right())),
                            Collate.stack(all, Example::y));
        }
    }

    private static int[] firsts(Iterable<? extends Batch<Tensor, ?>> batches) {
        List<Double> seen = new ArrayList<>();
        for (Batch<Tensor, ?> batch : batches) {
            for (double value : batch.x().select(1, 0).toArray()) {
                seen.add(value);
            }
        }
        return seen.stream().mapToInt(Double::intValue).toArray();
    }

    @Test
    void aBatchStacksItsExamples() {
        List<Integer> sizes = new ArrayList<>();
        for (Batch<Tensor, Indices> batch : new Counting(7).batches(3)) {
            assertThat(batch.x().shape()).isEqualTo(Shape.of(batch.size(), 2));
            assertThat(batch.y().shape()).isEqualTo(Shape.of(batch.size()));
            for (int i = 0; i < batch.size(); i++) {
                double first = batch.x().get(i, 0);
                assertThat(batch.x().get(i, 1)).isEqualTo(-first);
                assertThat(batch.y().get(i)).isEqualTo((int) first % 2);
            }
            sizes.add(batch.size());
        }
        assertThat(sizes).containsExactly(3, 3, 1);
        assertThat(new Counting(7).batches(3).count()).isEqualTo(3);
    }

    @Test
    void itsOrderIsThatOfTensorsWithTheSameSeed() {
        Tensor x = Tensor.stack(1, Tensor.arange(20), Tensor.arange(20).neg());
        var tensors = Dataset.of(x, Indices.of(new int[20]));
        assertThat(firsts(new Counting(20).batches(6, Rng.seed(4)).epochs(3)))
                .isEqualTo(firsts(tensors.batches(6, Rng.seed(4)).epochs(3)));
    }

    @Test
    void aBatchOwnsItsRowsAndNothingElse() {
        long before = Ledger.current().liveBytes();
        for (var batch : new Counting(10).batches(5, Rng.seed(1))) {
            assertThat(Ledger.current().liveBytes()).isEqualTo(before);
            try (var _ = Scope.open("step")) {
                Tensor x = batch.x();
                batch.y();
                assertThat(batch.x()).isSameAs(x);
                assertThat(Ledger.current().liveBytes()).isEqualTo(before + 5 * 2 * 8);
            }
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void aDryRunLeavesTheBatchToBeMade() {
        Batch<Tensor, Indices> batch = new Counting(4).batches(4).iterator().next();
        try (var _ = Scope.open("step")) {
            assertThat(Scope.dryRun(() -> batch.x().mul(2)).peakBytes()).isPositive();
            assertThat(batch.x().toArray()).containsExactly(0, 0, 1, -1, 2, -2, 3, -3);
        }
    }

    @Test
    void inputsOfOnesOwnTypeBringTheirCollator() {
        for (Batch<Pair, Tensor> batch : new Pairs(5).batches(2, Rng.seed(1))) {
            Tensor product = batch.x().right().sum(1).add(batch.x().left().select(1, 0));
            assertThat(product.toArray()).isEqualTo(batch.y().toArray());
        }
        var views = new Pairs(5).shuffle(Rng.seed(2)).select(Indices.of(0, 1));
        assertThat(views.batches(2).iterator().next().x().right().shape())
                .isEqualTo(Shape.of(2, 2));
    }

    @Test
    void theStandardCollatorSaysWhatItCanNotStack() {
        Dataset<String, Indices> words =
                new Counting(2).map(e -> new Example<>("word " + e.y().get(0), e.y()));
        assertThatThrownBy(() -> words.batches(2).iterator().next().x())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inputs of type String")
                .hasMessageContaining("collator()");
    }

    @Test
    void mapChangesEachExample() {
        var scaled = new Counting(5).map(e -> new Example<>(e.x().mul(10), e.y()));
        assertThat(firsts(scaled.batches(2))).containsExactly(0, 10, 20, 30, 40);
        Tensor x = Tensor.arange(6).reshape(3, 2);
        var mapped = Dataset.of(x, x).map(e -> new Example<>(e.x().add(1), e.y()));
        assertThat(mapped.get(2).x().toArray()).containsExactly(5, 6);
        assertThat(mapped.batches(3).iterator().next().x().toArray())
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void shuffleIsAPermutation() {
        int[] shuffled = firsts(new Counting(50).shuffle(Rng.seed(3)).batches(8));
        int[] inOrder = IntStream.range(0, 50).toArray();
        assertThat(shuffled).isNotEqualTo(inOrder);
        assertThat(Arrays.stream(shuffled).sorted().toArray()).isEqualTo(inOrder);
        assertThatThrownBy(() -> new Counting(5).select(Indices.of(0, 5)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("index 5 at position 1");
    }
}

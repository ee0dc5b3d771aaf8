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
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

class BatchesTest {
    private static TensorDataset<Indices> tenRows() {
        return Dataset.of(
                Tensor.arange(10).reshape(10, 1), Indices.of(IntStream.range(0, 10).toArray()));
    }

    private static List<Integer> targets(Iterable<Batch<Tensor, Indices>> batches) {
        List<Integer> seen = new ArrayList<>();
        for (Batch<Tensor, Indices> batch : batches) {
            for (int y : batch.y().toArray()) {
                seen.add(y);
            }
        }
        return seen;
    }

    @Test
    void goThroughTheRowsInOrderAndEndWithWhatIsLeft() {
        List<Integer> sizes = new ArrayList<>();
        for (Batch<Tensor, Indices> batch : tenRows().batches(4)) {
            assertThat(batch.x().shape()).isEqualTo(Shape.of(batch.size(), 1));
            assertThat(batch.y().length()).isEqualTo(batch.size());
            sizes.add(batch.size());
        }
        assertThat(sizes).containsExactly(4, 4, 2);
        assertThat(tenRows().batches(4).count()).isEqualTo(3);
        assertThat(tenRows().batches(100).count()).isEqualTo(1);
        assertThat(targets(tenRows().batches(4))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void rowsAndTargetsOfABatchBelongTogether() {
        for (Batch<Tensor, Indices> batch : tenRows().batches(3, Rng.seed(1)).epochs(5)) {
            double[] x = batch.x().toArray();
            for (int i = 0; i < batch.size(); i++) {
                assertThat(x[i]).isEqualTo(batch.y().get(i));
            }
        }
        Tensor x = Tensor.arange(10);
        for (Batch<Tensor, Tensor> batch : Dataset.of(x, x.mul(2)).batches(3, Rng.seed(1))) {
            assertThat(batch.y().toArray()).isEqualTo(batch.x().mul(2).toArray());
        }
        for (Batch<Tensor, Tensor> batch : Dataset.of(x, x.mul(2)).batches(3)) {
            assertThat(batch.y().toArray()).isEqualTo(batch.x().mul(2).toArray());
        }
    }

    @Test
    void everyEpochSeesEveryRowOnceInANewOrder() {
        List<Integer> seen = targets(tenRows().batches(3, Rng.seed(1)).epochs(2));
        List<Integer> first = seen.subList(0, 10);
        List<Integer> second = seen.subList(10, 20);
        assertThat(first).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(targets(tenRows().batches(3, Rng.seed(1)).epochs(2))).isEqualTo(seen);
        assertThat(targets(tenRows().batches(3, Rng.seed(2)).epochs(2))).isNotEqualTo(seen);
    }

    @Test
    void rowsAreDrawnWithReplacementToo() {
        Batches<Tensor, Indices> drawn = tenRows().sampled(5, 40, Rng.seed(1));
        assertThat(drawn.count()).isEqualTo(40);
        List<Integer> seen = targets(drawn.epochs(2));
        assertThat(seen).hasSize(400);
        assertThat(seen.subList(200, 400)).isNotEqualTo(seen.subList(0, 200));
        for (int row = 0; row < 10; row++) {
            assertThat(Collections.frequency(seen, row)).isBetween(20, 60);
        }
        assertThat(targets(tenRows().sampled(5, 40, Rng.seed(1)).epochs(2))).isEqualTo(seen);
        assertThatThrownBy(() -> tenRows().sampled(5, 0, Rng.seed(1)))
                .hasMessageContaining("0 batches can't be drawn from 10 examples");
        assertThatThrownBy(() -> tenRows().sampled(0, 1, Rng.seed(1)))
                .hasMessageContaining("got 0");
    }

    @Test
    void batchesKnowTheirEpoch() {
        List<String> places = new ArrayList<>();
        for (Batch<Tensor, Indices> batch : tenRows().batches(5).epochs(2)) {
            places.add(batch.epoch() + (batch.isLastOfEpoch() ? " end" : ""));
        }
        assertThat(places).containsExactly("0", "0 end", "1", "1 end");
    }

    @Test
    void holdNoMemoryUntilTheirRowsAreAskedFor() {
        try (var _ = Scope.open("data")) {
            TensorDataset<Indices> data = tenRows();
            long before = Ledger.current().liveBytes();
            for (Batch<Tensor, Indices> batch : data.batches(4, Rng.seed(1))) {
                assertThat(Ledger.current().liveBytes()).isEqualTo(before);
                try (var _ = Scope.open("step")) {
                    batch.x();
                    assertThat(Ledger.current().liveBytes()).isEqualTo(before + batch.size() * 8L);
                }
            }
            for (Batch<Tensor, Indices> batch : data.batches(4)) {
                batch.x();
                assertThat(Ledger.current().liveBytes()).as("in order: a view").isEqualTo(before);
            }
        }
    }

    @Test
    void noRowsNoEpochsNoBatches() {
        TensorDataset<Indices> empty = Dataset.of(Tensor.zeros(0, 2), Indices.of());
        assertThat(empty.batches(4)).isEmpty();
        assertThat(empty.batches(4, Rng.seed(1)).epochs(3)).isEmpty();
        assertThat(tenRows().batches(4).epochs(0)).isEmpty();
        Iterator<Batch<Tensor, Indices>> walk = tenRows().batches(10).iterator();
        walk.next();
        assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void sizesAndEpochsMustMakeSense() {
        assertThatThrownBy(() -> tenRows().batches(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch size must be positive, got 0");
        assertThatThrownBy(() -> tenRows().batches(3).epochs(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 is negative");
    }
}

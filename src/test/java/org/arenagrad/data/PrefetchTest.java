package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Batches that another thread prepares.
class PrefetchTest {
    private long before;

    @BeforeEach
    void count() {
        before = Ledger.current().liveBytes();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        assertThat(helpers()).isEmpty();
    }

    private static List<Thread> helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("arenagrad-prefetch"))
                .toList();
    }

    /// Rows `[i, i²]`, of which something may happen when they are asked for.
    private record Squares(int size, IntConsumer asked) implements Dataset<Tensor, Tensor> {
        @Override
        public Example<Tensor, Tensor> get(int index) {
            asked.accept(index);
            return Example.of(Tensor.of(index), Tensor.of((double) index * index));
        }
    }

    private static void nothing(int index) {}

    private static <Y> List<String> contents(Batches<Tensor, Y> batches) {
        List<String> seen = new ArrayList<>();
        for (Batch<Tensor, Y> batch : batches) {
            try (var _ = Scope.open("step")) {
                seen.add(
                        "%s %s %s %s %s"
                                .formatted(
                                        batch.epoch(),
                                        batch.size(),
                                        batch.isLastOfEpoch(),
                                        Arrays.toString(batch.x().toArray()),
                                        batch.y()));
            }
        }
        return seen;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void theBatchesAndTheirOrderAreTheSame(int ahead) {
        var squares = new Squares(23, PrefetchTest::nothing);
        Augmentation<Tensor> noise = Augmentations.noise(0.1);
        Rng rng = Rng.seed(5);
        Rng sameRng = Rng.seed(5);
        assertThat(contents(squares.batches(4, rng).augment(noise, rng).prefetch(ahead).epochs(3)))
                .hasSize(18)
                .isEqualTo(contents(squares.batches(4, sameRng).augment(noise, sameRng).epochs(3)));
        assertThat(rng.state()).isEqualTo(sameRng.state());
    }

    @Test
    void changingWhatWasPrefetchedIsTheSameToo() {
        var squares = new Squares(23, PrefetchTest::nothing);
        Rng rng = Rng.seed(5);
        Rng sameRng = Rng.seed(5);
        Augmentation<Tensor> noise = Augmentations.noise(0.1);
        assertThat(contents(squares.batches(4, rng).prefetch(2).augment(noise, rng).epochs(2)))
                .isEqualTo(contents(squares.batches(4, sameRng).augment(noise, sameRng).epochs(2)));
    }

    @Test
    void tensorsThatAreSharedCanBePrefetched() {
        Rng rng = Rng.seed(1);
        try (var _ = Scope.open("data")) {
            var moons = Datasets.moons(50, 0.1, rng);
            var batches = moons.share().batches(8, Rng.seed(2));
            assertThat(contents(batches.prefetch(2)))
                    .isEqualTo(contents(moons.batches(8, Rng.seed(2))));
            assertThat(contents(moons.share().batches(8).prefetch(2)))
                    .isEqualTo(contents(moons.batches(8)));
            Tensor x = Tensor.arange(10);
            assertThat(contents(Dataset.of(x, x).share().batches(3, Rng.seed(2)).prefetch(2)))
                    .hasSize(4);
        }
    }

    @Test
    void tensorsOfAScopeAreRefusedWithTheRemedy() {
        try (var _ = Scope.open("data")) {
            var moons = Datasets.moons(50, 0.1, Rng.seed(1));
            assertThatThrownBy(() -> contents(moons.batches(8, Rng.seed(2)).prefetch(2)))
                    .isInstanceOf(PrefetchException.class)
                    .hasCauseInstanceOf(WrongThreadException.class)
                    .hasMessageContaining("TensorDataset.share()");
        }
    }

    @Test
    void theStepOwnsTheBatch() {
        for (var batch : new Squares(20, PrefetchTest::nothing).batches(5).prefetch(2)) {
            assertThat(Ledger.current().liveBytes()).isEqualTo(before);
            try (var _ = Scope.open("step")) {
                batch.x();
                assertThat(Ledger.current().liveBytes()).isEqualTo(before + 2 * 5 * 8);
                assertThat(batch.y().toArray()).isEqualTo(batch.x().mul(batch.x()).toArray());
            }
            assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        }
    }

    @Test
    void aBatchThatNobodyLookedAtIsDropped() {
        List<Batch<Tensor, Tensor>> taken = new ArrayList<>();
        for (var batch : new Squares(20, PrefetchTest::nothing).batches(5).prefetch(2)) {
            taken.add(batch);
        }
        assertThat(taken).hasSize(4);
        assertThatThrownBy(taken.getFirst()::x).hasMessageContaining("dropped by close()");
    }

    /// As many as may wait, one in the making, and the one that was taken.
    @Test
    void noMoreIsPreparedThanAskedFor() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch fourth = new CountDownLatch(4);
        var squares =
                new Squares(
                        100,
                        _ -> {
                            asked.incrementAndGet();
                            fourth.countDown();
                        });
        try (var walk = squares.batches(1).prefetch(2).iterator()) {
            walk.next();
            fourth.await();
            assertThat(asked).hasValueLessThanOrEqualTo(4);
        }
        assertThat(asked).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void whatFailsOnTheHelperReachesTheCallerWithItsCause() {
        var failure = new IllegalStateException("row 7 is damaged");
        var squares =
                new Squares(
                        20,
                        index -> {
                            if (index == 7) {
                                throw failure;
                            }
                        });
        List<Integer> taken = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            for (var batch : squares.batches(3).prefetch(4)) {
                                taken.add(batch.size());
                            }
                        })
                .isInstanceOf(PrefetchException.class)
                .hasMessageContaining("batch 3")
                .hasMessageContaining("row 7 is damaged")
                .hasCause(failure);
        assertThat(taken).as("batches before it").containsExactly(3, 3);
    }

    @Test
    @SuppressWarnings("try") // Closing early, and twice, is what is tested.
    void whoStopsEarlyClosesTheIterator() {
        try (var walk =
                new Squares(1000, PrefetchTest::nothing).batches(2).prefetch(3).iterator()) {
            walk.next();
            try (var _ = Scope.open("step")) {
                assertThat(walk.next().x().toArray()).containsExactly(2, 3);
            }
            walk.close();
            assertThat(helpers()).isEmpty();
            assertThat(walk.hasNext()).isFalse();
        }
    }

    @Test
    void closingEndsAHelperThatWaits() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        var squares =
                new Squares(
                        10,
                        _ -> {
                            waiting.countDown();
                            try {
                                never.await();
                            } catch (InterruptedException interrupted) {
                                throw new IllegalStateException(interrupted);
                            }
                        });
        try (var walk = squares.batches(2).prefetch(1).iterator()) {
            Thread taker = Thread.currentThread();
            Thread other =
                    new Thread(
                            () -> {
                                try {
                                    waiting.await();
                                } catch (InterruptedException _) {
                                    return;
                                }
                                taker.interrupt();
                            });
            other.start();
            assertThatThrownBy(walk::next)
                    .isInstanceOf(PrefetchException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).as("the interruption is not swallowed").isTrue();
            other.join();
        }
    }

    @Test
    void thereMustBeSomethingToPrefetch() {
        var batches = Dataset.of(Tensor.zeros(0, 2), Indices.of()).batches(3).prefetch(2);
        assertThat(batches).isEmpty();
        assertThatThrownBy(() -> batches.prefetch(0)).hasMessageContaining("got 0");
    }
}

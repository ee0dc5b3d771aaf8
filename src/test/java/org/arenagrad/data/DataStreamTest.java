package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Data without a known size.
class DataStreamTest {
    @TempDir Path folder;

    private static DataStream<Integer> numbers(int n) {
        return DataStream.of(() -> IntStream.range(0, n).boxed());
    }

    private static Example<Tensor, Indices> example(int i) {
        return Example.of(Tensor.of(i), i % 2);
    }

    private static <E> List<E> all(DataStream<E> stream) {
        try (Stream<E> opened = stream.open()) {
            return opened.toList();
        }
    }

    @Test
    void batchesEndWithWhatIsLeft() {
        var batches = numbers(7).batches(3, DataStreamTest::example);
        List<String> seen = new ArrayList<>();
        for (var batch : batches.epochs(2)) {
            assertThat(batch.y().length()).isEqualTo(batch.size());
            seen.add(batch.epoch() + " " + batch.size() + (batch.isLastOfEpoch() ? " end" : ""));
        }
        assertThat(seen).containsExactly("0 3", "0 3", "0 1 end", "1 3", "1 3", "1 1 end");
        assertThat(batches.isCounted()).isFalse();
        assertThatThrownBy(batches::count).hasMessageContaining("not known before its end");
        assertThat(numbers(0).batches(3, DataStreamTest::example).epochs(2)).isEmpty();
    }

    @Test
    void aMillionRowsTakeTheMemoryOfABatch() {
        Rng rng = Rng.seed(1);
        var batches = numbers(1_000_000).shuffle(1000, rng).batches(1000, DataStreamTest::example);
        long before = Ledger.current().liveBytes();
        Ledger.current().resetPeak();
        double sum = 0;
        for (var batch : batches) {
            try (var _ = Scope.open("step")) {
                sum += batch.x().sum().item();
            }
        }
        assertThat(sum).isEqualTo(999_999.0 * 1_000_000 / 2);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        // The batch, its single examples while they are stacked, and what stacking takes.
        assertThat(Ledger.current().peakBytes() - before).isLessThan(4 * 1000 * 8);
    }

    @Test
    void aShuffleBufferGivesAPermutation() {
        for (int buffer : new int[] {1, 2, 7, 100, 1000}) {
            List<Integer> shuffled = all(numbers(100).shuffle(buffer, Rng.seed(buffer)));
            assertThat(shuffled).containsExactlyInAnyOrderElementsOf(all(numbers(100)));
            for (int i = 0; i < 100; i++) {
                // What comes i-th was in the buffer by then.
                assertThat(shuffled.get(i)).isLessThan(i + buffer);
            }
        }
        assertThat(all(numbers(100).shuffle(1, Rng.seed(1)))).isEqualTo(all(numbers(100)));
    }

    /// All six orders of three elements, each as often as any other.
    @Test
    void aBufferForAllMakesAllOrdersEquallyLikely() {
        Rng rng = Rng.seed(9);
        DataStream<Integer> three = numbers(3).shuffle(3, rng);
        int[] counts = new int[6];
        for (int i = 0; i < 6000; i++) {
            List<Integer> order = all(three);
            counts[2 * order.getFirst() + (order.get(1) < order.get(2) ? 0 : 1)]++;
        }
        // 1,000 each, with a standard deviation of 29.
        assertThat(Arrays.stream(counts)).hasSize(6).allMatch(count -> count > 880 && count < 1120);
    }

    @Test
    void aSeedDecidesTheOrderAndEachEpochHasItsOwn() {
        DataStream<Integer> shuffled = numbers(50).shuffle(10, Rng.seed(1));
        List<Integer> first = all(shuffled);
        assertThat(all(shuffled)).isNotEqualTo(first);
        assertThat(all(numbers(50).shuffle(10, Rng.seed(1)))).isEqualTo(first);
    }

    @Test
    void linesOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "x,y\n1,0\n2,1\n\n3,0\n");
        var batches =
                DataStream.lines(file)
                        .skip(1)
                        .filter(line -> !line.isEmpty())
                        .map(line -> line.split(",", -1))
                        .batches(
                                2,
                                fields ->
                                        Example.of(
                                                Tensor.of(Double.parseDouble(fields[0])),
                                                Integer.parseInt(fields[1])));
        List<Double> seen = new ArrayList<>();
        for (var batch : batches.prefetch(1).epochs(2)) {
            for (double x : batch.x().toArray()) {
                seen.add(x);
            }
        }
        assertThat(seen).containsExactly(1.0, 2.0, 3.0, 1.0, 2.0, 3.0);
        var missing = DataStream.lines(folder.resolve("missing.csv"));
        assertThatThrownBy(missing::open)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing.csv can't be read");
    }

    @Test
    void theSourceIsClosedAfterEachEpochAndWhenTheIteratorIs() {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        DataStream<Integer> stream =
                DataStream.of(
                        () -> {
                            opened.incrementAndGet();
                            return Stream.of(1, 2, 3).onClose(closed::incrementAndGet);
                        });
        Rng rng = Rng.seed(1);
        var batches = stream.shuffle(2, rng).map(i -> i).batches(2, DataStreamTest::example);
        batches.epochs(3).forEach(batch -> assertThat(batch.size()).isPositive());
        assertThat(opened).hasValue(3);
        assertThat(closed).hasValue(3);
        for (var each : List.of(batches, batches.prefetch(2))) {
            try (var walk = each.iterator()) {
                walk.next();
            }
        }
        assertThat(opened).hasValue(5);
        assertThat(closed).hasValue(5);
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> numbers(3).shuffle(0, Rng.seed(1)))
                .hasMessageContaining("buffer size must be positive, got 0");
        assertThatThrownBy(() -> numbers(3).batches(0, DataStreamTest::example))
                .hasMessageContaining("batch size must be positive, got 0");
        assertThatThrownBy(() -> numbers(3).limit(-1)).hasMessageContaining("got -1");
        assertThat(all(numbers(9).skip(2).limit(3))).containsExactly(2, 3, 4);
    }
}

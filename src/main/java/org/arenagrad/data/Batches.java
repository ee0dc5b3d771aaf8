package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The rows of a data set in portions. Iterating goes through them once, [#epochs] again and again.
///
/// @param <Y> the type of the targets
public final class Batches<Y> implements Iterable<Batch<Y>> {
    private final Dataset<Y> data;
    private final int size;
    private final @Nullable Rng rng;

    Batches(Dataset<Y> data, int size, @Nullable Rng rng) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "batches: a size of %s is not positive: a batch has at least one row"
                            .formatted(size));
        }
        this.data = data;
        this.size = size;
        this.rng = rng;
    }

    /// How many batches an epoch has.
    public int count() {
        return Math.ceilDiv(data.size(), size);
    }

    /// All batches, `epochs` times over, each time in a new order if the batches are shuffled.
    ///
    /// @throws IllegalArgumentException if the number is negative
    public Iterable<Batch<Y>> epochs(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("epochs: %s is negative".formatted(epochs));
        }
        return () -> new Walk(epochs);
    }

    /// All batches once.
    @Override
    public Iterator<Batch<Y>> iterator() {
        return new Walk(1);
    }

    private final class Walk implements Iterator<Batch<Y>> {
        private final int epochs;
        private int epoch;
        private int start;
        private int @Nullable [] order;

        Walk(int epochs) {
            this.epochs = epochs;
        }

        @Override
        public boolean hasNext() {
            return epoch < epochs && data.size() > 0;
        }

        @Override
        public Batch<Y> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is no batch after the last");
            }
            if (start == 0 && rng != null) {
                order = rng.permutation(data.size()).toArray();
            }
            Batch<Y> batch = batch(start, Math.min(start + size, data.size()));
            start += size;
            if (batch.isLastOfEpoch()) {
                start = 0;
                epoch++;
            }
            return batch;
        }

        private Batch<Y> batch(int from, int to) {
            int length = to - from;
            boolean last = to == data.size();
            if (order == null) {
                return new Batch<>(
                        () -> data.x().narrow(0, from, length),
                        () -> data.narrowY(from, length),
                        length,
                        epoch,
                        last);
            }
            Indices rows = Indices.of(Arrays.copyOfRange(order, from, to));
            return new Batch<>(
                    () -> Dataset.rows(data.x(), rows),
                    () -> data.selectY(rows),
                    length,
                    epoch,
                    last);
        }
    }
}

package org.arenagrad.data;

import org.arenagrad.array.Rng;
import org.arenagrad.data.Batch.Portion;
import org.jspecify.annotations.Nullable;

import java.util.NoSuchElementException;

/// The examples of a source in batches: PyTorch's `DataLoader`. Iterating goes through them once,
/// [#epochs] again and again.
///
/// ```java
/// var batches = data.batches(64, rng)
///         .augment(Augmentations.horizontalFlip(28, 28), rng)  // each epoch sees other pictures
///         .prefetch(2);                                        // prepared on another thread
/// ```
///
/// What is random is drawn on the thread that takes the batches, when an epoch begins: the same
/// seed gives the same batches, prefetched or not.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
public final class Batches<X, Y> implements Iterable<Batch<X, Y>> {
    private final BatchSource<X, Y> source;
    private final int epochs;

    Batches(BatchSource<X, Y> source, int epochs) {
        this.source = source;
        this.epochs = epochs;
    }

    static <X, Y> Batches<X, Y> of(Rows<X, Y> rows, int size, @Nullable Rng rng) {
        return new Batches<>(new RowPortions<>(rows, requirePositive(size), rng), 1);
    }

    static <X, Y> Batches<X, Y> sampled(Rows<X, Y> rows, int size, int count, Rng rng) {
        if (count < 1 || rows.size() < 1) {
            throw new IllegalArgumentException(
                    "sampled: %s batches can't be drawn from %s examples: both must be positive"
                            .formatted(count, rows.size()));
        }
        return new Batches<>(new SampledPortions<>(rows, requirePositive(size), count, rng), 1);
    }

    static int requirePositive(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "batches: batch size must be positive, got %s".formatted(size));
        }
        return size;
    }

    /// Whether it is known beforehand how many batches an epoch has: not for a [DataStream].
    public boolean isCounted() {
        return source.count() >= 0;
    }

    /// How many batches an epoch has.
    ///
    /// @throws IllegalStateException if that is not known, see [#isCounted]
    public int count() {
        if (!isCounted()) {
            throw new IllegalStateException(
                    "count: how many batches a stream has is not known before its end");
        }
        return source.count();
    }

    /// All batches, `epochs` times over, each time in a new order if the batches are shuffled.
    ///
    /// @throws IllegalArgumentException if the number is negative
    public Batches<X, Y> epochs(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("epochs: %s is negative".formatted(epochs));
        }
        return new Batches<>(source, epochs);
    }

    /// The same batches with their inputs changed at random, in another way each time: for training
    /// only. The changes of a batch depend on a number drawn when its epoch begins, and on its
    /// place in it.
    ///
    /// @param rng where that number comes from
    public Batches<X, Y> augment(Augmentation<X> augmentation, Rng rng) {
        return new Batches<>(new AugmentedSource<>(source, augmentation, rng), epochs);
    }

    /// The same batches, prepared on another thread while the caller works: at most `ahead` wait,
    /// and one more is being prepared. The order is the same.
    ///
    /// The other thread makes the tensors, and they come into the scope in which [Batch#x] or
    /// [Batch#y] is called first, which must be before the next batch is taken. What the other
    /// thread reads must not belong to a scope: make a [TensorDataset] ready for that by
    /// [TensorDataset#share]. What fails there is thrown here, as a [PrefetchException].
    ///
    /// The thread ends with the last batch of an epoch. Who stops before closes the iterator:
    ///
    /// ```java
    /// try (var walk = batches.prefetch(2).iterator()) {
    ///     while (walk.hasNext()) { … walk.next() … }
    /// }
    /// ```
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public Batches<X, Y> prefetch(int ahead) {
        if (ahead < 1) {
            throw new IllegalArgumentException(
                    "prefetch: the number of batches must be positive, got %s".formatted(ahead));
        }
        return new Batches<>(new PrefetchedSource<>(source, ahead), epochs);
    }

    /// All batches once, or as often as [#epochs] says. Who stops before the last one closes it:
    /// that ends the thread of [#prefetch] and closes the file of a stream.
    @Override
    public BatchIterator<X, Y> iterator() {
        return new Walk();
    }

    private final class Walk implements BatchIterator<X, Y> {
        private int epoch;
        private BatchSource.@Nullable Portions<X, Y> rest;

        /// Draws nothing as long as it is known what the answer is.
        @Override
        public boolean hasNext() {
            while (epoch < epochs) {
                if (rest == null && isCounted()) {
                    return source.count() > 0;
                }
                if (rest().hasNext()) {
                    return true;
                }
                endEpoch();
            }
            return false;
        }

        @Override
        public Batch<X, Y> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is no batch after the last");
            }
            Portion<X, Y> next = rest().next();
            Batch<X, Y> batch = new Batch<>(next, epoch);
            if (next.last() && source.endsWithLast()) {
                endEpoch();
            }
            return batch;
        }

        private BatchSource.Portions<X, Y> rest() {
            if (rest == null) {
                rest = source.begin();
            }
            return rest;
        }

        private void endEpoch() {
            BatchSource.Portions<X, Y> ended = rest;
            rest = null;
            epoch++;
            if (ended != null) {
                ended.close();
            }
        }

        @Override
        public void close() {
            epoch = epochs;
            if (rest != null) {
                rest.close();
                rest = null;
            }
        }
    }
}

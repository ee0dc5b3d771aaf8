package org.arenagrad.data;

import org.arenagrad.array.Rng;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Data that come in sequence, without a known number and without being in memory: the lines of a
/// file, rows that are generated. PyTorch's `IterableDataset`.
///
/// ```java
/// var batches = DataStream.lines(Path.of("houses.csv"))
///         .skip(1)                                   // the header
///         .shuffle(10_000, rng)                      // 10,000 lines are in memory, no more
///         .batches(64, line -> Example.of(numbers(line), label(line)))
///         .prefetch(2);
/// ```
///
/// Elements are plain values of Java: only the function given to [#batches] makes tensors, in the
/// scope of the step. Every epoch opens the source again.
///
/// @param <E> the type of the elements
public final class DataStream<E> {
    private final Supplier<Stream<E>> source;

    private DataStream(Supplier<Stream<E>> source) {
        this.source = source;
    }

    /// What a stream of Java gives, opened anew for each epoch and closed after it.
    public static <E> DataStream<E> of(Supplier<Stream<E>> source) {
        return new DataStream<>(source);
    }

    /// The lines of a file in UTF-8. Taking batches throws an [UncheckedIOException] if it can't be
    /// read.
    @SuppressWarnings("StreamResourceLeak") // Closed at the end of the epoch.
    public static DataStream<String> lines(Path file) {
        return new DataStream<>(
                () -> {
                    try {
                        return Files.lines(file);
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(
                                "%s can't be read: %s".formatted(file, unreadable), unreadable);
                    }
                });
    }

    /// All elements once; to be closed. Draws all that is random.
    public Stream<E> open() {
        return source.get();
    }

    /// Each element changed by a function.
    public <F> DataStream<F> map(Function<? super E, ? extends F> change) {
        return new DataStream<>(() -> open().map(change));
    }

    /// The elements of which something is true.
    public DataStream<E> filter(Predicate<? super E> wanted) {
        return new DataStream<>(() -> open().filter(wanted));
    }

    /// All elements but for the first `n`.
    ///
    /// @throws IllegalArgumentException if that is negative
    public DataStream<E> skip(long n) {
        requireCount("skip", n);
        return new DataStream<>(() -> open().skip(n));
    }

    /// The first `n` elements, or as many as there are.
    ///
    /// @throws IllegalArgumentException if that is negative
    public DataStream<E> limit(long n) {
        requireCount("limit", n);
        return new DataStream<>(() -> open().limit(n));
    }

    private static void requireCount(String operation, long n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    "%s: the number of elements must not be negative, got %s"
                            .formatted(operation, n));
        }
    }

    /// The elements in random order, as far as a buffer allows: each is drawn from the next
    /// `buffer` ones (TensorFlow's `shuffle`). With a buffer as large as the data, all orders are
    /// equally likely. Each epoch has another order.
    ///
    /// @param buffer how many elements to keep in memory
    /// @param rng gives each epoch its seed
    /// @throws IllegalArgumentException if the buffer is not positive
    public DataStream<E> shuffle(int buffer, Rng rng) {
        if (buffer < 1) {
            throw new IllegalArgumentException(
                    "shuffle: buffer size must be positive, got %s".formatted(buffer));
        }
        return new DataStream<>(
                () -> {
                    long seed = rng.nextLong();
                    Stream<E> inOrder = open();
                    var shuffled = new ShuffleBuffer<>(inOrder.iterator(), buffer, Rng.seed(seed));
                    return StreamSupport.stream(
                                    Spliterators.spliteratorUnknownSize(
                                            shuffled, Spliterator.ORDERED),
                                    false)
                            .onClose(inOrder::close);
                });
    }

    /// Batches of consecutive elements, the last one smaller if need be, made by the standard
    /// [Collate].
    ///
    /// @param example makes an example of an element
    /// @throws IllegalArgumentException if the size is not positive
    public <X, Y> Batches<X, Y> batches(int size, Function<? super E, Example<X, Y>> example) {
        return batches(size, example, Collate.standard());
    }

    /// Batches of consecutive elements, the last one smaller if need be.
    ///
    /// @param example makes an example of an element
    /// @param collator makes a batch of examples
    /// @throws IllegalArgumentException if the size is not positive
    public <X, Y> Batches<X, Y> batches(
            int size, Function<? super E, Example<X, Y>> example, Collate<X, Y> collator) {
        return new Batches<>(
                new StreamPortions<>(this, Batches.requirePositive(size), example::apply, collator),
                1);
    }
}

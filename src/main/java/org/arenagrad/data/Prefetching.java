package org.arenagrad.data;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.data.Batch.Portion;
import org.arenagrad.memory.Handover;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/// An epoch whose batches a helper thread prepares, at most so many ahead.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
final class Prefetching<X, Y> implements BatchSource.Portions<X, Y> {
    private final BatchSource.Portions<X, Y> source;
    private final BlockingQueue<Message<X, Y>> queue;
    private final Thread helper;
    private volatile boolean closed;
    private @Nullable Message<X, Y> arrived;
    private @Nullable Prepared<X, Y> current;

    private Prefetching(BatchSource.Portions<X, Y> source, int ahead) {
        this.source = source;
        this.queue = new ArrayBlockingQueue<>(ahead);
        this.helper = Thread.ofPlatform().daemon().name("arenagrad-prefetch").unstarted(this::work);
    }

    static <X, Y> Prefetching<X, Y> start(BatchSource.Portions<X, Y> source, int ahead) {
        Prefetching<X, Y> started = new Prefetching<>(source, ahead);
        started.helper.start();
        return started;
    }

    /// What the helper has to say.
    private sealed interface Message<X, Y> {}

    /// A batch.
    private record Prepared<X, Y>(Example<X, Y> example, Handover memory, int size, boolean last)
            implements Message<X, Y> {
        /// The batch, which moves to the caller's thread when it is asked for.
        Portion<X, Y> portion() {
            return Portion.of(new Arrival<>(this), size, last);
        }
    }

    /// There are no more batches.
    private record End<X, Y>() implements Message<X, Y> {}

    /// The next batch could not be prepared.
    private record Failed<X, Y>(int number, Throwable cause) implements Message<X, Y> {}

    /// Takes a batch over at the first call.
    private static final class Arrival<X, Y> implements Supplier<Example<X, Y>> {
        private final Prepared<X, Y> batch;
        private boolean adopted;

        Arrival(Prepared<X, Y> batch) {
            this.batch = batch;
        }

        @Override
        public Example<X, Y> get() {
            if (!adopted) {
                batch.memory.adopt();
                adopted = true;
            }
            return batch.example;
        }
    }

    // ---- on the helper thread

    private void work() {
        int number = 1;
        try (source;
                var _ = Autograd.noGrad()) {
            for (; !closed && source.hasNext(); number++) {
                put(prepare(source.next()));
            }
            put(new End<>());
        } catch (InterruptedException _) {
            // Nobody wants more batches.
        } catch (Throwable failure) {
            try {
                put(new Failed<>(number, failure));
            } catch (InterruptedException _) {
                // Nor to know what went wrong.
            }
        }
    }

    private Prepared<X, Y> prepare(Portion<X, Y> portion) {
        try (var _ = Scope.open("prefetch")) {
            Example<X, Y> example = new Example<>(portion.x().get(), portion.y().get());
            return new Prepared<>(
                    example, Handover.ofInnermostScope(), portion.size(), portion.last());
        }
    }

    private void put(Message<X, Y> message) throws InterruptedException {
        boolean passedOn = false;
        try {
            if (!closed) {
                queue.put(message);
                passedOn = true;
            }
        } finally {
            if (!passedOn) {
                drop(message);
            }
        }
    }

    // ---- on the caller's thread

    @Override
    public boolean hasNext() {
        if (arrived == null) {
            dropCurrent();
            arrived = closed ? new End<>() : take();
        }
        return switch (arrived) {
            case Prepared<X, Y> _ -> true;
            case End<X, Y> _ -> false;
            case Failed<X, Y> failed -> {
                close();
                throw exception(failed);
            }
        };
    }

    @Override
    public Portion<X, Y> next() {
        if (!hasNext() || !(arrived instanceof Prepared<X, Y> batch)) {
            throw new NoSuchElementException("there is no batch after the last");
        }
        arrived = null;
        current = batch;
        return batch.portion();
    }

    private Message<X, Y> take() {
        try {
            return queue.take();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new PrefetchException(
                    "prefetch: interrupted while waiting for a batch", interrupted);
        }
    }

    private static PrefetchException exception(Failed<?, ?> failed) {
        String remedy =
                failed.cause instanceof WrongThreadException
                        ? ". What the helper thread reads must belong to no scope:"
                                + " TensorDataset.share() makes such a copy"
                        : "";
        return new PrefetchException(
                "prefetch: batch %s could not be prepared on the helper thread: %s%s"
                        .formatted(failed.number, failed.cause, remedy),
                failed.cause);
    }

    /// A batch that nobody asked for the tensors of.
    private void dropCurrent() {
        if (current != null) {
            drop(current);
            current = null;
        }
    }

    private void drop(Message<X, Y> message) {
        if (message instanceof Prepared<X, Y> batch) {
            batch.memory.close();
        }
    }

    /// Ends the helper and waits for that, whatever it is doing.
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        helper.interrupt();
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        dropCurrent();
        if (arrived != null) {
            drop(arrived);
        }
        for (var message = queue.poll(); message != null; message = queue.poll()) {
            drop(message);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

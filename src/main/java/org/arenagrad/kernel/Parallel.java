package org.arenagrad.kernel;

import org.arenagrad.memory.NativeAccess;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Shares the range of a loop among threads. The one place where tensor memory is seen by a thread
/// that does not own it.
///
/// The caller offers the job to helping threads and begins at once; whoever is free takes the next
/// piece. So nothing waits for a helper to wake up (tens of microseconds): if it comes too late,
/// the caller has done its share, takes the offer back and returns. It returns only when no helper
/// works on the job any more, which is what makes [#mine] safe.
final class Parallel {
    /// A piece of the range. It must not matter on which thread, and in what order, pieces run.
    @FunctionalInterface
    interface Piece {
        /// Does the elements from `from`, inclusive, to `to`, exclusive.
        void run(long from, long to);
    }

    private static final int SPINS = 1000;
    private static final long PAUSE_NANOS = 20_000;

    private static final List<Helper> HELPERS = new ArrayList<>();

    private Parallel() {}

    /// Whether a loop over `n` elements is to be cut: if there is another thread to share it with
    /// and more than one piece. Where native access is denied there is no way to share memory.
    static boolean pays(long n, long piece) {
        return n > piece && Threads.count() > 1 && NativeAccess.isGranted();
    }

    /// Runs `0 … n-1` in pieces of `piece` elements (the last may be shorter).
    static void run(long n, long piece, Piece work) {
        int wanted = (int) Math.min(Threads.count(), Math.ceilDiv(n, piece)) - 1;
        Job job = new Job(n, piece, work);
        List<Helper> asked = wanted > 0 ? offer(job, wanted) : List.of();
        try {
            job.work();
        } finally {
            for (Helper helper : asked) {
                helper.takeBack(job);
            }
            job.awaitHelpers();
        }
        job.rethrow();
    }

    /// The same memory for the thread that runs a piece, and for that piece only. The owner gets it
    /// as it is, and so does everybody if others may use it anyway (one of a shared arena, which
    /// somebody could close). A helper gets it bound to an arena of its own; the owner is waiting
    /// meanwhile.
    ///
    /// To a loop it is then always memory of the thread it runs on. (Memory of no thread in
    /// particular, `reinterpret(size)`, made compiled loops that had met both kinds start again and
    /// again: up to twenty times the time.)
    static MemorySegment mine(MemorySegment segment) {
        Thread current = Thread.currentThread();
        return segment.isAccessibleBy(current) ? segment : ((Helper) current).borrow(segment);
    }

    private static List<Helper> offer(Job job, int wanted) {
        List<Helper> asked = new ArrayList<>(wanted);
        synchronized (HELPERS) {
            while (HELPERS.size() < wanted) {
                HELPERS.add(Helper.started(HELPERS.size() + 1));
            }
            for (int i = 0; i < HELPERS.size() && asked.size() < wanted; i++) {
                if (HELPERS.get(i).offer(job)) {
                    asked.add(HELPERS.get(i));
                }
            }
        }
        return asked;
    }

    /// What is to be done, and how far it has come.
    private static final class Job {
        private final long n;
        private final long piece;
        private final Piece work;
        private final Thread owner = Thread.currentThread();
        private final AtomicLong next = new AtomicLong();
        private final AtomicInteger helping = new AtomicInteger();
        private volatile @Nullable Throwable failure;

        Job(long n, long piece, Piece work) {
            this.n = n;
            this.piece = piece;
            this.work = work;
        }

        void work() {
            for (long from = next.getAndAdd(piece); from < n; from = next.getAndAdd(piece)) {
                work.run(from, Math.min(from + piece, n));
            }
        }

        void awaitHelpers() {
            for (int spins = 0; helping.get() > 0; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            }
        }

        void rethrow() {
            switch (failure) {
                case null -> {}
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case Throwable checked -> throw new IllegalStateException(checked);
            }
        }
    }

    /// A thread that waits for jobs. It sleeps when there are none: a waiting thread that does not
    /// would keep OpenBLAS's from its processor.
    private static final class Helper extends Thread {
        private final AtomicReference<@Nullable Job> offered = new AtomicReference<>();
        private @Nullable Arena arena;

        static Helper started(int number) {
            Helper helper = new Helper();
            helper.setName("arenagrad-helper-" + number);
            helper.setDaemon(true);
            helper.start();
            return helper;
        }

        /// @return false if it is busy with another job
        boolean offer(Job job) {
            job.helping.incrementAndGet();
            if (offered.compareAndSet(null, job)) {
                LockSupport.unpark(this);
                return true;
            }
            job.helping.decrementAndGet();
            return false;
        }

        /// If it has not begun, it need not.
        void takeBack(Job job) {
            if (offered.compareAndSet(job, null)) {
                job.helping.decrementAndGet();
            }
        }

        MemorySegment borrow(MemorySegment segment) {
            return MemorySegment.ofAddress(segment.address())
                    .reinterpret(segment.byteSize(), arena, null);
        }

        @Override
        @SuppressWarnings("MustBeClosedChecker") // It owns no memory, and lives as long as the JVM.
        public void run() {
            arena = Arena.ofConfined();
            while (true) {
                Job job = offered.get();
                if (job != null && offered.compareAndSet(job, null)) {
                    help(job);
                } else {
                    LockSupport.park(this);
                }
            }
        }

        private static void help(Job job) {
            try {
                job.work();
            } catch (Throwable failed) {
                job.failure = failed;
                job.next.set(job.n);
            } finally {
                if (job.helping.decrementAndGet() == 0) {
                    LockSupport.unpark(job.owner);
                }
            }
        }
    }
}

package org.arenagrad.kernel.parallel;

import org.arenagrad.kernel.Matrix;
import org.arenagrad.kernel.Span;
import org.arenagrad.memory.NativeAccess;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Shares the range of a loop among threads. The one place where tensor memory is seen by a thread
/// that does not own it.
///
/// The caller offers the job to helping threads and begins at once; a free thread takes the next
/// piece. So nothing waits for a helper to wake up (tens of microseconds): one that comes too late
/// finds the job over and leaves it alone. [#run] returns only when no helper works on the job any
/// more, which is what makes [#mine] safe.
///
/// **Invariant.** However [#run] is left, no helper touches the job's memory afterwards. So nothing
/// that can fail may stand between the caller and the end of its wait, least of all when the stack
/// or the Java heap is exhausted and every call fails. The two agree by two fields, each written by
/// one side: a helper says what it is working on and *then* looks whether the job is over; the
/// caller says that it is over and *then* looks who is working on it. Whichever comes second sees
/// the first (both fields are volatile). The caller does this in the frame it has already, by
/// reading and writing fields: that needs no call and no object, hence nothing that is exhausted. A
/// pause between two looks may fail as often as it likes.
final class Parallel {
    /// A piece of the range. It must not matter on which thread, and in what order, pieces run.
    @FunctionalInterface
    interface Piece {
        /// Does the elements from `from`, inclusive, to `to`, exclusive.
        void run(long from, long to);
    }

    private static final int SPINS = 1000;
    private static final long PAUSE_NANOS = 20_000;

    private Parallel() {}

    /// Whether a loop over `n` elements is to be cut: if there is another thread to share it with
    /// and more than one piece. Where native access is denied there is no way to share memory.
    static boolean pays(long n, long piece) {
        return n > piece && Threads.count() > 1 && NativeAccess.isGranted();
    }

    /// Runs `0 … n-1` in pieces of `piece` elements (the last may be shorter).
    static void run(long n, long piece, Piece work) {
        int wanted = (int) Math.min(Threads.count(), Math.ceilDiv(n, piece)) - 1;
        Helper[] helpers = Helper.atLeast(wanted);
        Job job = new Job(n, piece, work);
        Throwable failure = null;
        try {
            offer(job, helpers, wanted);
            job.work();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        for (int h = 0; h < helpers.length; ) {
            try {
                job.over = true;
                for (int looks = 0; helpers[h].working == job; looks++) {
                    pause(looks);
                }
                h++;
            } catch (Throwable thrown) {
                // No room to pause, or an error of this thread's own that the JVM reports late
                // (a fault in a mapped file): it looks again.
                failure = failure == null ? thrown : failure;
            }
        }
        rethrow(failure != null ? failure : job.failure);
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

    /// The same run for the thread that runs a piece, from its element `from` on.
    static Span mine(Span run, long from) {
        long offset = run.offset() + from * run.stride();
        return new Span(mine(run.segment()), offset, run.stride());
    }

    /// The same matrix for the thread that runs a piece.
    static Matrix mine(Matrix matrix) {
        return matrix.in(mine(matrix.segment()));
    }

    private static void offer(Job job, Helper[] helpers, int wanted) {
        int asked = 0;
        for (int h = 0; h < helpers.length && asked < wanted; h++) {
            if (helpers[h].offer(job)) {
                asked++;
            }
        }
    }

    private static void pause(int looks) {
        if (looks < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable checked -> throw new IllegalStateException(checked);
        }
    }

    /// What is to be done, and how far it has come.
    static final class Job {
        private final long n;
        private final long piece;
        private final Piece work;
        private final AtomicLong next = new AtomicLong();
        private volatile boolean over;
        private volatile @Nullable Throwable failure;

        Job(long n, long piece, Piece work) {
            this.n = n;
            this.piece = piece;
            this.work = work;
        }

        /// Whether nobody may begin to work on it any more.
        boolean isOver() {
            return over;
        }

        /// Does pieces until there are none left, or one has failed. A piece that was taken is
        /// done: who finds none left relies on it.
        void work() {
            while (failure == null && !over) {
                long from = next.getAndAdd(piece);
                if (from >= n) {
                    return;
                }
                work.run(from, Math.min(from + piece, n));
            }
        }

        void failed(Throwable thrown) {
            failure = thrown;
        }
    }
}

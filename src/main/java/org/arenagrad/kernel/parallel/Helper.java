package org.arenagrad.kernel.parallel;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// A thread that waits for jobs of [Parallel]. It sleeps when there are none.
final class Helper extends Thread {
    private static volatile Helper[] all = {};

    private final AtomicReference<Parallel.@Nullable Job> offered = new AtomicReference<>();

    /// The job whose memory it may be using; see [Parallel]. Only the helper itself writes it.
    volatile Parallel.@Nullable Job working;

    private @Nullable Arena arena;

    private Helper(int number) {
        setName("arenagrad-helper-" + number);
        setDaemon(true);
    }

    /// All helpers there are, which are as many as wanted, or as the system lets start.
    static Helper[] atLeast(int wanted) {
        Helper[] helpers = all;
        return helpers.length >= wanted ? helpers : more(wanted);
    }

    private static synchronized Helper[] more(int wanted) {
        Helper[] helpers = all;
        int there = helpers.length;
        if (there < wanted) {
            helpers = Arrays.copyOf(helpers, wanted);
            try {
                for (; there < wanted; there++) {
                    Helper helper = new Helper(there + 1);
                    helper.start();
                    helpers[there] = helper;
                }
            } catch (OutOfMemoryError none) {
                // "unable to create native thread": those there are do the work.
                helpers = Arrays.copyOf(helpers, there);
            }
            all = helpers;
        }
        return helpers;
    }

    /// Asks it to help.
    ///
    /// @return false if it is busy with another job
    boolean offer(Parallel.Job job) {
        Parallel.Job before = offered.get();
        boolean free = working == null && (before == null || before.isOver());
        if (free && offered.compareAndSet(before, job)) {
            LockSupport.unpark(this);
            return true;
        }
        return false;
    }

    /// The segment, bound to an arena of this thread's.
    MemorySegment borrow(MemorySegment segment) {
        return MemorySegment.ofAddress(segment.address())
                .reinterpret(segment.byteSize(), arena, null);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // It owns no memory, and lives as long as the JVM.
    public void run() {
        arena = Arena.ofConfined();
        while (true) {
            try {
                Parallel.Job job = offered.getAndSet(null);
                if (job == null) {
                    LockSupport.park(this);
                } else {
                    working = job;
                    if (!job.isOver()) {
                        job.work();
                    }
                }
            } catch (Throwable failed) {
                Parallel.Job job = working;
                if (job != null) {
                    job.failed(failed);
                }
            }
            working = null;
        }
    }
}

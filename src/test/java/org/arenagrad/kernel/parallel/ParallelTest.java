package org.arenagrad.kernel.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

class ParallelTest {
    private final int before = Threads.count();

    @BeforeEach
    void twoThreads() {
        Threads.use(2);
    }

    @AfterEach
    void asBefore() {
        Threads.use(before);
    }

    @Test
    void everyElementIsDoneOnce() {
        for (int n : new int[] {0, 1, 9, 10, 11, 99, 1000}) {
            AtomicIntegerArray visits = new AtomicIntegerArray(1000);
            Parallel.run(
                    n,
                    10,
                    (from, to) -> {
                        for (long i = from; i < to; i++) {
                            visits.incrementAndGet((int) i);
                        }
                    });
            for (int i = 0; i < 1000; i++) {
                assertThat(visits.get(i)).as("element %d of %d", i, n).isEqualTo(i < n ? 1 : 0);
            }
        }
    }

    @Test
    void twoThreadsWorkAtTheSameTime() {
        assertTwoThreadsWork();
    }

    private static void assertTwoThreadsWork() {
        CountDownLatch both = new CountDownLatch(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Parallel.run(
                2,
                1,
                (_, _) -> {
                    threads.add(Thread.currentThread());
                    both.countDown();
                    await(both);
                });
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void aJobInsideAJobIsDoneToo() {
        AtomicIntegerArray visits = new AtomicIntegerArray(16);
        Parallel.run(
                4,
                1,
                (i, _) -> Parallel.run(4, 1, (j, _) -> visits.incrementAndGet((int) (4 * i + j))));
        for (int i = 0; i < 16; i++) {
            assertThat(visits.get(i)).isEqualTo(1);
        }
    }

    @Test
    void anErrorOnTheHelperReachesTheCaller() {
        CountDownLatch failed = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        assertThatThrownBy(
                        () ->
                                Parallel.run(
                                        2,
                                        1,
                                        (_, _) -> {
                                            if (Thread.currentThread() == caller) {
                                                await(failed);
                                            } else {
                                                failed.countDown();
                                                throw new IllegalStateException("on the helper");
                                            }
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on the helper");
    }

    @Test
    void anErrorOfTheCallersDoesNotLeaveTheHelperBehind() {
        CountDownLatch helping = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Thread caller = Thread.currentThread();
        assertThatThrownBy(
                        () ->
                                Parallel.run(
                                        2,
                                        1,
                                        (_, _) -> {
                                            if (Thread.currentThread() == caller) {
                                                await(helping);
                                                throw new IllegalStateException("on the caller");
                                            }
                                            helping.countDown();
                                            sleepBriefly();
                                            ended.set(true);
                                        }))
                .hasMessage("on the caller");
        assertThat(ended).isTrue();
    }

    /// At every depth near the end of the stack: whatever fails there, for want of room, in
    /// offering the job, working on it and waiting.
    @Test
    void anExhaustedStackDoesNotLeaveTheHelperBehind() throws InterruptedException {
        AtomicInteger helping = new AtomicInteger();
        AtomicInteger left = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        Thread caller =
                new Thread(
                        null,
                        () -> {
                            for (int round = 0; round < 50; round++) {
                                Descent descent = new Descent();
                                int deepest = descent.down(Integer.MAX_VALUE, () -> {});
                                Runnable job =
                                        () -> Parallel.run(2, 1, (_, _) -> help(helping, begun));
                                descent.down(deepest - 1 - round, job);
                                left.addAndGet(helping.get());
                                while (helping.get() > 0) {
                                    Thread.onSpinWait();
                                }
                            }
                        },
                        "small",
                        256 * 1024);
        caller.start();
        caller.join();
        assertThat(begun).hasPositiveValue();
        assertThat(left).hasValue(0);
        assertTwoThreadsWork();
    }

    private static void help(AtomicInteger helping, AtomicInteger begun) {
        if (Thread.currentThread() instanceof Helper) {
            helping.incrementAndGet();
            begun.incrementAndGet();
            for (int i = 0; i < 30_000; i++) {
                Thread.onSpinWait();
            }
            helping.decrementAndGet();
        } else {
            for (int i = 0; i < 30_000 && helping.get() == 0; i++) {
                Thread.onSpinWait();
            }
        }
    }

    /// A recursion to where the stack ends.
    private static final class Descent {
        private int depth;

        /// Runs `work` at a depth, and at all that follow, until the stack is exhausted.
        ///
        /// @return how deep that was
        int down(int from, Runnable work) {
            depth = 0;
            try {
                further(from, work);
            } catch (StackOverflowError end) {
                // What it is for.
            }
            return depth;
        }

        @SuppressWarnings("InfiniteRecursion") // It is meant to end in a StackOverflowError.
        private void further(int from, Runnable work) {
            depth++;
            if (depth >= from) {
                work.run();
            }
            further(from, work);
        }
    }

    @Test
    void aConfinedSegmentIsWrittenByBoth() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment confined = arena.allocate(ValueLayout.JAVA_LONG, 2);
            CountDownLatch both = new CountDownLatch(2);
            Parallel.run(
                    2,
                    1,
                    (i, _) -> {
                        both.countDown();
                        await(both);
                        Parallel.mine(confined).setAtIndex(ValueLayout.JAVA_LONG, i, 7 + i);
                    });
            assertThat(confined.toArray(ValueLayout.JAVA_LONG)).containsExactly(7, 8);
        }
    }

    @Test
    void aSegmentThatAnybodyMayCloseKeepsItsGuard() {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment open = arena.allocate(8);
            CountDownLatch both = new CountDownLatch(2);
            Parallel.run(
                    2,
                    1,
                    (_, _) -> {
                        both.countDown();
                        await(both);
                        assertThat(Parallel.mine(open)).isSameAs(open);
                    });
        }
    }

    @Test
    void oneThreadDoesNotPay() {
        assertThat(Parallel.pays(100, 10)).isTrue();
        assertThat(Parallel.pays(10, 10)).isFalse();
        Threads.use(1);
        assertThat(Parallel.pays(100, 10)).isFalse();
    }

    @Test
    void noThreadsAreRefused() {
        assertThatThrownBy(() -> Threads.use(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be from 1 to 1024, not 0");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleepBriefly() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

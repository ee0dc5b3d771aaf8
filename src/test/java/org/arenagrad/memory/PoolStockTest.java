package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/// Virtual threads use the blocks of those before them.
class PoolStockTest {
    @BeforeEach
    void blocksArePooled() {
        assumeTrue(NativeAccess.isGranted());
    }

    private static <T> T onVirtualThread(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        Thread.ofVirtual().start(future);
        return future.get();
    }

    /// The address of a small and of a large block, in a scope that closes again.
    private static List<Long> addresses() {
        try (var _ = Scope.open("request")) {
            return List.of(
                    Buffer.allocate(5000, "test", "[]").segment().address(),
                    Buffer.allocate(1 << 19, "test", "[]").segment().address());
        }
    }

    @Test
    void aThousandTakeTheMemoryOfOne() throws Exception {
        List<Long> first = onVirtualThread(PoolStockTest::addresses);
        for (int i = 0; i < 1000; i++) {
            assertThat(onVirtualThread(PoolStockTest::addresses)).isEqualTo(first);
        }
    }

    @Test
    void aThreadHasAPoolAsLongAsAScopeIsOpen() throws Exception {
        List<Long> reserved =
                onVirtualThread(
                        () -> {
                            Ledger ledger = Ledger.current();
                            long before = ledger.reservedBytes();
                            long outer;
                            long inner;
                            try (var _ = Scope.open("outer")) {
                                try (var _ = Scope.open("inner")) {
                                    Buffer.allocate(1 << 20, "test", "[]");
                                }
                                inner = ledger.reservedBytes();
                                Buffer.allocate(64, "test", "[]");
                                outer = ledger.reservedBytes();
                            }
                            return List.of(before, inner, outer, ledger.reservedBytes());
                        });
        assertThat(reserved.get(0)).isZero();
        assertThat(reserved.get(1)).as("a scope around is open").isGreaterThanOrEqualTo(1 << 20);
        assertThat(reserved.get(2)).isGreaterThanOrEqualTo(reserved.get(1));
        assertThat(reserved.get(3)).isZero();
    }

    @Test
    void aPlatformThreadKeepsItsOwn() throws Exception {
        List<List<Long>> twice = Threads.elsewhere(() -> List.of(addresses(), addresses()));
        assertThat(twice.get(1)).isEqualTo(twice.get(0));
        assertThat(addresses()).doesNotContainAnyElementsOf(twice.get(0));
    }

    /// More at a time than pools are kept for.
    @Test
    void threadsThatLiveAtTheSameTimeShareNoBlock() throws Exception {
        int many = 8 * Runtime.getRuntime().availableProcessors();
        CountDownLatch all = new CountDownLatch(many);
        Set<Long> addresses = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> pending =
                    IntStream.range(0, many)
                            .mapToObj(i -> threads.submit(() -> addressWhileAllLive(all)))
                            .toList();
            for (Future<Long> address : pending) {
                addresses.add(address.get());
            }
        }
        assertThat(addresses).hasSize(many);
    }

    private static long addressWhileAllLive(CountDownLatch all) throws InterruptedException {
        try (var _ = Scope.open("request")) {
            long address = Buffer.allocate(5000, "test", "[]").segment().address();
            all.countDown();
            all.await();
            return address;
        }
    }
}

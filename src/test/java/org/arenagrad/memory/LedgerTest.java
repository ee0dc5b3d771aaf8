package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/// The ledger of a thread is right to the byte. Each test has a thread, and so a ledger, of its
/// own.
class LedgerTest {
    private static Buffer make(long bytes) {
        return Buffer.allocate(bytes, "test", "[]");
    }

    private static void onAFreshThread(Callable<?> test) throws Exception {
        Throwable thrown = Threads.thrownElsewhere(test);
        if (thrown instanceof Error error) {
            throw error;
        }
        assertThat(thrown).isNull();
    }

    @Test
    void countsBytesAskedForNotBlocks() throws Exception {
        onAFreshThread(
                () -> {
                    Ledger ledger = Ledger.current();
                    try (var _ = Scope.open("step")) {
                        Buffer a = make(100);
                        Buffer b = make(1);
                        assertThat(ledger.liveBytes()).isEqualTo(101);
                        a.close();
                        assertThat(ledger.liveBytes()).isEqualTo(1);
                        Buffer c = make(10);
                        assertThat(ledger.peakBytes()).isEqualTo(101);
                        assertThat(ledger.live()).containsExactly(b, c);
                    }
                    assertThat(ledger.liveBytes()).isZero();
                    assertThat(ledger.made()).isEqualTo(3);
                    assertThat(ledger.ended()).isEqualTo(3);
                    assertThat(ledger.live()).isEmpty();
                    assertThat(ledger)
                            .hasToString("peak 101 bytes, 3 buffers made, 3 ended, 0 bytes live");
                    return 0;
                });
    }

    @Test
    void tellsWhatLivesFromWhatHasEnded() throws Exception {
        onAFreshThread(
                () -> {
                    Ledger ledger = Ledger.current();
                    try (var _ = Scope.open("outer")) {
                        make(1);
                        try (var _ = Scope.open("inner")) {
                            make(2);
                            make(4).close();
                            assertThat(ledger)
                                    .hasToString(
                                            "peak 7 bytes, 3 buffers made, 1 ended, 3 bytes live");
                        }
                        assertThat(ledger.ended()).isEqualTo(2);
                    }
                    return 0;
                });
    }

    @Test
    void findsThePeakAnew() throws Exception {
        onAFreshThread(
                () -> {
                    Ledger ledger = Ledger.current();
                    try (var _ = Scope.open("step")) {
                        Buffer a = make(100);
                        make(20);
                        a.close();
                        ledger.resetPeak();
                        assertThat(ledger.peakBytes()).isEqualTo(20);
                        make(30);
                        assertThat(ledger.peakBytes()).isEqualTo(50);
                    }
                    return 0;
                });
    }

    @Test
    void listsOuterScopesFirst() throws Exception {
        onAFreshThread(
                () -> {
                    try (var outer = Scope.open("outer")) {
                        Buffer a = make(8);
                        try (var _ = Scope.open("inner")) {
                            Buffer b = make(8);
                            Buffer c = outer.allocate(8, "test", "[]");
                            assertThat(Ledger.current().live()).containsExactly(a, c, b);
                        }
                    }
                    return 0;
                });
    }

    @Test
    void countsWhatTheGarbageCollectorManagesApart() throws Exception {
        onAFreshThread(
                () -> {
                    Ledger ledger = Ledger.current();
                    Buffer held = make(100);
                    make(28);
                    assertThat(ledger.managedMade()).isEqualTo(2);
                    assertThat(ledger.liveBytes()).isZero();
                    assertThat(ledger.made()).isZero();
                    waitFor(() -> ledger.managedBytes() == 100);
                    assertThat(ledger)
                            .hasToString(
                                    "peak 0 bytes, 0 buffers made, 0 ended, 0 bytes live, 2 buffers"
                                            + " made with no scope open and left to the garbage"
                                            + " collector (100 bytes not collected yet)");
                    held.close();
                    assertThat(ledger.managedBytes()).as("closed by hand").isZero();
                    return 0;
                });
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void isOneForEachThread() throws Exception {
        try (var _ = Scope.open("mine")) {
            make(1000);
            long live = Ledger.current().liveBytes();
            onAFreshThread(
                    () -> {
                        assertThat(Ledger.current().liveBytes()).isZero();
                        try (var _ = Scope.open("theirs")) {
                            make(5);
                            assertThat(Ledger.current().liveBytes()).isEqualTo(5);
                        }
                        return 0;
                    });
            assertThat(Ledger.current().liveBytes()).isEqualTo(live);
        }
    }
}

package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicReference;

/// What belongs to one thread refuses every other.
@Tag("backend")
class OwnerThreadTest {
    private static Throwable elsewhere(Runnable action) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other =
                new Thread(
                        () -> {
                            try {
                                action.run();
                            } catch (Throwable e) {
                                thrown.set(e);
                            }
                        },
                        "other");
        other.start();
        other.join();
        return thrown.get();
    }

    @Test
    void scopes() throws InterruptedException {
        try (var scope = Scope.open("step")) {
            for (Runnable action :
                    new Runnable[] {
                        scope::seal,
                        scope::close,
                        scope::buffers,
                        () -> scope.limit(8),
                        () -> scope.allocate(8, "one", "[1]")
                    }) {
                assertThat(elsewhere(action))
                        .isInstanceOf(ScopeException.class)
                        .hasMessageContainingAll("thread 'other' can't ", " scope 'step' of ");
            }
            assertThat(scope.isSealed()).isFalse();
        }
    }

    @Test
    void theBooksOfABuffer() throws InterruptedException {
        try (var scope = Scope.open("step")) {
            Buffer buffer = scope.allocate(8, "one", "[1]");
            buffer.giveToTape();
            for (Runnable action :
                    new Runnable[] {
                        buffer::hold,
                        buffer::release,
                        buffer::retain,
                        buffer::giveToTape,
                        buffer::writable,
                        () -> buffer.saveFor("relu"),
                        () -> buffer.moveTo(scope),
                        () -> buffer.end("nothing"),
                        buffer::close
                    }) {
                assertThat(elsewhere(action))
                        .isInstanceOf(WrongThreadException.class)
                        .hasMessageContaining("thread 'other'");
            }
            assertThat(buffer.isDisposable()).isTrue();
            assertThat(buffer.version()).isZero();
        }
    }

    @Test
    void theLedger() throws InterruptedException {
        Ledger ledger = Ledger.current();
        try (var registration = ledger.listen(new MemoryListener() {})) {
            for (Runnable action :
                    new Runnable[] {
                        ledger::resetPeak,
                        ledger::live,
                        registration::close,
                        () -> ledger.enter(Phase.BACKWARD),
                        () -> ledger.listen(new MemoryListener() {})
                    }) {
                assertThat(elsewhere(action))
                        .isInstanceOf(ScopeException.class)
                        .hasMessageContainingAll("thread 'other' can't ", " the ledger of ");
            }
        }
    }

    @Test
    void aNegativeSizeIsNamed() {
        try (var scope = Scope.open("step")) {
            long reserved = Ledger.current().reservedBytes();
            for (Runnable action :
                    new Runnable[] {
                        () -> scope.allocate(-1, "zeros", "[2]"),
                        () -> Buffer.allocate(-1, "zeros", "[2]"),
                        () -> Buffer.managed(-1, "zeros", "[2]")
                    }) {
                assertThatThrownBy(action::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("zeros: a buffer for [2] can't have -1 bytes");
            }
            assertThat(Ledger.current().reservedBytes()).isEqualTo(reserved);
        }
    }

    /// 100,000 scopes that were never closed are one short sentence.
    @Test
    void aLargeLeakIsAShortMessage() {
        Scope outer = Scope.open("outer");
        for (int i = 0; i < 100_000; i++) {
            Scope.open("x".repeat(1000));
        }
        assertThatThrownBy(outer::close)
                .isInstanceOf(ScopeException.class)
                .hasMessageContaining(" and 99995 more was still open inside it")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }

    /// What one thread has freed another can have.
    @Test
    void largeBlocksGoBackWhicheverThreadAsks() throws InterruptedException {
        assumeTrue(NativeAccess.isGranted(), "blocks are not pooled");
        try (var scope = Scope.open("step")) {
            scope.allocate(1 << 20, "zeros", "[131072]").close();
        }
        long before = Ledger.current().reservedBytes();
        Throwable refused =
                elsewhere(
                        () -> {
                            try (var scope = Scope.open("there")) {
                                scope.allocate(1L << 60, "zeros", "[huge]");
                            }
                        });
        assertThat(refused).isInstanceOf(OutOfNativeMemoryException.class);
        assertThat(Ledger.current().reservedBytes()).isLessThanOrEqualTo(before - (1 << 20));
    }
}

package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A buffer's memory can be used from its beginning to its end, and not a moment longer. Holds with
/// native access denied, too.
@Tag("backend")
class BufferTest {
    private static Buffer make(long bytes) {
        return Buffer.allocate(bytes, "relu", "[300, 64] FLOAT64");
    }

    @Test
    void isAsLargeAsAskedAndAligned() {
        try (var _ = Scope.open("test")) {
            for (long bytes : new long[] {0, 1, 8, 63, 64, 65, 511, 513, 100_000}) {
                Buffer buffer = make(bytes);
                assertThat(buffer.byteSize()).isEqualTo(bytes);
                assertThat(buffer.segment().byteSize()).isEqualTo(bytes);
                assertThat(buffer.segment().address() % 64).isZero();
                buffer.segment().fill((byte) 1);
            }
        }
        assertThat(make(65).segment().address() % 64).as("no scope open").isZero();
    }

    @Test
    void refusesALeakedSegmentAfterTheEnd() {
        MemorySegment leaked;
        MemorySegment part;
        try (var _ = Scope.open("test")) {
            leaked = make(64).segment();
            part = leaked.asSlice(8, 8);
            leaked.setAtIndex(ValueLayout.JAVA_DOUBLE, 0, 1);
        }
        assertThat(leaked.scope().isAlive()).isFalse();
        assertThatThrownBy(() -> leaked.getAtIndex(ValueLayout.JAVA_DOUBLE, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Already closed");
        assertThatThrownBy(() -> part.set(ValueLayout.JAVA_BYTE, 0, (byte) 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> leaked.fill((byte) 0)).isInstanceOf(IllegalStateException.class);
        // The same block serves somebody else now; the old segment does not see it.
        try (var _ = Scope.open("test")) {
            make(64).segment().fill((byte) 7);
            assertThatThrownBy(() -> leaked.getAtIndex(ValueLayout.JAVA_DOUBLE, 0))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesAnEndedOneWithItsWholeStory() {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make(8);
            assertThat(buffer.name()).isNull();
            buffer.name("h");
            buffer.close();
            assertThat(buffer.isAlive()).isFalse();
            assertThat(buffer.byteSize()).as("still known").isEqualTo(8);
            assertThatThrownBy(buffer::segment)
                    .isInstanceOf(TensorClosedException.class)
                    .hasMessage(
                            "tensor 'h' (relu, [300, 64] FLOAT64) was used after its end: close()"
                                    + " ended it. (Scope.trace(true) records where.) Close it after"
                                    + " its last use, or leave it to its scope");
            assertThatThrownBy(buffer::writable).isInstanceOf(TensorClosedException.class);
            assertThatThrownBy(() -> buffer.moveTo(Scope.current().orElseThrow()))
                    .isInstanceOf(TensorClosedException.class);
        }
    }

    @Test
    void closesOnce() {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make(8);
            buffer.close();
            assertThatThrownBy(buffer::close).isInstanceOf(TensorClosedException.class);
            buffer.end("the framework"); // which may ask again: nothing happens
            assertThatThrownBy(buffer::segment).hasMessageContaining("close() ended it");
        }
    }

    @Test
    void knowsWhoMadeIt() {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make(8);
            assertThat(buffer.operation()).isEqualTo("relu");
            assertThat(buffer.shape()).isEqualTo("[300, 64] FLOAT64");
            assertThat(buffer).hasToString("tensor (relu, [300, 64] FLOAT64)");
            buffer.name("h");
            assertThat(buffer.name()).isEqualTo("h");
            assertThat(buffer).hasToString("tensor 'h' (relu, [300, 64] FLOAT64)");
        }
    }

    @Test
    void movesToALongerLife() {
        try (var life = Scope.open("life")) {
            Buffer moved;
            try (var step = Scope.open("step")) {
                moved = make(8);
                moved.segment().set(ValueLayout.JAVA_DOUBLE, 0, 3.5);
                long live = Ledger.current().liveBytes();
                moved.moveTo(life);
                moved.moveTo(life);
                assertThat(Ledger.current().liveBytes()).isEqualTo(live);
                assertThat(step.buffers()).isEmpty();
                assertThat(life.buffers()).containsExactly(moved);
            }
            assertThat(moved.segment().get(ValueLayout.JAVA_DOUBLE, 0)).isEqualTo(3.5);
            try (var _ = Scope.open("sealed").seal()) {
                assertThatThrownBy(() -> moved.moveTo(Scope.current().orElseThrow()))
                        .isInstanceOf(ScopeException.class)
                        .hasMessageStartingWith("moveTo: can't make [300, 64] FLOAT64 in scope");
            }
            assertThat(life.buffers()).as("stayed").containsExactly(moved);
        }
    }

    @Test
    void scopedBelongsToItsThread() throws Exception {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make(8);
            String me = Thread.currentThread().getName();
            assertThat(Threads.thrownElsewhere(buffer::segment))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessage(
                            "tensor (relu, [300, 64] FLOAT64) belongs to thread '"
                                    + me
                                    + "', thread 'other' can't touch it. (Scope.trace(true) records"
                                    + " where.) Make it inside a scope of the thread that uses it,"
                                    + " or with no scope open");
            assertThat(
                            Threads.thrownElsewhere(
                                    () -> {
                                        buffer.close();
                                        return 0;
                                    }))
                    .isInstanceOf(WrongThreadException.class);
            assertThat(buffer.isAlive()).isTrue();
            MemorySegment raw = buffer.segment();
            assertThat(Threads.thrownElsewhere(() -> raw.get(ValueLayout.JAVA_DOUBLE, 0)))
                    .as("the JVM itself watches the raw segment")
                    .isInstanceOf(WrongThreadException.class);
        }
    }

    @Test
    void countsItsChanges() {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make(8);
            buffer.segment();
            assertThat(buffer.version()).isZero();
            buffer.writable();
            buffer.writable();
            assertThat(buffer.version()).isEqualTo(2);
        }
    }

    @Test
    void isDisposableOnlyIfNobodyClaimsIt() {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make(8);
            assertThat(buffer.isDisposable()).as("the user's").isFalse();
            buffer.giveToTape();
            assertThat(buffer.isDisposable()).isTrue();
            buffer.hold();
            buffer.hold();
            buffer.release();
            assertThat(buffer.isDisposable()).as("one holds it").isFalse();
            buffer.release();
            assertThat(buffer.isDisposable()).isTrue();
            buffer.retain();
            assertThat(buffer.isDisposable()).as("retained").isFalse();
        }
    }

    /// A role is not taken back once it is known; only data that an operation made is none.
    @Test
    void becomesWhatItTurnsOutToBe() {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make(8);
            assertThat(buffer.role()).isEqualTo(Role.TEMPORARY);
            assertThat(buffer.isOwnedByTape()).isFalse();
            buffer.role(Role.DATA);
            buffer.giveToTape();
            assertThat(buffer.role()).isEqualTo(Role.TEMPORARY);
            assertThat(buffer.isOwnedByTape()).isTrue();
            buffer.saveFor("exp");
            assertThat(buffer.role()).isEqualTo(Role.ACTIVATION);
            buffer.role(Role.PARAMETER);
            buffer.giveToTape();
            buffer.saveFor("exp");
            assertThat(buffer.role()).isEqualTo(Role.PARAMETER);
        }
    }

    /// With sites recorded. The test itself counts as part of the framework, so places are those of
    /// whoever runs it.
    @Test
    void remembersWhereThingsHappened() {
        Scope.trace(true);
        try (var _ = Scope.open("test")) {
            for (Buffer buffer : new Buffer[] {make(8), Buffer.managed(8, "relu", "[1]")}) {
                assertThat(buffer.madeAt()).contains(".java:", ", called by ");
                assertThat(buffer.changedAt()).isNull();
                assertThat(buffer.endedAt()).isNull();
                assertThat(buffer.history()).startsWith(" Made at ").doesNotContain("Ended at ");
                buffer.writable();
                assertThat(buffer.changedAt()).contains(".java:");
                buffer.close();
                assertThat(buffer.endedAt()).contains(".java:");
                assertThat(buffer.history()).containsPattern("^ Made at .*\\. Ended at .*\\.$");
            }
            Scope.trace(false);
            Buffer untraced = make(8);
            Scope.trace(true);
            untraced.close();
            assertThat(untraced.history()).startsWith(" Ended at ");
        } finally {
            Scope.trace(false);
        }
    }

    // ---- managed: no scope open

    @Test
    void managedServesEveryThreadAndStaysWhereItIs() throws Exception {
        Buffer buffer = make(8);
        assertThat(buffer.scope()).isNull();
        Threads.elsewhere(
                () -> {
                    buffer.writable().set(ValueLayout.JAVA_DOUBLE, 0, 2.5);
                    return 0;
                });
        try (var scope = Scope.open("test")) {
            buffer.moveTo(scope);
            assertThat(scope.buffers()).isEmpty();
        }
        assertThat(buffer.segment().get(ValueLayout.JAVA_DOUBLE, 0)).isEqualTo(2.5);
        buffer.close();
        assertThatThrownBy(buffer::segment)
                .isInstanceOf(TensorClosedException.class)
                .hasMessageContaining("close() ended it");
    }

    // ---- borrowed: over the user's memory

    @Test
    void borrowedLivesAsLongAsItsArena() {
        Buffer buffer;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(16, 8);
            long before = Ledger.current().liveBytes();
            try (var scope = Scope.open("test")) {
                buffer = Buffer.borrow(segment, "[2]");
                assertThat(scope.buffers()).isEmpty();
                assertThat(buffer.scope()).isNull();
                assertThat(Ledger.current().liveBytes()).isEqualTo(before);
            }
            assertThat(buffer.isAlive()).isTrue();
            assertThat(buffer.isBorrowed()).isTrue();
            assertThat(make(8).isBorrowed()).isFalse();
            assertThat(buffer.segment()).isSameAs(segment);
        }
        assertThat(buffer.isAlive()).isFalse();
        assertThatThrownBy(buffer::segment)
                .isInstanceOf(TensorClosedException.class)
                .hasMessage(
                        "tensor (wrap, [2]) was used after the arena of the segment it wraps was"
                                + " closed. Keep that arena open as long as the tensor is used, or"
                                + " copy the segment");
        assertThatThrownBy(buffer::close).isInstanceOf(TensorClosedException.class);
    }

    @Test
    void closingABorrowedOneLeavesItsMemoryAlone() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(16, 8);
            Buffer buffer = Buffer.borrow(segment, "[2]");
            buffer.close();
            assertThatThrownBy(buffer::segment).isInstanceOf(TensorClosedException.class);
            segment.fill((byte) 1);
        }
    }

    @Test
    void borrowedServesTheThreadsItsArenaServes() throws Exception {
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            Buffer mine = Buffer.borrow(confined.allocate(8, 8), "[1]");
            assertThat(Threads.thrownElsewhere(mine::segment))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessage(
                            "tensor (wrap, [1]) wraps a segment that thread 'other' can't access."
                                    + " Use a shared or automatic arena for it");
            Buffer ours = Buffer.borrow(shared.allocate(8, 8), "[1]");
            assertThat(Threads.thrownElsewhere(ours::segment)).isNull();
        }
    }

    @Test
    void borrowedReadOnlyCanBeReadOnly() {
        try (Arena arena = Arena.ofConfined()) {
            Buffer buffer = Buffer.borrow(arena.allocate(8, 8).asReadOnly(), "[1]");
            assertThat(buffer.segment().get(ValueLayout.JAVA_DOUBLE, 0)).isZero();
            assertThatThrownBy(buffer::writable)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "tensor (wrap, [1]) wraps a read-only segment and can't be changed in"
                                    + " place: change a copy");
            assertThat(buffer.version()).isZero();
        }
    }

    @Test
    void borrowsNoHeap() {
        assertThatThrownBy(() -> Buffer.borrow(MemorySegment.ofArray(new double[2]), "[2]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a heap segment can't be wrapped, kernels see native memory only: copy its"
                                + " array instead");
    }
}

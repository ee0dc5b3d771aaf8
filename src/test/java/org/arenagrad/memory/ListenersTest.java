package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Listeners that misbehave: the books stay right, everything ends, everybody is told.
@Tag("backend")
class ListenersTest {
    private final Ledger ledger = Ledger.current();
    private final List<String> told = new ArrayList<>();

    private MemoryListener told(String who) {
        return new MemoryListener() {
            @Override
            public void began(BufferInfo buffer) {
                told.add(who + " began " + buffer.operation());
            }

            @Override
            public void saved(BufferInfo buffer, String operation) {
                told.add(who + " saved " + buffer.operation() + " for " + operation);
            }

            @Override
            public void ended(BufferInfo buffer) {
                told.add(who + " ended " + buffer.operation());
            }

            @Override
            public void entered(Phase phase) {
                told.add(who + " entered " + phase);
            }
        };
    }

    private static MemoryListener failing(String what) {
        return new MemoryListener() {
            @Override
            public void began(BufferInfo buffer) {
                fail("began");
            }

            @Override
            public void saved(BufferInfo buffer, String operation) {
                fail("saved");
            }

            @Override
            public void ended(BufferInfo buffer) {
                fail("ended");
            }

            @Override
            public void entered(Phase phase) {
                fail("entered");
            }

            private void fail(String event) {
                if (event.equals(what)) {
                    throw new IllegalStateException("told of " + event);
                }
            }
        };
    }

    @Test
    void aFailureAtAnEndKeepsNothingFromEndingAndNobodyFromBeingTold() {
        long before = ledger.liveBytes();
        try (var _ = ledger.listen(failing("ended"));
                var _ = ledger.listen(told("second"))) {
            Scope scope = Scope.open("step");
            MemorySegment one = Buffer.allocate(64, "one", "[8]").segment();
            MemorySegment two = Buffer.allocate(64, "two", "[8]").segment();
            MemorySegment three = Buffer.allocate(64, "three", "[8]").segment();
            assertThatThrownBy(scope::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("told of ended")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
            assertThat(List.of(one, two, three)).noneMatch(segment -> segment.scope().isAlive());
            assertThat(ledger.liveBytes()).isEqualTo(before);
            assertThat(Scope.current()).isNotEqualTo(Optional.of(scope));
            assertThat(told)
                    .containsExactly(
                            "second began one",
                            "second began two",
                            "second began three",
                            "second ended three",
                            "second ended two",
                            "second ended one");
        }
    }

    @Test
    void aFailureAtOneEndLeavesTheBufferEnded() {
        try (var _ = ledger.listen(failing("ended"))) {
            try (var scope = Scope.open("step")) {
                Buffer buffer = scope.allocate(64, "one", "[8]");
                MemorySegment segment = buffer.segment();
                assertThatThrownBy(buffer::close).hasMessage("told of ended");
                assertThat(buffer.isAlive()).isFalse();
                assertThat(segment.scope().isAlive()).isFalse();
                assertThat(scope.liveBytes()).isZero();
                assertThat(scope.buffers()).isEmpty();
            }
        }
    }

    @Test
    void manyFailuresMakeOneShortReport() {
        try (var _ = ledger.listen(failing("ended"))) {
            Scope scope = Scope.open("step");
            for (int i = 0; i < 1000; i++) {
                scope.allocate(8, "one", "[1]");
            }
            assertThatThrownBy(scope::close)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(10));
            assertThat(scope.liveBytes()).isZero();
        }
    }

    @Test
    void aBufferThatCouldNotBeAnnouncedIsNotLeft() {
        try (var scope = Scope.open("step")) {
            try (var _ = ledger.listen(failing("began"));
                    var _ = ledger.listen(told("second"))) {
                assertThatThrownBy(() -> scope.allocate(64, "one", "[8]"))
                        .hasMessage("told of began");
            }
            assertThat(scope.buffers()).isEmpty();
            assertThat(told).containsExactly("second began one", "second ended one");
        }
    }

    @Test
    void aPhaseThatCouldNotBeAnnouncedIsNotEntered() {
        try (var _ = ledger.listen(failing("entered"));
                var _ = ledger.listen(told("second"))) {
            assertThatThrownBy(() -> ledger.enter(Phase.BACKWARD)).hasMessage("told of entered");
        }
        assertThat(ledger.phase()).isEqualTo(Phase.FORWARD);
        assertThat(told).containsExactly("second entered " + Phase.BACKWARD);
    }

    /// It would be told of what it makes, and make more, without end.
    @Test
    void aListenerMayNeitherMakeNorEndBuffers() {
        AtomicReference<Runnable> action = new AtomicReference<>(() -> {});
        MemoryListener busy =
                new MemoryListener() {
                    @Override
                    public void ended(BufferInfo buffer) {
                        action.get().run();
                    }
                };
        try (var _ = ledger.listen(busy)) {
            try (var outer = Scope.open("outer")) {
                Buffer other = outer.allocate(8, "other", "[1]");
                List<Runnable> forbidden =
                        List.of(
                                () -> outer.allocate(8, "more", "[1]"),
                                () -> Buffer.managed(8, "more", "[1]"),
                                () -> Scope.open("more"),
                                other::close,
                                outer::close);
                for (Runnable what : forbidden) {
                    action.set(what);
                    Scope step = Scope.open("step");
                    step.allocate(8, "one", "[1]");
                    assertThatThrownBy(step::close)
                            .isInstanceOf(ScopeException.class)
                            .hasMessageStartingWith("a memory listener can't ");
                    assertThat(Scope.current()).contains(outer);
                    assertThat(outer.buffers()).containsExactly(other);
                }
                action.set(() -> {});
            }
        }
    }

    @Test
    void allHearWhoSavesABuffer() {
        try (var scope = Scope.open("step")) {
            Buffer buffer = scope.allocate(8, "one", "[1]");
            try (var _ = ledger.listen(told("first"));
                    var _ = ledger.listen(told("second"))) {
                buffer.saveFor("tanh");
            }
        }
        assertThat(told).containsExactly("first saved one for tanh", "second saved one for tanh");
    }

    @Test
    void listenersMayLeaveInAnyOrder() {
        try (var scope = Scope.open("step")) {
            var first = ledger.listen(told("first"));
            var second = ledger.listen(told("second"));
            var third = ledger.listen(told("third"));
            second.close();
            scope.allocate(8, "a", "[1]").close();
            first.close();
            scope.allocate(8, "b", "[1]").close();
            third.close();
            scope.allocate(8, "c", "[1]").close();
        }
        assertThat(told)
                .containsExactly(
                        "first began a",
                        "third began a",
                        "first ended a",
                        "third ended a",
                        "third began b",
                        "third ended b");
    }
}

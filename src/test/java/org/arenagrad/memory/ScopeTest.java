package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// A scope owns what is made inside it, and ends it.
class ScopeTest {
    private static Buffer make(long bytes) {
        return Buffer.allocate(bytes, "test", "[]");
    }

    @Test
    void endsWhatWasMadeInside() {
        Buffer buffer;
        try (var scope = Scope.open("step")) {
            buffer = make(100);
            assertThat(buffer.isAlive()).isTrue();
            assertThat(buffer.scope()).isSameAs(scope);
        }
        assertThat(buffer.isAlive()).isFalse();
        assertThat(buffer.scope()).isNull();
        assertThatThrownBy(buffer::segment)
                .isInstanceOf(TensorClosedException.class)
                .hasMessageContaining("scope 'step' closed ended it");
    }

    @Test
    void ownsWhatItsThreadMakesWhileItIsInnermost() {
        try (var outer = Scope.open("outer")) {
            Buffer before = make(8);
            Buffer inside;
            try (var inner = Scope.open("inner")) {
                assertThat(Scope.current()).containsSame(inner);
                inside = make(8);
                assertThat(inner.buffers()).containsExactly(inside);
            }
            assertThat(Scope.current()).containsSame(outer);
            Buffer after = make(8);
            assertThat(outer.buffers()).containsExactly(before, after);
            assertThat(inside.isAlive()).isFalse();
        }
        assertThat(Scope.current()).isEmpty();
    }

    @Test
    void listsItsBuffersInOrderWhateverEndsEarly() {
        try (var scope = Scope.open("order")) {
            List<Buffer> made = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                made.add(make(8L * i));
            }
            for (int i : new int[] {0, 3, 5}) { // first, middle, last
                made.get(i).close();
            }
            assertThat(scope.buffers()).containsExactly(made.get(1), made.get(2), made.get(4));
            made.get(1).close();
            made.get(2).close();
            made.get(4).close();
            assertThat(scope.buffers()).isEmpty();
            assertThat(make(8).isAlive()).isTrue();
        }
    }

    @Test
    void endsAlsoWhatAStepThatThrowsLeavesBehind() {
        Buffer[] left = new Buffer[1];
        long before = Ledger.current().liveBytes();
        assertThatThrownBy(
                        () -> {
                            try (var _ = Scope.open("step")) {
                                left[0] = make(64);
                                throw new IllegalStateException("half-way");
                            }
                        })
                .hasMessage("half-way");
        assertThat(left[0].isAlive()).isFalse();
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        assertThat(Scope.current()).isEmpty();
    }

    @Test
    void allocatesForAnOuterLifeFromInside() {
        try (var life = Scope.open("life")) {
            Buffer kept;
            try (var _ = Scope.open("step")) {
                kept = life.allocate(16, "kept", "[2]");
            }
            assertThat(kept.isAlive()).isTrue();
            assertThat(life.buffers()).containsExactly(kept);
        }
    }

    @Test
    void sealedRefusesToGrow() {
        try (var life = Scope.open("life").seal()) {
            assertThat(life.isSealed()).isTrue();
            assertThat(life.name()).isEqualTo("life");
            assertThatThrownBy(() -> Buffer.allocate(8, "add", "[1]"))
                    .isInstanceOf(ScopeException.class)
                    .hasMessage(
                            "add: can't make [1] in scope 'life', it is sealed. Open a scope for"
                                    + " what this step makes: try (var step ="
                                    + " Scope.open(\"step\")) { … }");
            assertThatThrownBy(() -> life.allocate(8, "add", "[1]"))
                    .isInstanceOf(ScopeException.class);
            try (var _ = Scope.open("step")) {
                assertThat(make(8).isAlive()).isTrue();
            }
            assertThat(life.buffers()).isEmpty();
        }
    }

    @Test
    void closesFromTheInsideOut() {
        Scope outer = Scope.open("outer");
        Scope middle = Scope.open("middle");
        Scope inner = Scope.open("inner");
        Buffer buffer = outer.allocate(8, "test", "[]");
        Buffer leaked = make(8);
        assertThatThrownBy(outer::close)
                .isInstanceOf(ScopeException.class)
                .hasMessage(
                        "scope 'outer' was closed while scope 'inner' (with tensor (test, [])),"
                                + " 'middle' was still open inside it, and has been closed with it."
                                + " (Scope.trace(true) records where.) Close the inner scope first"
                                + " (try-with-resources does)");
        assertThat(buffer.isAlive()).isFalse();
        assertThat(leaked.isAlive()).as("in the inner scope").isFalse();
        assertThat(Scope.current()).isEmpty();
        assertThatThrownBy(inner::close).hasMessageContaining("closed twice");
        assertThatThrownBy(middle::close).hasMessageContaining("closed twice");
    }

    @Test
    void closesOnce() {
        Scope scope = Scope.open("once");
        scope.close();
        assertThatThrownBy(scope::close)
                .isInstanceOf(ScopeException.class)
                .hasMessage("scope 'once' was closed twice: leave closing to try-with-resources");
        assertThatThrownBy(() -> scope.allocate(8, "add", "[1]"))
                .isInstanceOf(ScopeException.class)
                .hasMessage("add: can't make [1] in scope 'once', it is closed");
    }

    @Test
    void belongsToItsThread() throws Exception {
        try (var scope = Scope.open("mine")) {
            String me = Thread.currentThread().getName();
            assertThat(Threads.thrownElsewhere(() -> scope.allocate(8, "add", "[1]")))
                    .isInstanceOf(ScopeException.class)
                    .hasMessage(
                            "thread 'other' can't allocate in scope 'mine' of thread '"
                                    + me
                                    + "': each thread opens scopes of its own");
            assertThat(Threads.thrownElsewhere(() -> closed(scope)))
                    .isInstanceOf(ScopeException.class)
                    .hasMessageContaining("thread 'other' can't close scope 'mine'");
            assertThat(Threads.elsewhere(Scope::current)).isEmpty();
            assertThat(make(8).isAlive()).isTrue();
        }
    }

    private static Scope closed(Scope scope) {
        scope.close();
        return scope;
    }
}

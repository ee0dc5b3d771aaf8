package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The numbers by which a buffer can be told from those that were there before.
class BufferSerialTest {
    @Test
    void numbersBuffersInTheOrderTheyAreMade() {
        long before = Ledger.current().made();
        try (var _ = Scope.open("outer")) {
            Buffer first = Buffer.allocate(8, "test", "[1]");
            try (var _ = Scope.open("inner")) {
                Buffer second = Buffer.allocate(8, "test", "[1]");
                assertThat(second.serial()).isEqualTo(before + 2);
            }
            Buffer third = Buffer.allocate(8, "test", "[1]");
            assertThat(first.serial()).isEqualTo(before + 1);
            assertThat(third.serial()).isEqualTo(before + 3);
            assertThat(third.serial()).isEqualTo(Ledger.current().made());
        }
    }

    @Test
    void whatNoScopeEndsHasNone() {
        assertThat(Buffer.managed(8, "test", "[1]").serial()).isZero();
    }
}

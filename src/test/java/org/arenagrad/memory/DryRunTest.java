package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What a dry run restores when it is over. (What users see of it is in `blackbox.DryRunTest`.)
class DryRunTest {
    @Test
    void theBooksOfABufferThatWasThereBefore() {
        try (var _ = Scope.open("life")) {
            Buffer buffer = Buffer.allocate(8, "one", "[1]");
            buffer.giveToTape();
            buffer.writable();
            Scope.dryRun(
                    () -> {
                        buffer.writable();
                        buffer.hold();
                        buffer.retain();
                        assertThat(buffer.version()).isEqualTo(2);
                        assertThat(buffer.isDisposable()).isFalse();
                    });
            assertThat(buffer.version()).isEqualTo(1);
            assertThat(buffer.isDisposable()).as("neither held nor retained").isTrue();
        }
    }

    @Test
    void whatWasChangedLastIsPutBackFirst() {
        List<String> put = new ArrayList<>();
        Scope.dryRun(
                () -> {
                    assertThat(DryRun.isOn()).isTrue();
                    DryRun.onRollback(() -> put.add("first"));
                    DryRun.onRollback(() -> put.add("second"));
                    assertThat(put).isEmpty();
                });
        assertThat(put).containsExactly("second", "first");
        assertThat(DryRun.isOn()).isFalse();
        DryRun.onRollback(() -> put.add("outside"));
        assertThat(put).hasSize(2);
    }

    @Test
    void multiplicationsAreCountedInsideOnly() {
        DryRun.multiplied(5);
        assertThat(DryRun.multiplications()).isZero();
        MemoryPlan plan =
                Scope.dryRun(
                        () -> {
                            DryRun.multiplied(5);
                            DryRun.multiplied(7);
                            assertThat(DryRun.multiplications()).isEqualTo(12);
                        });
        assertThat(plan.multiplications()).isEqualTo(12);
        assertThat(DryRun.multiplications()).isZero();
    }

    @Test
    void whatNoScopeEndsEndsWithIt() {
        List<Buffer> made = new ArrayList<>();
        Scope.dryRun(
                () -> {
                    made.add(Buffer.managed(8, "one", "[1]"));
                    assertThat(made.getFirst().isDry()).isTrue();
                    assertThat(made.getFirst().isAlive()).isTrue();
                });
        assertThat(made.getFirst().isAlive()).isFalse();
        assertThatThrownBy(made.getFirst()::segment)
                .hasMessageContaining("the end of the dry run ended it");
    }

    @Test
    void aBufferFromBeforeIsNotEnded() {
        try (var _ = Scope.open("life")) {
            Buffer buffer = Buffer.allocate(8, "one", "[1]");
            Scope.dryRun(
                    () ->
                            assertThatThrownBy(buffer::close)
                                    .isInstanceOf(ScopeException.class)
                                    .hasMessageStartingWith(
                                            "dry run: tensor (one, [1]) was made before it and"));
            assertThat(buffer.isAlive()).isTrue();
        }
    }
}

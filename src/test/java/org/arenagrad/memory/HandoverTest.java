package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// What one thread made, another one may own.
class HandoverTest {
    private record Given(Tensor value, Tensor view, Handover memory) {}

    private static Given given() throws Exception {
        return onAnotherThread(
                () -> {
                    try (var _ = Scope.open("prepare")) {
                        Tensor value = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
                        // Used before, so that nothing of the old memory may be remembered.
                        assertThat(value.sum().item()).isEqualTo(21);
                        Tensor view = value.transpose(0, 1);
                        Given given = new Given(value, view, Handover.ofInnermostScope());
                        assertThat(Ledger.current().liveBytes()).isZero();
                        return given;
                    }
                });
    }

    private static <T> T onAnotherThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
        return task.get();
    }

    @Test
    void tensorsMoveIntoTheInnermostScopeOfWhoAdoptsThem() throws Exception {
        long before = Ledger.current().liveBytes();
        Given given = given();
        try (var _ = Scope.open("step")) {
            given.memory.adopt();
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(given.memory.byteSize());
            assertThat(given.value.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(given.view.toArray()).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(given.value.mul(given.value).sum().item()).isEqualTo(91);
            given.value.set(10, 0, 0);
            assertThat(given.view.get(0, 0)).isEqualTo(10);
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        assertThatThrownBy(given.value::toArray)
                .isInstanceOf(TensorClosedException.class)
                .hasMessageContaining("scope 'step'");
    }

    @Test
    void withoutAScopeTheGarbageCollectorOwnsThem() throws Exception {
        Given given = given();
        long before = Ledger.current().managedMade();
        given.memory.adopt();
        assertThat(Ledger.current().managedMade()).isGreaterThan(before);
        assertThat(given.value.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void onTheWayNobodyCanUseThem() throws Exception {
        Given given = given();
        assertThatThrownBy(given.value::toArray)
                .hasMessageContaining("the handover to another thread");
        given.memory.close();
        given.memory.close();
        assertThatThrownBy(given.memory::adopt)
                .isInstanceOf(ScopeException.class)
                .hasMessageContaining("dropped by close()");
    }

    @Test
    void aScopeThatRefusesThemLeavesThemOnTheWay() throws Exception {
        Given given = given();
        long before = Ledger.current().liveBytes();
        try (var sealed = Scope.open("sealed")) {
            sealed.seal();
            assertThatThrownBy(given.memory::adopt)
                    .isInstanceOf(ScopeException.class)
                    .hasMessageContaining("sealed");
            try (var tight = Scope.open("tight")) {
                tight.limit(10);
                assertThatThrownBy(given.memory::adopt).isInstanceOf(MemoryLimitException.class);
            }
            try (var _ = Scope.open("step")) {
                given.memory.adopt();
                assertThat(given.value.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
            }
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void thereMustBeAScopeAndMemory() throws Exception {
        assertThatThrownBy(() -> onAnotherThread(Handover::ofInnermostScope))
                .hasRootCauseInstanceOf(ScopeException.class)
                .hasMessageContaining("no scope is open");
        Given given = given();
        try (var _ = Scope.open("step")) {
            assertThatThrownBy(() -> Scope.dryRun(given.memory::adopt))
                    .hasMessageContaining("dry run");
            assertThatThrownBy(() -> Scope.dryRun(Handover::ofInnermostScope))
                    .hasMessageContaining("dry run");
        }
        given.memory.close();
    }
}

package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Rng;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.Threads;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Threads with scopes of their own do not get in each other's way.
@Tag("backend")
class ThreadsTest {
    /// Trains a little network; the same seed must give the same weights, whatever runs at the same
    /// time.
    private static double[] train(long seed) {
        Rng random = Rng.seed(seed);
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.randn(random, 16, 4);
            Tensor target = x.sum(true, 1).tanh();
            Tensor w1 = Tensor.randn(random, 4, 8).requireGrad();
            Tensor w2 = Tensor.randn(random, 8, 1).requireGrad();
            long before = Ledger.current().liveBytes();
            for (int step = 0; step < 200; step++) {
                try (var _ = Scope.open("step")) {
                    x.matmul(w1).tanh().matmul(w2).sub(target).square().mean().backward();
                    try (var _ = Autograd.noGrad()) {
                        w1.subInPlace(w1.grad().mul(0.05));
                        w2.subInPlace(w2.grad().mul(0.05));
                    }
                    w1.zeroGrad();
                    w2.zeroGrad();
                }
            }
            assertThat(Ledger.current().liveBytes()).isEqualTo(before);
            return w1.toArray();
        }
    }

    @Test
    void workSideBySide() throws Exception {
        List<double[]> alone = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            alone.add(train(seed));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<double[]>> together = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                long s = seed;
                together.add(pool.submit(() -> train(s)));
            }
            for (int seed = 0; seed < 4; seed++) {
                assertThat(together.get(seed).get()).isEqualTo(alone.get(seed));
            }
        }
    }

    @Test
    void virtualThreadsToo() throws Exception {
        double[] alone = train(9);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<double[]> a = pool.submit(() -> train(9));
            Future<double[]> b = pool.submit(() -> train(9));
            assertThat(a.get()).isEqualTo(alone);
            assertThat(b.get()).isEqualTo(alone);
        }
    }

    @Test
    void modesAreOfTheirThread() throws Exception {
        try (var _ = Autograd.noGrad()) {
            assertThat(Threads.elsewhere(Autograd::isRecording)).isTrue();
        }
    }

    @Test
    void aTensorMadeWithNoScopeOpenServesEveryThread() throws Exception {
        Tensor shared = Tensor.of(1, 2).requireGrad();
        Threads.elsewhere(
                () -> {
                    try (var _ = Scope.open("theirs")) {
                        shared.square().sum().backward();
                    }
                    return 0;
                });
        assertThat(shared.grad().toArray()).containsExactly(2, 4);
    }

    @Test
    void aForeignLeafIsNamedOnTheWayBack() throws Exception {
        try (var _ = Scope.open("mine")) {
            Tensor leaf = Tensor.of(1, 2).named("w").requireGrad();
            Tensor reshaped = leaf.reshape(2, 1);
            assertThat(Threads.thrownElsewhere(() -> reshaped.add(1)))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessageStartingWith("tensor 'w' (tensor, [2]) belongs to thread '");
            Tensor sum = leaf.sum();
            assertThat(
                            Threads.thrownElsewhere(
                                    () -> {
                                        sum.backward();
                                        return 0;
                                    }))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessageStartingWith("tensor (sum, []) belongs to thread '");
            sum.backward();
            assertThat(leaf.grad().toArray()).containsExactly(1, 1);
        }
    }
}

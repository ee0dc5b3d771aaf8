package org.arenagrad.benchmarks.growth;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// A long chain of small operations, each of which saves its result: what forward and backward take
/// when there is nothing but graph.
///
/// @param operations how many
record Chain(int operations) {
    private static final int ELEMENTS = 8;
    private static final int FEWEST_RUNS = 3;
    private static final int LONG = 30_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// @param forwardMicros until the last operation is recorded
    /// @param backwardMicros for backward
    /// @param ownMicros processor time of the walking thread: without what the collector takes
    /// @param peakBytes the most native memory on the way there and back
    record Cost(double forwardMicros, double backwardMicros, double ownMicros, long peakBytes) {
        private Cost best(Cost other) {
            return new Cost(
                    Math.min(forwardMicros, other.forwardMicros),
                    Math.min(backwardMicros, other.backwardMicros),
                    Math.min(ownMicros, other.ownMicros),
                    Math.max(peakBytes, other.peakBytes));
        }
    }

    /// The best of many runs, after a warm-up of as long: the compiler may have to come back to
    /// what it compiled for chains of another length.
    Cost cost(double seconds) {
        best(seconds);
        return best(seconds);
    }

    private Cost best(double seconds) {
        Cost best = run();
        long start = System.nanoTime();
        for (int i = 1; i < FEWEST_RUNS || System.nanoTime() - start < seconds * 1e9; i++) {
            best = best.best(run());
        }
        return best;
    }

    private Cost run() {
        if (operations >= LONG) {
            // So that the collector finds room for the next million nodes, not the last ones.
            System.gc();
        }
        Ledger ledger = Ledger.current();
        long before = ledger.liveBytes();
        ledger.resetPeak();
        try (var _ = Scope.open("chain")) {
            Tensor x = Tensor.randn(DType.FLOAT64, Rng.seed(1), ELEMENTS).requireGrad();
            long start = System.nanoTime();
            Tensor y = x;
            for (int i = 0; i < operations; i++) {
                y = y.relu();
            }
            Tensor sum = y.sum();
            long turn = System.nanoTime();
            long ownTurn = THREADS.getCurrentThreadCpuTime();
            sum.backward();
            long ownEnd = THREADS.getCurrentThreadCpuTime();
            long end = System.nanoTime();
            return new Cost(
                    (turn - start) / 1e3,
                    (end - turn) / 1e3,
                    (ownEnd - ownTurn) / 1e3,
                    ledger.peakBytes() - before);
        }
    }
}

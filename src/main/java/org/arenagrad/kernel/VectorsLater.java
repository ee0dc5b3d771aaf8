package org.arenagrad.kernel;

import java.util.function.Supplier;

/// Kernels that take one element at a time for the first seconds, and whole vectors from then on.
///
/// Until the compiler has come to a loop, every vector is an object and each of its operations a
/// call, a hundred times as slow as it will be; and the loops of one network take more than a
/// second of compiling. Whatever is done by then is done sooner without vectors. (As with skis:
/// rent them until the rent has come to the price, and you will never pay more than twice what
/// somebody pays who knows how often he will go.)
///
/// Both give the same bits, so the moment of the change does not show in any result.
final class VectorsLater implements Supplier<Kernels> {
    /// More than what it takes to compile the loops of a network: 500 steps of a 2-64-64-3 network,
    /// a process of 1.6 s this way, took 3.4 s with vectors from the start.
    static final long NANOS = 3_000_000_000L;

    private final long start = System.nanoTime();
    private final long nanos;
    private final Supplier<Kernels> vectors;

    // Read without a lock: a thread that sees the change late computes the same.
    private Kernels serving;
    private boolean plain = true;

    /// @param nanos from now on until vectors serve
    /// @param vectors made only then: it takes a while to load them
    VectorsLater(long nanos, Kernels plain, Supplier<Kernels> vectors) {
        this.nanos = nanos;
        this.serving = plain;
        this.vectors = vectors;
    }

    @Override
    public Kernels get() {
        if (plain && System.nanoTime() - start > nanos) {
            serving = vectors.get();
            plain = false;
        }
        return serving;
    }
}

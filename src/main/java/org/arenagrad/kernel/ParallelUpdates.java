package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps that are shared among threads for large parameters.
final class ParallelUpdates implements Updates {
    private final Updates kernels;
    private final Pieces pieces;
    private final long bytes;

    /// @param bytes the size of an element
    ParallelUpdates(Updates kernels, Pieces pieces, long bytes) {
        this.kernels = kernels;
        this.pieces = pieces;
        this.bytes = bytes;
    }

    @Override
    public void sgd(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            @Nullable MemorySegment velocity,
            boolean first,
            long n,
            double lr,
            double momentum,
            double dampening,
            double decay,
            boolean nesterov) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.sgd(
                                    Parallel.mine(p),
                                    po + from,
                                    Parallel.mine(g),
                                    go + from,
                                    velocity == null ? null : from(Parallel.mine(velocity), from),
                                    first,
                                    to - from,
                                    lr,
                                    momentum,
                                    dampening,
                                    decay,
                                    nesterov));
        } else {
            kernels.sgd(p, po, g, go, velocity, first, n, lr, momentum, dampening, decay, nesterov);
        }
    }

    @Override
    public void adam(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment m,
            MemorySegment v,
            @Nullable MemorySegment vMax,
            long n,
            double lr,
            double beta1,
            double beta2,
            double eps,
            double decay,
            boolean decoupled,
            double bias1,
            double bias2) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.adam(
                                    Parallel.mine(p),
                                    po + from,
                                    Parallel.mine(g),
                                    go + from,
                                    from(Parallel.mine(m), from),
                                    from(Parallel.mine(v), from),
                                    vMax == null ? null : from(Parallel.mine(vMax), from),
                                    to - from,
                                    lr,
                                    beta1,
                                    beta2,
                                    eps,
                                    decay,
                                    decoupled,
                                    bias1,
                                    bias2));
        } else {
            kernels.adam(
                    p, po, g, go, m, v, vMax, n, lr, beta1, beta2, eps, decay, decoupled, bias1,
                    bias2);
        }
    }

    @Override
    public void rmsprop(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment s,
            long n,
            double lr,
            double alpha,
            double eps,
            double decay) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.rmsprop(
                                    Parallel.mine(p),
                                    po + from,
                                    Parallel.mine(g),
                                    go + from,
                                    from(Parallel.mine(s), from),
                                    to - from,
                                    lr,
                                    alpha,
                                    eps,
                                    decay));
        } else {
            kernels.rmsprop(p, po, g, go, s, n, lr, alpha, eps, decay);
        }
    }

    @Override
    public void adagrad(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment s,
            long n,
            double lr,
            double eps,
            double decay) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.adagrad(
                                    Parallel.mine(p),
                                    po + from,
                                    Parallel.mine(g),
                                    go + from,
                                    from(Parallel.mine(s), from),
                                    to - from,
                                    lr,
                                    eps,
                                    decay));
        } else {
            kernels.adagrad(p, po, g, go, s, n, lr, eps, decay);
        }
    }

    private MemorySegment from(MemorySegment state, long element) {
        return state.asSlice(element * bytes);
    }
}

package org.arenagrad.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps that are shared among threads for large parameters, all but Adam's.
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
            MemorySegment sp = Parallel.shared(p);
            MemorySegment sg = Parallel.shared(g);
            MemorySegment sv = velocity == null ? null : Parallel.shared(velocity);
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.sgd(
                                    sp,
                                    po + from,
                                    sg,
                                    go + from,
                                    sv == null ? null : from(sv, from),
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
        // Not shared. On two threads the compiler gave up its loop again and again (its predictions
        // about confined and shared memory failed in turn), 25 ns an element instead of 0.7; and
        // one
        // thread already keeps pace with a copy of the same bytes.
        kernels.adam(
                p, po, g, go, m, v, vMax, n, lr, beta1, beta2, eps, decay, decoupled, bias1, bias2);
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
            MemorySegment sp = Parallel.shared(p);
            MemorySegment sg = Parallel.shared(g);
            MemorySegment ss = Parallel.shared(s);
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.rmsprop(
                                    sp,
                                    po + from,
                                    sg,
                                    go + from,
                                    from(ss, from),
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
            MemorySegment sp = Parallel.shared(p);
            MemorySegment sg = Parallel.shared(g);
            MemorySegment ss = Parallel.shared(s);
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.adagrad(
                                    sp,
                                    po + from,
                                    sg,
                                    go + from,
                                    from(ss, from),
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

package org.arenagrad.kernel.parallel;

import static org.arenagrad.kernel.parallel.Parallel.mine;

import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.Span;
import org.jspecify.annotations.Nullable;

/// Optimizer steps that are shared among threads for large parameters.
public final class ParallelOptimizer implements OptimizerKernels {
    private final OptimizerKernels kernels;
    private final Pieces pieces;

    /// @param pieces how to cut
    public ParallelOptimizer(OptimizerKernels kernels, Pieces pieces) {
        this.kernels = kernels;
        this.pieces = pieces;
    }

    @Override
    public void sgd(Sgd step, Span p, Span g, @Nullable Span velocity, long n) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.sgd(
                                    step,
                                    mine(p, from),
                                    mine(g, from),
                                    velocity == null ? null : mine(velocity, from),
                                    to - from));
        } else {
            kernels.sgd(step, p, g, velocity, n);
        }
    }

    @Override
    public void adam(Adam step, Span p, Span g, Span m, Span v, @Nullable Span vMax, long n) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.adam(
                                    step,
                                    mine(p, from),
                                    mine(g, from),
                                    mine(m, from),
                                    mine(v, from),
                                    vMax == null ? null : mine(vMax, from),
                                    to - from));
        } else {
            kernels.adam(step, p, g, m, v, vMax, n);
        }
    }

    @Override
    public void rmsProp(RmsProp step, Span p, Span g, Span s, long n) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.rmsProp(
                                    step, mine(p, from), mine(g, from), mine(s, from), to - from));
        } else {
            kernels.rmsProp(step, p, g, s, n);
        }
    }

    @Override
    public void adagrad(Adagrad step, Span p, Span g, Span s, long n) {
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.adagrad(
                                    step, mine(p, from), mine(g, from), mine(s, from), to - from));
        } else {
            kernels.adagrad(step, p, g, s, n);
        }
    }
}

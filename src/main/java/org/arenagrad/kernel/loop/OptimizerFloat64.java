package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.loop.LoopsFloat64.WIDEST;

import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Cost;
import org.jspecify.annotations.Nullable;

/// Optimizer steps: whole vectors, single elements while the loops warm up, with the same bits.
public final class OptimizerFloat64 implements OptimizerKernels {
    private final OptimizerKernels scalar = new ScalarOptimizerFloat64();
    private final WarmUp warmUp;
    private @Nullable OptimizerKernels vector;

    /// @param when loops take vectors
    public OptimizerFloat64(Vectors when) {
        this.warmUp = WarmUp.of(when, Cost.COMPUTE);
    }

    // Made late: without the Vector API its class can't be used.
    private OptimizerKernels vector() {
        OptimizerKernels made = vector;
        if (made == null) {
            made = new VectorOptimizerFloat64();
            vector = made;
        }
        return made;
    }

    private static @Nullable Span from(@Nullable Span state, long head) {
        return state == null ? null : state.from(head);
    }

    @Override
    public void sgd(Sgd step, Span p, Span g, @Nullable Span velocity, long n) {
        long head = warmUp.vectors(n, WIDEST);
        if (head > 0) {
            vector().sgd(step, p, g, velocity, head);
        }
        if (head < n) {
            scalar.sgd(step, p.from(head), g.from(head), from(velocity, head), n - head);
        }
    }

    @Override
    public void adam(Adam step, Span p, Span g, Span m, Span v, @Nullable Span vMax, long n) {
        long head = warmUp.vectors(n, WIDEST);
        if (head > 0) {
            vector().adam(step, p, g, m, v, vMax, head);
        }
        if (head < n) {
            scalar.adam(
                    step,
                    p.from(head),
                    g.from(head),
                    m.from(head),
                    v.from(head),
                    from(vMax, head),
                    n - head);
        }
    }

    @Override
    public void rmsProp(RmsProp step, Span p, Span g, Span s, long n) {
        long head = warmUp.vectors(n, WIDEST);
        if (head > 0) {
            vector().rmsProp(step, p, g, s, head);
        }
        if (head < n) {
            scalar.rmsProp(step, p.from(head), g.from(head), s.from(head), n - head);
        }
    }

    @Override
    public void adagrad(Adagrad step, Span p, Span g, Span s, long n) {
        long head = warmUp.vectors(n, WIDEST);
        if (head > 0) {
            vector().adagrad(step, p, g, s, head);
        }
        if (head < n) {
            scalar.adagrad(step, p.from(head), g.from(head), s.from(head), n - head);
        }
    }
}

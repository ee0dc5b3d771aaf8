package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.Span;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps of one element after the other. They give the bits that [VectorOptimizerFloat64]
/// gives, so each operation is the one that vectors have, and rounded as theirs are.
final class ScalarOptimizerFloat64 implements OptimizerKernels {
    @Override
    public void sgd(Sgd step, Span p, Span g, @Nullable Span velocity, long n) {
        double minusRate = rounded(-step.lr());
        double toVelocity = rounded(step.momentum());
        double kept = rounded(1 - step.dampening());
        double decay = rounded(step.decay());
        double ofStep = step.nesterov() ? 1 : 0;
        double ofVelocity = step.nesterov() ? toVelocity : 1;
        for (long i = 0; i < n; i++) {
            double x = element(p, i);
            double move = fma(decay, x, element(g, i));
            if (velocity != null) {
                double v =
                        step.first()
                                ? move
                                : fma(toVelocity, element(velocity, i), rounded(kept * move));
                store(velocity, i, v);
                move = fma(ofVelocity, v, ofStep * move);
            }
            store(p, i, fma(minusRate, move, x));
        }
    }

    @Override
    public void adam(Adam step, Span p, Span g, Span m, Span v, @Nullable Span vMax, long n) {
        double decay = step.decoupled() ? 0 : rounded(step.decay());
        double shrink = rounded(step.decoupled() ? 1 - step.lr() * step.decay() : 1);
        double minusStep = rounded(-step.lr() / step.bias1());
        double perRoot2 = rounded(1 / Math.sqrt(step.bias2()));
        double toGradient = rounded(1 - step.beta1());
        double ofSquare = rounded(step.beta2());
        double toSquare = rounded(1 - step.beta2());
        double eps = rounded(step.eps());
        for (long i = 0; i < n; i++) {
            double x = element(p, i);
            double grad = fma(decay, x, element(g, i));
            double mean = fma(toGradient, rounded(grad - element(m, i)), element(m, i));
            double square = fma(ofSquare, element(v, i), rounded(rounded(toSquare * grad) * grad));
            store(m, i, mean);
            store(v, i, square);
            if (vMax != null) {
                square = Math.max(element(vMax, i), square);
                store(vMax, i, square);
            }
            double scaled = rounded(mean / fma(rounded(Math.sqrt(square)), perRoot2, eps));
            store(p, i, fma(minusStep, scaled, rounded(x * shrink)));
        }
    }

    @Override
    public void rmsProp(RmsProp step, Span p, Span g, Span s, long n) {
        double minusRate = rounded(-step.lr());
        double ofSquare = rounded(step.alpha());
        double toSquare = rounded(1 - step.alpha());
        double eps = rounded(step.eps());
        double decay = rounded(step.decay());
        for (long i = 0; i < n; i++) {
            double x = element(p, i);
            double grad = fma(decay, x, element(g, i));
            double square = fma(ofSquare, element(s, i), rounded(rounded(toSquare * grad) * grad));
            store(s, i, square);
            double root = rounded(rounded(Math.sqrt(square)) + eps);
            store(p, i, fma(minusRate, rounded(grad / root), x));
        }
    }

    @Override
    public void adagrad(Adagrad step, Span p, Span g, Span s, long n) {
        double minusRate = rounded(-step.lr());
        double eps = rounded(step.eps());
        double decay = rounded(step.decay());
        for (long i = 0; i < n; i++) {
            double x = element(p, i);
            double grad = fma(decay, x, element(g, i));
            double square = fma(grad, grad, element(s, i));
            store(s, i, square);
            double root = rounded(rounded(Math.sqrt(square)) + eps);
            store(p, i, fma(minusRate, rounded(grad / root), x));
        }
    }

    private static double element(Span x, long i) {
        MemorySegment in = x.segment();
        return get(in, x.offset() + i);
    }

    private static void store(Span x, long i, double value) {
        set(x.segment(), x.offset() + i, value);
    }
}

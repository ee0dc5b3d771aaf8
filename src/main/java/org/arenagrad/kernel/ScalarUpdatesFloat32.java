// Generated from ScalarUpdatesFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat32.fma;
import static org.arenagrad.kernel.ElementsFloat32.get;
import static org.arenagrad.kernel.ElementsFloat32.rounded;
import static org.arenagrad.kernel.ElementsFloat32.set;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps of one element after the other. They give the bits that [VectorUpdatesFloat32]
/// gives, so each operation is the one that vectors have, and rounded as theirs are.
final class ScalarUpdatesFloat32 implements Updates {
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
        sgd(p, po, g, go, velocity, 0, first, n, lr, momentum, dampening, decay, nesterov);
    }

    /// With an offset into the state too, for the tail that a vector loop leaves over.
    static void sgd(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            @Nullable MemorySegment velocity,
            long from,
            boolean first,
            long n,
            double lr,
            double momentum,
            double dampening,
            double decay,
            boolean nesterov) {
        double minusRate = rounded(-lr);
        double toVelocity = rounded(momentum);
        double kept = rounded(1 - dampening);
        double shrinking = rounded(decay);
        double ofStep = nesterov ? 1 : 0;
        double ofVelocity = nesterov ? toVelocity : 1;
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double step = fma(shrinking, x, get(g, go + i));
            if (velocity != null) {
                double v = first ? step : fma(toVelocity, get(velocity, i), rounded(kept * step));
                set(velocity, i, v);
                step = fma(ofVelocity, v, ofStep * step);
            }
            set(p, po + i, fma(minusRate, step, x));
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
        adam(p, po, g, go, m, v, vMax, 0, n, lr, beta1, beta2, eps, decay, decoupled, bias1, bias2);
    }

    static void adam(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment m,
            MemorySegment v,
            @Nullable MemorySegment vMax,
            long from,
            long n,
            double lr,
            double beta1,
            double beta2,
            double eps,
            double decay,
            boolean decoupled,
            double bias1,
            double bias2) {
        double coupledDecay = decoupled ? 0 : rounded(decay);
        double shrink = rounded(decoupled ? 1 - lr * decay : 1);
        double minusStep = rounded(-lr / bias1);
        double perRoot2 = rounded(1 / Math.sqrt(bias2));
        double toGradient = rounded(1 - beta1);
        double ofSquare = rounded(beta2);
        double toSquare = rounded(1 - beta2);
        double least = rounded(eps);
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double grad = fma(coupledDecay, x, get(g, go + i));
            double mean = fma(toGradient, rounded(grad - get(m, i)), get(m, i));
            double square = fma(ofSquare, get(v, i), rounded(rounded(toSquare * grad) * grad));
            set(m, i, mean);
            set(v, i, square);
            if (vMax != null) {
                square = Math.max(get(vMax, i), square);
                set(vMax, i, square);
            }
            double scaled = rounded(mean / fma(rounded(Math.sqrt(square)), perRoot2, least));
            set(p, po + i, fma(minusStep, scaled, rounded(x * shrink)));
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
        rmsprop(p, po, g, go, s, 0, n, lr, alpha, eps, decay);
    }

    static void rmsprop(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment s,
            long from,
            long n,
            double lr,
            double alpha,
            double eps,
            double decay) {
        double minusRate = rounded(-lr);
        double ofSquare = rounded(alpha);
        double toSquare = rounded(1 - alpha);
        double least = rounded(eps);
        double shrinking = rounded(decay);
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double grad = fma(shrinking, x, get(g, go + i));
            double square = fma(ofSquare, get(s, i), rounded(rounded(toSquare * grad) * grad));
            set(s, i, square);
            double root = rounded(rounded(Math.sqrt(square)) + least);
            set(p, po + i, fma(minusRate, rounded(grad / root), x));
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
        adagrad(p, po, g, go, s, 0, n, lr, eps, decay);
    }

    static void adagrad(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment s,
            long from,
            long n,
            double lr,
            double eps,
            double decay) {
        double minusRate = rounded(-lr);
        double least = rounded(eps);
        double shrinking = rounded(decay);
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double grad = fma(shrinking, x, get(g, go + i));
            double square = fma(grad, grad, get(s, i));
            set(s, i, square);
            double root = rounded(rounded(Math.sqrt(square)) + least);
            set(p, po + i, fma(minusRate, rounded(grad / root), x));
        }
    }
}

package org.arenagrad.kernel;

import static org.arenagrad.kernel.ElementsFloat64.get;
import static org.arenagrad.kernel.ElementsFloat64.set;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// The oracle for optimizer steps.
final class ScalarUpdatesFloat64 implements Updates {
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
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double step = get(g, go + i) + decay * x;
            if (velocity != null) {
                double v = first ? step : momentum * get(velocity, i) + (1 - dampening) * step;
                set(velocity, i, v);
                step = nesterov ? step + momentum * v : v;
            }
            set(p, po + i, x - lr * step);
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
        double coupledDecay = decoupled ? 0 : decay;
        double shrink = decoupled ? 1 - lr * decay : 1;
        double step = lr / bias1;
        double root2 = Math.sqrt(bias2);
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double grad = get(g, go + i) + coupledDecay * x;
            double mean = get(m, i) + (1 - beta1) * (grad - get(m, i));
            double square = beta2 * get(v, i) + (1 - beta2) * grad * grad;
            set(m, i, mean);
            set(v, i, square);
            if (vMax != null) {
                square = Math.max(get(vMax, i), square);
                set(vMax, i, square);
            }
            set(p, po + i, x * shrink - step * (mean / (Math.sqrt(square) / root2 + eps)));
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
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double grad = get(g, go + i) + decay * x;
            double square = alpha * get(s, i) + (1 - alpha) * grad * grad;
            set(s, i, square);
            set(p, po + i, x - lr * (grad / (Math.sqrt(square) + eps)));
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
        for (long i = from; i < n; i++) {
            double x = get(p, po + i);
            double grad = get(g, go + i) + decay * x;
            double square = get(s, i) + grad * grad;
            set(s, i, square);
            set(p, po + i, x - lr * (grad / (Math.sqrt(square) + eps)));
        }
    }
}

package org.arenagrad.kernel;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.LanesFloat64.BYTES;
import static org.arenagrad.kernel.LanesFloat64.LANES;
import static org.arenagrad.kernel.LanesFloat64.ORDER;
import static org.arenagrad.kernel.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.LanesFloat64.all;
import static org.arenagrad.kernel.LanesFloat64.known;

import jdk.incubator.vector.DoubleVector;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps over whole vectors; the rest of fewer elements is done by the scalar loops.
final class VectorUpdatesFloat64 implements Updates {
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
        long whole = n - n % LANES;
        if (velocity == null) {
            descend(p, po, g, go, whole, lr, decay);
        } else if (first) {
            // Once in a training run, and what the velocity holds before must not count, NaN
            // included.
            whole = 0;
        } else {
            accelerate(p, po, g, go, velocity, whole, lr, momentum, dampening, decay, nesterov);
        }
        ScalarUpdatesFloat64.sgd(
                p, po, g, go, velocity, whole, first, n, lr, momentum, dampening, decay, nesterov);
    }

    private static void descend(
            MemorySegment p, long po, MemorySegment g, long go, long n, double lr, double decay) {
        DoubleVector minusRate = all(-lr);
        DoubleVector vDecay = all(decay);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            DoubleVector step =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            minusRate.fma(step, x).intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
        }
    }

    private static void accelerate(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment velocity,
            long n,
            double lr,
            double momentum,
            double dampening,
            double decay,
            boolean nesterov) {
        DoubleVector minusRate = all(-lr);
        DoubleVector vMomentum = all(momentum);
        DoubleVector vKept = all(1 - dampening);
        DoubleVector vDecay = all(decay);
        // step + momentum·v or v, without a branch: ofStep·step + ofVelocity·v.
        DoubleVector ofStep = all(nesterov ? 1 : 0);
        DoubleVector ofVelocity = all(nesterov ? momentum : 1);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            DoubleVector step =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            DoubleVector v =
                    vMomentum.fma(
                            fromMemorySegment(SPECIES, known(velocity), i * BYTES, ORDER),
                            vKept.mul(step));
            v.intoMemorySegment(known(velocity), i * BYTES, ORDER);
            minusRate
                    .fma(ofVelocity.fma(v, ofStep.mul(step)), x)
                    .intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
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
        long whole = n - n % LANES;
        double coupledDecay = decoupled ? 0 : decay;
        double shrink = decoupled ? 1 - lr * decay : 1;
        double perRoot2 = 1 / Math.sqrt(bias2);
        if (vMax == null) {
            adam(
                    p,
                    po,
                    g,
                    go,
                    m,
                    v,
                    whole,
                    -lr / bias1,
                    beta1,
                    beta2,
                    eps,
                    coupledDecay,
                    shrink,
                    perRoot2);
        } else {
            amsgrad(
                    p,
                    po,
                    g,
                    go,
                    m,
                    v,
                    vMax,
                    whole,
                    -lr / bias1,
                    beta1,
                    beta2,
                    eps,
                    coupledDecay,
                    shrink,
                    perRoot2);
        }
        ScalarUpdatesFloat64.adam(
                p, po, g, go, m, v, vMax, whole, n, lr, beta1, beta2, eps, decay, decoupled, bias1,
                bias2);
    }

    // Two loops: a vector that may come from two places would be put on the heap.
    private static void adam(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment m,
            MemorySegment v,
            long n,
            double minusStep,
            double beta1,
            double beta2,
            double eps,
            double coupledDecay,
            double shrink,
            double perRoot2) {
        DoubleVector vDecay = all(coupledDecay);
        DoubleVector vShrink = all(shrink);
        DoubleVector vMinusStep = all(minusStep);
        DoubleVector vPerRoot2 = all(perRoot2);
        DoubleVector vEps = all(eps);
        DoubleVector toGradient = all(1 - beta1);
        DoubleVector vBeta2 = all(beta2);
        DoubleVector toSquare = all(1 - beta2);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            DoubleVector before = fromMemorySegment(SPECIES, known(m), i * BYTES, ORDER);
            DoubleVector mean = toGradient.fma(grad.sub(before), before);
            mean.intoMemorySegment(known(m), i * BYTES, ORDER);
            DoubleVector square =
                    vBeta2.fma(
                            fromMemorySegment(SPECIES, known(v), i * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            square.intoMemorySegment(known(v), i * BYTES, ORDER);
            DoubleVector scaled = mean.div(square.sqrt().fma(vPerRoot2, vEps));
            vMinusStep
                    .fma(scaled, x.mul(vShrink))
                    .intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
        }
    }

    private static void amsgrad(
            MemorySegment p,
            long po,
            MemorySegment g,
            long go,
            MemorySegment m,
            MemorySegment v,
            MemorySegment vMax,
            long n,
            double minusStep,
            double beta1,
            double beta2,
            double eps,
            double coupledDecay,
            double shrink,
            double perRoot2) {
        DoubleVector vDecay = all(coupledDecay);
        DoubleVector vShrink = all(shrink);
        DoubleVector vMinusStep = all(minusStep);
        DoubleVector vPerRoot2 = all(perRoot2);
        DoubleVector vEps = all(eps);
        DoubleVector toGradient = all(1 - beta1);
        DoubleVector vBeta2 = all(beta2);
        DoubleVector toSquare = all(1 - beta2);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            DoubleVector before = fromMemorySegment(SPECIES, known(m), i * BYTES, ORDER);
            DoubleVector mean = toGradient.fma(grad.sub(before), before);
            mean.intoMemorySegment(known(m), i * BYTES, ORDER);
            DoubleVector now =
                    vBeta2.fma(
                            fromMemorySegment(SPECIES, known(v), i * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            now.intoMemorySegment(known(v), i * BYTES, ORDER);
            DoubleVector square =
                    fromMemorySegment(SPECIES, known(vMax), i * BYTES, ORDER).max(now);
            square.intoMemorySegment(known(vMax), i * BYTES, ORDER);
            DoubleVector scaled = mean.div(square.sqrt().fma(vPerRoot2, vEps));
            vMinusStep
                    .fma(scaled, x.mul(vShrink))
                    .intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
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
        long whole = n - n % LANES;
        DoubleVector minusRate = all(-lr);
        DoubleVector vAlpha = all(alpha);
        DoubleVector toSquare = all(1 - alpha);
        DoubleVector vEps = all(eps);
        DoubleVector vDecay = all(decay);
        for (long i = 0; i < whole; i += LANES) {
            DoubleVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            DoubleVector square =
                    vAlpha.fma(
                            fromMemorySegment(SPECIES, known(s), i * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            square.intoMemorySegment(known(s), i * BYTES, ORDER);
            minusRate
                    .fma(grad.div(square.sqrt().add(vEps)), x)
                    .intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
        }
        ScalarUpdatesFloat64.rmsprop(p, po, g, go, s, whole, n, lr, alpha, eps, decay);
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
        long whole = n - n % LANES;
        DoubleVector minusRate = all(-lr);
        DoubleVector vEps = all(eps);
        DoubleVector vDecay = all(decay);
        for (long i = 0; i < whole; i += LANES) {
            DoubleVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            DoubleVector square =
                    grad.fma(grad, fromMemorySegment(SPECIES, known(s), i * BYTES, ORDER));
            square.intoMemorySegment(known(s), i * BYTES, ORDER);
            minusRate
                    .fma(grad.div(square.sqrt().add(vEps)), x)
                    .intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
        }
        ScalarUpdatesFloat64.adagrad(p, po, g, go, s, whole, n, lr, eps, decay);
    }
}

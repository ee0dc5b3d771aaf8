// Generated from VectorUpdatesFloat64.java by Float32Generator: do not edit.
package org.arenagrad.kernel;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import static org.arenagrad.kernel.LanesFloat32.BYTES;
import static org.arenagrad.kernel.LanesFloat32.LANES;
import static org.arenagrad.kernel.LanesFloat32.ORDER;
import static org.arenagrad.kernel.LanesFloat32.SPECIES;
import static org.arenagrad.kernel.LanesFloat32.all;
import static org.arenagrad.kernel.LanesFloat32.known;

import jdk.incubator.vector.FloatVector;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps over whole vectors; the rest of fewer elements is done by the scalar loops.
final class VectorUpdatesFloat32 implements Updates {
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
        ScalarUpdatesFloat32.sgd(
                p, po, g, go, velocity, whole, first, n, lr, momentum, dampening, decay, nesterov);
    }

    private static void descend(
            MemorySegment p, long po, MemorySegment g, long go, long n, double lr, double decay) {
        FloatVector minusRate = all(-lr);
        FloatVector vDecay = all(decay);
        for (long i = 0; i < n; i += LANES) {
            FloatVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            FloatVector step =
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
        FloatVector minusRate = all(-lr);
        FloatVector vMomentum = all(momentum);
        FloatVector vKept = all(1 - dampening);
        FloatVector vDecay = all(decay);
        // step + momentum·v or v, without a branch: ofStep·step + ofVelocity·v.
        FloatVector ofStep = all(nesterov ? 1 : 0);
        FloatVector ofVelocity = all(nesterov ? momentum : 1);
        for (long i = 0; i < n; i += LANES) {
            FloatVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            FloatVector step =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            FloatVector v =
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
        ScalarUpdatesFloat32.adam(
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
        FloatVector vDecay = all(coupledDecay);
        FloatVector vShrink = all(shrink);
        FloatVector vMinusStep = all(minusStep);
        FloatVector vPerRoot2 = all(perRoot2);
        FloatVector vEps = all(eps);
        FloatVector toGradient = all(1 - beta1);
        FloatVector vBeta2 = all(beta2);
        FloatVector toSquare = all(1 - beta2);
        for (long i = 0; i < n; i += LANES) {
            FloatVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            FloatVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            FloatVector before = fromMemorySegment(SPECIES, known(m), i * BYTES, ORDER);
            FloatVector mean = toGradient.fma(grad.sub(before), before);
            mean.intoMemorySegment(known(m), i * BYTES, ORDER);
            FloatVector square =
                    vBeta2.fma(
                            fromMemorySegment(SPECIES, known(v), i * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            square.intoMemorySegment(known(v), i * BYTES, ORDER);
            FloatVector scaled = mean.div(square.sqrt().fma(vPerRoot2, vEps));
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
        FloatVector vDecay = all(coupledDecay);
        FloatVector vShrink = all(shrink);
        FloatVector vMinusStep = all(minusStep);
        FloatVector vPerRoot2 = all(perRoot2);
        FloatVector vEps = all(eps);
        FloatVector toGradient = all(1 - beta1);
        FloatVector vBeta2 = all(beta2);
        FloatVector toSquare = all(1 - beta2);
        for (long i = 0; i < n; i += LANES) {
            FloatVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            FloatVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            FloatVector before = fromMemorySegment(SPECIES, known(m), i * BYTES, ORDER);
            FloatVector mean = toGradient.fma(grad.sub(before), before);
            mean.intoMemorySegment(known(m), i * BYTES, ORDER);
            FloatVector now =
                    vBeta2.fma(
                            fromMemorySegment(SPECIES, known(v), i * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            now.intoMemorySegment(known(v), i * BYTES, ORDER);
            FloatVector square = fromMemorySegment(SPECIES, known(vMax), i * BYTES, ORDER).max(now);
            square.intoMemorySegment(known(vMax), i * BYTES, ORDER);
            FloatVector scaled = mean.div(square.sqrt().fma(vPerRoot2, vEps));
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
        FloatVector minusRate = all(-lr);
        FloatVector vAlpha = all(alpha);
        FloatVector toSquare = all(1 - alpha);
        FloatVector vEps = all(eps);
        FloatVector vDecay = all(decay);
        for (long i = 0; i < whole; i += LANES) {
            FloatVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            FloatVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            FloatVector square =
                    vAlpha.fma(
                            fromMemorySegment(SPECIES, known(s), i * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            square.intoMemorySegment(known(s), i * BYTES, ORDER);
            minusRate
                    .fma(grad.div(square.sqrt().add(vEps)), x)
                    .intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
        }
        ScalarUpdatesFloat32.rmsprop(p, po, g, go, s, whole, n, lr, alpha, eps, decay);
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
        FloatVector minusRate = all(-lr);
        FloatVector vEps = all(eps);
        FloatVector vDecay = all(decay);
        for (long i = 0; i < whole; i += LANES) {
            FloatVector x = fromMemorySegment(SPECIES, known(p), (po + i) * BYTES, ORDER);
            FloatVector grad =
                    vDecay.fma(x, fromMemorySegment(SPECIES, known(g), (go + i) * BYTES, ORDER));
            FloatVector square =
                    grad.fma(grad, fromMemorySegment(SPECIES, known(s), i * BYTES, ORDER));
            square.intoMemorySegment(known(s), i * BYTES, ORDER);
            minusRate
                    .fma(grad.div(square.sqrt().add(vEps)), x)
                    .intoMemorySegment(known(p), (po + i) * BYTES, ORDER);
        }
        ScalarUpdatesFloat32.adagrad(p, po, g, go, s, whole, n, lr, eps, decay);
    }
}

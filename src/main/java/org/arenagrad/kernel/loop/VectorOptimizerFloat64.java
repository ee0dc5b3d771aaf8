package org.arenagrad.kernel.loop;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.all;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.Span;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/// Optimizer steps over whole vectors; the remainder is the scalar loops'.
final class VectorOptimizerFloat64 implements OptimizerKernels {
    private final OptimizerKernels rest = new ScalarOptimizerFloat64();

    @Override
    public void sgd(Sgd step, Span p, Span g, @Nullable Span velocity, long n) {
        long whole = n - n % LANES;
        if (velocity == null) {
            descend(step, p, g, whole);
        } else if (step.first()) {
            // Once in a training run, and what the velocity holds before must not count, NaN
            // included.
            whole = 0;
        } else {
            accelerate(step, p, g, velocity, whole);
        }
        rest.sgd(
                step,
                p.from(whole),
                g.from(whole),
                velocity == null ? null : velocity.from(whole),
                n - whole);
    }

    private static void descend(Sgd step, Span p, Span g, long n) {
        MemorySegment parameter = p.segment();
        MemorySegment gradient = g.segment();
        long po = p.offset();
        long go = g.offset();
        DoubleVector minusRate = all(-step.lr());
        DoubleVector decay = all(step.decay());
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x =
                    fromMemorySegment(SPECIES, profiled(parameter), (po + i) * BYTES, ORDER);
            DoubleVector move =
                    decay.fma(
                            x,
                            fromMemorySegment(
                                    SPECIES, profiled(gradient), (go + i) * BYTES, ORDER));
            minusRate.fma(move, x).intoMemorySegment(profiled(parameter), (po + i) * BYTES, ORDER);
        }
    }

    private static void accelerate(Sgd step, Span p, Span g, Span velocity, long n) {
        MemorySegment parameter = p.segment();
        MemorySegment gradient = g.segment();
        MemorySegment speed = velocity.segment();
        long po = p.offset();
        long go = g.offset();
        long vo = velocity.offset();
        DoubleVector minusRate = all(-step.lr());
        DoubleVector momentum = all(step.momentum());
        DoubleVector kept = all(1 - step.dampening());
        DoubleVector decay = all(step.decay());
        // move + momentum·v or v, without a branch: ofStep·move + ofVelocity·v.
        DoubleVector ofStep = all(step.nesterov() ? 1 : 0);
        DoubleVector ofVelocity = all(step.nesterov() ? step.momentum() : 1);
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x =
                    fromMemorySegment(SPECIES, profiled(parameter), (po + i) * BYTES, ORDER);
            DoubleVector move =
                    decay.fma(
                            x,
                            fromMemorySegment(
                                    SPECIES, profiled(gradient), (go + i) * BYTES, ORDER));
            DoubleVector v =
                    momentum.fma(
                            fromMemorySegment(SPECIES, profiled(speed), (vo + i) * BYTES, ORDER),
                            kept.mul(move));
            v.intoMemorySegment(profiled(speed), (vo + i) * BYTES, ORDER);
            minusRate
                    .fma(ofVelocity.fma(v, ofStep.mul(move)), x)
                    .intoMemorySegment(profiled(parameter), (po + i) * BYTES, ORDER);
        }
    }

    @Override
    public void adam(Adam step, Span p, Span g, Span m, Span v, @Nullable Span vMax, long n) {
        long whole = n - n % LANES;
        if (vMax == null) {
            plain(step, p, g, m, v, whole);
        } else {
            amsgrad(step, p, g, m, v, vMax, whole);
        }
        rest.adam(
                step,
                p.from(whole),
                g.from(whole),
                m.from(whole),
                v.from(whole),
                vMax == null ? null : vMax.from(whole),
                n - whole);
    }

    // Two loops, as a vector that may come from two places would be put on the heap. (One that
    // reads `v` back as the largest square where there is no other took a fifth longer.)
    private static void plain(Adam step, Span p, Span g, Span m, Span v, long n) {
        MemorySegment parameter = p.segment();
        MemorySegment gradient = g.segment();
        MemorySegment means = m.segment();
        MemorySegment squares = v.segment();
        long po = p.offset();
        long go = g.offset();
        long mo = m.offset();
        long vo = v.offset();
        DoubleVector decay = all(step.decoupled() ? 0 : step.decay());
        DoubleVector shrink = all(step.decoupled() ? 1 - step.lr() * step.decay() : 1);
        DoubleVector minusStep = all(-step.lr() / step.bias1());
        DoubleVector perRoot2 = all(1 / Math.sqrt(step.bias2()));
        DoubleVector eps = all(step.eps());
        DoubleVector toGradient = all(1 - step.beta1());
        DoubleVector ofSquare = all(step.beta2());
        DoubleVector toSquare = all(1 - step.beta2());
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x =
                    fromMemorySegment(SPECIES, profiled(parameter), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    decay.fma(
                            x,
                            fromMemorySegment(
                                    SPECIES, profiled(gradient), (go + i) * BYTES, ORDER));
            DoubleVector before =
                    fromMemorySegment(SPECIES, profiled(means), (mo + i) * BYTES, ORDER);
            DoubleVector mean = toGradient.fma(grad.sub(before), before);
            mean.intoMemorySegment(profiled(means), (mo + i) * BYTES, ORDER);
            DoubleVector square =
                    ofSquare.fma(
                            fromMemorySegment(SPECIES, profiled(squares), (vo + i) * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            square.intoMemorySegment(profiled(squares), (vo + i) * BYTES, ORDER);
            DoubleVector scaled = mean.div(square.sqrt().fma(perRoot2, eps));
            minusStep
                    .fma(scaled, x.mul(shrink))
                    .intoMemorySegment(profiled(parameter), (po + i) * BYTES, ORDER);
        }
    }

    private static void amsgrad(Adam step, Span p, Span g, Span m, Span v, Span vMax, long n) {
        MemorySegment parameter = p.segment();
        MemorySegment gradient = g.segment();
        MemorySegment means = m.segment();
        MemorySegment squares = v.segment();
        MemorySegment largest = vMax.segment();
        long po = p.offset();
        long go = g.offset();
        long mo = m.offset();
        long vo = v.offset();
        long lo = vMax.offset();
        DoubleVector decay = all(step.decoupled() ? 0 : step.decay());
        DoubleVector shrink = all(step.decoupled() ? 1 - step.lr() * step.decay() : 1);
        DoubleVector minusStep = all(-step.lr() / step.bias1());
        DoubleVector perRoot2 = all(1 / Math.sqrt(step.bias2()));
        DoubleVector eps = all(step.eps());
        DoubleVector toGradient = all(1 - step.beta1());
        DoubleVector ofSquare = all(step.beta2());
        DoubleVector toSquare = all(1 - step.beta2());
        for (long i = 0; i < n; i += LANES) {
            DoubleVector x =
                    fromMemorySegment(SPECIES, profiled(parameter), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    decay.fma(
                            x,
                            fromMemorySegment(
                                    SPECIES, profiled(gradient), (go + i) * BYTES, ORDER));
            DoubleVector before =
                    fromMemorySegment(SPECIES, profiled(means), (mo + i) * BYTES, ORDER);
            DoubleVector mean = toGradient.fma(grad.sub(before), before);
            mean.intoMemorySegment(profiled(means), (mo + i) * BYTES, ORDER);
            DoubleVector square =
                    ofSquare.fma(
                            fromMemorySegment(SPECIES, profiled(squares), (vo + i) * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            square.intoMemorySegment(profiled(squares), (vo + i) * BYTES, ORDER);
            DoubleVector most =
                    fromMemorySegment(SPECIES, profiled(largest), (lo + i) * BYTES, ORDER)
                            .max(square);
            most.intoMemorySegment(profiled(largest), (lo + i) * BYTES, ORDER);
            DoubleVector scaled = mean.div(most.sqrt().fma(perRoot2, eps));
            minusStep
                    .fma(scaled, x.mul(shrink))
                    .intoMemorySegment(profiled(parameter), (po + i) * BYTES, ORDER);
        }
    }

    @Override
    public void rmsProp(RmsProp step, Span p, Span g, Span s, long n) {
        MemorySegment parameter = p.segment();
        MemorySegment gradient = g.segment();
        MemorySegment squares = s.segment();
        long po = p.offset();
        long go = g.offset();
        long so = s.offset();
        DoubleVector minusRate = all(-step.lr());
        DoubleVector ofSquare = all(step.alpha());
        DoubleVector toSquare = all(1 - step.alpha());
        DoubleVector eps = all(step.eps());
        DoubleVector decay = all(step.decay());
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            DoubleVector x =
                    fromMemorySegment(SPECIES, profiled(parameter), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    decay.fma(
                            x,
                            fromMemorySegment(
                                    SPECIES, profiled(gradient), (go + i) * BYTES, ORDER));
            DoubleVector square =
                    ofSquare.fma(
                            fromMemorySegment(SPECIES, profiled(squares), (so + i) * BYTES, ORDER),
                            toSquare.mul(grad).mul(grad));
            square.intoMemorySegment(profiled(squares), (so + i) * BYTES, ORDER);
            minusRate
                    .fma(grad.div(square.sqrt().add(eps)), x)
                    .intoMemorySegment(profiled(parameter), (po + i) * BYTES, ORDER);
        }
        rest.rmsProp(step, p.from(whole), g.from(whole), s.from(whole), n - whole);
    }

    @Override
    public void adagrad(Adagrad step, Span p, Span g, Span s, long n) {
        MemorySegment parameter = p.segment();
        MemorySegment gradient = g.segment();
        MemorySegment squares = s.segment();
        long po = p.offset();
        long go = g.offset();
        long so = s.offset();
        DoubleVector minusRate = all(-step.lr());
        DoubleVector eps = all(step.eps());
        DoubleVector decay = all(step.decay());
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            DoubleVector x =
                    fromMemorySegment(SPECIES, profiled(parameter), (po + i) * BYTES, ORDER);
            DoubleVector grad =
                    decay.fma(
                            x,
                            fromMemorySegment(
                                    SPECIES, profiled(gradient), (go + i) * BYTES, ORDER));
            DoubleVector square =
                    grad.fma(
                            grad,
                            fromMemorySegment(SPECIES, profiled(squares), (so + i) * BYTES, ORDER));
            square.intoMemorySegment(profiled(squares), (so + i) * BYTES, ORDER);
            minusRate
                    .fma(grad.div(square.sqrt().add(eps)), x)
                    .intoMemorySegment(profiled(parameter), (po + i) * BYTES, ORDER);
        }
        rest.adagrad(step, p.from(whole), g.from(whole), s.from(whole), n - whole);
    }
}

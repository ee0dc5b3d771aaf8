package org.arenagrad.kernel.loop;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.math.AccumulatorsFloat64.NARROW;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.WIDE;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.NARROW_LANES;
import static org.arenagrad.kernel.math.LanesFloat64.NARROW_SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.math.AccumulatorsFloat64;
import org.arenagrad.kernel.op.VectorReductionFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/// Whole vectors of a contiguous run, the accumulators in registers.
final class VectorFoldLoopFloat64 implements FoldLoop {
    private static final @Nullable VectorReductionFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), VectorReductionFloat64.class);

    /// What one turn of the wide loop takes: four vectors, so that none waits for the last one.
    private static final int STEP = 4 * LANES;

    private final VectorReductionFloat64 shared;

    VectorFoldLoopFloat64(VectorReductionFloat64 op) {
        this.shared = op;
    }

    private VectorReductionFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public double run(Span x, int n, double neutral) {
        MemorySegment in = x.segment();
        long xo = x.offset();
        int wide = n - n % WIDE;
        int narrow = n - n % NARROW;
        double[] accumulators = AccumulatorsFloat64.ofThisThread();
        Arrays.fill(accumulators, rounded(neutral));
        for (int a = 0; a < WIDE && wide > 0; a += STEP) {
            accumulateWide(in, xo + a, wide, accumulators, a);
        }
        for (int a = 0; a < NARROW && narrow > wide; a += NARROW_LANES) {
            accumulateNarrow(in, xo + wide + a, narrow - wide, accumulators, a);
        }
        int half = (wide > 0 ? WIDE : NARROW) / 2;
        for (; half >= LANES; half /= 2) {
            for (int i = 0; i < half; i += LANES) {
                op().join(
                                DoubleVector.fromArray(SPECIES, accumulators, i),
                                DoubleVector.fromArray(SPECIES, accumulators, i + half))
                        .intoArray(accumulators, i);
            }
        }
        for (; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                accumulators[i] = rounded(op().join(accumulators[i], accumulators[i + half]));
            }
        }
        double folded = accumulators[0];
        for (int i = narrow; i < n; i++) {
            folded = rounded(op().fold(folded, get(in, xo + i)));
        }
        return folded;
    }

    private void accumulateWide(MemorySegment x, long xo, int n, double[] accumulators, int a) {
        DoubleVector f0 = DoubleVector.fromArray(SPECIES, accumulators, a);
        DoubleVector f1 = f0;
        DoubleVector f2 = f0;
        DoubleVector f3 = f0;
        for (long i = xo; i < xo + n; i += WIDE) {
            f0 = op().fold(f0, fromMemorySegment(SPECIES, profiled(x), i * BYTES, ORDER));
            long second = (i + LANES) * BYTES;
            f1 = op().fold(f1, fromMemorySegment(SPECIES, profiled(x), second, ORDER));
            long third = (i + 2L * LANES) * BYTES;
            f2 = op().fold(f2, fromMemorySegment(SPECIES, profiled(x), third, ORDER));
            long fourth = (i + 3L * LANES) * BYTES;
            f3 = op().fold(f3, fromMemorySegment(SPECIES, profiled(x), fourth, ORDER));
        }
        f0.intoArray(accumulators, a);
        f1.intoArray(accumulators, a + LANES);
        f2.intoArray(accumulators, a + 2 * LANES);
        f3.intoArray(accumulators, a + 3 * LANES);
    }

    private void accumulateNarrow(MemorySegment x, long xo, int n, double[] accumulators, int a) {
        DoubleVector folded = DoubleVector.fromArray(NARROW_SPECIES, accumulators, a);
        for (long i = xo; i < xo + n; i += NARROW) {
            folded =
                    op().fold(
                                    folded,
                                    fromMemorySegment(
                                            NARROW_SPECIES, profiled(x), i * BYTES, ORDER));
        }
        folded.intoArray(accumulators, a);
    }
}

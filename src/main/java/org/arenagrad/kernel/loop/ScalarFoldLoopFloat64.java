package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.AccumulatorsFloat64.NARROW;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.WIDE;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.math.AccumulatorsFloat64;
import org.arenagrad.kernel.op.ReductionFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/// One element after the other, of any stride.
final class ScalarFoldLoopFloat64 implements FoldLoop {
    private static final @Nullable ReductionFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), ReductionFloat64.class);

    private final ReductionFloat64 shared;

    ScalarFoldLoopFloat64(ReductionFloat64 op) {
        this.shared = op;
    }

    private ReductionFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public double run(Span x, int n, double neutral) {
        int wide = n - n % WIDE;
        int narrow = n - n % NARROW;
        double folded = neutral;
        if (narrow > 0) {
            double[] accumulators = AccumulatorsFloat64.ofThisThread();
            Arrays.fill(accumulators, rounded(neutral));
            accumulate(x, 0, wide, WIDE, accumulators);
            accumulate(x, wide, narrow, NARROW, accumulators);
            for (int half = (wide > 0 ? WIDE : NARROW) / 2; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) {
                    accumulators[i] = rounded(op().join(accumulators[i], accumulators[i + half]));
                }
            }
            folded = accumulators[0];
        }
        for (int i = narrow; i < n; i++) {
            folded = rounded(op().fold(folded, get(x.segment(), x.offset() + i * x.stride())));
        }
        return folded;
    }

    private void accumulate(Span x, int from, int to, int width, double[] accumulators) {
        MemorySegment in = x.segment();
        long xo = x.offset();
        long xs = x.stride();
        for (int i = from; i < to; i += width) {
            for (int a = 0; a < width; a++) {
                double element = get(in, xo + (i + a) * xs);
                accumulators[a] = rounded(op().fold(accumulators[a], element));
            }
        }
    }
}

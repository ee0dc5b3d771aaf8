package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.loop.LoopsFloat64.WIDEST;
import static org.arenagrad.kernel.math.AccumulatorsFloat64.BLOCK;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;

import java.lang.foreign.MemorySegment;

/// Folds: whole vectors where runs are contiguous and long enough, single elements otherwise, with
/// the same bits. Scans take one element after the other.
public final class ReductionsFloat64 implements Reductions {
    /// In a run from this length on, the largest element is found before its position.
    private static final long TWO_PASSES = 64;

    private final WarmUps warmUps;

    /// @param warmUps shared by all loops of the same backend and type
    public ReductionsFloat64(WarmUps warmUps) {
        this.warmUps = warmUps;
    }

    @Override
    public double reduce(Reduction op, Span x, long n) {
        WarmUp warmUp = warmUps.of(op);
        double folded = op.neutral();
        for (long i = 0; i < n; i += BLOCK) {
            int length = (int) Math.min(BLOCK, n - i);
            boolean wide = x.isContiguous() && warmUp.vectors(length, WIDEST) > 0;
            FoldLoop loop = wide ? LoopsFloat64.FOLD.vector(op) : LoopsFloat64.FOLD.scalar(op);
            folded = op.join(folded, loop.run(x.from(i), length, op.neutral()));
        }
        return folded;
    }

    @Override
    public void foldRows(Binary op, Span x, long distance, long rows, int columns, Span y) {
        long head = warmUps.of(op).vectors(rows, columns, WIDEST);
        if (head > 0) {
            LoopsFloat64.BINARY.vector(op).foldRows(x, distance, head, columns, y);
        }
        if (head < rows) {
            Span rest = x.from(head * distance);
            LoopsFloat64.BINARY.scalar(op).foldRows(rest, distance, rows - head, columns, y);
        }
    }

    @Override
    public long argmax(Span x, long n) {
        MemorySegment in = x.segment();
        if (n >= TWO_PASSES) {
            double max = reduce(Reduction.MAX, x, n);
            long i = 0;
            while (get(in, x.offset() + i * x.stride()) < max) {
                i++;
            }
            if (!Double.isNaN(max)) {
                return i;
            }
        }
        long best = 0;
        double max = get(in, x.offset());
        for (long i = 1; i < n && !Double.isNaN(max); i++) {
            double v = get(in, x.offset() + i * x.stride());
            if (v > max || Double.isNaN(v)) {
                max = v;
                best = i;
            }
        }
        return best;
    }

    @Override
    public void cumsum(Span x, Span y, long n) {
        double sum = 0;
        for (long i = 0; i < n; i++) {
            sum += get(x.segment(), x.offset() + i * x.stride());
            set(y.segment(), y.offset() + i * y.stride(), sum);
        }
    }
}

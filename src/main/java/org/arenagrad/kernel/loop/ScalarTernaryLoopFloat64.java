package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.TernaryFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// One element after the other, of any stride.
final class ScalarTernaryLoopFloat64 implements TernaryLoop {
    private static final @Nullable TernaryFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), TernaryFloat64.class);

    private final TernaryFloat64 shared;

    ScalarTernaryLoopFloat64(TernaryFloat64 op) {
        this.shared = op;
    }

    private TernaryFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public void run(Span a, Span b, Span c, Span y, long n) {
        MemorySegment out = y.segment();
        for (long i = 0; i < n; i++) {
            set(out, y.offset() + i, op().of(element(a, i), element(b, i), element(c, i)));
        }
    }

    @Override
    public void right(Span a, Span b, double c, Span y, long n) {
        MemorySegment out = y.segment();
        for (long i = 0; i < n; i++) {
            set(out, y.offset() + i, op().of(element(a, i), element(b, i), rounded(c)));
        }
    }

    @Override
    public void right(Span a, double b, double c, Span y, long n) {
        MemorySegment out = y.segment();
        for (long i = 0; i < n; i++) {
            set(out, y.offset() + i, op().of(element(a, i), rounded(b), rounded(c)));
        }
    }

    private static double element(Span x, long i) {
        return get(x.segment(), x.offset() + i * x.stride());
    }
}

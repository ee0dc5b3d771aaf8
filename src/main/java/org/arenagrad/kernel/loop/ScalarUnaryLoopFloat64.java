package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.UnaryFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// One element after the other, of any stride.
final class ScalarUnaryLoopFloat64 implements UnaryLoop {
    private static final @Nullable UnaryFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), UnaryFloat64.class);

    private final UnaryFloat64 shared;

    ScalarUnaryLoopFloat64(UnaryFloat64 op) {
        this.shared = op;
    }

    private UnaryFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public void run(Span x, Span y, long n) {
        MemorySegment in = x.segment();
        MemorySegment out = y.segment();
        long xo = x.offset();
        long xs = x.stride();
        long yo = y.offset();
        for (long i = 0; i < n; i++) {
            set(out, yo + i, op().of(get(in, xo + i * xs)));
        }
    }
}

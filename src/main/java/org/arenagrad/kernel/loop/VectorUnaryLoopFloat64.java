package org.arenagrad.kernel.loop;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.set;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.VectorUnaryFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// Whole vectors, and the remainder one by one; the run is contiguous and has a vector at least.
final class VectorUnaryLoopFloat64 implements UnaryLoop {
    private static final @Nullable VectorUnaryFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), VectorUnaryFloat64.class);

    private final VectorUnaryFloat64 shared;

    VectorUnaryLoopFloat64(VectorUnaryFloat64 op) {
        this.shared = op;
    }

    private VectorUnaryFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public void run(Span x, Span y, long n) {
        MemorySegment in = x.segment();
        MemorySegment out = y.segment();
        long xo = x.offset();
        long yo = y.offset();
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            op().of(fromMemorySegment(SPECIES, profiled(in), (xo + i) * BYTES, ORDER))
                    .intoMemorySegment(profiled(out), (yo + i) * BYTES, ORDER);
        }
        for (long i = whole; i < n; i++) {
            set(out, yo + i, op().of(get(in, xo + i)));
        }
    }
}

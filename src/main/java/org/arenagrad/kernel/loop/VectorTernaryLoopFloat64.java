package org.arenagrad.kernel.loop;

import static jdk.incubator.vector.DoubleVector.fromMemorySegment;

import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;
import static org.arenagrad.kernel.math.LanesFloat64.BYTES;
import static org.arenagrad.kernel.math.LanesFloat64.LANES;
import static org.arenagrad.kernel.math.LanesFloat64.ORDER;
import static org.arenagrad.kernel.math.LanesFloat64.SPECIES;
import static org.arenagrad.kernel.math.LanesFloat64.all;
import static org.arenagrad.kernel.math.LanesFloat64.profiled;

import jdk.incubator.vector.DoubleVector;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.VectorTernaryFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// Whole vectors, and the remainder one by one; runs are contiguous and have a vector at least.
final class VectorTernaryLoopFloat64 implements TernaryLoop {
    private static final @Nullable VectorTernaryFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), VectorTernaryFloat64.class);

    private final VectorTernaryFloat64 shared;

    VectorTernaryLoopFloat64(VectorTernaryFloat64 op) {
        this.shared = op;
    }

    private VectorTernaryFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public void run(Span a, Span b, Span c, Span y, long n) {
        MemorySegment first = a.segment();
        MemorySegment second = b.segment();
        MemorySegment third = c.segment();
        MemorySegment out = y.segment();
        long ao = a.offset();
        long bo = b.offset();
        long co = c.offset();
        long yo = y.offset();
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            op().of(
                            fromMemorySegment(SPECIES, profiled(first), (ao + i) * BYTES, ORDER),
                            fromMemorySegment(SPECIES, profiled(second), (bo + i) * BYTES, ORDER),
                            fromMemorySegment(SPECIES, profiled(third), (co + i) * BYTES, ORDER))
                    .intoMemorySegment(profiled(out), (yo + i) * BYTES, ORDER);
        }
        for (long i = whole; i < n; i++) {
            set(out, yo + i, op().of(get(first, ao + i), get(second, bo + i), get(third, co + i)));
        }
    }

    @Override
    public void right(Span a, Span b, double c, Span y, long n) {
        MemorySegment first = a.segment();
        MemorySegment second = b.segment();
        MemorySegment out = y.segment();
        long ao = a.offset();
        long bo = b.offset();
        long yo = y.offset();
        DoubleVector third = all(c);
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            op().of(
                            fromMemorySegment(SPECIES, profiled(first), (ao + i) * BYTES, ORDER),
                            fromMemorySegment(SPECIES, profiled(second), (bo + i) * BYTES, ORDER),
                            third)
                    .intoMemorySegment(profiled(out), (yo + i) * BYTES, ORDER);
        }
        for (long i = whole; i < n; i++) {
            set(out, yo + i, op().of(get(first, ao + i), get(second, bo + i), rounded(c)));
        }
    }

    @Override
    public void right(Span a, double b, double c, Span y, long n) {
        MemorySegment first = a.segment();
        MemorySegment out = y.segment();
        long ao = a.offset();
        long yo = y.offset();
        DoubleVector second = all(b);
        DoubleVector third = all(c);
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            op().of(
                            fromMemorySegment(SPECIES, profiled(first), (ao + i) * BYTES, ORDER),
                            second,
                            third)
                    .intoMemorySegment(profiled(out), (yo + i) * BYTES, ORDER);
        }
        for (long i = whole; i < n; i++) {
            set(out, yo + i, op().of(get(first, ao + i), rounded(b), rounded(c)));
        }
    }
}

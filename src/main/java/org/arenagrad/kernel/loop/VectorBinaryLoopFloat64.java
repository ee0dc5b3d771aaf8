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
import org.arenagrad.kernel.op.VectorBinaryFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// Whole vectors, and the remainder one by one; runs are contiguous and have a vector at least.
final class VectorBinaryLoopFloat64 implements BinaryLoop {
    private static final @Nullable VectorBinaryFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), VectorBinaryFloat64.class);

    private final VectorBinaryFloat64 shared;

    VectorBinaryLoopFloat64(VectorBinaryFloat64 op) {
        this.shared = op;
    }

    private VectorBinaryFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public void run(Span a, Span b, Span y, long n) {
        MemorySegment left = a.segment();
        MemorySegment right = b.segment();
        MemorySegment out = y.segment();
        long ao = a.offset();
        long bo = b.offset();
        long yo = y.offset();
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            op().of(
                            fromMemorySegment(SPECIES, profiled(left), (ao + i) * BYTES, ORDER),
                            fromMemorySegment(SPECIES, profiled(right), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(profiled(out), (yo + i) * BYTES, ORDER);
        }
        for (long i = whole; i < n; i++) {
            set(out, yo + i, op().of(get(left, ao + i), get(right, bo + i)));
        }
    }

    @Override
    public void right(Span a, double b, Span y, long n) {
        MemorySegment left = a.segment();
        MemorySegment out = y.segment();
        long ao = a.offset();
        long yo = y.offset();
        DoubleVector right = all(b);
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            op().of(fromMemorySegment(SPECIES, profiled(left), (ao + i) * BYTES, ORDER), right)
                    .intoMemorySegment(profiled(out), (yo + i) * BYTES, ORDER);
        }
        for (long i = whole; i < n; i++) {
            set(out, yo + i, op().of(get(left, ao + i), rounded(b)));
        }
    }

    @Override
    public void left(double a, Span b, Span y, long n) {
        MemorySegment right = b.segment();
        MemorySegment out = y.segment();
        long bo = b.offset();
        long yo = y.offset();
        DoubleVector left = all(a);
        long whole = n - n % LANES;
        for (long i = 0; i < whole; i += LANES) {
            op().of(left, fromMemorySegment(SPECIES, profiled(right), (bo + i) * BYTES, ORDER))
                    .intoMemorySegment(profiled(out), (yo + i) * BYTES, ORDER);
        }
        for (long i = whole; i < n; i++) {
            set(out, yo + i, op().of(rounded(a), get(right, bo + i)));
        }
    }

    @Override
    public void withRow(Span a, Span b, Span y, long rows, int columns) {
        MemorySegment left = a.segment();
        MemorySegment right = b.segment();
        MemorySegment out = y.segment();
        long bo = b.offset();
        int whole = columns - columns % LANES;
        for (long r = 0; r < rows; r++) {
            long ao = a.offset() + r * columns;
            long yo = y.offset() + r * columns;
            for (int c = 0; c < whole; c += LANES) {
                op().of(
                                fromMemorySegment(SPECIES, profiled(left), (ao + c) * BYTES, ORDER),
                                fromMemorySegment(
                                        SPECIES, profiled(right), (bo + c) * BYTES, ORDER))
                        .intoMemorySegment(profiled(out), (yo + c) * BYTES, ORDER);
            }
            for (int c = whole; c < columns; c++) {
                set(out, yo + c, op().of(get(left, ao + c), get(right, bo + c)));
            }
        }
    }

    /// Down the rows, a vector of columns at a time, which stays in a register.
    @Override
    public void foldRows(Span x, long distance, long rows, int columns, Span y) {
        MemorySegment in = x.segment();
        MemorySegment out = y.segment();
        int whole = columns - columns % LANES;
        for (int c = 0; c < whole; c += LANES) {
            long xo = x.offset() + c;
            long yo = y.offset() + c;
            DoubleVector folded = fromMemorySegment(SPECIES, profiled(out), yo * BYTES, ORDER);
            for (long r = 0; r < rows; r++) {
                folded =
                        op().of(
                                        folded,
                                        fromMemorySegment(
                                                SPECIES,
                                                profiled(in),
                                                (xo + r * distance) * BYTES,
                                                ORDER));
            }
            folded.intoMemorySegment(profiled(out), yo * BYTES, ORDER);
        }
        for (int c = whole; c < columns; c++) {
            double folded = get(out, y.offset() + c);
            for (long r = 0; r < rows; r++) {
                folded = rounded(op().of(folded, get(in, x.offset() + r * distance + c)));
            }
            set(out, y.offset() + c, folded);
        }
    }
}

package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.BinaryFloat64;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// One element after the other, of any stride.
final class ScalarBinaryLoopFloat64 implements BinaryLoop {
    private static final @Nullable BinaryFloat64 CONSTANT =
            Copies.operation(MethodHandles.lookup(), BinaryFloat64.class);

    /// Rows with fewer columns than this are short.
    private static final int SHORT = 16;

    private final BinaryFloat64 shared;

    ScalarBinaryLoopFloat64(BinaryFloat64 op) {
        this.shared = op;
    }

    private BinaryFloat64 op() {
        return CONSTANT != null ? CONSTANT : shared;
    }

    @Override
    public void run(Span a, Span b, Span y, long n) {
        MemorySegment left = a.segment();
        MemorySegment right = b.segment();
        MemorySegment out = y.segment();
        long ao = a.offset();
        long as = a.stride();
        long bo = b.offset();
        long bs = b.stride();
        long yo = y.offset();
        for (long i = 0; i < n; i++) {
            set(out, yo + i, op().of(get(left, ao + i * as), get(right, bo + i * bs)));
        }
    }

    @Override
    public void right(Span a, double b, Span y, long n) {
        withNumber(a, rounded(b), y, n);
    }

    @Override
    public void left(double a, Span b, Span y, long n) {
        MemorySegment right = b.segment();
        MemorySegment out = y.segment();
        double left = rounded(a);
        long bo = b.offset();
        long bs = b.stride();
        long yo = y.offset();
        for (long i = 0; i < n; i++) {
            set(out, yo + i, op().of(left, get(right, bo + i * bs)));
        }
    }

    /// Down the columns if there are few: a loop over three elements takes longer to begin and to
    /// end than to run.
    @Override
    public void withRow(Span a, Span b, Span y, long rows, int columns) {
        if (columns < SHORT) {
            for (int c = 0; c < columns; c++) {
                Span left = new Span(a.segment(), a.offset() + c, columns);
                Span out = new Span(y.segment(), y.offset() + c, columns);
                withNumber(left, get(b.segment(), b.offset() + c), out, rows);
            }
        } else {
            for (long r = 0; r < rows; r++) {
                run(a.from(r * columns), b, y.from(r * columns), columns);
            }
        }
    }

    private void withNumber(Span a, double right, Span y, long n) {
        MemorySegment left = a.segment();
        MemorySegment out = y.segment();
        long ao = a.offset();
        long as = a.stride();
        long yo = y.offset();
        long ys = y.stride();
        for (long i = 0; i < n; i++) {
            set(out, yo + i * ys, op().of(get(left, ao + i * as), right));
        }
    }

    @Override
    public void foldRows(Span x, long distance, long rows, int columns, Span y) {
        MemorySegment in = x.segment();
        MemorySegment out = y.segment();
        long yo = y.offset();
        for (long r = 0; r < rows; r++) {
            long xo = x.offset() + r * distance;
            for (int c = 0; c < columns; c++) {
                set(out, yo + c, op().of(get(out, yo + c), get(in, xo + c)));
            }
        }
    }
}

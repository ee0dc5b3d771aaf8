package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.loop.LoopsFloat64.WIDEST;
import static org.arenagrad.kernel.math.ElementsFloat64.BYTES;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;

import java.lang.foreign.MemorySegment;

/// Elementwise loops: whole vectors where runs are contiguous and long enough, single elements
/// otherwise and while the loop warms up, with the same bits.
public final class ElementwiseFloat64 implements Elementwise {
    private final WarmUps warmUps;

    /// @param warmUps shared by all loops of the same backend and type
    public ElementwiseFloat64(WarmUps warmUps) {
        this.warmUps = warmUps;
    }

    private static long head(WarmUp warmUp, boolean contiguous, long n) {
        return contiguous ? warmUp.vectors(n, WIDEST) : 0;
    }

    @Override
    public void unary(Unary op, Span x, Span y, long n) {
        if (x.isRepeated() && n > 1) {
            unary(op, x, y, 1);
            fill(y.from(1), n - 1, get(y.segment(), y.offset()));
            return;
        }
        long head = head(warmUps.of(op), x.isContiguous(), n);
        if (head > 0) {
            LoopsFloat64.UNARY.vector(op).run(x, y, head);
        }
        if (head < n) {
            LoopsFloat64.UNARY.scalar(op).run(x.from(head), y.from(head), n - head);
        }
    }

    @Override
    public void binary(Binary op, Span a, Span b, Span y, long n) {
        if (b.isRepeated() && n > 0) {
            binary(op, a, get(b.segment(), b.offset()), y, n);
        } else if (a.isRepeated() && n > 0) {
            binary(op, get(a.segment(), a.offset()), b, y, n);
        } else {
            boolean contiguous = a.isContiguous() && b.isContiguous();
            long head = head(warmUps.of(op), contiguous, n);
            if (head > 0) {
                LoopsFloat64.BINARY.vector(op).run(a, b, y, head);
            }
            if (head < n) {
                LoopsFloat64.BINARY
                        .scalar(op)
                        .run(a.from(head), b.from(head), y.from(head), n - head);
            }
        }
    }

    @Override
    public void binary(Binary op, Span a, double b, Span y, long n) {
        long head = head(warmUps.of(op), a.isContiguous(), n);
        if (head > 0) {
            LoopsFloat64.BINARY.vector(op).right(a, b, y, head);
        }
        if (head < n) {
            LoopsFloat64.BINARY.scalar(op).right(a.from(head), b, y.from(head), n - head);
        }
    }

    private void binary(Binary op, double a, Span b, Span y, long n) {
        long head = head(warmUps.of(op), b.isContiguous(), n);
        if (head > 0) {
            LoopsFloat64.BINARY.vector(op).left(a, b, y, head);
        }
        if (head < n) {
            LoopsFloat64.BINARY.scalar(op).left(a, b.from(head), y.from(head), n - head);
        }
    }

    @Override
    public void binaryWithRow(Binary op, Span a, Span b, Span y, long rows, int columns) {
        long head = warmUps.of(op).vectors(rows, columns, WIDEST);
        if (head > 0) {
            LoopsFloat64.BINARY.vector(op).withRow(a, b, y, head, columns);
        }
        if (head < rows) {
            long from = head * columns;
            LoopsFloat64.BINARY
                    .scalar(op)
                    .withRow(a.from(from), b, y.from(from), rows - head, columns);
        }
    }

    @Override
    public void ternary(Ternary op, Span a, Span b, Span c, Span y, long n) {
        if (c.isRepeated() && n > 0) {
            ternary(op, a, b, get(c.segment(), c.offset()), y, n);
            return;
        }
        boolean contiguous = a.isContiguous() && b.isContiguous() && c.isContiguous();
        long head = head(warmUps.of(op), contiguous, n);
        if (head > 0) {
            LoopsFloat64.TERNARY.vector(op).run(a, b, c, y, head);
        }
        if (head < n) {
            LoopsFloat64.TERNARY
                    .scalar(op)
                    .run(a.from(head), b.from(head), c.from(head), y.from(head), n - head);
        }
    }

    @Override
    public void ternary(Ternary op, Span a, Span b, double c, Span y, long n) {
        boolean contiguous = a.isContiguous() && b.isContiguous();
        long head = head(warmUps.of(op), contiguous, n);
        if (head > 0) {
            LoopsFloat64.TERNARY.vector(op).right(a, b, c, y, head);
        }
        if (head < n) {
            LoopsFloat64.TERNARY
                    .scalar(op)
                    .right(a.from(head), b.from(head), c, y.from(head), n - head);
        }
    }

    @Override
    public void ternary(Ternary op, Span a, double b, double c, Span y, long n) {
        long head = head(warmUps.of(op), a.isContiguous(), n);
        if (head > 0) {
            LoopsFloat64.TERNARY.vector(op).right(a, b, c, y, head);
        }
        if (head < n) {
            LoopsFloat64.TERNARY.scalar(op).right(a.from(head), b, c, y.from(head), n - head);
        }
    }

    @Override
    public void fill(Span y, long n, double value) {
        MemorySegment out = y.segment();
        for (long i = 0; i < n; i++) {
            set(out, y.offset() + i * y.stride(), value);
        }
    }

    @Override
    public void copy(Span x, Span y, long n) {
        if (x.isContiguous() && y.isContiguous()) {
            MemorySegment.copy(
                    x.segment(), x.offset() * BYTES, y.segment(), y.offset() * BYTES, n * BYTES);
            return;
        }
        MemorySegment in = x.segment();
        MemorySegment out = y.segment();
        for (long i = 0; i < n; i++) {
            set(out, y.offset() + i * y.stride(), get(in, x.offset() + i * x.stride()));
        }
    }

    @Override
    public void pick(Span x, int[] index, int from, Span y, int n) {
        MemorySegment in = x.segment();
        MemorySegment out = y.segment();
        for (int i = 0; i < n; i++) {
            set(out, y.offset() + i, get(in, x.offset() + index[from + i] * x.stride()));
        }
    }

    @Override
    public void addAt(Span x, int[] index, int from, Span y, int n) {
        MemorySegment in = x.segment();
        MemorySegment out = y.segment();
        for (int i = 0; i < n; i++) {
            long at = y.offset() + index[from + i] * y.stride();
            set(out, at, get(out, at) + get(in, x.offset() + i * x.stride()));
        }
    }
}

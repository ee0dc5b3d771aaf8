package org.arenagrad.kernel.loop;

import static org.arenagrad.kernel.math.ElementsFloat64.fma;
import static org.arenagrad.kernel.math.ElementsFloat64.get;
import static org.arenagrad.kernel.math.ElementsFloat64.rounded;
import static org.arenagrad.kernel.math.ElementsFloat64.set;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.GateKernels;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Unary;

import java.lang.foreign.MemorySegment;

/// Gates, row by row. Functions are the elementwise kernels'; products are few, and taken one by
/// one: a call for each part of each row took longer than they do.
public final class GatesFloat64 implements GateKernels {
    private final Elementwise elementwise;

    /// @param elementwise not shared among threads, as rows are short
    public GatesFloat64(Elementwise elementwise) {
        this.elementwise = elementwise;
    }

    @Override
    public void activate(Span gates, int rows, int h) {
        for (int r = 0; r < rows; r++) {
            Span row = gates.from(r * 4L * h);
            elementwise.unary(Unary.SIGMOID, row, row, 2L * h);
            Span cell = row.from(2L * h);
            elementwise.unary(Unary.TANH, cell, cell, h);
            Span out = row.from(3L * h);
            elementwise.unary(Unary.SIGMOID, out, out, h);
        }
    }

    @Override
    public void activateGrad(Span reached, Span gates, Span dx, int rows, int h) {
        for (int r = 0; r < rows; r++) {
            long at = r * 4L * h;
            slope(Binary.SIGMOID_GRAD, reached, gates, dx, at, 2 * h);
            slope(Binary.TANH_GRAD, reached, gates, dx, at + 2L * h, h);
            slope(Binary.SIGMOID_GRAD, reached, gates, dx, at + 3L * h, h);
        }
    }

    private void slope(Binary op, Span reached, Span gates, Span dx, long at, int n) {
        elementwise.binary(op, reached.from(at), gates.from(at), dx.from(at), n);
    }

    @Override
    public void cell(Span gates, Span c, Span y, int rows, int h) {
        MemorySegment all = gates.segment();
        for (int r = 0; r < rows; r++) {
            long gate = gates.offset() + r * 4L * h;
            long from = c.offset() + (long) r * h;
            long to = y.offset() + (long) r * h;
            for (int i = 0; i < h; i++) {
                double kept = rounded(get(all, gate + h + i) * get(c.segment(), from + i));
                double fresh = fma(get(all, gate + i), get(all, gate + 2L * h + i), kept);
                set(y.segment(), to + i, fresh);
            }
        }
    }

    @Override
    public void cellGrad(Span u, Span gates, Span c, Span dx, int rows, int h) {
        MemorySegment all = gates.segment();
        MemorySegment out = dx.segment();
        for (int r = 0; r < rows; r++) {
            long gate = gates.offset() + r * 4L * h;
            long to = dx.offset() + r * 4L * h;
            long state = (long) r * h;
            for (int i = 0; i < h; i++) {
                double reached = get(u.segment(), u.offset() + state + i);
                set(out, to + i, reached * get(all, gate + 2L * h + i));
                set(out, to + h + i, reached * get(c.segment(), c.offset() + state + i));
                set(out, to + 2L * h + i, reached * get(all, gate + i));
                set(out, to + 3L * h + i, 0);
            }
        }
    }

    @Override
    public void show(Span gates, Span y, int rows, int h) {
        byGate(gates, 3, y, y, rows, h);
    }

    @Override
    public void keep(Span u, Span gates, Span y, int rows, int h) {
        byGate(gates, 1, u, y, rows, h);
    }

    private static void byGate(Span gates, int which, Span x, Span y, int rows, int h) {
        for (int r = 0; r < rows; r++) {
            long gate = gates.offset() + (r * 4L + which) * h;
            long from = x.offset() + (long) r * h;
            long to = y.offset() + (long) r * h;
            for (int i = 0; i < h; i++) {
                set(
                        y.segment(),
                        to + i,
                        get(x.segment(), from + i) * get(gates.segment(), gate + i));
            }
        }
    }

    @Override
    public void showGrad(Span u, Span t, Span dx, int rows, int h) {
        for (int r = 0; r < rows; r++) {
            long state = (long) r * h;
            long to = dx.offset() + r * 4L * h;
            elementwise.fill(Span.of(dx.segment(), to), 3L * h, 0);
            for (int i = 0; i < h; i++) {
                double reached = get(u.segment(), u.offset() + state + i);
                double shown = get(t.segment(), t.offset() + state + i);
                set(dx.segment(), to + 3L * h + i, reached * shown);
            }
        }
    }

    @Override
    public void throughTanh(Span u, Span gates, Span t, int rows, int h) {
        for (int r = 0; r < rows; r++) {
            long gate = gates.offset() + (r * 4L + 3) * h;
            long state = (long) r * h;
            for (int i = 0; i < h; i++) {
                double reached = get(u.segment(), u.offset() + state + i);
                double shown = get(t.segment(), t.offset() + state + i);
                double through = rounded(reached * get(gates.segment(), gate + i));
                set(t.segment(), t.offset() + state + i, through * fma(-shown, shown, 1));
            }
        }
    }
}

package org.arenagrad.ndarray;

import org.arenagrad.array.Shape;
import org.arenagrad.kernel.GateKernels;
import org.arenagrad.kernel.Span;

/// Steps of an LSTM, over gates `[N, 4·H]`, `(i, f, g, o)` beside each other, and states `[N, H]`.
public final class GateOps {
    private GateOps() {}

    /// Activates gates in place.
    ///
    /// @param gates contiguous
    public static void activate(NdArray gates) {
        Span all = Span.of(gates.writable(), gates.offset());
        kernels(gates).activate(all, rows(gates), gates.shape().size(1) / 4);
    }

    /// What reached the sums that gates are the activations of.
    ///
    /// @param gates activated, contiguous
    public static NdArray activateGrad(String name, NdArray reached, NdArray gates) {
        NdArray u = reached.contiguous();
        NdArray dx = NdArray.empty(name, gates.shape(), gates.dtype());
        int h = gates.shape().size(1) / 4;
        kernels(gates).activateGrad(u.span(), gates.span(), dx.span(), rows(gates), h);
        u.endUnlessPartOf(reached);
        return dx;
    }

    /// `f·c + i·g`.
    public static NdArray cell(String name, NdArray gates, NdArray c) {
        NdArray all = gates.contiguous();
        NdArray state = c.contiguous();
        NdArray y = NdArray.empty(name, c.shape(), c.dtype());
        kernels(c).cell(all.span(), state.span(), y.span(), rows(c), c.shape().size(1));
        state.endUnlessPartOf(c);
        all.endUnlessPartOf(gates);
        return y;
    }

    /// The gradient of [#cell] for the gates.
    public static NdArray cellGrad(String name, NdArray g, NdArray gates, NdArray c) {
        NdArray u = g.contiguous();
        NdArray all = gates.contiguous();
        NdArray state = c.contiguous();
        NdArray dx = ofGates(name, c);
        int h = c.shape().size(1);
        kernels(c).cellGrad(u.span(), all.span(), state.span(), dx.span(), rows(c), h);
        state.endUnlessPartOf(c);
        all.endUnlessPartOf(gates);
        u.endUnlessPartOf(g);
        return dx;
    }

    /// The gradient of [#cell] for the state: `g·f`.
    public static NdArray keep(String name, NdArray g, NdArray gates) {
        NdArray u = g.contiguous();
        NdArray all = gates.contiguous();
        NdArray y = NdArray.empty(name, g.shape(), g.dtype());
        kernels(g).keep(u.span(), all.span(), y.span(), rows(g), g.shape().size(1));
        all.endUnlessPartOf(gates);
        u.endUnlessPartOf(g);
        return y;
    }

    /// `y = o·y`, in place.
    ///
    /// @param y contiguous
    public static void show(NdArray gates, NdArray y) {
        NdArray all = gates.contiguous();
        Span to = Span.of(y.writable(), y.offset());
        kernels(y).show(all.span(), to, rows(y), y.shape().size(1));
        all.endUnlessPartOf(gates);
    }

    /// The gradient of `o·t` for the gates.
    ///
    /// @param t contiguous
    public static NdArray showGrad(String name, NdArray g, NdArray t) {
        NdArray u = g.contiguous();
        NdArray dx = ofGates(name, t);
        kernels(t).showGrad(u.span(), t.span(), dx.span(), rows(t), t.shape().size(1));
        u.endUnlessPartOf(g);
        return dx;
    }

    /// `t = g·o·(1 - t²)`, in place.
    ///
    /// @param t contiguous
    public static void throughTanh(NdArray g, NdArray gates, NdArray t) {
        NdArray u = g.contiguous();
        NdArray all = gates.contiguous();
        Span to = Span.of(t.writable(), t.offset());
        kernels(t).throughTanh(u.span(), all.span(), to, rows(t), t.shape().size(1));
        all.endUnlessPartOf(gates);
        u.endUnlessPartOf(g);
    }

    private static NdArray ofGates(String name, NdArray state) {
        Shape shape = Shape.of(rows(state), Math.multiplyExact(4, state.shape().size(1)));
        return NdArray.empty(name, shape, state.dtype());
    }

    private static int rows(NdArray x) {
        return x.shape().size(0);
    }

    private static GateKernels kernels(NdArray x) {
        return x.dtype().kernels().gates();
    }
}

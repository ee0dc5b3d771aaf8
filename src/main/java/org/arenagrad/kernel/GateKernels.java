package org.arenagrad.kernel;

/// What a step of an LSTM computes behind its products. All gates of a step lie beside each other,
/// `(i, f, g, o)`, in contiguous rows `[rows, 4 · h]`; states are `[rows, h]`.
public interface GateKernels {
    /// Activates the gates in place: sigmoid, but tanh for `g`.
    void activate(Span gates, int rows, int h);

    /// The gradient of [#activate]: `dx` of what reached the activated gates.
    void activateGrad(Span reached, Span gates, Span dx, int rows, int h);

    /// `y = f·c + i·g`.
    void cell(Span gates, Span c, Span y, int rows, int h);

    /// The gradient of [#cell] for the gates: `(u·g, u·c, u·i, 0)`.
    void cellGrad(Span u, Span gates, Span c, Span dx, int rows, int h);

    /// `y = o·y`, of a `y` that is `tanh(c)` before.
    void show(Span gates, Span y, int rows, int h);

    /// The gradient of [#show] for the gates, of `t = tanh(c)`: `(0, 0, 0, u·t)`.
    void showGrad(Span u, Span t, Span dx, int rows, int h);

    /// The gradient of `o·tanh(c)` for `c`, in place: `t = u·o·(1 - t²)`.
    void throughTanh(Span u, Span gates, Span t, int rows, int h);

    /// `y = u·f`, the gradient of [#cell] for `c`.
    void keep(Span u, Span gates, Span y, int rows, int h);
}

package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.Span;

/// A loop over the elements of three runs, or of runs and numbers, made for one operation.
interface TernaryLoop {
    /// `y[i] = op(a[i], b[i], c[i])`, `y` contiguous.
    void run(Span a, Span b, Span c, Span y, long n);

    /// `y[i] = op(a[i], b[i], c)`.
    void right(Span a, Span b, double c, Span y, long n);

    /// `y[i] = op(a[i], b, c)`.
    void right(Span a, double b, double c, Span y, long n);
}

package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.Span;

/// A loop over the elements of one run, made for one operation.
interface UnaryLoop {
    /// `y[i] = op(x[i])`, `y` contiguous.
    void run(Span x, Span y, long n);
}

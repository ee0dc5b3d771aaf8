package org.arenagrad.kernel.loop;

import org.arenagrad.kernel.Span;

/// A loop over the elements of two runs, or of a run with one number or one row, made for one
/// operation.
interface BinaryLoop {
    /// `y[i] = op(a[i], b[i])`, `y` contiguous.
    void run(Span a, Span b, Span y, long n);

    /// `y[i] = op(a[i], b)`.
    void right(Span a, double b, Span y, long n);

    /// `y[i] = op(a, b[i])`.
    void left(double a, Span b, Span y, long n);

    /// `y[r, c] = op(a[r, c], b[c])`, all contiguous.
    void withRow(Span a, Span b, Span y, long rows, int columns);

    /// `y[c] = op(y[c], x[r, c])` for one row after the other, the rows `distance` apart.
    void foldRows(Span x, long distance, long rows, int columns, Span y);
}

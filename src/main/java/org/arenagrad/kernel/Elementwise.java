package org.arenagrad.kernel;

import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;

/// Loops in which every output element depends on the input elements at its own position.
///
/// The output `y` is contiguous, if nothing else is said. It may be the same memory as an input
/// only at the same offset and stride (in place).
public interface Elementwise {
    /// `y[i] = op(x[i])` for `i` in `0 … n-1`.
    void unary(Unary op, Span x, Span y, long n);

    /// `y[i] = op(a[i], b[i])`.
    void binary(Binary op, Span a, Span b, Span y, long n);

    /// `y[i] = op(a[i], b)`.
    void binary(Binary op, Span a, double b, Span y, long n);

    /// `y[r, c] = op(a[r, c], b[c])`, all of them contiguous: a row with every row.
    void binaryWithRow(Binary op, Span a, Span b, Span y, long rows, int columns);

    /// `y[i] = op(a[i], b[i], c[i])`.
    void ternary(Ternary op, Span a, Span b, Span c, Span y, long n);

    /// `y[i] = op(a[i], b[i], c)`.
    void ternary(Ternary op, Span a, Span b, double c, Span y, long n);

    /// `y[i] = op(a[i], b, c)`.
    void ternary(Ternary op, Span a, double b, double c, Span y, long n);

    /// `y[i] = value`; `y` of any stride.
    void fill(Span y, long n, double value);

    /// `y[i] = x[i]`; `y` of any stride.
    void copy(Span x, Span y, long n);

    /// `y[i] = x[index[from + i]]`. The caller has checked the indices.
    void pick(Span x, int[] index, int from, Span y, int n);

    /// `y[index[from + i]] += x[i]`, in the order of `i`; `y` of any stride. The caller has checked
    /// the indices.
    void addAt(Span x, int[] index, int from, Span y, int n);
}

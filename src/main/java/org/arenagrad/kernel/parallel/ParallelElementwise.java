package org.arenagrad.kernel.parallel;

import static org.arenagrad.kernel.parallel.Parallel.mine;

import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Cost;
import org.arenagrad.kernel.op.Ternary;
import org.arenagrad.kernel.op.Unary;

/// Elementwise loops whose long runs are shared among threads. Where elements come or go by index,
/// they are not: two of them may meet at one place.
public final class ParallelElementwise implements Elementwise {
    private final Elementwise kernels;
    private final Pieces memory;
    private final Pieces compute;

    /// @param memory how loops are cut that wait for memory
    /// @param compute how loops are cut that compute
    public ParallelElementwise(Elementwise kernels, Pieces memory, Pieces compute) {
        this.kernels = kernels;
        this.memory = memory;
        this.compute = compute;
    }

    private Pieces pieces(Cost cost) {
        return switch (cost) {
            case MEMORY -> memory;
            case COMPUTE -> compute;
        };
    }

    @Override
    public void unary(Unary op, Span x, Span y, long n) {
        Pieces pieces = pieces(op.cost());
        if (pieces.worthwhile(n)) {
            pieces.run(n, (from, to) -> kernels.unary(op, mine(x, from), mine(y, from), to - from));
        } else {
            kernels.unary(op, x, y, n);
        }
    }

    @Override
    public void binary(Binary op, Span a, Span b, Span y, long n) {
        Pieces pieces = pieces(op.cost());
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.binary(
                                    op, mine(a, from), mine(b, from), mine(y, from), to - from));
        } else {
            kernels.binary(op, a, b, y, n);
        }
    }

    @Override
    public void binary(Binary op, Span a, double b, Span y, long n) {
        Pieces pieces = pieces(op.cost());
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) -> kernels.binary(op, mine(a, from), b, mine(y, from), to - from));
        } else {
            kernels.binary(op, a, b, y, n);
        }
    }

    @Override
    public void binaryWithRow(Binary op, Span a, Span b, Span y, long rows, int columns) {
        Pieces pieces = pieces(op.cost());
        if (pieces.worthwhile(rows, columns)) {
            pieces.run(
                    rows,
                    columns,
                    (from, to) ->
                            kernels.binaryWithRow(
                                    op,
                                    mine(a, from * columns),
                                    mine(b, 0),
                                    mine(y, from * columns),
                                    to - from,
                                    columns));
        } else {
            kernels.binaryWithRow(op, a, b, y, rows, columns);
        }
    }

    @Override
    public void ternary(Ternary op, Span a, Span b, Span c, Span y, long n) {
        if (memory.worthwhile(n)) {
            memory.run(
                    n,
                    (from, to) ->
                            kernels.ternary(
                                    op,
                                    mine(a, from),
                                    mine(b, from),
                                    mine(c, from),
                                    mine(y, from),
                                    to - from));
        } else {
            kernels.ternary(op, a, b, c, y, n);
        }
    }

    @Override
    public void ternary(Ternary op, Span a, Span b, double c, Span y, long n) {
        if (memory.worthwhile(n)) {
            memory.run(
                    n,
                    (from, to) ->
                            kernels.ternary(
                                    op, mine(a, from), mine(b, from), c, mine(y, from), to - from));
        } else {
            kernels.ternary(op, a, b, c, y, n);
        }
    }

    @Override
    public void ternary(Ternary op, Span a, double b, double c, Span y, long n) {
        if (memory.worthwhile(n)) {
            memory.run(
                    n,
                    (from, to) ->
                            kernels.ternary(op, mine(a, from), b, c, mine(y, from), to - from));
        } else {
            kernels.ternary(op, a, b, c, y, n);
        }
    }

    @Override
    public void fill(Span y, long n, double value) {
        if (memory.worthwhile(n)) {
            memory.run(n, (from, to) -> kernels.fill(mine(y, from), to - from, value));
        } else {
            kernels.fill(y, n, value);
        }
    }

    @Override
    public void copy(Span x, Span y, long n) {
        if (memory.worthwhile(n)) {
            memory.run(n, (from, to) -> kernels.copy(mine(x, from), mine(y, from), to - from));
        } else {
            kernels.copy(x, y, n);
        }
    }

    @Override
    public void pick(Span x, int[] index, int from, Span y, int n) {
        kernels.pick(x, index, from, y, n);
    }

    @Override
    public void addAt(Span x, int[] index, int from, Span y, int n) {
        kernels.addAt(x, index, from, y, n);
    }
}

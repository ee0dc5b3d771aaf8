package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Elementwise loops whose long runs are shared among threads. Where elements come or go by index,
/// they are not: two of them may meet at one place.
final class ParallelElementwise implements Elementwise {
    private final Elementwise kernels;
    private final Pieces simple;
    private final Pieces costly;

    /// @param simple for what waits for memory
    /// @param costly for what computes
    ParallelElementwise(Elementwise kernels, Pieces simple, Pieces costly) {
        this.kernels = kernels;
        this.simple = simple;
        this.costly = costly;
    }

    private Pieces of(Unary op) {
        return switch (op) {
            case NEG,
                    ABS,
                    SIGN,
                    SQRT,
                    SQUARE,
                    RECIPROCAL,
                    RELU,
                    LEAKY_RELU,
                    CLAMP,
                    ADD_SCALAR,
                    MUL_SCALAR,
                    DIV_SCALAR ->
                    simple;
            default -> costly;
        };
    }

    private Pieces of(Binary op) {
        return op == Binary.POW ? costly : simple;
    }

    @Override
    public void unary(
            Unary op,
            double p,
            double q,
            MemorySegment x,
            long xo,
            long xs,
            MemorySegment y,
            long yo,
            long n) {
        Pieces pieces = of(op);
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.unary(
                                    op,
                                    p,
                                    q,
                                    Parallel.mine(x),
                                    xo + from * xs,
                                    xs,
                                    Parallel.mine(y),
                                    yo + from,
                                    to - from));
        } else {
            kernels.unary(op, p, q, x, xo, xs, y, yo, n);
        }
    }

    @Override
    public void binary(
            Binary op,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        Pieces pieces = of(op);
        if (pieces.worthwhile(n)) {
            pieces.run(
                    n,
                    (from, to) ->
                            kernels.binary(
                                    op,
                                    Parallel.mine(a),
                                    ao + from * as,
                                    as,
                                    Parallel.mine(b),
                                    bo + from * bs,
                                    bs,
                                    Parallel.mine(y),
                                    yo + from,
                                    to - from));
        } else {
            kernels.binary(op, a, ao, as, b, bo, bs, y, yo, n);
        }
    }

    @Override
    public void where(
            MemorySegment c,
            long co,
            long cs,
            MemorySegment a,
            long ao,
            long as,
            MemorySegment b,
            long bo,
            long bs,
            MemorySegment y,
            long yo,
            long n) {
        if (simple.worthwhile(n)) {
            simple.run(
                    n,
                    (from, to) ->
                            kernels.where(
                                    Parallel.mine(c),
                                    co + from * cs,
                                    cs,
                                    Parallel.mine(a),
                                    ao + from * as,
                                    as,
                                    Parallel.mine(b),
                                    bo + from * bs,
                                    bs,
                                    Parallel.mine(y),
                                    yo + from,
                                    to - from));
        } else {
            kernels.where(c, co, cs, a, ao, as, b, bo, bs, y, yo, n);
        }
    }

    @Override
    public void fill(MemorySegment y, long yo, long ys, long n, double value) {
        if (simple.worthwhile(n)) {
            simple.run(
                    n,
                    (from, to) ->
                            kernels.fill(Parallel.mine(y), yo + from * ys, ys, to - from, value));
        } else {
            kernels.fill(y, yo, ys, n, value);
        }
    }

    @Override
    public void copy(MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {
        if (simple.worthwhile(n)) {
            simple.run(
                    n,
                    (from, to) ->
                            kernels.copy(
                                    Parallel.mine(x),
                                    xo + from * xs,
                                    xs,
                                    Parallel.mine(y),
                                    yo + from * ys,
                                    ys,
                                    to - from));
        } else {
            kernels.copy(x, xo, xs, y, yo, ys, n);
        }
    }

    @Override
    public void pick(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            int n) {
        kernels.pick(x, xo, xs, index, io, y, yo, n);
    }

    @Override
    public void addAt(
            MemorySegment x,
            long xo,
            long xs,
            int[] index,
            int io,
            MemorySegment y,
            long yo,
            long ys,
            int n) {
        kernels.addAt(x, xo, xs, index, io, y, yo, ys, n);
    }
}

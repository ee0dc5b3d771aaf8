package org.arenagrad.kernel;

import java.lang.foreign.MemorySegment;

/// Folds whose long runs are shared among threads. A run is always folded in the same pieces, and
/// what they give in the same order (the halves, halves of halves, …: sums stay pairwise), however
/// many threads there are: so is the result.
final class ParallelReductions implements Reductions {
    /// How many elements are folded in one piece.
    static final long PIECE = 1 << 16;

    private final Reductions kernels;
    private final Pieces pieces;

    /// @param threshold how many elements there must be to share them
    ParallelReductions(Reductions kernels, long threshold) {
        this.kernels = kernels;
        this.pieces = new Pieces(PIECE, threshold);
    }

    @Override
    public double reduce(Reduction op, MemorySegment x, long xo, long xs, long n) {
        if (n <= PIECE) {
            return kernels.reduce(op, x, xo, xs, n);
        }
        return pieces.worthwhile(n) ? shared(op, x, xo, xs, n) : alone(op, x, xo, xs, n);
    }

    private double alone(Reduction op, MemorySegment x, long xo, long xs, long n) {
        if (n <= PIECE) {
            return kernels.reduce(op, x, xo, xs, n);
        }
        long half = firstHalf(Math.ceilDiv(n, PIECE)) * PIECE;
        return combine(op, alone(op, x, xo, xs, half), alone(op, x, xo + half * xs, xs, n - half));
    }

    private double shared(Reduction op, MemorySegment x, long xo, long xs, long n) {
        double[] parts = new double[Math.toIntExact(Math.ceilDiv(n, PIECE))];
        pieces.run(
                n,
                (from, to) ->
                        parts[(int) (from / PIECE)] =
                                kernels.reduce(
                                        op, Parallel.mine(x), xo + from * xs, xs, to - from));
        return combine(op, parts, 0, parts.length);
    }

    private static double combine(Reduction op, double[] parts, int from, int to) {
        if (to - from == 1) {
            return parts[from];
        }
        int half = from + (int) firstHalf(to - from);
        return combine(op, combine(op, parts, from, half), combine(op, parts, half, to));
    }

    private static long firstHalf(long parts) {
        return (parts + 1) / 2;
    }

    private static double combine(Reduction op, double a, double b) {
        return switch (op) {
            case PROD -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case SUM, SUM_OF_SQUARES, COUNT_NON_FINITE -> a + b;
        };
    }

    @Override
    public void sumRows(
            MemorySegment x,
            long xo,
            long xs,
            long rows,
            int columns,
            boolean add,
            MemorySegment y,
            long yo) {
        kernels.sumRows(x, xo, xs, rows, columns, add, y, yo);
    }

    @Override
    public long argmax(MemorySegment x, long xo, long xs, long n) {
        return kernels.argmax(x, xo, xs, n);
    }

    @Override
    public void cumsum(
            MemorySegment x, long xo, long xs, MemorySegment y, long yo, long ys, long n) {
        kernels.cumsum(x, xo, xs, y, yo, ys, n);
    }
}

package org.arenagrad.kernel.parallel;

import static org.arenagrad.kernel.parallel.Parallel.mine;

import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.Span;
import org.arenagrad.kernel.op.Binary;
import org.arenagrad.kernel.op.Reduction;

/// Folds whose long runs are shared among threads. A run is always folded in the same pieces, and
/// what they give in the same order (the halves, halves of halves, …: sums stay pairwise), however
/// many threads there are: so is the result.
public final class ParallelReductions implements Reductions {
    /// How many elements are folded in one piece.
    static final long PIECE = 1 << 16;

    private final Reductions kernels;
    private final Pieces pieces;

    /// @param threshold how many elements there must be to share them
    public ParallelReductions(Reductions kernels, long threshold) {
        this.kernels = kernels;
        this.pieces = new Pieces(PIECE, threshold);
    }

    @Override
    public double reduce(Reduction op, Span x, long n) {
        if (n <= PIECE) {
            return kernels.reduce(op, x, n);
        }
        return pieces.worthwhile(n) ? shared(op, x, n) : alone(op, x, n);
    }

    private double alone(Reduction op, Span x, long n) {
        if (n <= PIECE) {
            return kernels.reduce(op, x, n);
        }
        long half = firstHalf(Math.ceilDiv(n, PIECE)) * PIECE;
        return op.join(alone(op, x, half), alone(op, x.from(half), n - half));
    }

    private double shared(Reduction op, Span x, long n) {
        double[] parts = new double[Math.toIntExact(Math.ceilDiv(n, PIECE))];
        pieces.run(
                n,
                (from, to) ->
                        parts[(int) (from / PIECE)] = kernels.reduce(op, mine(x, from), to - from));
        return join(op, parts, 0, parts.length);
    }

    private static double join(Reduction op, double[] parts, int from, int to) {
        if (to - from == 1) {
            return parts[from];
        }
        int half = from + (int) firstHalf(to - from);
        return op.join(join(op, parts, from, half), join(op, parts, half, to));
    }

    private static long firstHalf(long parts) {
        return (parts + 1) / 2;
    }

    @Override
    public void foldRows(Binary op, Span x, long distance, long rows, int columns, Span y) {
        kernels.foldRows(op, x, distance, rows, columns, y);
    }

    @Override
    public long argmax(Span x, long n) {
        return kernels.argmax(x, n);
    }

    @Override
    public void cumsum(Span x, Span y, long n) {
        kernels.cumsum(x, y, n);
    }
}

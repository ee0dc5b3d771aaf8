package org.arenagrad.kernel.parallel;

/// How a kind of loop is cut for several threads, if it is.
///
/// @param piece how many elements a thread takes at a time
/// @param threshold how many elements there must be: with fewer, nothing is gained
public record Pieces(long piece, long threshold) {
    /// Whether a loop over `n` elements should be shared. Nearly always not, and then this is all
    /// it costs.
    boolean worthwhile(long n) {
        return n >= threshold && Parallel.pays(n, piece);
    }

    /// Whether a loop over rows should be shared, which are cut between rows.
    boolean worthwhile(long rows, int columns) {
        return rows > 1 && worthwhile(rows * columns);
    }

    /// Shares the loop.
    void run(long n, Parallel.Piece work) {
        Parallel.run(n, piece, work);
    }

    /// Shares a loop over rows; the work is given rows.
    void run(long rows, int columns, Parallel.Piece work) {
        Parallel.run(rows, Math.max(1, piece / columns), work);
    }
}

package org.arenagrad.kernel;

/// How a kind of loop is cut for several threads, if it is.
///
/// @param piece how many elements a thread takes at a time
/// @param threshold how many elements there must be: with fewer, nothing is gained
record Pieces(long piece, long threshold) {
    /// Whether a loop over `n` elements should be shared. Nearly always not, and then this is all
    /// it costs.
    boolean worthwhile(long n) {
        return n >= threshold && Parallel.pays(n, piece);
    }

    /// Shares the loop.
    void run(long n, Parallel.Piece work) {
        Parallel.run(n, piece, work);
    }
}

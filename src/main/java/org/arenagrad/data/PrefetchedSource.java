package org.arenagrad.data;

/// Batches that are prepared on another thread, one thread an epoch.
///
/// @param source the batches to prepare
/// @param ahead how many may wait
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
record PrefetchedSource<X, Y>(BatchSource<X, Y> source, int ahead) implements BatchSource<X, Y> {
    @Override
    public int count() {
        return source.count();
    }

    /// The last batch is still on its way when it is taken.
    @Override
    public boolean endsWithLast() {
        return false;
    }

    /// What is random is drawn on the caller's thread, before the other one begins.
    @Override
    public Portions<X, Y> begin() {
        return Prefetching.start(source.begin(), ahead);
    }
}

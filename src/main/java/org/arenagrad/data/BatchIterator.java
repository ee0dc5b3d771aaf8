package org.arenagrad.data;

import java.util.Iterator;

/// Goes through batches. Closing it ends what works for it: a helper thread, an open file. That
/// happens by itself after the last batch; who stops before closes it.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
public interface BatchIterator<X, Y> extends Iterator<Batch<X, Y>>, AutoCloseable {
    /// Ends it: there are no more batches. Nothing happens at a second call.
    @Override
    void close();
}

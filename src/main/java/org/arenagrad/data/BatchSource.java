package org.arenagrad.data;

import org.arenagrad.data.Batch.Portion;

import java.util.Iterator;

/// Where batches come from, epoch by epoch.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
interface BatchSource<X, Y> {
    /// Begins an epoch, and draws all that is random in it.
    Portions<X, Y> begin();

    /// How many batches an epoch has; -1 if that is not known.
    int count();

    /// Whether an epoch may be closed as soon as its last batch was taken, before that was used.
    default boolean endsWithLast() {
        return true;
    }

    /// The batches of an epoch.
    ///
    /// @param <X> the type of the inputs
    /// @param <Y> the type of the targets
    interface Portions<X, Y> extends Iterator<Portion<X, Y>>, AutoCloseable {
        @Override
        default void close() {}
    }
}

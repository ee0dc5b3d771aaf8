package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.data.Batch.Portion;

/// A data set whose examples can be asked for by number, as its batches see it.
///
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
interface Rows<X, Y> {
    /// How many there are.
    int size();

    /// Those from one number up to, but without, another.
    Portion<X, Y> range(int from, int to, boolean last);

    /// Those of the given numbers.
    Portion<X, Y> at(Indices numbers, boolean last);
}

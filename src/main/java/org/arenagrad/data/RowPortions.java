package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Batch.Portion;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Batches of examples that can be asked for by number, in order or shuffled.
///
/// @param rows the examples
/// @param batchSize how many to take at a time
/// @param rng where the order of each epoch comes from; null for the order they have
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
record RowPortions<X, Y>(Rows<X, Y> rows, int batchSize, @Nullable Rng rng)
        implements BatchSource<X, Y> {
    @Override
    public int count() {
        return Math.ceilDiv(rows.size(), batchSize);
    }

    @Override
    public Portions<X, Y> begin() {
        int size = rows.size();
        int[] order = rng == null ? null : rng.permutation(size).toArray();
        return new Portions<>() {
            private int start;

            @Override
            public boolean hasNext() {
                return start < size;
            }

            @Override
            public Portion<X, Y> next() {
                int from = start;
                int to = Math.min(from + batchSize, size);
                start = to;
                return order == null
                        ? rows.range(from, to, to == size)
                        : rows.at(Indices.of(Arrays.copyOfRange(order, from, to)), to == size);
            }
        };
    }
}

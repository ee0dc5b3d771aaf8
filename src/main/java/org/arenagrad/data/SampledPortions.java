package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Batch.Portion;

/// Batches of examples drawn with replacement.
///
/// @param rows the examples
/// @param batchSize how many to take at a time
/// @param count how many batches an epoch has
/// @param rng gives each epoch its seed
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
record SampledPortions<X, Y>(Rows<X, Y> rows, int batchSize, int count, Rng rng)
        implements BatchSource<X, Y> {
    @Override
    public Portions<X, Y> begin() {
        Rng drawn = Rng.seed(rng.nextLong());
        return new Portions<>() {
            private int taken;

            @Override
            public boolean hasNext() {
                return taken < count;
            }

            @Override
            public Portion<X, Y> next() {
                taken++;
                int[] numbers = drawn.ints(batchSize, 0, rows.size()).toArray();
                return rows.at(Indices.of(numbers), taken == count);
            }
        };
    }
}

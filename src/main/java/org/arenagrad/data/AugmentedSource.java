package org.arenagrad.data;

import org.arenagrad.array.Rng;
import org.arenagrad.data.Batch.Portion;

/// Batches with their inputs changed at random. Each batch has a generator of its own, so that it
/// does not matter when, how often and on which thread its inputs are asked for.
///
/// @param source the batches as they are
/// @param augmentation what to do to their inputs
/// @param rng gives each epoch its seed
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
record AugmentedSource<X, Y>(BatchSource<X, Y> source, Augmentation<X> augmentation, Rng rng)
        implements BatchSource<X, Y> {
    @Override
    public int count() {
        return source.count();
    }

    @Override
    public boolean endsWithLast() {
        return source.endsWithLast();
    }

    @Override
    public Portions<X, Y> begin() {
        Portions<X, Y> plain = source.begin();
        long seed = rng.nextLong();
        return new Portions<>() {
            private int number;

            @Override
            public boolean hasNext() {
                return plain.hasNext();
            }

            @Override
            public Portion<X, Y> next() {
                Portion<X, Y> batch = plain.next();
                long own = seed + number++;
                return new Portion<>(
                        () -> augmentation.apply(batch.x().get(), Rng.seed(own)),
                        batch.y(),
                        batch.size(),
                        batch.last());
            }

            @Override
            public void close() {
                plain.close();
            }
        };
    }
}

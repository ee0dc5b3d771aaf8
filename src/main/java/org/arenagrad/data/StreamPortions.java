package org.arenagrad.data;

import org.arenagrad.data.Batch.Portion;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Batches of what a stream gives.
///
/// @param stream gives elements
/// @param batchSize how many to take at a time
/// @param example makes an example of an element
/// @param collator makes a batch of examples
/// @param <E> the type of the elements
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
record StreamPortions<E, X, Y>(
        DataStream<E> stream,
        int batchSize,
        Function<E, Example<X, Y>> example,
        Collate<X, Y> collator)
        implements BatchSource<X, Y> {
    @Override
    public int count() {
        return -1;
    }

    @Override
    public Portions<X, Y> begin() {
        Stream<E> opened = stream.open();
        Iterator<E> elements = opened.iterator();
        return new Portions<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public Portion<X, Y> next() {
                List<E> taken = new ArrayList<>(batchSize);
                while (taken.size() < batchSize && elements.hasNext()) {
                    taken.add(elements.next());
                }
                return Portion.of(
                        new Collation<>(collator, taken.size(), i -> example.apply(taken.get(i))),
                        taken.size(),
                        !elements.hasNext());
            }

            @Override
            public void close() {
                opened.close();
            }
        };
    }
}

package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.data.Batch.Portion;

import java.util.function.IntUnaryOperator;

/// The examples of any data set, each asked for when its batch is.
///
/// @param data the examples
/// @param <X> the type of the inputs
/// @param <Y> the type of the targets
record DatasetPortions<X, Y>(Dataset<X, Y> data) implements Rows<X, Y> {
    @Override
    public int size() {
        return data.size();
    }

    @Override
    public Portion<X, Y> range(int from, int to, boolean last) {
        return portion(i -> from + i, to - from, last);
    }

    @Override
    public Portion<X, Y> at(Indices numbers, boolean last) {
        return portion(numbers::get, numbers.length(), last);
    }

    private Portion<X, Y> portion(IntUnaryOperator number, int size, boolean last) {
        return Portion.of(
                new Collation<>(data.collator(), size, i -> data.get(number.applyAsInt(i))),
                size,
                last);
    }
}

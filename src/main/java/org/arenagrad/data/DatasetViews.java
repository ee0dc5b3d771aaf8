package org.arenagrad.data;

import org.arenagrad.array.Indices;

import java.util.function.Function;

/// Data sets over others.
final class DatasetViews {
    private DatasetViews() {}

    /// See [Dataset#map].
    record Mapped<X, Y, A, B>(Dataset<X, Y> data, Function<Example<X, Y>, Example<A, B>> change)
            implements Dataset<A, B> {
        @Override
        public int size() {
            return data.size();
        }

        @Override
        public Example<A, B> get(int index) {
            return change.apply(data.get(index));
        }
    }

    /// See [Dataset#select].
    record Selected<X, Y>(Dataset<X, Y> data, Indices positions) implements Dataset<X, Y> {
        static <X, Y> Selected<X, Y> of(Dataset<X, Y> data, Indices positions) {
            for (int i = 0; i < positions.length(); i++) {
                if (positions.get(i) < 0 || positions.get(i) >= data.size()) {
                    throw new IndexOutOfBoundsException(
                            "select: index %s at position %s is outside 0 … %s"
                                    .formatted(positions.get(i), i, data.size() - 1));
                }
            }
            return new Selected<>(data, positions);
        }

        @Override
        public int size() {
            return positions.length();
        }

        @Override
        public Example<X, Y> get(int index) {
            return data.get(positions.get(index));
        }

        @Override
        public Collate<X, Y> collator() {
            return data.collator();
        }
    }
}

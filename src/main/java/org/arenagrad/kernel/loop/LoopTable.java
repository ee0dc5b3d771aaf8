package org.arenagrad.kernel.loop;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// For each operation its loop over single elements and its loop over vectors, made when they are
/// first needed.
final class LoopTable<O extends Enum<O>, L> {
    private final Map<O, Entry<O, L>> entries;

    /// @param scalar makes the loop over single elements
    /// @param vector makes the loop over vectors, null for an operation that has no formula for
    ///   them
    LoopTable(Class<O> operations, Function<O, L> scalar, Function<O, @Nullable L> vector) {
        entries = new EnumMap<>(operations);
        for (O op : operations.getEnumConstants()) {
            entries.put(op, new Entry<>(op, scalar, vector));
        }
    }

    L scalar(O op) {
        return of(op).scalar();
    }

    L vector(O op) {
        return of(op).vector();
    }

    @SuppressWarnings("NullAway") // The map has an entry for each constant.
    private Entry<O, L> of(O op) {
        return entries.get(op);
    }

    // A thread that does not see yet that a loop was made waits for the lock, so that each
    // operation has one loop for the compiler to learn about.
    private static final class Entry<O, L> {
        private final O op;
        private final Function<O, L> scalarMaker;
        private final Function<O, @Nullable L> vectorMaker;
        private volatile @Nullable L scalar;
        private volatile @Nullable L vector;

        Entry(O op, Function<O, L> scalarMaker, Function<O, @Nullable L> vectorMaker) {
            this.op = op;
            this.scalarMaker = scalarMaker;
            this.vectorMaker = vectorMaker;
        }

        L scalar() {
            L loop = scalar;
            return loop != null ? loop : madeScalar();
        }

        private synchronized L madeScalar() {
            L loop = scalar;
            if (loop == null) {
                loop = scalarMaker.apply(op);
                scalar = loop;
            }
            return loop;
        }

        L vector() {
            L loop = vector;
            return loop != null ? loop : madeVector();
        }

        private synchronized L madeVector() {
            L loop = vector;
            if (loop == null) {
                L made = vectorMaker.apply(op);
                loop = made != null ? made : scalar();
                vector = loop;
            }
            return loop;
        }
    }
}

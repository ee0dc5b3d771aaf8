package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Two listeners as one. Both are told, also if the first one throws.
record Listeners(MemoryListener first, MemoryListener second) implements MemoryListener {
    /// Those that are left when one goes; null if there are none.
    @SuppressWarnings("ReferenceEquality") // Two listeners may be equal, and only one goes.
    static @Nullable MemoryListener without(@Nullable MemoryListener all, MemoryListener leaving) {
        if (!(all instanceof Listeners(MemoryListener first, MemoryListener second))) {
            return all == leaving ? null : all;
        }
        if (second == leaving) {
            return first;
        }
        MemoryListener rest = without(first, leaving);
        return rest == null ? second : new Listeners(rest, second);
    }

    @Override
    public void began(BufferInfo buffer) {
        both(listener -> listener.began(buffer));
    }

    @Override
    public void saved(BufferInfo buffer, String operation) {
        both(listener -> listener.saved(buffer, operation));
    }

    @Override
    public void ended(BufferInfo buffer) {
        both(listener -> listener.ended(buffer));
    }

    @Override
    public void entered(Phase phase) {
        both(listener -> listener.entered(phase));
    }

    private void both(Consumer<MemoryListener> telling) {
        Throwable failure = null;
        try {
            telling.accept(first);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        try {
            telling.accept(second);
        } catch (Throwable thrown) {
            failure = Failures.joined(failure, thrown);
        }
        Failures.rethrow(failure);
    }
}

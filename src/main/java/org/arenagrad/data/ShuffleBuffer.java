package org.arenagrad.data;

import org.arenagrad.array.Rng;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Gives elements in random order out of a buffer: each that is drawn makes room for the next one.
///
/// @param <E> the type of the elements
final class ShuffleBuffer<E> implements Iterator<E> {
    private final Iterator<E> source;
    private final int size;
    private final Rng rng;
    private final List<E> buffer = new ArrayList<>();

    ShuffleBuffer(Iterator<E> source, int size, Rng rng) {
        this.source = source;
        this.size = size;
        this.rng = rng;
    }

    @Override
    public boolean hasNext() {
        return !buffer.isEmpty() || source.hasNext();
    }

    @Override
    public E next() {
        while (buffer.size() < size && source.hasNext()) {
            buffer.add(source.next());
        }
        if (buffer.isEmpty()) {
            throw new NoSuchElementException("there is no element after the last");
        }
        int at = rng.nextInt(buffer.size());
        E drawn = buffer.get(at);
        E last = buffer.removeLast();
        if (at < buffer.size()) {
            buffer.set(at, last);
        }
        return drawn;
    }
}

package org.arenagrad.autograd;

/// A mode of the calling thread that lasts until it is closed, in a try-with-resources.
@FunctionalInterface
public interface Mode extends AutoCloseable {
    /// Goes back to the mode before.
    @Override
    void close();
}

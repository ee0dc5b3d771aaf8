package org.arenagrad.memory;

/// Hears of the buffers of one thread as they begin and end, see [Ledger#listen].
///
/// It is called in the middle of what it hears of, so it can't make or end buffers itself: that is
/// a [ScopeException]. What a listener throws does not keep the others from being told, nor a
/// buffer from ending; it arrives at whoever made or ended the buffer, or closed its scope. Buffers
/// that the garbage collector manages, or that belong to the user, are not heard of: nobody knows
/// their end beforehand.
public interface MemoryListener {
    /// A buffer was made. Its name and role may still change, see [BufferInfo#role].
    default void began(BufferInfo buffer) {}

    /// A node of the graph saved a buffer for its gradient.
    ///
    /// @param operation the operation of that node
    default void saved(BufferInfo buffer, String operation) {}

    /// A buffer has ended: its bytes are no longer counted. It still knows the scope it was in, and
    /// already what ended it.
    default void ended(BufferInfo buffer) {}

    /// Another part of the training step begins.
    default void entered(Phase phase) {}

    /// A listener at work, until it is closed.
    interface Registration extends AutoCloseable {
        /// Stops listening.
        @Override
        void close();
    }
}

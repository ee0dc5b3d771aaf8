package org.arenagrad.memory;

/// There is no native memory left for a buffer. Everything made before stays usable.
public final class OutOfNativeMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfNativeMemoryException(long bytes, ThreadMemory memory, OutOfMemoryError cause) {
        super(
                """
                no native memory for a buffer of %s bytes (%s). Use smaller batches, end scopes \
                earlier, or raise the limit of the process (of the shell or container; for what is \
                made with no scope open, -XX:MaxDirectMemorySize). All that was made before can \
                still be used.%s\
                """
                        .formatted(bytes, cause.getMessage(), memory.ledger.largest()),
                cause);
    }
}

package org.arenagrad.memory;

/// A buffer would have exceeded the limit of a scope, see [Scope#limit]. It was not made;
/// everything made before stays usable.
public final class MemoryLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MemoryLimitException(String message) {
        super(message);
    }
}

package org.arenagrad.data;

/// A batch could not be prepared on the helper thread; the cause says why.
public final class PrefetchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PrefetchException(String message, Throwable cause) {
        super(message, cause);
    }
}

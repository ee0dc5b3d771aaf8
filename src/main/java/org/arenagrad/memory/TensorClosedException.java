package org.arenagrad.memory;

/// A tensor was used after its end. The message says which one, what ended it, and how to keep it
/// longer; with [Scope#trace] on, also where it was made and where it ended.
public final class TensorClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TensorClosedException(String message) {
        super(message);
    }
}

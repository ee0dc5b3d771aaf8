package org.arenagrad.memory;

/// A scope was used against its rules: allocated from after it was sealed or closed, closed twice,
/// closed while a scope inside it is still open, or closed by a thread that does not own it.
public final class ScopeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ScopeException(String message) {
        super(message);
    }
}

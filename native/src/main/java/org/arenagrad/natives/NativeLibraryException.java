package org.arenagrad.natives;

import java.io.Serial;

/// The user asked for a certain library, and it cannot be had: going on with another one would hide
/// that.
public final class NativeLibraryException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    NativeLibraryException(String message) {
        super(message);
    }

    NativeLibraryException(String message, Throwable cause) {
        super(message, cause);
    }
}

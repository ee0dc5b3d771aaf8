package org.arenagrad.io;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not what it should be. The message names the file, what is wrong and where.
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /// One that was found here.
    ///
    /// @param what is wrong, and where
    public FileFormatException(Path file, String what) {
        this(file, what, null);
    }

    /// One that a library found.
    ///
    /// @param what is wrong, and where
    public FileFormatException(Path file, String what, @Nullable Throwable cause) {
        super(file + ": " + what, cause);
    }
}

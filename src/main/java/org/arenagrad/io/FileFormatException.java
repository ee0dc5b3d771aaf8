package org.arenagrad.io;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// A file is not what it should be. The message names the file, what is wrong and where; it is of
/// bounded length, whatever names the file has.
public final class FileFormatException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BEGIN = 400;
    private static final int LONGEST_END = 200;

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
        super(file + ": " + bounded(what), cause);
    }

    private static String bounded(String what) {
        int length = what.length();
        return length <= LONGEST_BEGIN + LONGEST_END
                ? what
                : what.substring(0, LONGEST_BEGIN) + " … " + what.substring(length - LONGEST_END);
    }
}

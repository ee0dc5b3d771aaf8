package org.arenagrad.data;

import java.io.IOException;

/// A file of data is not what it should be. The message names the file, the place in it as far as
/// there is one, and what is wrong there. It is of bounded length, whatever names the file has.
public final class MalformedDataException extends IOException {
    private static final long serialVersionUID = 1;

    /// @param source the file, or what else was read
    /// @param wrong what is wrong with it, and where
    MalformedDataException(Object source, String wrong) {
        super(source + ": " + Messages.bounded(wrong));
    }

    /// @param cause the error that gave it away
    MalformedDataException(Object source, String wrong, Throwable cause) {
        super(source + ": " + Messages.bounded(wrong), cause);
    }
}

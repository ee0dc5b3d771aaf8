package org.arenagrad.memory;

/// A tensor was used after its end. The message says which one, what ended it, and how to keep it
/// longer; with [Scope#trace] on, also where it was made and where it ended.
public final class TensorClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TensorClosedException(String message) {
        super(message);
    }

    /// @param how what was about to be done with it: `used`, `closed`
    TensorClosedException(Identity ended, String how) {
        this(
                "%s was %s after its end: %s ended it.%s %s"
                        .formatted(ended, how, ended.endedBy(), ended.history(), remedy(how)));
    }

    private static String remedy(String how) {
        return how.equals("closed")
                ? "Close it once, where it is made (try-with-resources), or leave it to its scope"
                : "To keep it longer: retain() before backward(), copyTo(scope) into a scope"
                        + " that lives longer, or compute what you need from it earlier";
    }
}

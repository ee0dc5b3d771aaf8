package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

/// A tensor was used after its end. The message says which one, what ended it, and how to keep it
/// longer; with [Scope#trace] on, also where it was made and where it ended.
public final class TensorClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private static final String CLOSE_ONCE =
            "Close it once, where it is made (try-with-resources), or leave it to its scope";

    TensorClosedException(String message) {
        super(message);
    }

    /// @param how what was about to be done with it: `used`, `closed`
    TensorClosedException(BufferInfo ended, String how) {
        this(
                "%s was %s after its end: %s ended it.%s %s"
                        .formatted(
                                ended,
                                how,
                                ended.endedBy(),
                                ended.history(),
                                how.equals("closed") ? CLOSE_ONCE : remedy(ended.endedBy())));
    }

    /// What would have kept it: what helps against one end does not help against another.
    private static String remedy(@Nullable String by) {
        if ("close()".equals(by)) {
            return "Close it after its last use, or leave it to its scope";
        }
        return by != null && by.startsWith("scope ")
                ? "To keep it longer: copyTo(scope) into a scope that lives longer, or compute what"
                        + " you need from it before its scope closes"
                : "To keep it longer: retain() before backward(), copyTo(scope) into a scope"
                        + " that lives longer, or compute what you need from it earlier";
    }
}

package org.arenagrad.memory;

import org.jspecify.annotations.Nullable;

/// What went wrong while something was being ended that must be ended all the same: it is thrown
/// afterwards, the first with the others attached.
final class Failures {
    /// More of them would say nothing new, and a message must stay readable.
    private static final int MOST = 10;

    private Failures() {}

    /// What to throw in the end.
    ///
    /// @param first what went wrong before, if anything did
    /// @param next what went wrong now
    @SuppressWarnings("ReferenceEquality") // An exception can't be attached to itself.
    static Throwable joined(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next && first.getSuppressed().length < MOST) {
            first.addSuppressed(next);
        }
        return first;
    }

    /// Throws what went wrong, if anything did.
    static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable checked -> throw new IllegalStateException(checked);
        }
    }
}

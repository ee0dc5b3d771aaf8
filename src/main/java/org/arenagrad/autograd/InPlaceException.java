package org.arenagrad.autograd;

import org.arenagrad.memory.Buffer;

/// A value that the tape saved for a gradient was changed in place before backward read it; the
/// gradient would have been wrong.
public final class InPlaceException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InPlaceException(String operation, Tensor value, Tensor result) {
        super(
                """
                %s: %s was changed in place after %s saved it for its gradient.%s Change it after \
                backward(), or work on a copy\
                """
                        .formatted(
                                operation,
                                value.array(),
                                operation,
                                sites(value.array().buffer(), result.array().buffer())));
    }

    private static String sites(Buffer value, Buffer result) {
        if (value.madeAt() == null && value.changedAt() == null) {
            return " (Scope.trace(true) records where.)";
        }
        return (value.madeAt() == null ? "" : " Made at " + value.madeAt() + '.')
                + (result.madeAt() == null ? "" : " Saved at " + result.madeAt() + '.')
                + (value.changedAt() == null ? "" : " Changed at " + value.changedAt() + '.');
    }
}

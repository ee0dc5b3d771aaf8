package org.arenagrad.autograd;

/// A value that the tape saved for a gradient was changed in place before backward read it; the
/// gradient would have been wrong.
public final class InPlaceException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InPlaceException(String operation, Tensor value) {
        super(
                """
                %s: %s was changed in place after %s saved it for its gradient. Change it after \
                backward(), or work on a copy\
                """
                        .formatted(operation, value.array(), operation));
    }
}

package org.arenagrad.autograd;

/// A value became NaN or infinite. The message names the first operation that produced it.
public final class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NonFiniteException(String message) {
        super(message);
    }
}

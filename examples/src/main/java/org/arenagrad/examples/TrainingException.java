package org.arenagrad.examples;

/// A training can't go on. The message says why, for the person who started it.
final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }
}

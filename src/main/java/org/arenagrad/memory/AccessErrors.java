package org.arenagrad.memory;

/// Why a buffer may not be touched by the thread that tries to, or not any more: what to throw.
final class AccessErrors {
    private AccessErrors() {}

    /// Of a borrowed buffer whose memory the user has ended.
    static TensorClosedException ofEndedLoan(Buffer buffer) {
        return new TensorClosedException(
                """
                %s was used after the arena of the segment it wraps was closed. Keep that arena \
                open as long as the tensor is used, or copy the segment\
                """
                        .formatted(buffer));
    }

    /// Of a borrowed buffer whose memory belongs to another thread.
    static WrongThreadException ofLoanToAnotherThread(Buffer buffer) {
        return new WrongThreadException(
                """
                %s wraps a segment that thread '%s' can't access. Use a shared or automatic \
                arena for it\
                """
                        .formatted(buffer, Thread.currentThread().getName()));
    }

    /// Of a buffer that another thread made in one of its scopes.
    ///
    /// @param verb what the thread may not do: `touch`, `end`
    static WrongThreadException ofForeignThread(Buffer buffer, Thread owner, String verb) {
        return new WrongThreadException(
                """
                %s belongs to thread '%s', thread '%s' can't %s it.%s Make it inside a scope of \
                the thread that uses it, or with no scope open\
                """
                        .formatted(
                                buffer,
                                owner.getName(),
                                Thread.currentThread().getName(),
                                verb,
                                buffer.history()));
    }
}

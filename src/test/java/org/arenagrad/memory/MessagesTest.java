package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/// What errors about memory say: enough to act on, and never more than a person reads.
class MessagesTest {
    private static Buffer make(String operation, long bytes) {
        return Buffer.allocate(bytes, operation, "[n]");
    }

    // ---- names

    @Test
    void aNameIsShownWholeUpTo80Characters() {
        String longest = "n".repeat(80);
        assertThat(BufferInfo.quoted(longest)).isEqualTo("'" + longest + "'");
        assertThat(BufferInfo.quoted(longest + "m")).isEqualTo("'" + "n".repeat(79) + "…'");
    }

    // ---- what would have helped

    private static void assertRemedy(String endedBy, String remedy) {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make("relu", 8);
            buffer.end(endedBy);
            assertThatThrownBy(buffer::segment)
                    .isInstanceOf(TensorClosedException.class)
                    .hasMessage(
                            "tensor (relu, [n]) was used after its end: %s ended it."
                                            .formatted(endedBy)
                                    + " (Scope.trace(true) records where.) "
                                    + remedy);
        }
    }

    @Test
    void theRemedyDependsOnWhatEndedIt() {
        assertRemedy("close()", "Close it after its last use, or leave it to its scope");
        assertRemedy(
                "scope 'step' closed",
                "To keep it longer: copyTo(scope) into a scope that lives longer, or compute what"
                        + " you need from it before its scope closes");
        assertRemedy(
                "backward()",
                "To keep it longer: retain() before backward(), copyTo(scope) into a scope that"
                        + " lives longer, or compute what you need from it earlier");
    }

    @Test
    void whatIsClosedTwiceIsClosedWhereItIsMade() {
        try (var _ = Scope.open("test")) {
            Buffer buffer = make("relu", 8);
            buffer.close();
            assertThatThrownBy(buffer::close)
                    .hasMessage(
                            "tensor (relu, [n]) was closed after its end: close() ended it."
                                    + " (Scope.trace(true) records where.) Close it once, where it"
                                    + " is made (try-with-resources), or leave it to its scope");
        }
    }

    // ---- what lives

    @Test
    void theFiveLargestAreNamedLargestFirst() {
        try (var _ = Scope.open("outer").limit(1000)) {
            for (int bytes : new int[] {10, 60, 30, 20}) {
                make("op", bytes);
            }
            try (var _ = Scope.open("inner")) {
                make("op", 50);
                make("op", 40);
                assertThatThrownBy(() -> make("big", 1000))
                        .isInstanceOf(MemoryLimitException.class)
                        .hasMessageStartingWith(
                                "big: [n] takes 1000 bytes, and of the limit of 1000 bytes of"
                                        + " scope 'outer' 790 are free.")
                        .hasMessageEndingWith(
                                " The largest that live now: tensor (op, [n]) 60 bytes; tensor"
                                        + " (op, [n]) 50 bytes; tensor (op, [n]) 40 bytes; tensor"
                                        + " (op, [n]) 30 bytes; tensor (op, [n]) 20 bytes");
            }
        }
        try (var _ = Scope.open("empty").limit(8)) {
            assertThatThrownBy(() -> make("big", 9)).hasMessageEndingWith("or raise the limit.");
        }
    }

    @Test
    void theLargestSayWhereTheyWereMadeIfThatIsRecorded() {
        try (var _ = Scope.open("step").limit(8)) {
            Scope.trace(true);
            make("op", 8);
            assertThatThrownBy(() -> make("big", 1))
                    .message()
                    .containsPattern("tensor \\(op, \\[n]\\) 8 bytes, made at .+\\.java:");
        } finally {
            Scope.trace(false);
        }
    }

    // ---- scopes left open

    private static void assertLeak(int open, String told) {
        Scope outer = Scope.open("outer");
        for (int i = 1; i <= open; i++) {
            Scope.open("s" + i);
        }
        assertThatThrownBy(outer::close)
                .isInstanceOf(ScopeException.class)
                .hasMessageStartingWith(
                        "scope 'outer' was closed while %s was still open inside it, and"
                                .formatted(told));
    }

    @Test
    void fiveOpenScopesAreNamed() {
        assertLeak(1, "scope 's1'");
        assertLeak(5, "scope 's5', 's4', 's3', 's2', 's1'");
        assertLeak(7, "scope 's7', 's6', 's5', 's4', 's3' and 2 more");
    }

    @Test
    void anOpenScopeSaysHowMuchLivesInIt() {
        Scope outer = Scope.open("outer");
        Scope.open("step");
        make("first", 8);
        make("second", 8);
        make("third", 8);
        assertThatThrownBy(outer::close)
                .hasMessageStartingWith(
                        "scope 'outer' was closed while scope 'step' (with tensor (first, [n]) and"
                                + " 2 more) was still open");
    }

    // ---- several things went wrong

    @Test
    void theFirstFailureCarriesTheOthers() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        assertThat(Failures.joined(null, second)).isSameAs(second);
        assertThat(Failures.joined(first, second)).isSameAs(first);
        assertThat(Failures.joined(first, first)).as("not with itself").isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @Test
    void aCheckedFailureIsThrownAsACause() {
        Failures.rethrow(null);
        IOException checked = new IOException("no disk");
        assertThatThrownBy(() -> Failures.rethrow(checked))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(checked);
        OutOfMemoryError error = new OutOfMemoryError("heap");
        assertThatThrownBy(() -> Failures.rethrow(error)).isSameAs(error);
    }
}

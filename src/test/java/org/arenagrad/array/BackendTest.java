package org.arenagrad.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The public face of the choice of who computes.
class BackendTest {
    private final String before = Backend.name();

    @AfterEach
    void restore() {
        Backend.use(before);
    }

    @Test
    void canBeForced() {
        Backend.use("scalar");
        assertThat(Backend.name()).isEqualTo("scalar");
        assertThat(Backend.description()).startsWith("scalar");
        assertThat(Backend.skipped()).hasSize(2).allMatch(why -> why.contains(": "));
        assertThat(Create.full("full", Shape.of(3), DType.FLOAT64, 2).toArray()).containsOnly(2);
    }

    @Test
    void namesWhatThereIs() {
        assertThatThrownBy(() -> Backend.use("abacus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("abacus", "scalar");
        assertThat(Backend.name()).isEqualTo(before);
    }
}

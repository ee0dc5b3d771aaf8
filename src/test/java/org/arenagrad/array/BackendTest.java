package org.arenagrad.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.ndarray.Create;
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
    void threadsCanBeChosen() {
        int usual = Backend.threads();
        try {
            for (int most : new int[] {1, 3}) {
                Backend.threads(most);
                assertThat(Backend.threads()).isEqualTo(most);
            }
            for (int none : new int[] {0, 1025}) {
                assertThatThrownBy(() -> Backend.threads(none))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("" + none);
            }
            assertThat(Backend.threads()).isEqualTo(3);
        } finally {
            Backend.threads(usual);
        }
    }

    @Test
    void namesWhatThereIs() {
        assertThatThrownBy(() -> Backend.use("abacus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("abacus", "scalar");
        assertThat(Backend.name()).isEqualTo(before);
    }
}

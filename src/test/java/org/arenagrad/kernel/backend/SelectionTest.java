package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

@Tag("backend")
class SelectionTest {
    private final String before = Selection.active().name();

    @AfterEach
    void restore() {
        Selection.use(before);
    }

    @Test
    void theAskedOneOrTheBestServes() {
        String asked = System.getProperty(Selection.PROPERTY);
        assertThat(before).isEqualTo(asked != null ? asked : Selection.available().getFirst());
    }

    @Test
    void everyAvailableBackendCanBeUsed() {
        assertThat(Selection.available()).contains("scalar");
        for (String name : Selection.available()) {
            Selection chosen = Selection.use(name);
            assertThat(Selection.active()).isSameAs(chosen);
            assertThat(chosen.name()).isEqualTo(name);
            assertThat(chosen.description()).startsWith(name);
        }
    }

    @Test
    void saysWhyBetterOnesDoNotServe() {
        assertThat(Selection.use("scalar").skipped())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("openblas: "),
                        second -> assertThat(second).startsWith("vector: "));
    }

    @Test
    void anUnknownNameIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.use("gpu"))
                .withMessageContaining("'gpu'")
                .withMessageContaining(String.join(", ", Selection.available()));
        assertThat(Selection.active().name()).isEqualTo(before);
    }

    @Test
    void whatIsNotAvailableSaysWhy() {
        for (String name : List.of("openblas", "vector")) {
            if (!Selection.available().contains(name)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Selection.use(name))
                        .withMessageContaining("'" + name + "' is not available: ")
                        .withMessageContaining("available: ");
            }
        }
    }
}

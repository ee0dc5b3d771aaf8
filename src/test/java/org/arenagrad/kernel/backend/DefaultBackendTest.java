package org.arenagrad.kernel.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The first run of the suite forces no backend. It is the one that tests OpenBLAS, so it must not
/// happen that it finds none and is content with another.
class DefaultBackendTest {
    @Test
    void theSuiteRunsOnOpenBlas() {
        assertThat(System.getProperty(Selection.PROPERTY)).isNull();
        assertThat(Selection.active().name())
                .as(String.join("; ", Selection.active().skipped()))
                .isEqualTo("openblas");
    }
}

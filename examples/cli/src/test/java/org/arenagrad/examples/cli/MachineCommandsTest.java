package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.array.Backend;
import org.arenagrad.examples.cli.option.BackendChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the command line says of the machine, and of the framework on it.
class MachineCommandsTest {
    @Test
    void theDoctorSaysWhatComputesAndWhy() {
        String before = Backend.name();
        Run run = Run.of("doctor");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(System.getProperty("java.home"), "native access:   granted")
                .containsPattern("processor: +.+, \\d+ available")
                .contains("backend:         " + Backend.description())
                .containsPattern("threads: +" + Backend.threads())
                .contains("page size:", "library:", "heap:");
        for (BackendChoice backend : BackendChoice.values()) {
            assertThat(run.out()).contains(backend.toString());
        }
        assertThat(Backend.name()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(BackendChoice.class)
    void gradientsAreRightOnEveryBackend(BackendChoice backend) {
        String before = Backend.name();
        try {
            Run run = Run.of("gradcheck", "--seed", "3", "--backend", backend.toString());
            assumeTrue(run.exitCode() == 0 || run.err().isEmpty(), run.err());
            assertThat(run.out()).contains("27 functions checked, 0 wrong");
            assertThat(run.exitCode()).isZero();
        } finally {
            Backend.use(before);
        }
    }

    @Test
    void theBenchMeasuresProductsLoopsAndSteps() {
        int before = Backend.threads();
        try {
            Run run = Run.of("bench", "--seconds", "0.01", "--dtype", "float32", "--threads", "1");
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines()).hasSize(2 + 3 + 3 + 2);
            assertThat(run.out().lines().skip(2))
                    .allSatisfy(
                            line -> assertThat(line).matches(".* [0-9.]+ µs  [0-9.e+-]+[kM]? .+"));
            assertThat(run.out()).contains(", 1 thread");
        } finally {
            Backend.threads(before);
        }
        assertThat(Run.of("bench", "--seconds", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void theCompletionScriptKnowsCommandsAndOptions() {
        Run run = Run.of("completion");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("complete -F _complete_arenagrad")
                .contains("--early-stop", "spiral", "cross-entropy", "inspect");
    }
}

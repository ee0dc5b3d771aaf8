package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.array.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

/// The examples reach what they promise, started as from the command line.
class ExamplesTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void linearFindsTheLine(String seed) {
        Run run = Run.of("train", "linear", "--seed", seed);
        assertThat(run.exitCode()).isZero();
        assertThat(run.number("slope")).isCloseTo(2, within(0.05));
        assertThat(run.number("intercept")).isCloseTo(1, within(0.05));
        assertThat(run.number("held-out mean squared error")).isBetween(0.005, 0.02);
    }

    @Test
    void xorIsSolvedFromNearlyEveryStart() {
        long solved =
                IntStream.range(0, 20)
                        .mapToObj(seed -> Run.of("train", "xor", "--seed", String.valueOf(seed)))
                        .filter(run -> run.number("accuracy") == 100)
                        .count();
        assertThat(solved).isGreaterThanOrEqualTo(19);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void spiralTellsTheArmsApart(String seed) {
        Run run = Run.of("train", "spiral", "--seed", seed);
        assertThat(run.number("held-out accuracy")).isGreaterThanOrEqualTo(98);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void digitsAreRead(String seed) {
        Run run = Run.of("train", "digits", "--seed", seed);
        assertThat(run.number("held-out accuracy")).isGreaterThanOrEqualTo(97);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "xor", "spiral", "digits"})
    void theSeedDecidesEverything(String name) {
        Run first = Run.of("train", name, "--epochs", "3", "--seed", "5");
        assertThat(Run.of("train", name, "--epochs", "3", "--seed", "5").learned())
                .isEqualTo(first.learned());
        assertThat(Run.of("train", name, "--epochs", "3", "--seed", "6").learned())
                .isNotEqualTo(first.learned());
    }

    @Test
    void float32LearnsAsWell() {
        Run linear = Run.of("train", "linear", "--dtype", "float32");
        assertThat(linear.number("slope")).isCloseTo(2, within(0.05));
        assertThat(Run.of("train", "xor", "--dtype", "float32").number("accuracy")).isEqualTo(100);
        assertThat(Run.of("train", "spiral", "--dtype", "float32").number("held-out accuracy"))
                .isGreaterThanOrEqualTo(98);
        Run digits = Run.of("train", "digits", "--dtype", "FLOAT32");
        assertThat(digits.number("held-out accuracy")).isGreaterThanOrEqualTo(97);
        assertThat(digits.out()).contains("float32");
    }

    @ParameterizedTest
    @EnumSource(OptimizerChoice.class)
    void everyOptimizerLearns(OptimizerChoice optimizer) {
        double learningRate =
                switch (optimizer) {
                    case SGD -> 0.2;
                    case MOMENTUM -> 0.05;
                    case ADAM, ADAMW, RMSPROP, ADAGRAD -> 0.01;
                };
        Run run =
                Run.of(
                        "train",
                        "digits",
                        "--epochs",
                        "5",
                        "--optimizer",
                        optimizer.toString(),
                        "--lr",
                        String.valueOf(learningRate));
        assertThat(run.out()).contains(optimizer + ", learning rate " + learningRate);
        assertThat(run.number("held-out accuracy")).isGreaterThan(90);
    }

    @ParameterizedTest
    @EnumSource(BackendChoice.class)
    void everyBackendLearns(BackendChoice backend) {
        String before = Backend.name();
        try {
            Run run = Run.of("train", "digits", "--epochs", "5", "--backend", backend.toString());
            assumeTrue(run.exitCode() == 0, run.err());
            assertThat(run.out()).contains("backend: " + backend);
            assertThat(run.number("held-out accuracy")).isGreaterThan(90);
        } finally {
            Backend.use(before);
        }
    }
}

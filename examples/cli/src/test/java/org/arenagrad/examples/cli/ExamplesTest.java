package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.array.Backend;
import org.arenagrad.examples.cli.option.BackendChoice;
import org.arenagrad.examples.cli.recipe.ScheduleChoice;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.nn.ActivationKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

/// What `train` promises it reaches, and the examples reach the same.
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

    /// The trainer takes the very steps that the examples write out.
    @ParameterizedTest
    @CsvSource({
        "linear, slope",
        "linear, intercept",
        "xor,    1 xor 0",
        "xor,    1 xor 1",
        "spiral, held-out accuracy",
        "digits, held-out accuracy",
    })
    void theTrainerLearnsWhatTheLoopLearns(String name, String what) {
        Run trained = Run.of("train", name, "--epochs", "7");
        Run looped = Run.of("example", name, "--epochs", "7");
        assertThat(trained.number(what)).isEqualTo(looped.number(what));
    }

    @Test
    void moonsAndIrisesAreToldApart() {
        assertThat(Run.of("train", "moons", "--epochs", "20").number("held-out accuracy"))
                .isGreaterThanOrEqualTo(98);
        assertThat(Run.of("train", "iris").number("held-out accuracy")).isGreaterThanOrEqualTo(93);
    }

    @Test
    void dataAreMadeAsAskedFor() {
        Run line =
                Run.of(
                        "train",
                        "linear",
                        "--slope",
                        "-3",
                        "--intercept",
                        "0.5",
                        "--noise",
                        "0.01",
                        "--samples",
                        "100");
        assertThat(line.number("slope")).isCloseTo(-3, within(0.05));
        assertThat(line.number("intercept")).isCloseTo(0.5, within(0.05));
        assertThat(Run.of("train", "spiral", "--classes", "5", "--epochs", "1").out())
                .contains("2-64-64-5");
        assertThat(
                        Run.of(
                                        "train",
                                        "xor",
                                        "--samples",
                                        "80",
                                        "--noise",
                                        "0.05",
                                        "--epochs",
                                        "200")
                                .number("held-out accuracy"))
                .isEqualTo(100);
    }

    @Test
    void aNetworkIsMadeAsAskedFor() {
        Run run =
                Run.of(
                        "train",
                        "moons",
                        "--hidden",
                        "7,5",
                        "--activation",
                        "tanh",
                        "--schedule",
                        "cosine",
                        "--epochs",
                        "2",
                        "--threads",
                        "1",
                        "--split",
                        "0");
        assertThat(run.out())
                .contains("a network of 2-7-5-2", "tanh", "cosine schedule", "training accuracy: ");
        for (ActivationKind activation : ActivationKind.values()) {
            Run other = Run.of("train", "iris", "--activation", activation.id(), "--epochs", "20");
            assertThat(other.number("held-out accuracy")).isGreaterThan(50);
        }
    }

    @ParameterizedTest
    @EnumSource(ScheduleChoice.class)
    void everyScheduleLearns(ScheduleChoice schedule) {
        Run run = Run.of("train", "iris", "--schedule", schedule.toString());
        assertThat(run.number("held-out accuracy")).isGreaterThan(85);
    }

    @ParameterizedTest
    @CsvSource({"linear, l1", "linear, huber", "linear, mse", "xor, bce", "xor, mse"})
    void everyLossLearns(String name, String loss) {
        Run run = Run.of("train", name, "--loss", loss);
        if (name.equals("linear")) {
            assertThat(run.number("slope")).isCloseTo(2, within(0.1));
        } else {
            assertThat(run.number("1 xor 0")).isCloseTo(1, within(0.3));
        }
    }

    @Test
    void aTrainingStopsWhenItGetsNoBetter() {
        Run run = Run.of("train", "digits", "--early-stop", "3");
        assertThat(run.out())
                .containsPattern("stopped early, after epoch \\d+: the best was epoch");
        assertThat(run.number("held-out accuracy")).isGreaterThanOrEqualTo(96);
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
                    case ADAM, ADAMW, ADAMAX, NADAM, RADAM, RMSPROP, ADAGRAD, MUON -> 0.01;
                    case LION -> 0.001;
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

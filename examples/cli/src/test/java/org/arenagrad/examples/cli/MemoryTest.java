package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.InPlaceException;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.data.Datasets;
import org.arenagrad.examples.loop.Step;
import org.arenagrad.examples.loop.StepListener;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;
import org.arenagrad.optim.Adam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// After every step exactly this is live: data, parameters, their gradients, the optimizer's state.
/// Sizes are worked out here by hand, from the shapes.
class MemoryTest {
    /// Elements of the data: what was generated or loaded, its two parts, and for the digits the
    /// standardized parts and the standardizer's two rows.
    private static long data(String example) {
        return switch (example) {
            case "linear" -> 2 * 500 * (1 + 1);
            case "xor" -> 4 * (2 + 1);
            case "spiral" -> 2 * 1500 * 2;
            case "digits" -> 3 * 1797 * 64 + 2 * 64;
            default -> throw new AssertionError(example);
        };
    }

    private static long parameters(String example) {
        return switch (example) {
            case "linear" -> 1 + 1;
            case "xor" -> (2 * 8 + 8) + (8 + 1);
            case "spiral" -> (2 * 64 + 64) + (64 * 64 + 64) + (64 * 3 + 3);
            case "digits" -> (64 * 256 + 256) + (256 * 10 + 10);
            default -> throw new AssertionError(example);
        };
    }

    /// Holds the live bytes against what they must be, after each step.
    private static final class Account implements StepListener {
        private final long expected;
        private long steps;

        Account(long expected) {
            this.expected = Ledger.current().liveBytes() + expected;
        }

        @Override
        public void lossComputed(Step step, Tensor loss) {
            assertThat(Ledger.current().liveBytes())
                    .as("in the middle of a step")
                    .isGreaterThan(expected);
        }

        @Override
        public void stepEnded(Step step) {
            steps++;
            assertThat(Ledger.current().liveBytes())
                    .as("after step %s", step.number())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        // Steps: rows to train on, by batches of the default size, times epochs. States: of each
        // parameter.
        "linear, sgd,      float64, 0, 20, 260",
        "linear, sgd,      float32, 0, 20, 260",
        "xor,    adam,     float64, 2, 20, 20",
        "spiral, adam,     float64, 2, 20, 200",
        "spiral, rmsprop,  float32, 1, 20, 200",
        "digits, adam,     float64, 2, 5,  115",
        "digits, sgd,      float64, 0, 2,  46",
        "digits, momentum, float64, 1, 2,  46",
        "digits, adamw,    float32, 2, 2,  46",
        "digits, rmsprop,  float64, 1, 2,  46",
        "digits, adagrad,  float64, 1, 2,  46",
        "digits, nadam,    float64, 2, 2,  46",
        "digits, lion,     float32, 1, 2,  46",
    })
    void afterEveryStepOnlyWhatLastsIsLive(
            String example, String optimizer, String dtype, int states, String epochs, long steps) {
        long elements = data(example) + parameters(example) * (2 + states);
        var account = new Account(elements * (dtype.equals("float64") ? 8 : 4));
        long before = Ledger.current().liveBytes();
        long managed = Ledger.current().managedMade();

        Run run =
                Run.watchedBy(
                        List.of(account),
                        "example",
                        example,
                        "--optimizer",
                        optimizer,
                        "--dtype",
                        dtype,
                        "--epochs",
                        epochs,
                        "--lr",
                        "0.001");

        assertThat(run.err()).isEmpty();
        assertThat(account.steps).isEqualTo(steps);
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        assertThat(Ledger.current().managedMade())
                .as("left to the garbage collector")
                .isEqualTo(managed);
        assertThat(run.out()).contains("memory: peak ").contains(" " + before + " bytes live");
    }

    @Test
    void tenThousandStepsLeaveNothingBehind() {
        var account = new Account((data("xor") + 4 * parameters("xor")) * 8);
        Run run = Run.watchedBy(List.of(account), "example", "xor", "--epochs", "10000");
        assertThat(run.err()).isEmpty();
        assertThat(account.steps).isEqualTo(10_000);
    }

    @Test
    void aRunThatFailsInTheMiddleOfAStepLeavesNothingBehind() {
        long before = Ledger.current().liveBytes();
        var failure =
                new StepListener() {
                    @Override
                    public void lossComputed(Step step, Tensor loss) {
                        if (step.number() == 30) {
                            throw new IllegalStateException("thrown in the middle");
                        }
                    }
                };

        Run run = Run.watchedBy(List.of(failure), "example", "digits", "--epochs", "2");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("arenagrad: thrown in the middle" + System.lineSeparator());
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        assertThat(Scope.current()).isEmpty();
        assertThat(Run.of("example", "xor").number("accuracy")).isEqualTo(100);
    }

    /// The loop of the examples, with steps that fail: before backward, in the middle of backward,
    /// before the update.
    @Test
    void stepsThatThrowHalfWayLeaveTheFloorAsItWas() {
        var rng = Rng.seed(1);
        try (var life = Scope.open("life")) {
            var spiral = Datasets.spiral(3, 20, rng);
            var first = Linear.of(2, 8, rng);
            var second = Linear.of(8, 3, rng);
            var adam =
                    Adam.of(
                            List.of(
                                    first.parameters().get(0), first.parameters().get(1),
                                    second.parameters().get(0), second.parameters().get(1)),
                            0.01);
            life.seal();
            long floor = Ledger.current().liveBytes();

            int number = 0;
            double last = Double.NaN;
            for (Batch<Tensor, ?> ignored : spiral.batches(12, rng).epochs(2000)) {
                int failing = number % 4;
                try (var _ = Scope.open("step")) {
                    Tensor hidden = first.apply(spiral.x()).relu();
                    Tensor loss = Losses.crossEntropy(second.apply(hidden), spiral.y());
                    last = loss.item();
                    if (failing == 1) {
                        throw new IllegalStateException("before backward");
                    }
                    if (failing == 2) {
                        // Saved for the second layer's gradient: backward stops there.
                        try (var _ = Autograd.noGrad()) {
                            hidden.fill(0);
                        }
                        assertThatThrownBy(loss::backward).isInstanceOf(InPlaceException.class);
                        throw new IllegalStateException("in the middle of backward");
                    }
                    loss.backward();
                    if (failing == 3) {
                        throw new IllegalStateException("before the update");
                    }
                    adam.step();
                } catch (IllegalStateException expected) {
                    assertThat(failing).isPositive();
                } finally {
                    adam.zeroGrad();
                }
                assertThat(Ledger.current().liveBytes())
                        .as("after step %s", number)
                        .isEqualTo(floor);
                number++;
            }
            assertThat(number).isEqualTo(10_000);
            assertThat(last).as("it learned all the same").isLessThan(0.5);
        }
    }
}

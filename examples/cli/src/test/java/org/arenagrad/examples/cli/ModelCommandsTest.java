package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.SafeTensors;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What is done with a model that was saved.
class ModelCommandsTest {
    private static Path digits = Path.of("");
    private static Path line = Path.of("");
    private static Run trained = new Run(0, "", "");

    @BeforeAll
    static void train(@TempDir Path folder) {
        digits = folder.resolve("digits.safetensors");
        line = folder.resolve("line.safetensors");
        trained = Run.of("train", "digits", "--epochs", "5", "--save", digits.toString());
        Run.of("train", "linear", "--slope", "3", "--save", line.toString());
    }

    private static Run run(String... args) {
        long before = Ledger.current().liveBytes();
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        return run;
    }

    @Test
    void anEvaluationSaysWhatTheTrainingSaid() {
        Run eval = run("eval", digits.toString());
        assertThat(eval.number("held-out accuracy")).isEqualTo(trained.number("held-out accuracy"));
        assertThat(eval.out())
                .startsWith("digits: 1,797 handwritten digits")
                .contains("actual \\ predicted", "macro average");
        assertThat(run("eval", line.toString()).number("slope")).isBetween(2.9, 3.1);
    }

    @Test
    void predictionsHaveALineForEachRow() {
        List<String> lines = run("predict", digits.toString()).out().lines().toList();
        assertThat(lines).hasSize(1 + 359);
        assertThat(lines.getFirst()).isEqualTo("actual,predicted,probability");
        long right =
                lines.stream()
                        .skip(1)
                        .map(row -> row.split(",", -1))
                        .filter(row -> row[0].equals(row[1]))
                        .count();
        assertThat(100.0 * right / 359)
                .isCloseTo(trained.number("held-out accuracy"), within(0.06));
    }

    @Test
    void predictionsOfNumbersGoToAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("predictions.csv");
        assertThat(run("predict", line.toString(), "--output", file.toString()).out()).isEmpty();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + 100);
        assertThat(lines.getFirst()).isEqualTo("actual,predicted");
        assertThat(lines.stream().skip(1))
                .allSatisfy(
                        row -> {
                            String[] numbers = row.split(",", -1);
                            assertThat(Double.parseDouble(numbers[1]))
                                    .isBetween(
                                            Double.parseDouble(numbers[0]) - 0.6,
                                            Double.parseDouble(numbers[0]) + 0.6);
                        });
    }

    @Test
    void anInspectionListsTensorsAndNotes() {
        Run run = run("inspect", digits.toString());
        assertThat(run.out().lines())
                .anySatisfy(
                        row -> assertThat(row).matches("1\\.weight +F64 +\\[256, 64\\] .* 131,072"))
                .anySatisfy(row -> assertThat(row).startsWith("optimizer.1.weight.mean "))
                .anySatisfy(row -> assertThat(row).isEqualTo("command.train: digits --epochs 5"));
        assertThat(run.out().lines()).allSatisfy(row -> assertThat(row).hasSizeLessThan(120));
        assertThat(run("inspect", digits.toString(), "--notes").out())
                .hasSizeGreaterThan(run.out().length());
    }

    @Test
    void anInspectionMeasures(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.safetensors");
        try (var _ = Scope.open("test")) {
            SafeTensors.write(
                    file,
                    Map.of("a", Tensor.from(new double[] {1, 2, 3, 6}, 2, 2)),
                    Map.of("by", "me"));
        }
        assertThat(run("inspect", file.toString()).out())
                .containsPattern("a +F64 +\\[2, 2\\] +1\\.000 +3\\.000 +6\\.000 +1\\.871 +32")
                .contains("1 tensors, 4 numbers, 32 bytes (32 B)", "by: me");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "predict", "inspect"})
    void whatIsNoModelIsNamed(String command, @TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "only some words, no model");
        for (Path file : List.of(text, folder.resolve("missing"))) {
            Run run = Run.of(command, file.toString());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).startsWith("arenagrad: " + file).hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
        Run none = Run.of(command);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("FILE").hasLineCount(1);
    }

    @Test
    void weightsOfOthersCanBeInspectedButNotEvaluated(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.safetensors");
        try (var _ = Scope.open("test")) {
            SafeTensors.write(file, Map.of("a", Tensor.ones(2, 2)), Map.of());
        }
        Run run = Run.of("eval", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("was not saved by 'arenagrad train'").hasLineCount(1);
    }

    @Test
    void dataThatDoNotFitAreNamed() {
        Run run = Run.of("eval", digits.toString(), "--data", "iris");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "the model reads 64 numbers and says 10, a row of 'iris' has 4 and takes 3")
                .hasLineCount(1);
        Run unknown = Run.of("eval", digits.toString(), "--data", "nonsense");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("no data 'nonsense'");
    }
}

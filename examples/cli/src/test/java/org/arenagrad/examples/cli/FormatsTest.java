package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import org.arenagrad.io.ModelFile;
import org.arenagrad.train.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What `train` writes for other programs.
class FormatsTest {
    private static Run train(String... more) {
        List<String> args = new ArrayList<>(List.of("train", "iris", "--epochs", "4"));
        args.addAll(List.of(more));
        Run run = Run.of(args.toArray(String[]::new));
        assertThat(run.exitCode()).isZero();
        return run;
    }

    @Test
    void csvIsTheHistoryAndNothingElse() {
        Run run = train("--format", "csv");
        assertThat(run.out().lines()).hasSize(5);
        assertThat(run.out())
                .startsWith(
                        "epoch,train_loss,held_out_loss,accuracy,macro"
                                + " f1,learning_rate,seconds,peak_bytes\n"
                                + "1,");
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(8));
        assertThat(run.err()).contains("iris: ", "epoch 4/4");
    }

    @Test
    void jsonIsAllOfItAndNothingElse() throws IOException {
        Run run = train("--format", "json");
        int depth = 0;
        int epochs = 0;
        try (JsonParser json = new JsonFactory().createParser(run.out())) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                epochs += "epoch".equals(json.currentName()) && token.isNumeric() ? 1 : 0;
            }
        }
        assertThat(depth).isZero();
        assertThat(epochs).isEqualTo(4);
        assertThat(run.out())
                .contains("\"name\" : \"iris\"", "\"hidden\" : [ 16 ]", "\"accuracy\" : ")
                .contains("\"split\" : 0.2");
        assertThat(Run.of("train", "xor", "--epochs", "1", "--format", "json").out())
                .as("nothing is held out")
                .contains("\"split\" : 0.0");
    }

    @Test
    void markdownIsASummaryAndNothingElse() {
        assertThat(train("--format", "markdown").out())
                .startsWith("# iris\n")
                .contains("- held-out accuracy: ", "actual \\ predicted", "| epoch |")
                .doesNotContain("epoch 4/4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "markdown"})
    void inATerminalTooTheBarIsOnTheErrorStream(String format) {
        Run run = Run.inTerminal("train", "xor", "--epochs", "3", "--format", format);
        assertThat(run.out()).doesNotContain("\r", "\u001b");
        assertThat(run.err()).contains("\r100% ");
    }

    @Test
    void aFolderGetsAllOfThem(@TempDir Path folder) throws IOException {
        Path results = folder.resolve("new").resolve("results");
        Run run = train("--output", results.toString());
        assertThat(run.out()).contains("written: " + results);
        assertThat(results.resolve("summary.md")).content().startsWith("# iris\n");
        assertThat(results.resolve("history.csv")).content().hasLineCount(5);
        assertThat(History.fromJson(Files.readString(results.resolve("history.json"))).epochs())
                .hasSize(4);
        try (ModelFile model = ModelFile.open(results.resolve("model.safetensors"))) {
            assertThat(model.metadata()).containsEntry("trainer.epochs_done", "4");
        }
    }

    @Test
    void aFolderThatCantBeWrittenToIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Run run = Run.of("train", "iris", "--epochs", "1", "--output", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("can't write", "a file stands where its folder should be");
    }
}

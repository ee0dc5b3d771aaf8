package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.memory.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What `train` saves, and how it resumes.
class SavingTest {
    private Path file;

    @BeforeEach
    void place(@TempDir Path folder) {
        file = folder.resolve("model.safetensors");
    }

    private static Run run(String... args) {
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run;
    }

    /// The history but for times and memory.
    private static String history(Run run) {
        return run.out()
                .lines()
                .map(line -> line.replaceAll(",[^,]*,[^,]*$", ""))
                .toList()
                .toString();
    }

    private static Run run(String command) {
        return run(command.split(" ", -1));
    }

    private static Run csv(String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--format", "csv"));
        Run run = Run.of(all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "digits --early-stop 50 --batch-size 100",
        "spiral --hidden 16,16 --classes 4 --samples 200 --optimizer momentum --lr 0.1",
        "linear --slope -3 --dtype float32 --optimizer rmsprop",
        "xor --hidden 5 --activation gelu",
    })
    void aTrainingGoesOnBitForBit(String arguments) {
        String[] words = ("train " + arguments).split(" ", -1);
        Run whole = csv(with(words, "--epochs", "5"));
        csv(with(words, "--epochs", "2", "--save", file.toString()));
        csv("train", "--resume", file.toString(), "--epochs", "3", "--save", file.toString());
        Run rest = csv("train", "--resume", file.toString(), "--epochs", "5");
        assertThat(history(rest)).isEqualTo(history(whole));
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void whatGoesOnIsSavedWhereItWas() {
        run("train", "iris", "--epochs", "2", "--save", file.toString());
        Run more = run("train", "--resume", file.toString(), "--epochs", "3");
        assertThat(more.out()).contains("epoch 3/3").doesNotContain("epoch 2/3");
        Run rest = run("train", "--resume", file.toString(), "--epochs", "4");
        assertThat(rest.out()).contains("epoch 4/4").doesNotContain("epoch 3/4");
        assertThat(run("inspect", file.toString()).out())
                .contains("command.train: iris --epochs 4\n", "trainer.epochs_done: 4");
    }

    @Test
    void itMayBeSavedElsewhere(@TempDir Path folder) throws IOException {
        Path other = folder.resolve("other");
        run("train", "iris", "--epochs", "2", "--save", file.toString());
        byte[] before = Files.readAllBytes(file);
        Path results = folder.resolve("results");
        Run more =
                run(
                        "train --epochs 3 --resume %s --save %s --output %s"
                                .formatted(file, other, results));
        assertThat(more.out().lines())
                .endsWith(
                        "saved: %s, %s".formatted(other, results.resolve("model.safetensors")),
                        "to train longer: arenagrad train --resume %s --epochs 6".formatted(other));
        assertThat(file).hasBinaryContent(before);
        assertThat(run("inspect", other.toString()).out()).contains("trainer.epochs_done: 3");
    }

    @Test
    void aListIsSavedValueByValue() throws IOException {
        Path data = file.resolveSibling("data.csv");
        Files.writeString(data, "a,b,c,kind\n1,2,3,x\n2,1,3,y\n3,2,1,x\n4,4,4,y\n5,1,2,x\n");
        run(
                "train csv --target kind --epochs 1 --ignore a --ignore b --data %s --save %s"
                        .formatted(data, file));
        assertThat(run("train", "--resume", file.toString(), "--epochs", "2").out())
                .contains("a network of 1-");
    }

    @Test
    void whatIsDoneStaysDone() throws IOException {
        run("train", "iris", "--epochs", "3", "--save", file.toString());
        byte[] before = Files.readAllBytes(file);
        for (int epochs : new int[] {3, 1}) {
            Run again =
                    run(
                            "train",
                            "iris",
                            "--resume",
                            file.toString(),
                            "--epochs",
                            String.valueOf(epochs));
            assertThat(again.out())
                    .contains("nothing is left to do: all 3 epochs are done", "held-out accuracy")
                    .doesNotContain("epoch 1/3", "saved:")
                    .endsWith(
                            "to train longer: arenagrad train --resume %s --epochs 6\n"
                                    .formatted(file));
            assertThat(file).hasBinaryContent(before);
        }
        assertThat(csv("train", "--resume", file.toString()).err())
                .contains("nothing is left to do");
    }

    @Test
    void whatStoppedEarlyStaysStoppedUntilItGetsMorePatience() {
        String small = "train digits --hidden 16 --early-stop ";
        Run first = run(small + "1 --save " + file);
        String stopped = "stopped early, after epoch ";
        assertThat(first.out())
                .contains(stopped)
                .endsWith(
                        "to train longer all the same: arenagrad train --resume %s --early-stop 2\n"
                                .formatted(file));

        Run again = run("train", "--resume", file.toString());
        assertThat(again.out()).contains("nothing is left to do: " + stopped);
        assertThat(again.number("held-out accuracy")).isEqualTo(first.number("held-out accuracy"));

        Run rest = csv("train", "--resume", file.toString(), "--early-stop", "2");
        Run whole = csv((small + "2").split(" ", -1));
        assertThat(history(rest)).isEqualTo(history(whole));
        assertThat(first.out()).doesNotContain(stopped + (rest.out().lines().count() - 1) + ":");
    }

    @Test
    void earlyStoppingCantBeSwitchedOn() {
        run("train", "iris", "--epochs", "1", "--save", file.toString());
        Run refused = Run.of("train", "--resume", file.toString(), "--early-stop", "3");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("--early-stop can't be switched on when training is resumed")
                .hasLineCount(1);
    }

    @Test
    void nothingIsLeftInMemory() {
        long before = Ledger.current().liveBytes();
        run("train", "iris", "--epochs", "2", "--save", file.toString());
        run("train", "--resume", file.toString(), "--epochs", "4");
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--hidden 3", "--seed 4", "--lr 1", "--optimizer sgd", "--dtype float32"})
    void whatMakesItAnotherTrainingIsRefused(String option) {
        run("train", "iris", "--epochs", "1", "--save", file.toString());
        Run refused = Run.of(("train --resume " + file + " " + option).split(" ", -1));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains(option.split(" ", -1)[0] + " can't change when training is resumed")
                .hasLineCount(1);
    }

    @Test
    void anotherNameIsRefused() {
        run("train", "iris", "--epochs", "1", "--save", file.toString());
        Run refused = Run.of("train", "digits", "--resume", file.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("learned from 'iris', not from 'digits'");
    }

    @Test
    void filesThatAreNoTrainingAreNamed(@TempDir Path folder) throws IOException {
        Run missing = Run.of("train", "--resume", folder.resolve("nothing").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("nothing").hasLineCount(1);

        Path text = Files.writeString(folder.resolve("text"), "no model at all, only some words");
        Run other = Run.of("train", "--resume", text.toString());
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains(text.toString()).hasLineCount(1);

        Path nowhere = folder.resolve("no").resolve("where");
        Run unsaved = Run.of("train", "iris", "--epochs", "1", "--save", nowhere.toString());
        assertThat(unsaved.exitCode()).isEqualTo(1);
        assertThat(unsaved.err()).contains(nowhere.toString()).hasLineCount(1);
    }
}

package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Backend;
import org.arenagrad.examples.Examples;
import org.arenagrad.examples.cli.data.DataSources;
import org.arenagrad.memory.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

/// What the command line says and how it ends.
class CommandLineTest {
    @Test
    void aRunShowsTheLossAsItFallsAndClosesWithWhatCounts() {
        Run run = Run.of("train", "spiral", "--epochs", "20");
        List<String> lines = run.out().lines().toList();

        List<Double> losses =
                lines.stream()
                        .filter(
                                line ->
                                        line.matches(
                                                "epoch +\\d+/20  loss \\S+  held-out: loss \\S+,"
                                                        + " accuracy \\S+ %, macro f1 \\S+"))
                        .map(line -> Double.valueOf(line.split(" +|/20 +loss ", -1)[2]))
                        .toList();
        assertThat(losses).hasSizeBetween(10, 12);
        assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);

        int n = lines.size();
        assertThat(lines.get(n - 4)).matches("held-out accuracy: \\d+\\.\\d %");
        assertThat(lines.get(n - 3)).matches("held-out macro f1: \\S+");
        assertThat(lines.get(n - 2)).isEqualTo("backend: " + Backend.description());
        assertThat(lines.get(n - 1))
                .matches("memory: peak \\d+ bytes, \\d+ buffers made, \\d+ ended, 0 bytes live");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void intoAFileGoPlainLines() {
        assertThat(Run.of("train", "xor", "--epochs", "5").out()).doesNotContain("\u001b", "\r");
    }

    @Test
    void inATerminalABarMoves() {
        Run run = Run.inTerminal("train", "xor", "--epochs", "5");
        assertThat(run.out())
                .containsPattern(
                        "\\r100% .* 5/5 loss \\S+ accuracy \\S+ % \\S+ rows/s \\S+/\\S+ \\S?i?B");
        assertThat(run.out().lines().filter(line -> line.startsWith("epoch"))).isEmpty();
        assertThat(run.number("accuracy")).isBetween(0.0, 100.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "digits"})
    void aLossThatIsNoNumberStopsTheRunAndNamesTheOperation(String name) {
        long before = Ledger.current().liveBytes();
        Run run = Run.of("train", name, "--optimizer", "sgd", "--lr", "1e30");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .matches(
                        "(?s)arenagrad: the loss became (NaN|Infinity|-Infinity) in epoch \\d+,"
                                + " step \\d+: .+\\R")
                .containsAnyOf(
                        "produced NaN or infinite values", "already held NaN or infinite values");
        assertThat(run.out()).doesNotContain("accuracy").doesNotContain("slope");
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "train,                             NAME",
        "train nonsense,                    'no data ''nonsense'': there are linear, xor, spiral,"
                + " moons, digits, iris, csv, idx, lenet, resnet, names, gpt'",
        "example nonsense,                  'no example ''nonsense'': there are linear, xor,"
                + " spiral, digits'",
        "example xor --epochs 0,            --epochs must be greater than 0",
        "example xor --hidden 8,            --hidden",
        "train xor --hidden 8;8,            --hidden takes sizes",
        "train xor --hidden 8;-1,           --hidden takes sizes",
        "train xor --hidden -8,             --hidden must be greater than 0",
        "train xor --dropout 1,             --dropout must be at least 0 and below 1",
        "train digits --split -0.5,         --split must be at least 0 and below 1",
        "train digits --split 1e-9,         leaves one part without a row",
        "train digits --early-stop -1,      --early-stop must be 0 or greater",
        "train xor --threads 0,             --threads must be greater than 0",
        "train xor --schedule steep,        cosine",
        "train xor --activation step,       gelu",
        "train xor --format xml,            markdown",
        "train digits --slope 2,            --slope says nothing to 'digits'",
        "train spiral --classes 1,          --classes must be at least 2",
        "train moons --samples 0,           --samples must be greater than 0",
        "train moons --noise -1,            --noise must not be negative",
        "train linear --intercept NaN,      --intercept must be finite",
        "train digits --loss mse,           '--loss mse does not fit ''digits'', which takes"
                + " cross-entropy'",
        "train linear --loss bce,           'which takes mse, l1, huber'",
        "train xor digits,                  digits",
        "train xor --epochs 0,              --epochs must be greater than 0",
        "train xor --epochs many,           many",
        "train xor --batch-size -1,         --batch-size must be greater than 0",
        "train xor --lr 0,                  --lr must be greater than 0",
        "train xor --lr NaN,                --lr must be greater than 0 and finite",
        "train xor --optimizer best,        adagrad",
        "train xor --backend gpu,           openblas",
        "train xor --dtype int8,            FLOAT32",
        "train xor --colour red,            --colour",
        "dance,                             dance",
    })
    void argumentsThatMakeNoSenseAreNamed(String args, String complaint) {
        Run run = Run.of(args.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("arenagrad: ").containsIgnoringCase(complaint);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "trian,                            train",
        "trian digits --epochs 3,          train",
        "predct,                           predict",
        "train digts,                      digits",
        "train digits --epohcs 3,          --epochs",
        "train digits --epohcs=3,          --epochs",
        "train digits --optimizer admw,    adamw",
        "train digits --optimizer=adagard, adagrad",
        "train digits --loss cross,        cross-entropy",
        "train digits --dtype flaot32,     float32",
        "train csv --missing dorp,         drop",
        "tour scoep,                       scope",
        "mistake use-after-edn,            use-after-end",
        "example xro,                      xor",
        "eval --fromat json,               --format",
    })
    void aSlipOfThePenIsSeen(String args, String meant) {
        Run run = Run.of(args.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("; did you mean '" + meant + "'? (see ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "dance,                     there is no command 'dance' (see",
        "x,                         there is no command 'x' (see",
        "train xor --epochs many,   '--epochs takes a whole number, not ''many'' (see'",
        "train xor --lr fast,       '--lr takes a number, not ''fast'' (see'",
        "train xor --colour red,    there is no option '--colour' (see",
        "train xor digits,          '''digits'' is one word too many (see'",
        "train xor --dtype int8,    '--dtype can''t be ''int8'': there are float64, float32 (see'",
    })
    void nothingIsGuessedWhereNothingIsSimilar(String args, String complaint) {
        assertThat(Run.of(args.split(" ")).err()).contains(complaint).hasLineCount(1);
    }

    @Test
    void whereAnErrorCameFromIsShownOnRequest() {
        String[] failing = {"train", "linear", "--optimizer", "sgd", "--lr", "1e30"};
        assertThat(Run.of(failing).err()).doesNotContain("\tat ");
        Run run =
                Run.of(
                        Stream.concat(Stream.of(failing), Stream.of("--stacktrace"))
                                .toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("TrainingException: the loss became", "\tat ");
    }

    @Test
    void coloursAreForTerminals() {
        assertThat(Run.of("train", "--help").out()).doesNotContain("\u001b");
        assertThat(Run.inTerminal("train", "--help").out()).contains("\u001b[");
    }

    @Test
    void withoutArgumentsItSaysWhatToTry() {
        Run run = Run.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("try 'arenagrad train digits'");
    }

    @Test
    void helpHasAnExampleForEachCommand() {
        Run main = Run.of("--help");
        assertThat(main.exitCode()).isZero();
        assertThat(main.out()).contains("Usage: arenagrad", "arenagrad train digits", "exec:exec");

        Run train = Run.of("train", "--help");
        assertThat(train.exitCode()).isZero();
        assertThat(train.out())
                .contains(
                        "--epochs",
                        "--lr",
                        "--optimizer",
                        "--seed",
                        "--batch-size",
                        "--backend",
                        "--dtype")
                .contains(
                        "sgd, momentum, adam, adamw, adamax, nadam", "rmsprop, adagrad, lion, muon")
                .contains("arenagrad train spiral --epochs 200");
        DataSources.ALL.forEach(
                source -> assertThat(train.out()).contains(source.name(), source.description()));

        Run example = Run.of("example", "--help");
        assertThat(example.exitCode()).isZero();
        assertThat(example.out()).contains("arenagrad example spiral --epochs 200");
        Examples.ALL.forEach(one -> assertThat(example.out()).contains(one.name(), one.summary()));
    }

    @Test
    void versionIsOneLine() {
        Run run = Run.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("arenagrad ").hasLineCount(1);
    }
}

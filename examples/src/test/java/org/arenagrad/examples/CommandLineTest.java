package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Backend;
import org.arenagrad.memory.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// What the command line says and how it ends.
class CommandLineTest {
    @Test
    void aRunShowsTheLossAsItFallsAndClosesWithWhatCounts() {
        Run run = Run.of("train", "spiral", "--epochs", "20");
        List<String> lines = run.out().lines().toList();

        List<Double> losses =
                lines.stream()
                        .filter(line -> line.matches("epoch +\\d+/20  loss \\S+"))
                        .map(line -> Double.valueOf(line.replaceAll(".* ", "")))
                        .toList();
        assertThat(losses).hasSizeBetween(10, 12);
        assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);

        int n = lines.size();
        assertThat(lines.get(n - 3)).matches("held-out accuracy: \\d+\\.\\d %");
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
        assertThat(run.out()).contains("\rtraining 100%", "epoch 5/5", "loss ");
        assertThat(run.out()).doesNotContain("epoch 1/5  loss");
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
        "train nonsense,                    'no example ''nonsense'': there are linear, xor,"
                + " spiral, digits'",
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
                .contains("sgd, momentum, adam, adamw, rmsprop, adagrad")
                .contains("arenagrad train spiral --epochs 200");
        Example.ALL.forEach(
                example -> assertThat(train.out()).contains(example.name(), example.summary()));
    }

    @Test
    void versionIsOneLine() {
        Run run = Run.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("arenagrad ").hasLineCount(1);
    }
}

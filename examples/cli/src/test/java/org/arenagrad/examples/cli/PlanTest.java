package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.examples.Example;
import org.arenagrad.examples.Examples;
import org.arenagrad.examples.GptExample;
import org.arenagrad.examples.NamesExample;
import org.arenagrad.examples.cli.profile.StepPlan;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What memory an example takes is known before any is taken.
class PlanTest {
    record Case(Example example, Settings settings) {
        @Override
        public String toString() {
            return example.name() + ": " + settings.ofOneStep() + ", " + settings.batchSize();
        }
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (Example example : Examples.ALL) {
            if (example instanceof NamesExample) {
                continue; // How long the names are that it makes up in the end depends on values.
            }
            Settings settings = example.defaults();
            all.add(new Case(example, settings));
            all.add(new Case(example, settings.withBatchSize(7).withBlocks(2)));
            if (example instanceof GptExample) {
                continue; // It takes seconds, and its optimizer is its own.
            }
            for (OptimizerChoice optimizer : OptimizerChoice.values()) {
                all.add(new Case(example, settings.withOptimizer(optimizer).withBatchSize(33)));
            }
        }
        return all;
    }

    private static void train(Case which) {
        Settings settings = which.settings.withEpochs(1);
        which.example.train(new Training(settings, List.of(), 3));
    }

    /// From the data set to the evaluation: everything.
    @ParameterizedTest
    @MethodSource("cases")
    void everyExampleIsPredictedAtEveryEvent(Case which) {
        Lifetimes predicted = Scope.dryRun(() -> train(which)).lifetimes();
        Lifetimes measured = Lifetimes.of("dry run", () -> train(which));
        assertThat(measured.events()).hasSizeGreaterThan(50);
        assertThat(predicted).isEqualTo(measured);
    }

    @Test
    void printsATableWithTheBiggestLever() {
        long reserved = Ledger.current().reservedBytes();
        Run run = Run.of("plan", "digits", "--batch-size", "4096");
        assertThat(run.err()).isEmpty();
        assertThat(Ledger.current().reservedBytes()).as("took no memory").isEqualTo(reserved);
        Example digits = Examples.ALL.get(3);
        long measured =
                StepPlan.measured(digits, digits.defaults().withBatchSize(4096))
                        .memory()
                        .peakBytes();
        assertThat(run.out().lines())
                .contains(
                        "a step of 1,438 rows, adam, float64",
                        String.format(
                                Locale.ROOT, "peak: %,d bytes, in the backward part", measured),
                        "biggest lever: relu [1438, 256], 2,945,024 bytes, saved by relu and"
                                + " linear")
                .anySatisfy(line -> assertThat(line).matches("  saved activation +[\\d,]+ +.* %"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("half the batch: --batch-size 719, peak "));
    }

    @Test
    void saysWhatRecomputingChanges() {
        Run run = Run.of("plan", "spiral", "--checkpoint", "3");
        StepPlan with = plan(3);
        StepPlan without = plan(0);
        assertThat(run.out())
                .contains(
                        String.format(
                                Locale.ROOT,
                                "recomputing in --checkpoint 3 blocks: peak %,d bytes (%+.1f %%),"
                                        + " multiplications %+.1f %%",
                                with.memory().peakBytes(),
                                change(without.memory().peakBytes(), with.memory().peakBytes()),
                                change(
                                        without.memory().multiplications(),
                                        with.memory().multiplications())));
    }

    private static StepPlan plan(int blocks) {
        Example spiral = Examples.ALL.get(2);
        return StepPlan.predicted(spiral, spiral.defaults().withBlocks(blocks));
    }

    private static double change(long from, long to) {
        return 100.0 * (to - from) / from;
    }

    @Test
    void findsTheLargestBatchForABudget() {
        Example spiral = Examples.ALL.get(2);
        Run run = Run.of("plan", "spiral", "--limit", "350000");
        assertThat(run.out())
                .contains("half the batch: --batch-size 64, ")
                .contains("limit of 350,000 bytes: exceeded by ");
        int fits =
                Integer.parseInt(run.out().replaceAll("(?s).*; --batch-size (\\d+) keeps.*", "$1"));
        assertThat(peak(spiral, fits)).isLessThanOrEqualTo(350_000);
        assertThat(peak(spiral, fits + 1)).isGreaterThan(350_000);
        assertThat(Run.of("plan", "spiral", "--limit", "1000").out())
                .contains("no batch is small enough");
        assertThat(Run.of("plan", "xor", "--limit", "10000").out())
                .contains("limit of 10,000 bytes: kept, ");
    }

    private static long peak(Example example, int rows) {
        return StepPlan.predicted(example, example.defaults().withBatchSize(rows))
                .memory()
                .peakBytes();
    }

    @Test
    void measuresWhenAsked() {
        assertThat(Run.of("plan", "linear", "--measure", "--dtype", "float32").out())
                .contains(" bytes, as predicted")
                .contains(DType.FLOAT32.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void refusesNonsense() {
        Run run = Run.of("plan", "spiral", "--limit", "-1");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--limit must be greater than 0");
        assertThat(Run.of("plan", "spiral", "--checkpoint", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void trainingLearnsTheSameWhenItRecomputes() {
        List<String> settings = List.of("example", "digits", "--epochs", "2");
        String saved = learned(settings);
        List<String> recomputing = new ArrayList<>(settings);
        recomputing.addAll(List.of("--checkpoint", "2"));
        assertThat(learned(recomputing)).isEqualTo(saved);
    }

    /// The lines of losses and results, to the last digit printed.
    private static String learned(List<String> args) {
        Run run = Run.of(args.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.out()
                .lines()
                .filter(line -> line.startsWith("epoch") || line.startsWith("held-out"))
                .toList()
                .toString();
    }
}

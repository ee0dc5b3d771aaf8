package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.NamesExample;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Ledger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `train names` and `sample`, and what the other commands say of such a model.
class NamesTest {
    /// Of two to four syllables: `batiku`.
    private static final List<String> NAMES =
            IntStream.range(0, 120)
                    .mapToObj(i -> syllable(i) + syllable(i / 3) + syllable(i / 7))
                    .distinct()
                    .toList();

    @TempDir private static Path folder;
    private static Path data;
    private static Path saved;

    private static String syllable(int i) {
        return "" + "btkm".charAt(i % 4) + "aiu".charAt(i % 3);
    }

    @BeforeAll
    static void trainOne() throws IOException {
        data = Files.write(folder.resolve("names.txt"), NAMES);
        saved = folder.resolve("names.safetensors");
        succeed(train("--epochs", "12", "--save", saved.toString()));
    }

    private static String[] train(String... more) {
        return Stream.of(new String[] {"train", "names", "--data", data.toString()}, more)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    private static Run succeed(String... args) {
        long before = Ledger.current().liveBytes();
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Ledger.current().liveBytes()).as("live bytes").isEqualTo(before);
        return run;
    }

    private static String refused(String... args) {
        Run run = Run.of(args);
        assertThat(run.exitCode()).isPositive();
        assertThat(run.err()).hasLineCount(1);
        return run.err();
    }

    @ParameterizedTest
    @CsvSource({"gru, GRU, a recurrent network (GRU)", "MLP, MLP, a multilayer perceptron"})
    void theTrainerTakesTheStepsOfTheExample(
            String written, NamesExample.Kind kind, String described) {
        Run trained = succeed(train("--model", written, "--epochs", "3", "--seed", "5"));
        var example = new NamesExample(NAMES, kind);
        var defaults = example.defaults();
        var settings =
                new org.arenagrad.examples.loop.Settings(
                        3,
                        defaults.batchSize(),
                        defaults.optimizer(),
                        defaults.learningRate(),
                        5,
                        defaults.dtype());
        String looped = example.train(new Training(settings, List.of())).getFirst();
        assertThat(trained.out().lines()).contains(looped);
        assertThat(trained.out()).contains(described, "perplexity of a character: ", "a sample:");
        int heldOut = NAMES.size() / 10;
        assertThat(trained.out())
                .contains(
                        "%d names to learn from, %d held out ("
                                .formatted(NAMES.size() - heldOut, heldOut));
    }

    @Test
    void theSavedModelGivesTheSameNumbers() throws IOException {
        Run trained = succeed("train", "names", "--resume", saved.toString());
        assertThat(trained.out()).contains("nothing is left to do: all 12 epochs are done");
        Run own = succeed("eval", saved.toString());
        assertThat(own.number("held-out loss")).isEqualTo(trained.number("held-out loss"));
        assertThat(own.out()).contains("(%s names)".formatted(NAMES.size() / 10));
        assertThat(succeed("eval", saved.toString(), "--data", data.toString()).out())
                .contains("new loss: ", "(%s names)".formatted(NAMES.size()));
        Path other = Files.write(folder.resolve("other.txt"), List.of("xaver"));
        assertThat(refused("eval", saved.toString(), "--data", other.toString()))
                .contains("'x' (U+0078)", "that the model learned from: abikmtu");
        assertThat(refused("predict", saved.toString())).contains("use 'sample ");
    }

    @Test
    void resumesBitForBit() {
        Path longer = folder.resolve("longer.safetensors");
        String out =
                succeed(
                                "train",
                                "names",
                                "--resume",
                                saved.toString(),
                                "--epochs",
                                "13",
                                "--save",
                                longer.toString())
                        .out();
        assertThat(out).contains("epoch 13/13").doesNotContain("epoch 12/13");
        assertThat(refused("train", "names", "--resume", saved.toString(), "--model", "mlp"))
                .contains("--model can't change when training is resumed");
        assertThat(refused("train", "--resume", saved.toString()))
                .contains("resume it with 'train names --resume'");
    }

    @Test
    void newNamesAreMadeUpEachOnce() {
        List<String> names = sample("--count", "20").out().lines().toList();
        assertThat(names).hasSize(20).doesNotHaveDuplicates().doesNotContainAnyElementsOf(NAMES);
        assertThat(names).filteredOn(name -> name.matches("([btkm][aiu])+")).hasSizeGreaterThan(8);
        assertThat(sample("--count", "20").out().lines().toList()).isEqualTo(names);
        assertThat(sample("--count", "20", "--seed", "1").out().lines().toList())
                .isNotEqualTo(names);
        assertThat(sample("--count", "5", "--start", "mik").out().lines())
                .hasSize(5)
                .allMatch(name -> name.startsWith("mik"));
        assertThat(sample("--count", "0").out()).isEmpty();
    }

    private static Run sample(String... more) {
        List<String> args = new ArrayList<>(List.of("sample", saved.toString()));
        args.addAll(List.of(more));
        return succeed(args.toArray(String[]::new));
    }

    @Test
    void theLikeliestNameIsOnlyOne() {
        Run run = Run.of("sample", saved.toString(), "--temperature", "0", "--count", "3");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSizeLessThan(2);
        assertThat(run.err()).contains("new names in 300 tries: a higher --temperature");
    }

    @Test
    void namesThatAreGoneCantBeToldFromNewOnes() throws IOException {
        Path gone = Files.write(folder.resolve("gone.txt"), NAMES);
        Path model = folder.resolve("gone.safetensors");
        succeed(
                "train",
                "names",
                "--data",
                gone.toString(),
                "--epochs",
                "1",
                "--save",
                model.toString());
        Files.delete(gone);
        Run run = Run.of("sample", model.toString(), "--count", "2");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasLineCount(2);
        assertThat(run.err())
                .contains("some names may be known", "gone.txt: there is no such file");
        Files.write(
                gone,
                List.of("an", "other", "file", "of", "names", "that", "is", "long", "e", "nough"));
        assertThat(refused("eval", model.toString())).contains("have changed since");
    }

    @Test
    void whatMakesNoSenseIsSaid() throws IOException {
        assertThat(refused("train", "names", "--data", folder.resolve("no.txt").toString()))
                .contains("no.txt: there is no such file");
        Path few = Files.write(folder.resolve("few.txt"), List.of("a", "b", "", "a"));
        assertThat(refused("train", "names", "--data", few.toString()))
                .contains("few.txt: has 2 different names, a line each: at least 10 are needed");
        Path prose = Files.write(folder.resolve("prose.txt"), List.of("a", "word ".repeat(40)));
        assertThat(refused("train", "names", "--data", prose.toString()))
                .contains("prose.txt: line 2 has 199 characters, a name has 100 at most");
        assertThat(refused("train", "names", "--model", "lstm"))
                .contains("--model can't be 'lstm': there are gru, mlp");
        assertThat(refused("train", "names", "--hidden", "3"))
                .contains("there is no option '--hidden'");
        assertThat(refused("train", "names", "--epochs", "0")).contains("--epochs must be greater");
        assertThat(refused("sample", saved.toString(), "--start", "x"))
                .contains("'x' (U+0078) at position 0");
        assertThat(refused("sample", saved.toString(), "--temperature", "-1"))
                .contains("--temperature must be 0");
        assertThat(refused("sample", saved.toString(), "--count", "-1"))
                .contains("--count must be 0 or greater");
        Path xor = folder.resolve("xor.safetensors");
        succeed("train", "xor", "--epochs", "1", "--save", xor.toString());
        assertThat(refused("sample", xor.toString()))
                .contains("learned from 'xor', not names: 'train names --save'");
    }

    @Test
    void theMemoryOfAStepIsPredicted() {
        assertThat(succeed("plan", "names", "--measure").out()).contains(" bytes, as predicted");
    }

    @Test
    void aReportShowsTheStep() throws IOException {
        Path out = folder.resolve("report");
        succeed(train("--epochs", "1", "--output", out.toString()));
        assertThat(out.resolve("graph.svg")).content().contains("gru.weight_hh_l0");
        assertThat(out.resolve("report.html"))
                .content()
                .contains("a sample", "names to learn from");
        assertThat(out.resolve("lifetimes.svg")).isNotEmptyFile();
    }
}

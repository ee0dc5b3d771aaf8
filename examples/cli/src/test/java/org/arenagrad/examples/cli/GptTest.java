package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.examples.GptExample;
import org.arenagrad.examples.GptExample.Config;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Ledger;
import org.arenagrad.nn.ActivationKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// `train gpt` and `generate`, and what the other commands say of such a model.
class GptTest {
    private static final String COUNTING =
            "one two three four five six seven eight nine ten\n".repeat(40);
    private static final String[] TINY = {
        "--layers", "1", "--heads", "2", "--width", "16", "--context", "8", "--lr", "0.01"
    };

    @TempDir private static Path folder;
    private static Path text;
    private static Path saved;

    @BeforeAll
    static void trainOne() throws IOException {
        text = Files.writeString(folder.resolve("counting.txt"), COUNTING);
        saved = folder.resolve("gpt.safetensors");
        run(train("--steps", "40", "--eval-every", "20", "--save", saved.toString()));
    }

    private static String[] train(String... more) {
        return Stream.of(new String[] {"train", "gpt", "--text", text.toString()}, TINY, more)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    private static Run run(String... args) {
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run;
    }

    private static Run refused(String... args) {
        Run run = Run.of(args);
        assertThat(run.exitCode()).isPositive();
        assertThat(run.err()).hasLineCount(1);
        return run;
    }

    @Test
    void theTrainerTakesTheStepsOfTheExample() {
        Run trained = run(train("--steps", "30", "--eval-every", "15", "--seed", "3"));
        int characters = (int) COUNTING.chars().distinct().count();
        var example =
                new GptExample(
                        COUNTING,
                        new Config(characters, 8, 1, 2, 16, ActivationKind.GELU, false),
                        15);
        var settings =
                new org.arenagrad.examples.loop.Settings(
                        2, 12, example.defaults().optimizer(), 0.01, 3, example.defaults().dtype());
        String looped = example.train(new Training(settings, List.of())).getFirst();
        assertThat(trained.out().lines()).contains(looped);
        assertThat(trained.out())
                .contains("1 blocks of 2 heads, 16 wide, context 8")
                .contains("1,764 tokens to learn from, 196 held out (10.0 %), 16 characters")
                .contains("a sample:")
                .contains("0 bytes live");
    }

    @Test
    void aTextMayBeCompressed() throws IOException {
        Path gzip = folder.resolve("counting.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(COUNTING.getBytes(StandardCharsets.UTF_8));
        }
        Run plain = run(train("--steps", "2"));
        String[] args = train("--steps", "2");
        args[3] = gzip.toString();
        assertThat(run(args).number("held-out loss")).isEqualTo(plain.number("held-out loss"));
    }

    @Test
    void resumesAndTrainsLonger() {
        assertThat(run("train", "gpt", "--resume", saved.toString()).out())
                .contains("nothing is left to do: all 40 steps are done")
                .contains("to train longer: arenagrad train gpt --resume " + saved + " --steps 80");
        Path longer = folder.resolve("longer.safetensors");
        Run more =
                run(
                        "train",
                        "gpt",
                        "--resume",
                        saved.toString(),
                        "--steps",
                        "60",
                        "--save",
                        longer.toString());
        assertThat(more.out()).contains("epoch 3/3").doesNotContain("epoch 2/3");
        assertThat(refused("train", "gpt", "--resume", saved.toString(), "--width", "32").err())
                .contains("--width can't change when training is resumed");
        assertThat(refused("train", "--resume", saved.toString()).err())
                .contains("resume it with 'train gpt --resume'");
    }

    @Test
    void generatesTheSameWithAndWithoutACacheAlsoPastItsContext() {
        String[] args = {"generate", saved.toString(), "--prompt", "two three", "--length", "60"};
        String cached = run(args).out();
        assertThat(cached).startsWith("two three").hasSize("two three".length() + 60 + 1);
        String[] uncached =
                Stream.concat(Stream.of(args), Stream.of("--no-cache")).toArray(String[]::new);
        assertThat(run(uncached).out()).isEqualTo(cached);
        assertThat(run(args).out()).isEqualTo(cached);
        String[] other =
                Stream.concat(Stream.of(args), Stream.of("--seed", "1")).toArray(String[]::new);
        assertThat(run(other).out()).isNotEqualTo(cached);
        assertThat(Ledger.current().liveBytes()).isZero();
    }

    @Test
    void withTemperatureZeroOrOneTokenToChooseFromTheSeedDoesNotMatter() {
        List<String> texts = new ArrayList<>();
        for (String[] choice :
                List.of(
                        new String[] {"--temperature", "0"},
                        new String[] {"--temperature", "0", "--seed", "5"},
                        new String[] {"--top-k", "1", "--seed", "6"},
                        new String[] {"--top-p", "0.000001", "--seed", "7"})) {
            texts.add(
                    run(Stream.concat(
                                            Stream.of(
                                                    "generate", saved.toString(), "--length", "20"),
                                            Stream.of(choice))
                                    .toArray(String[]::new))
                            .out());
        }
        assertThat(texts).hasSize(4).containsOnly(texts.getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prompt|two café|--prompt: characters: 'c' (U+0063) at position 4 is none of the"
                        + " 16",
                "--top-p|0|--top-p must be above 0 and at most 1",
                "--top-p|1.5|not 1.5",
                "--top-k|-1|--top-k must be 0 (all tokens) or greater, not -1",
                "--temperature|-0.5|--temperature must be 0 (the likeliest token) or greater",
                "--length|-1|--length must be 0 or greater, not -1",
            })
    void nonsenseIsNamed(String option, String value, String message) {
        Run run = refused("generate", saved.toString(), option, value);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--heads|3|--width 16 can't be divided among --heads 3",
                "--layers|0|--layers must be greater than 0",
                "--context|500|--context 500 is too long for the text: its last tenth",
                "--vocab|100|--vocab: byte pairs: a vocabulary of 100 is too small",
                "--steps|300|--steps 300 must be a multiple of --eval-every 250",
                "--text|no-such-file|no-such-file",
            })
    void settingsThatMakeNoSenseAreNamed(String option, String value, String message) {
        List<String> args = new ArrayList<>(List.of(train()));
        int at = args.indexOf(option);
        if (at >= 0) {
            args.subList(at, at + 2).clear();
        }
        args.addAll(List.of(option, value));
        Run run = refused(args.toArray(String[]::new));
        assertThat(run.err()).contains(message);
    }

    @Test
    void bytePairsAreLearnedFirst() {
        Path pairs = folder.resolve("pairs.safetensors");
        Run trained = run(train("--steps", "20", "--vocab", "290", "--save", pairs.toString()));
        assertThat(trained.out()).contains("byte pairs, ", "perplexity: ", "bits a character: ");
        // What no text had that it learned from is spelled in bytes.
        assertThat(run("generate", pairs.toString(), "--prompt", "zwölf 🙂", "--length", "5").out())
                .startsWith("zwölf 🙂");
        assertThat(run("inspect", pairs.toString()).out())
                .contains("tokenizer: byte-pair", "merges.txt: #version: 0.2");
        assertThat(run("eval", pairs.toString()).number("held-out loss"))
                .isCloseTo(trained.number("held-out loss"), within(1e-3));
    }

    @Test
    void anEvaluationIsOfTheTextHeldOutOrOfAnother() throws IOException {
        Run own = run("eval", saved.toString());
        assertThat(own.out()).startsWith("gpt: " + text).contains(" (24 windows)", "perplexity: ");
        Path other = Files.writeString(folder.resolve("other.txt"), "nine seven five three one ");
        assertThat(run("eval", saved.toString(), "--data", other.toString()).out())
                .contains("new loss: ", " (3 windows)");
        Path unknown = Files.writeString(folder.resolve("unknown.txt"), "ZZZZZZZZZZZZZZZZZZZZZZZZ");
        assertThat(refused("eval", saved.toString(), "--data", unknown.toString()).err())
                .contains("'Z' (U+005A)");
        Files.writeString(text, COUNTING + "eleven");
        try {
            assertThat(refused("eval", saved.toString()).err())
                    .contains("the text it learned from has changed since");
        } finally {
            Files.writeString(text, COUNTING);
        }
    }

    @Test
    void otherCommandsKnowItOrSayWhatIsMeant() throws IOException {
        assertThat(refused("predict", saved.toString()).err())
                .contains("use 'generate " + saved + "'");
        assertThat(run("inspect", saved.toString()).out())
                .containsPattern("h\\.0\\.attn\\.c_attn\\.weight +F32 +\\[48, 16\\]")
                .contains("optimizer.h.0.mlp.c_fc.bias.mean ", "tokenizer: characters");
        Path digits = folder.resolve("iris.safetensors");
        run("train", "iris", "--epochs", "1", "--save", digits.toString());
        assertThat(refused("generate", digits.toString()).err())
                .contains("holds no language model", "train gpt --save");
        assertThat(refused("train", "gpt", "--resume", digits.toString()).err())
                .contains("learned from 'iris'");
        assertThat(refused("example", "gpt2").err()).contains("see 'plan gpt2'");
    }

    @Test
    void aFolderOfResultsHasTheLossTheSampleAndAStep() throws IOException {
        Path results = folder.resolve("results");
        run(train("--steps", "4", "--eval-every", "2", "--output", results.toString()));
        assertThat(results.resolve("summary.md")).content().contains("held-out loss", "a sample");
        assertThat(results.resolve("graph.svg"))
                .content()
                .contains("attention", "crossEntropy", "h.0.attn.c_attn.weight");
        assertThat(results.resolve("lifetimes.svg")).content().contains("h.0.attn.c_attn");
        assertThat(results.resolve("report.html")).content().contains("held out");
        assertThat(run("generate", results.resolve("model.safetensors").toString()).out())
                .hasSizeGreaterThan(500);
        assertThat(Run.of(train("--steps", "2", "--format", "json")).out())
                .contains("\"steps\" : 2", "\"width\" : 16");
    }

    /// 124,439,808 parameters of four bytes; twice that for AdamW; gradients and what backward
    /// reads come on top.
    @Test
    void aPlanOfThePublishedModelTakesNoMemory() {
        long reserved = Ledger.current().reservedBytes();
        String out = run("plan", "gpt2", "--batch-size", "1").out();
        assertThat(out)
                .contains(String.format(Locale.ROOT, "%,d", 4L * 124_439_808))
                .contains(String.format(Locale.ROOT, "%,d", 8L * 124_439_808))
                .contains("to generate with a full context: peak ");
        assertThat(Ledger.current().reservedBytes()).isEqualTo(reserved);
    }
}

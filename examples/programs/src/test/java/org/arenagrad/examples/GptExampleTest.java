package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.examples.GptExample.Config;
import org.arenagrad.examples.GptExample.Gpt;
import org.arenagrad.examples.GptExample.Windows;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Step;
import org.arenagrad.examples.loop.StepListener;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.optim.Schedule;
import org.arenagrad.text.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The language model: what it learns, and what it writes with and without a cache.
class GptExampleTest {
    private static final Config TINY = new Config(11, 8, 2, 2, 16, ActivationKind.GELU, false);
    private static final String COUNTING =
            "one two three four five six seven eight nine ten ".repeat(40);

    private static Config tiny(String text) {
        int characters = (int) text.chars().distinct().count();
        return new Config(characters, 16, 1, 2, 32, ActivationKind.GELU, false);
    }

    @Test
    void learnsToCount() {
        long live = Ledger.current().liveBytes();
        var example = new GptExample(COUNTING, tiny(COUNTING), 100);
        List<Double> losses = new ArrayList<>();
        StepListener listener =
                new StepListener() {
                    @Override
                    public void stepEnded(Step step) {
                        losses.add(step.loss());
                    }
                };
        Settings settings = example.defaults().withEpochs(2).withLearningRate(5e-3);
        List<String> learned = example.train(new Training(settings, List.of(listener)));
        assertThat(losses).hasSize(200);
        // At first, all characters are as likely as any other.
        int characters = tiny(COUNTING).vocabulary();
        assertThat(losses.getFirst()).isCloseTo(Math.log(characters), within(0.2));
        assertThat(learned.getFirst()).startsWith("held-out loss: ");
        double heldOut = Double.parseDouble(learned.getFirst().split(": ", -1)[1]);
        assertThat(heldOut).isLessThan(0.4);
        assertThat(String.join("\n", learned)).contains(" two three four ");
        assertThat(Ledger.current().liveBytes()).as("live bytes").isEqualTo(live);
    }

    /// The model guesses what it has not seen: the loss of a window does not depend on what
    /// follows.
    @Test
    void noPositionSeesWhatFollows() {
        try (var _ = Scope.open("test")) {
            Gpt model = Gpt.of(TINY, DType.FLOAT64, Rng.seed(1));
            Indices text = Indices.of(3, 1, 4, 1, 5, 9, 2, 6).reshape(1, 8);
            Indices other = Indices.of(3, 1, 4, 1, 10, 0, 0, 7).reshape(1, 8);
            assertThat(model.apply(text).narrow(1, 0, 4).toArray())
                    .containsExactly(model.apply(other).narrow(1, 0, 4).toArray(), within(1e-12));
            assertThat(model.apply(text).narrow(1, 4, 4).toArray())
                    .isNotEqualTo(model.apply(other).narrow(1, 4, 4).toArray());
        }
    }

    private record Written(List<double[]> logits, List<Integer> tokens) {}

    private static Written write(Gpt model, int[] prompt, int length, boolean cached) {
        Written written = new Written(new ArrayList<>(), new ArrayList<>());
        Sampler sampler = new Sampler(1, 0, 1);
        Rng rng = Rng.seed(2);
        model.write(
                prompt,
                length,
                cached,
                logits -> {
                    written.logits.add(logits);
                    return sampler.next(logits, rng);
                },
                written.tokens::add);
        return written;
    }

    /// The context is 8: prompts shorter than that, of that length and longer, and 30 tokens more.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 9, 20})
    void aCacheChangesNothingAlsoPastTheContext(int prompt) {
        try (var _ = Scope.open("test")) {
            Gpt model = Gpt.of(TINY, DType.FLOAT64, Rng.seed(1));
            int[] begun = Rng.seed(3).ints(prompt, 0, 11).toArray();
            Written cached = write(model, begun, 30, true);
            Written whole = write(model, begun, 30, false);
            assertThat(cached.tokens).hasSize(30).isEqualTo(whole.tokens);
            for (int i = 0; i < 30; i++) {
                assertThat(cached.logits.get(i))
                        .containsExactly(whole.logits.get(i), within(1e-10));
            }
        }
    }

    /// The rule: when there is no room for another token, the last half of the context stays.
    @Test
    void pastTheContextTheLastHalfOfItIsReadAgain() {
        try (var _ = Scope.open("test")) {
            Gpt model = Gpt.of(TINY, DType.FLOAT64, Rng.seed(1));
            int[] begun = {1, 2, 3, 4, 5, 6, 7, 8};
            Written written = write(model, begun, 2, true);
            // The first token is chosen from all eight; then nine are too many, and four stay.
            int[] last = {6, 7, 8, written.tokens.getFirst()};
            double[] expected = model.apply(Indices.of(last).reshape(1, 4)).select(1, 3).toArray();
            assertThat(written.logits.get(1)).containsExactly(expected, within(1e-10));
        }
    }

    @Test
    void windowsOverlapOrLieSideBySide() {
        int[] text = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        Windows all = new Windows(text, 3, 1);
        assertThat(all.size()).isEqualTo(7);
        assertThat(all.get(6).x().toArray()).containsExactly(6, 7, 8);
        assertThat(all.get(6).y().toArray()).containsExactly(7, 8, 9);
        Windows apart = new Windows(text, 3, 3);
        assertThat(apart.size()).isEqualTo(3);
        assertThat(apart.get(2).y().toArray()).containsExactly(7, 8, 9);
        assertThatThrownBy(() -> new Windows(text, 10, 1))
                .hasMessageContaining("10 tokens are too few for a window of 10");
    }

    /// `torch_gpt.py` counts steps from 1.
    @Test
    void theLearningRateIsThatOfTheRecipe() {
        Schedule schedule = GptExample.schedule(1e-3, 2000);
        for (int s = 1; s <= 2000; s++) {
            double expected =
                    s <= 100
                            ? 1e-3 * s / 100
                            : 1e-4 + .5 * 9e-4 * (1 + Math.cos(Math.PI * (s - 100) / 1900));
            assertThat(schedule.at(s - 1)).isCloseTo(expected, within(1e-15));
        }
        assertThat(GptExample.schedule(1, 1).at(0)).isEqualTo(1);
    }

    @Test
    void namesAndNumbersAreThoseOfGpt2() {
        var plan =
                Scope.dryRun(
                        () -> {
                            Gpt model = Gpt.of(Config.GPT2, DType.FLOAT32, Rng.seed(1));
                            assertThat(model.namedParameters())
                                    .hasSize(148)
                                    .containsKeys(
                                            "wte.weight",
                                            "wpe.weight",
                                            "h.0.ln_1.weight",
                                            "h.0.attn.c_attn.weight",
                                            "h.0.attn.c_proj.bias",
                                            "h.11.ln_2.bias",
                                            "h.11.mlp.c_fc.weight",
                                            "h.11.mlp.c_proj.weight",
                                            "ln_f.bias");
                            model.namedParameters()
                                    .forEach((name, p) -> assertThat(p.name()).isEqualTo(name));
                            assertThat(
                                            model.parameters().stream()
                                                    .mapToLong(p -> p.shape().elements())
                                                    .sum())
                                    .isEqualTo(124_439_808);
                        });
        assertThat(plan.peakBytes()).isGreaterThanOrEqualTo(4L * 124_439_808);
    }

    @Test
    void sizesThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> new Config(5, 8, 0, 2, 16, ActivationKind.GELU, false))
                .hasMessageContaining("layers 0");
        assertThatThrownBy(() -> new Config(5, 8, 1, 3, 16, ActivationKind.GELU, false))
                .hasMessageContaining("16 can't be divided among 3 heads");
    }

    @Test
    void theProjectsOwnTextIsBundled() {
        String text = ProjectText.read();
        assertThat(text.length()).isBetween(250_000, 1_000_000);
        assertThat(text).contains("# Arenagrad", "public final class Scope");
        assertThat(Arrays.asList(text.split("\n", -1))).noneMatch(line -> line.contains("\ufffd"));
    }
}

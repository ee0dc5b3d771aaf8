package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.examples.NamesExample.Kind;
import org.arenagrad.examples.NamesExample.Model;
import org.arenagrad.examples.NamesExample.Names;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// Names: how they are read, and what is made up.
class NamesExampleTest {
    /// Consonants and vowels take turns: `batiku`.
    private static final List<String> NAMES =
            IntStream.range(0, 200)
                    .mapToObj(
                            i ->
                                    IntStream.rangeClosed(1, 2 + i % 3)
                                            .mapToObj(
                                                    n ->
                                                            ""
                                                                    + "btkm".charAt(i / n % 4)
                                                                    + "aiu".charAt(i % (2 + n) % 3))
                                            .reduce("", String::concat))
                    .distinct()
                    .toList();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bothNetworksLearnThatConsonantsAndVowelsTakeTurns(Kind kind) {
        long live = Ledger.current().liveBytes();
        var example = new NamesExample(NAMES, kind);
        var settings = example.defaults().withEpochs(30).withBatchSize(16);
        List<String> learned = example.train(new Training(settings, List.of()));
        assertThat(Ledger.current().liveBytes()).as("live bytes").isEqualTo(live);
        double loss = Double.parseDouble(learned.getFirst().replace("held-out loss: ", ""));
        // Knowing what may follow, but not what does: one of 4 after one of 3.
        assertThat(loss).isLessThan((Math.log(4) + Math.log(3)) / 2);
        assertThat(learned.subList(2, learned.size()))
                .hasSize(10)
                .filteredOn(name -> name.strip().matches("([btkm][aiu])+( \\(which.*)?"))
                .hasSizeGreaterThan(7);
    }

    @Test
    void aNameIsReadWithWhatComesNext() {
        Tokenizer characters = NamesExample.characters(List.of("ab", "b"));
        int end = characters.encode("\n")[0];
        int a = characters.encode("a")[0];
        int b = characters.encode("b")[0];
        var batch = Names.of(List.of("ab", "b"), characters).batches(2).iterator().next();
        assertThat(batch.x()).isEqualTo(Indices.of(end, a, b, end, b, 0).reshape(2, 3));
        assertThat(batch.y()).isEqualTo(Indices.of(a, b, end, b, end, -100).reshape(2, 3));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatStandsBeyondTheEndCountsForNothing(Kind kind) {
        try (var _ = Scope.open("test")) {
            Tokenizer characters = NamesExample.characters(NAMES);
            Model model = kind.of(characters.size(), DType.FLOAT64, Rng.seed(1));
            List<String> three = List.of("bati", "ka", "mimimi");
            double sum = 0;
            int places = 0;
            for (String name : three) {
                var alone = Names.of(List.of(name), characters).batches(1).iterator().next();
                int own = name.length() + 1;
                sum += own * model.loss(alone.x(), alone.y()).item();
                places += own;
            }
            var together = Names.of(three, characters).batches(3).iterator().next();
            assertThat(model.loss(together.x(), together.y()).item())
                    .isCloseTo(sum / places, within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noPlaceSeesWhatFollows(Kind kind) {
        try (var _ = Scope.open("test")) {
            Model model = kind.of(9, DType.FLOAT64, Rng.seed(1));
            Indices text = Indices.of(3, 1, 4, 1, 5, 8, 2, 6).reshape(1, 8);
            Indices other = Indices.of(3, 1, 4, 1, 7, 0, 0, 7).reshape(1, 8);
            assertThat(model.apply(text).narrow(1, 0, 4).toArray())
                    .containsExactly(model.apply(other).narrow(1, 0, 4).toArray(), within(1e-12));
            assertThat(model.apply(text).narrow(1, 4, 4).toArray())
                    .isNotEqualTo(model.apply(other).narrow(1, 4, 4).toArray());
        }
    }

    @Test
    void onlyTheRecurrentNetworkRemembersMoreThanEightCharacters() {
        try (var _ = Scope.open("test")) {
            Indices text = Indices.of(0, 3, 1, 1, 1, 1, 1, 1, 1, 1).reshape(1, 10);
            Indices other = Indices.of(0, 2, 1, 1, 1, 1, 1, 1, 1, 1).reshape(1, 10);
            Model mlp = Kind.MLP.of(4, DType.FLOAT64, Rng.seed(1));
            assertThat(mlp.apply(text).select(1, 9).toArray())
                    .isEqualTo(mlp.apply(other).select(1, 9).toArray());
            assertThat(mlp.apply(text).select(1, 8).toArray())
                    .isNotEqualTo(mlp.apply(other).select(1, 8).toArray());
            Model gru = Kind.GRU.of(4, DType.FLOAT64, Rng.seed(1));
            assertThat(gru.apply(text).select(1, 9).toArray())
                    .isNotEqualTo(gru.apply(other).select(1, 9).toArray());
        }
    }

    @Test
    void writingEndsAtALineBreakOrAtTheLongestName() {
        try (var _ = Scope.open("test")) {
            Tokenizer characters = NamesExample.characters(List.of("abc"));
            Model model = Kind.MLP.of(characters.size(), DType.FLOAT32, Rng.seed(1));
            var rest = new ArrayList<>(List.of("b", "c", "\n", "a"));
            assertThat(
                            model.write(
                                    "a",
                                    characters,
                                    logits -> {
                                        assertThat(logits).hasSize(4);
                                        return characters.encode(rest.removeFirst())[0];
                                    }))
                    .isEqualTo("abc");
            assertThat(rest).containsExactly("a");
            assertThat(model.write("", characters, _ -> characters.encode("c")[0]))
                    .isEqualTo("c".repeat(NamesExample.LONGEST));
            assertThatThrownBy(() -> model.write("x", characters, _ -> 0))
                    .hasMessageContaining("'x' (U+0078) at position 0");
        }
    }

    @Test
    void aTenthIsHeldOutAndNothingIsLost() {
        var parts = NamesExample.split(NAMES, Rng.seed(4));
        assertThat(parts.heldOut()).hasSize(NAMES.size() / 10);
        List<String> all = new ArrayList<>(parts.train());
        all.addAll(parts.heldOut());
        assertThat(all).containsExactlyInAnyOrderElementsOf(NAMES).isNotEqualTo(NAMES);
    }

    @Test
    void theNamesThatShipWithTheJdkAreThousands() {
        List<String> names = NamesExample.symbols();
        assertThat(names)
                .hasSizeGreaterThan(3000)
                .contains("snowman", "black chess queen")
                .allMatch(name -> name.matches("[a-z -]{1,32}"));
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    }
}

package org.arenagrad.examples;

import static org.arenagrad.loss.Losses.crossEntropy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.data.Collate;
import org.arenagrad.data.Dataset;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Embedding;
import org.arenagrad.nn.GRU;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Parts;
import org.arenagrad.nn.RecurrentOptions;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.Schedule;
import org.arenagrad.text.CharacterTokenizer;
import org.arenagrad.text.Sampler;
import org.arenagrad.text.Tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Names, character by character: a network guesses the next one, and so makes up names that nobody
/// has given.
///
/// What to look at: two networks for the same task. The [Recurrent] one keeps a state, into which
/// each character goes, so it can remember the first of them. The [Perceptron] sees the last few
/// characters side by side and nothing else (Bengio et al., *A Neural Probabilistic Language
/// Model*, 2003). Names differ in length: a batch is as long as its longest one, and what stands
/// beyond the end of the others counts for nothing in the loss.
public final class NamesExample implements Example {
    /// How many names are tried at once.
    public static final int TRIED = 1000;

    /// How many characters a name has at most.
    public static final int LONGEST = 100;

    /// The class of a place beyond the end of a name, which a loss ignores.
    private static final int BEYOND = -100;

    private final Supplier<List<String>> source;
    private final Kind kind;

    /// Learns the names of Unicode's symbols, with a recurrent network.
    public NamesExample() {
        this(NamesExample::symbols, Kind.GRU);
    }

    /// Learns names.
    public NamesExample(List<String> names, Kind kind) {
        this(() -> names, kind);
    }

    /// Learns names that are read when they are needed.
    private NamesExample(Supplier<List<String>> source, Kind kind) {
        this.source = source;
        this.kind = kind;
    }

    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new NamesExample(), System.out);
    }

    @Override
    public String name() {
        return "names";
    }

    @Override
    public String summary() {
        return "names of Unicode's symbols, character by character, a GRU of 128";
    }

    @Override
    public Settings defaults() {
        return new Settings(12, 64, OptimizerChoice.ADAM, 6e-3, 0, DType.FLOAT32);
    }

    // ---- the models

    /// Which network.
    public enum Kind {
        /// The recurrent one, of [GRU] cells.
        GRU,
        /// The multilayer perceptron.
        MLP;

        /// A network of that kind.
        ///
        /// @param characters how many there are
        public Model of(int characters, DType dtype, Rng rng) {
            Model model =
                    switch (this) {
                        case GRU -> Recurrent.of(characters, dtype, rng);
                        case MLP -> Perceptron.of(characters, dtype, rng);
                    };
            model.namedParameters().forEach((name, parameter) -> parameter.named(name));
            return model;
        }

        /// `gru`.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What guesses the next character.
    public sealed interface Model extends Trainable {
        /// What comes next, at each place: characters `[N, T]` to logits `[N, T, characters]`. They
        /// depend on what stands before a place, and at it.
        Tensor apply(Indices text);

        /// How wrong it is about what comes next: in nats a character.
        ///
        /// @param next `[N, T]`, what follows each place
        default Tensor loss(Indices text, Indices next) {
            return crossEntropy(apply(text).flatten(0, 1), next.reshape(next.length()));
        }

        /// Makes up a name.
        ///
        /// @param start how it begins
        /// @param characters what characters are to the model, see [#characters]
        /// @param choice the next character, by its logits
        /// @throws IllegalArgumentException if it begins with a character that the model does not
        ///   know
        default String write(String start, Tokenizer characters, ToIntFunction<double[]> choice) {
            int end = characters.encode("\n")[0];
            int[] begun = characters.encode(start);
            int[] text = new int[1 + begun.length];
            text[0] = end;
            System.arraycopy(begun, 0, text, 1, begun.length);
            try (var _ = Autograd.noGrad()) {
                while (text.length <= LONGEST) {
                    int next = choice.applyAsInt(logits(text));
                    if (next == end) {
                        break;
                    }
                    text = Arrays.copyOf(text, text.length + 1);
                    text[text.length - 1] = next;
                }
            }
            return characters.decode(text).substring(1);
        }

        private double[] logits(int[] text) {
            try (var _ = Scope.open("character")) {
                return apply(Indices.of(Shape.of(1, text.length), text))
                        .select(1, text.length - 1)
                        .toArray();
            }
        }
    }

    /// Reads a name into a state.
    ///
    /// @param embedding what stands for each character
    /// @param gru the state after each of them
    /// @param output what comes next, by the state
    private record Recurrent(Embedding embedding, GRU gru, Linear output) implements Model {
        static Recurrent of(int characters, DType dtype, Rng rng) {
            var options = RecurrentOptions.DEFAULT.withBatchFirst(true);
            return new Recurrent(
                    Embedding.of(characters, 32, dtype, rng),
                    GRU.of(32, 128, options, dtype, rng),
                    Linear.of(128, characters, dtype, rng));
        }

        @Override
        public Tensor apply(Indices text) {
            return output.apply(gru.apply(embedding.apply(text)).y());
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("embedding", embedding).layer("gru", gru).layer("output", output);
        }
    }

    /// Sees the last characters, as many as [#CONTEXT].
    ///
    /// @param embedding what stands for each character
    /// @param hidden of all that it sees
    /// @param output what comes next
    private record Perceptron(Embedding embedding, Linear hidden, Linear output) implements Model {
        private static final int CONTEXT = 8;

        static Perceptron of(int characters, DType dtype, Rng rng) {
            return new Perceptron(
                    Embedding.of(characters, 32, dtype, rng),
                    Linear.of(32 * CONTEXT, 256, dtype, rng),
                    Linear.of(256, characters, dtype, rng));
        }

        @Override
        public Tensor apply(Indices text) {
            Tensor seen =
                    embedding
                            .apply(begunEarlier(text)) //   [N, CONTEXT - 1 + T, 32]
                            .windows(1, CONTEXT, 1) //      [N, T, 32, CONTEXT]
                            .flatten(2, 3);
            return output.apply(hidden.apply(seen).tanh());
        }

        /// With the sign between two names, which each begins with, once more for each place that
        /// can be seen before it.
        private static Indices begunEarlier(Indices text) {
            int n = text.shape().size(0);
            int length = text.shape().size(1);
            int longer = CONTEXT - 1 + length;
            int[] all = new int[n * longer];
            for (int i = 0; i < all.length; i++) {
                int place = Math.max(0, i % longer - (CONTEXT - 1));
                all[i] = text.get(i / longer * length + place);
            }
            return Indices.of(Shape.of(n, longer), all);
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("embedding", embedding).layer("hidden", hidden).layer("output", output);
        }
    }

    // ---- the data

    /// The names of Unicode's symbols that have up to 32 letters: they ship with the JDK.
    public static List<String> symbols() {
        return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(character -> Character.getType(character) == Character.OTHER_SYMBOL)
                .mapToObj(Character::getName)
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.matches("[a-z -]{1,32}"))
                .distinct()
                .toList();
    }

    /// What the characters are, a line break among them: it stands between two names, begins each
    /// and ends it.
    public static Tokenizer characters(List<String> names) {
        return CharacterTokenizer.of("\n" + String.join("", names));
    }

    /// Each name with what comes next at each place.
    ///
    /// @param names as characters, with a line break before and after
    public record Names(List<int[]> names) implements Dataset<Indices, Indices> {
        /// Names in numbers.
        public static Names of(List<String> names, Tokenizer characters) {
            return new Names(
                    names.stream().map(name -> characters.encode("\n" + name + "\n")).toList());
        }

        @Override
        public int size() {
            return names.size();
        }

        @Override
        public org.arenagrad.data.Example<Indices, Indices> get(int index) {
            int[] name = names.get(index);
            return new org.arenagrad.data.Example<>(
                    Indices.of(Arrays.copyOf(name, name.length - 1)),
                    Indices.of(Arrays.copyOfRange(name, 1, name.length)));
        }

        /// As long as the longest of a batch.
        @Override
        public Collate<Indices, Indices> collator() {
            return examples ->
                    new org.arenagrad.data.Example<>(
                            padded(examples.stream().map(each -> each.x()).toList(), 0),
                            padded(examples.stream().map(each -> each.y()).toList(), BEYOND));
        }

        private static Indices padded(List<Indices> names, int beyond) {
            int longest = names.stream().mapToInt(Indices::length).max().orElse(0);
            int[] all = new int[names.size() * longest];
            Arrays.fill(all, beyond);
            for (int row = 0; row < names.size(); row++) {
                int[] name = names.get(row).toArray();
                System.arraycopy(name, 0, all, row * longest, name.length);
            }
            return Indices.of(Shape.of(names.size(), longest), all);
        }
    }

    /// Names to learn from, and others to try.
    ///
    /// @param train nine tenths of them
    /// @param heldOut the others
    public record Divided(List<String> train, List<String> heldOut) {}

    /// A tenth of the names held out, at random.
    public static Divided split(List<String> names, Rng rng) {
        int[] order = rng.permutation(names.size()).toArray();
        List<String> mixed = Arrays.stream(order).mapToObj(names::get).toList();
        int cut = names.size() - Math.max(1, names.size() / 10);
        return new Divided(mixed.subList(0, cut), mixed.subList(cut, mixed.size()));
    }

    // ---- the training

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var dtype = settings.dtype();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var names = source.get();
            var characters = characters(names);
            var parts = split(names, rng);
            var train = Names.of(parts.train(), characters);
            var heldOut = Names.of(parts.heldOut(), characters);
            var model = kind.of(characters.size(), dtype, rng);
            var optimizer = settings.optimizer(model.parameters());
            var schedule = Schedule.cosine(settings.learningRate(), settings.epochs());
            life.seal();

            for (var batch : training.over(train.batches(settings.batchSize(), rng))) {
                optimizer.learningRate(schedule.at(batch.epoch()));
                try (var _ = Scope.open("step")) {
                    var loss = training.loss(() -> model.loss(batch.x(), batch.y()));
                    loss.backward();
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            double loss = training.evaluate(() -> heldOutLoss(model, heldOut));
            List<String> learned = new ArrayList<>();
            learned.add(String.format(Locale.ROOT, "held-out loss: %.4g", loss));
            learned.add("names it made up:");
            var known = new HashSet<>(names);
            for (int i = 0; i < 10; i++) {
                learned.add("  " + sample(model, characters, known, rng));
            }
            return learned;
        }
    }

    /// The mean over batches of names, each counting by its names: in nats a character.
    public static double heldOutLoss(Model model, Names heldOut) {
        double sum = 0;
        for (Batch<Indices, Indices> batch : heldOut.batches(TRIED)) {
            try (var _ = Scope.open("batch")) {
                sum += model.loss(batch.x(), batch.y()).item() * batch.size();
            }
        }
        return sum / heldOut.size();
    }

    private static String sample(Model model, Tokenizer characters, Set<String> known, Rng rng) {
        var sampler = new Sampler(0.8, 0, 1);
        int end = characters.encode("\n")[0];
        // A plan of memory has no logits to choose by.
        String name =
                model.write(
                        "", characters, logits -> DryRun.isOn() ? end : sampler.next(logits, rng));
        return known.contains(name) ? name + " (which it has read)" : name;
    }
}

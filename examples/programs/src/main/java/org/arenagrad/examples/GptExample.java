package org.arenagrad.examples;

import static org.arenagrad.autograd.Fused.scaledDotProductAttention;
import static org.arenagrad.loss.Losses.crossEntropy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Dataset;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.nn.Embedding;
import org.arenagrad.nn.KeyValueCache;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Parts;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Clip;
import org.arenagrad.optim.ParameterGroup;
import org.arenagrad.optim.Schedule;
import org.arenagrad.text.CharacterTokenizer;
import org.arenagrad.text.Sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// A language model in the manner of GPT-2 (Radford et al., 2019): it reads a text character by
/// character, and guesses the next one.
///
/// What to look at: every position of a window is an example, since attention is causal, so a batch
/// of 12 windows of 64 characters has 768 guesses. Matrices decay and vectors don't, hence two
/// groups of parameters. Writing is guessing again and again; keys and values of what was read are
/// kept, so that each new character costs one position and not all of them.
public final class GptExample implements Example {
    /// How many steps there are from one evaluation to the next: an epoch, since nobody waits for
    /// the end of the text.
    private static final int STEPS = 250;

    private static final int SAMPLE = 200;

    private final String name;
    private final String summary;
    private final Supplier<String> text;
    private final IntFunction<Config> sizes;
    private final int steps;

    /// Reads this project's own documentation and sources.
    public GptExample() {
        this("gpt", ProjectText::read, Config::small, STEPS);
    }

    /// Reads a text.
    public GptExample(String text) {
        this("gpt", () -> text, Config::small, STEPS);
    }

    /// Reads a text with a model of another size.
    ///
    /// @param steps how many an epoch has
    public GptExample(String text, Config config, int steps) {
        this("gpt", () -> text, _ -> config, steps);
    }

    /// @param text read when it is needed
    /// @param sizes those of a model, by the size of its vocabulary
    private GptExample(String name, Supplier<String> text, IntFunction<Config> sizes, int steps) {
        Config shown = sizes.apply(1);
        this.name = name;
        this.summary =
                "a text, token by token: %s blocks of %s heads, %s wide, context %s"
                        .formatted(shown.layers(), shown.heads(), shown.width(), shown.context());
        this.text = text;
        this.sizes = sizes;
        this.steps = steps;
    }

    /// The smallest GPT-2 that was published, to plan for: nobody trains it in an afternoon.
    static GptExample gpt2() {
        return new GptExample("gpt2", ProjectText::read, _ -> Config.GPT2, STEPS);
    }

    /// Trains with the defaults.
    public static void main(String[] args) {
        Example.run(new GptExample(), System.out);
    }

    // ---- the model

    /// The sizes of a model.
    ///
    /// @param vocabulary how many tokens there are
    /// @param context how many tokens it sees at most
    /// @param layers how many blocks it has
    /// @param heads how many heads attention has
    /// @param width how many numbers stand for a token
    /// @param activation the function inside a block
    /// @param tied whether the last layer is the embedding, transposed (Press and Wolf, 2017)
    public record Config(
            int vocabulary,
            int context,
            int layers,
            int heads,
            int width,
            ActivationKind activation,
            boolean tied) {
        /// GPT-2 with 124 million parameters.
        public static final Config GPT2 =
                new Config(50257, 1024, 12, 12, 768, ActivationKind.GELU_TANH, true);

        /// Checks the sizes.
        ///
        /// @throws IllegalArgumentException if one is not positive, or the width can't be divided
        ///   among the heads
        public Config {
            if (IntStream.of(vocabulary, context, layers, heads, width).anyMatch(n -> n < 1)) {
                throw new IllegalArgumentException(
                        "gpt: sizes must be positive, not vocabulary %s, context %s, layers %s, heads %s, width %s"
                                .formatted(vocabulary, context, layers, heads, width));
            }
            if (width % heads != 0) {
                throw new IllegalArgumentException(
                        "gpt: a width of %s can't be divided among %s heads"
                                .formatted(width, heads));
            }
        }

        /// One that is trained in minutes.
        public static Config small(int vocabulary) {
            return new Config(vocabulary, 64, 4, 4, 128, ActivationKind.GELU, false);
        }
    }

    /// Where the weights of a model come from: its first values, or a file.
    @FunctionalInterface
    public interface Weights {
        /// The weight of a name, which the model will own.
        Tensor of(String name, int... shape);

        /// First values: matrices are normal with deviation 0.02, and less where they add to what
        /// passes by, `2·layers` times in all.
        static Weights first(Config config, DType dtype, Rng rng) {
            return (name, shape) -> {
                if (shape.length == 1) {
                    return name.endsWith("bias")
                            ? Tensor.zeros(dtype, shape)
                            : Tensor.ones(dtype, shape);
                }
                boolean adds = name.endsWith("c_proj.weight");
                double deviation = adds ? 0.02 / Math.sqrt(2.0 * config.layers()) : 0.02;
                return Tensor.randn(dtype, rng, shape).mulInPlace(deviation);
            };
        }

        /// A linear layer of these.
        default Linear linear(String name, int in, int out) {
            return Linear.of(of(name + ".weight", out, in), of(name + ".bias", out));
        }

        /// A normalisation of these.
        default LayerNorm norm(String name, int size) {
            return LayerNorm.of(of(name + ".weight", size), of(name + ".bias", size), 1e-5);
        }
    }

    /// Every token looks at those before it.
    ///
    /// @param heads how many heads look
    /// @param all what they ask, what they are asked, and what they answer
    /// @param projection what comes of the answers
    private record Attention(int heads, Linear all, Linear projection) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            List<Tensor> qkv = split(x);
            return joined(
                    scaledDotProductAttention(
                            qkv.get(0), qkv.get(1), qkv.get(2), AttentionOptions.CAUSAL));
        }

        /// The same of the next tokens, those before being in the cache.
        Tensor apply(Tensor x, KeyValueCache cache) {
            List<Tensor> qkv = split(x);
            return joined(cache.attend(qkv.get(0), qkv.get(1), qkv.get(2), true));
        }

        /// `[N, T, width]` to queries, keys and values, each `[N, heads, T, width / heads]`.
        private List<Tensor> split(Tensor x) {
            int n = x.shape().size(0);
            int t = x.shape().size(1);
            int each = x.shape().size(2) / heads;
            return all.apply(x).reshape(n, t, 3, heads, each).permute(2, 0, 3, 1, 4).unbind(0);
        }

        private Tensor joined(Tensor x) {
            return projection.apply(x.transpose(1, 2).flatten(2, 3));
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("c_attn", all).layer("c_proj", projection);
        }
    }

    /// Every token thinks for itself.
    ///
    /// @param up to four times the width
    /// @param activation in between
    /// @param down back to the width
    private record Perceptron(Linear up, Layer activation, Linear down) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return down.apply(activation.apply(up.apply(x)));
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("c_fc", up).layer("c_proj", down);
        }
    }

    /// Attention and perceptron. Both add to what passes by, and look at it normalised.
    private record Block(LayerNorm norm1, Attention attention, LayerNorm norm2, Perceptron mlp)
            implements Layer {
        static Block of(String name, Config config, Weights weights) {
            int width = config.width();
            return new Block(
                    weights.norm(name + ".ln_1", width),
                    new Attention(
                            config.heads(),
                            weights.linear(name + ".attn.c_attn", width, 3 * width),
                            weights.linear(name + ".attn.c_proj", width, width)),
                    weights.norm(name + ".ln_2", width),
                    new Perceptron(
                            weights.linear(name + ".mlp.c_fc", width, 4 * width),
                            config.activation().layer(),
                            weights.linear(name + ".mlp.c_proj", 4 * width, width)));
        }

        @Override
        public Tensor apply(Tensor x) {
            return thinking(x.add(attention.apply(norm1.apply(x))));
        }

        Tensor apply(Tensor x, KeyValueCache cache) {
            return thinking(x.add(attention.apply(norm1.apply(x), cache)));
        }

        private Tensor thinking(Tensor x) {
            return x.add(mlp.apply(norm2.apply(x)));
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("ln_1", norm1)
                    .layer("attn", attention)
                    .layer("ln_2", norm2)
                    .layer("mlp", mlp);
        }
    }

    /// The whole model. Its parameters have the names of GPT-2's, the matrices the shape `[out,
    /// in]` of linear layers.
    public static final class Gpt implements Trainable {
        private final Config config;
        private final Embedding tokens;
        private final Embedding positions;
        private final List<Block> blocks = new ArrayList<>();
        private final Sequential passed;
        private final LayerNorm norm;
        private final Tensor head;

        /// One with first values.
        public static Gpt of(Config config, DType dtype, Rng rng) {
            return new Gpt(config, Weights.first(config, dtype, rng), 0);
        }

        /// One with weights from somewhere else.
        ///
        /// @param recomputed in how many parts blocks are recomputed in backward, 0 for none
        public Gpt(Config config, Weights weights, int recomputed) {
            int width = config.width();
            this.config = config;
            tokens = Embedding.of(weights.of("wte.weight", config.vocabulary(), width));
            positions = Embedding.of(weights.of("wpe.weight", config.context(), width));
            for (int i = 0; i < config.layers(); i++) {
                blocks.add(Block.of("h." + i, config, weights));
            }
            Sequential inOrder = Sequential.of(blocks.toArray(Layer[]::new));
            passed = recomputed == 0 ? inOrder : inOrder.checkpointed(recomputed);
            norm = weights.norm("ln_f", width);
            head =
                    config.tied()
                            ? tokens.weight()
                            : weights.of("lm_head.weight", config.vocabulary(), width)
                                    .requireGrad();
            namedParameters().forEach((name, parameter) -> parameter.named(name));
        }

        /// Its sizes.
        public Config config() {
            return config;
        }

        /// What it expects to come next, at each position: `[N, T]` to logits `[N, T, vocabulary]`.
        ///
        /// @throws IndexOutOfBoundsException if there are more tokens than its context has
        public Tensor apply(Indices text) {
            Tensor x = norm.apply(passed.apply(embedded(text, 0)));
            return Fused.linear(x, head, null);
        }

        /// The same of the next tokens of a text, after the last of them: `[1, T]` to logits `[1,
        /// 1, vocabulary]`.
        ///
        /// @param caches one for each block, with what was read before
        /// @param life the scope to compute in: what is made inside a block ends with the block
        private Tensor last(Indices text, List<KeyValueCache> caches, Scope life) {
            Tensor x = embedded(text, caches.getFirst().length());
            for (int i = 0; i < blocks.size(); i++) {
                try (var _ = Scope.open("block")) {
                    x = blocks.get(i).apply(x, caches.get(i)).copyTo(life);
                }
            }
            Tensor end = x.narrow(1, text.length() - 1, 1);
            return Fused.linear(norm.apply(end), head, null);
        }

        private Tensor embedded(Indices text, int before) {
            int steps = text.shape().size(1);
            Indices places = Indices.of(IntStream.range(before, before + steps).toArray());
            return tokens.apply(text).add(positions.apply(places));
        }

        /// How wrong it is about what comes next: in nats a token.
        ///
        /// @param text `[N, T]`
        /// @param next `[N, T]`, what follows each of them
        public Tensor loss(Indices text, Indices next) {
            return crossEntropy(apply(text).flatten(0, 1), next.reshape(next.length()));
        }

        /// Writes on. When the text gets longer than the context, all but the last half of it is
        /// forgotten: what is left gets new positions, so it is read once more.
        ///
        /// @param prompt what is there already, a token at least
        /// @param length how many tokens to write
        /// @param cached whether keys and values of what was read are kept; the text is the same
        /// @param choice the next token, by its logits
        /// @param told receives each token as soon as it is chosen
        public void write(
                int[] prompt,
                int length,
                boolean cached,
                ToIntFunction<double[]> choice,
                IntConsumer told) {
            int[] text = Arrays.copyOf(prompt, prompt.length + length);
            int from = 0;
            try (var _ = Autograd.noGrad();
                    var _ = Scope.open("writing")) {
                List<KeyValueCache> caches = cached ? caches() : List.of();
                for (int end = prompt.length; end < text.length; end++) {
                    if (end - from > config.context()) {
                        from = end - Math.max(1, config.context() / 2);
                        caches.forEach(KeyValueCache::clear);
                    }
                    int known = cached ? caches.getFirst().length() : 0;
                    text[end] =
                            choice.applyAsInt(
                                    logits(Arrays.copyOfRange(text, from + known, end), caches));
                    told.accept(text[end]);
                }
            }
        }

        private double[] logits(int[] text, List<KeyValueCache> caches) {
            try (var life = Scope.open("token")) {
                Indices row = Indices.of(text).reshape(1, text.length);
                return caches.isEmpty()
                        ? apply(row).select(1, text.length - 1).toArray()
                        : last(row, caches, life).toArray();
            }
        }

        private List<KeyValueCache> caches() {
            return IntStream.range(0, config.layers())
                    .mapToObj(
                            _ ->
                                    KeyValueCache.of(
                                            1,
                                            config.heads(),
                                            config.context(),
                                            config.width() / config.heads(),
                                            head.dtype()))
                    .toList();
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("wte", tokens)
                    .layer("wpe", positions)
                    .layer("h", passed)
                    .layer("ln_f", norm);
            if (!config.tied()) {
                parts.layer("lm_head", new Head(head));
            }
        }

        /// The last layer by its name.
        ///
        /// @param weight `[vocabulary, width]`
        private record Head(Tensor weight) implements Trainable {
            @Override
            public void declare(Parts parts) {
                parts.parameter("weight", weight);
            }
        }
    }

    // ---- the data

    /// All windows of a text, each with the same window one token later.
    public static final class Windows implements Dataset<Indices, Indices> {
        private final int[] tokens;
        private final int context;
        private final int stride;

        /// @param context the length of a window
        /// @param stride how far one begins after the other
        /// @throws IllegalArgumentException if the text is too short for a window
        public Windows(int[] tokens, int context, int stride) {
            if (tokens.length <= context) {
                throw new IllegalArgumentException(
                        "gpt: %s tokens are too few for a window of %s and the token after it: take a longer text or a smaller context"
                                .formatted(tokens.length, context));
            }
            this.tokens = tokens;
            this.context = context;
            this.stride = stride;
        }

        @Override
        public int size() {
            return (tokens.length - 1 - context) / stride + 1;
        }

        @Override
        public org.arenagrad.data.Example<Indices, Indices> get(int index) {
            int from = index * stride;
            return new org.arenagrad.data.Example<>(
                    Indices.of(Arrays.copyOfRange(tokens, from, from + context)),
                    Indices.of(Arrays.copyOfRange(tokens, from + 1, from + context + 1)));
        }
    }

    // ---- the training

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public Settings defaults() {
        return new Settings(8, 12, OptimizerChoice.ADAMW, 1e-3, 0, DType.FLOAT32);
    }

    /// The learning rate of each step, from 0: up for a twentieth of them, and down to a tenth by
    /// half a cosine.
    public static Schedule schedule(double rate, int steps) {
        int up = Math.max(1, steps / 20);
        Schedule all = Schedule.cosine(rate, Math.max(1, steps - up), rate / 10).warmUp(up, 0);
        return step -> all.at(step + 1);
    }

    /// The optimizer: AdamW that lets matrices decay, or another one as it is.
    public static org.arenagrad.optim.Optimizer optimizer(Gpt model, Settings settings) {
        if (settings.optimizer() != OptimizerChoice.ADAMW) {
            return settings.optimizer(model.parameters());
        }
        var matrices = model.parameters().stream().filter(p -> p.shape().rank() > 1).toList();
        var vectors = model.parameters().stream().filter(p -> p.shape().rank() == 1).toList();
        return AdamW.ofGroups(
                List.of(
                        ParameterGroup.of(matrices).weightDecay(0.1),
                        ParameterGroup.of(vectors).weightDecay(0)),
                settings.learningRate(),
                AdamW.defaults().betas(0.9, 0.99));
    }

    @Override
    public List<String> train(Training training) {
        var settings = training.settings();
        var rng = Rng.seed(settings.seed());

        try (var life = Scope.open("life")) {
            var characters = CharacterTokenizer.of(text.get());
            int[] tokens = characters.encode(text.get());
            var config = sizes.apply(characters.size());
            int cut = (int) (tokens.length * 9L / 10);
            var train = new Windows(Arrays.copyOf(tokens, cut), config.context(), 1);
            var heldOut =
                    new Windows(
                            Arrays.copyOfRange(tokens, cut, tokens.length),
                            config.context(),
                            config.context());
            var model =
                    new Gpt(
                            config,
                            Weights.first(config, settings.dtype(), rng),
                            settings.blocks());
            var optimizer = optimizer(model, settings);
            var schedule = schedule(settings.learningRate(), settings.epochs() * steps);
            int step = 0;
            life.seal();

            for (var batch : training.over(train.sampled(settings.batchSize(), steps, rng))) {
                optimizer.learningRate(schedule.at(step++));
                try (var _ = Scope.open("step")) {
                    var loss = training.loss(() -> model.loss(batch.x(), batch.y()));
                    loss.backward();
                    Clip.gradNorm(model.parameters(), 1);
                    optimizer.step();
                    optimizer.zeroGrad();
                }
            }

            double loss =
                    training.evaluate(() -> heldOutLoss(model, heldOut, settings.batchSize()));
            List<String> learned = new ArrayList<>();
            learned.add(String.format(Locale.ROOT, "held-out loss: %.4g", loss));
            learned.add("a sample:");
            sample(model, characters, rng).lines().forEach(learned::add);
            return learned;
        }
    }

    /// Reads as much as the context has room for, and writes on.
    @Override
    public Optional<Runnable> use(Settings settings) {
        return Optional.of(
                () -> {
                    Config config = sizes.apply(CharacterTokenizer.of(text.get()).size());
                    try (var _ = Scope.open("life")) {
                        Gpt model = Gpt.of(config, settings.dtype(), Rng.seed(settings.seed()));
                        int[] prompt = new int[Math.max(1, config.context() - 1)];
                        model.write(prompt, 2, true, _ -> 0, _ -> {});
                    }
                });
    }

    private static double heldOutLoss(Gpt model, Windows heldOut, int batchSize) {
        double sum = 0;
        for (var batch : heldOut.batches(batchSize)) {
            try (var _ = Scope.open("batch")) {
                sum += model.loss(batch.x(), batch.y()).item() * batch.size();
            }
        }
        return sum / heldOut.size();
    }

    /// What it writes after an empty line.
    private static String sample(Gpt model, CharacterTokenizer characters, Rng rng) {
        var sampler = new Sampler(0.8, 0, 1);
        var sample = new StringBuilder();
        model.write(
                characters.encode(characters.decode(0)),
                SAMPLE,
                true,
                // A plan of memory has no logits to choose by.
                logits -> DryRun.isOn() ? 0 : sampler.next(logits, rng),
                token -> sample.append(characters.decode(token)));
        return sample.toString();
    }
}

package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/// Self-attention, then two linear layers with an activation between them, each with a way around
/// and a normalisation (Vaswani et al., 2017).
///
/// Takes and gives `[N, T, E]`. Parameters under PyTorch's names: `self_attn.…`, `linear1.…`,
/// `linear2.…`, `norm1.…`, `norm2.…`.
public final class TransformerEncoderLayer implements Layer {
    private final Options options;
    private final MultiHeadAttention attention;
    private final Linear first;
    private final Linear second;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Dropout dropout;

    private TransformerEncoderLayer(
            Options options,
            MultiHeadAttention attention,
            Linear first,
            Linear second,
            LayerNorm norm1,
            LayerNorm norm2,
            Rng random) {
        this.options = options;
        this.attention = attention;
        this.first = first;
        this.second = second;
        this.norm1 = norm1;
        this.norm2 = norm2;
        this.dropout = Dropout.of(options.dropout(), random);
    }

    /// What can be chosen.
    ///
    /// @param embedding the length of a vector
    /// @param heads of the attention
    /// @param hidden the width between the two linear layers
    /// @param dropout the probability that an element is dropped in training
    /// @param activation between the linear layers
    /// @param normFirst whether to normalise before attention and linear layers, and not after
    /// @param causal whether a step looks only at those that do not stand after it
    /// @param dtype the type of parameters
    public record Options(
            int embedding,
            int heads,
            int hidden,
            double dropout,
            Layer activation,
            boolean normFirst,
            boolean causal,
            DType dtype) {
        /// PyTorch's defaults, but no dropout: ReLU, normalisation after, not causal.
        public static Options of(int embedding, int heads, int hidden) {
            return new Options(
                    embedding,
                    heads,
                    hidden,
                    0,
                    Activations.relu(),
                    false,
                    false,
                    Tensor.defaultDType());
        }

        /// As GPT-2 has it: GELU, normalisation before, causal.
        ///
        /// @throws IllegalArgumentException if four times the embedding is no `int`
        public static Options gpt(int embedding, int heads, double dropout) {
            if (embedding > Integer.MAX_VALUE / 4) {
                throw new IllegalArgumentException(
                        "transformerEncoderLayer: an embedding of %s is too long: the linear layers between are four times as wide"
                                .formatted(embedding));
            }
            return new Options(
                    embedding,
                    heads,
                    4 * embedding,
                    dropout,
                    Activations.gelu(),
                    true,
                    true,
                    Tensor.defaultDType());
        }
    }

    /// A layer.
    ///
    /// @throws IllegalArgumentException if the embedding can't be divided among the heads
    public static TransformerEncoderLayer of(Options options, Rng random) {
        DType dtype = options.dtype();
        int width = options.embedding();
        return new TransformerEncoderLayer(
                options,
                MultiHeadAttention.of(
                        width,
                        options.heads(),
                        true,
                        options.dropout(),
                        options.causal(),
                        dtype,
                        random),
                Linear.of(width, options.hidden(), dtype, random),
                Linear.of(options.hidden(), width, dtype, random),
                LayerNorm.of(dtype, width),
                LayerNorm.of(dtype, width),
                random);
    }

    /// A layer over given parameters, which are asked for gradients.
    ///
    /// @param parameters by PyTorch's names, `self_attn.in_proj_weight` and so on
    /// @param random what dropout draws from
    /// @throws IllegalArgumentException if one is missing, is too many or does not fit
    public static TransformerEncoderLayer of(
            Map<String, Tensor> parameters, Options options, Rng random) {
        int width = options.embedding();
        int hidden = options.hidden();
        Given given = new Given(parameters);
        int wide = Math.multiplyExact(3, width);
        var layer =
                new TransformerEncoderLayer(
                        options,
                        MultiHeadAttention.of(
                                given.get("self_attn.in_proj_weight", wide, width),
                                given.get("self_attn.in_proj_bias", wide),
                                given.linear("self_attn.out_proj", width, width),
                                options.heads(),
                                options.dropout(),
                                options.causal(),
                                random),
                        given.linear("linear1", width, hidden),
                        given.linear("linear2", hidden, width),
                        given.norm("norm1", width),
                        given.norm("norm2", width),
                        random);
        given.requireAllTaken();
        return layer;
    }

    /// Parameters by name, each of which is taken once.
    private static final class Given {
        private final Map<String, Tensor> left;

        Given(Map<String, Tensor> parameters) {
            this.left = new LinkedHashMap<>(parameters);
        }

        Tensor get(String name, int... shape) {
            Tensor found = left.remove(name);
            if (found == null || !found.shape().equals(Shape.of(shape))) {
                throw new IllegalArgumentException(
                        "transformerEncoderLayer: parameter '%s' must be %s, not %s"
                                .formatted(
                                        name,
                                        Shape.of(shape),
                                        found == null ? "missing" : found.array()));
            }
            return found;
        }

        Linear linear(String name, int in, int out) {
            return Linear.of(get(name + ".weight", out, in), get(name + ".bias", out));
        }

        LayerNorm norm(String name, int width) {
            return LayerNorm.of(
                    get(name + ".weight", width), get(name + ".bias", width), LayerNorm.EPS);
        }

        void requireAllTaken() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException(
                        "transformerEncoderLayer: there is no place for %s"
                                .formatted(left.keySet()));
            }
        }
    }

    /// What was chosen.
    public Options options() {
        return options;
    }

    @Override
    public Tensor apply(Tensor x) {
        return around(x, attention);
    }

    /// With a mask of the scores, see [AttentionOptions#mask].
    public Tensor apply(Tensor x, AttentionOptions options) {
        return around(x, z -> attention.apply(z, z, z, options));
    }

    /// The next steps of a sequence, see [MultiHeadAttention#apply(Tensor, KeyValueCache)].
    public Tensor apply(Tensor x, KeyValueCache cache) {
        return around(x, z -> attention.apply(z, cache));
    }

    private Tensor around(Tensor x, Layer attending) {
        if (options.normFirst()) {
            Tensor y = x.add(dropout.apply(attending.apply(norm1.apply(x))));
            return y.add(linears(norm2.apply(y)));
        }
        Tensor y = norm1.apply(x.add(dropout.apply(attending.apply(x))));
        return norm2.apply(y.add(linears(y)));
    }

    private Tensor linears(Tensor x) {
        Tensor hidden = dropout.apply(options.activation().apply(first.apply(x)));
        return dropout.apply(second.apply(hidden));
    }

    @Override
    public void declare(Parts parts) {
        parts.layer("self_attn", attention)
                .layer("linear1", first)
                .layer("linear2", second)
                .layer("norm1", norm1)
                .layer("norm2", norm2);
    }

    @Override
    public void train(boolean on) {
        attention.train(on);
        dropout.train(on);
    }
}

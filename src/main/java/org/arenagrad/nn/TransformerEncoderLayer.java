package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.Tensor;

/// Self-attention, then two linear layers with an activation between them, each with a way around
/// and a normalisation (Vaswani et al., 2017).
///
/// Takes and gives `[N, T, E]`. Parameters under PyTorch's names: `self_attn.…`, `linear1.…`,
/// `linear2.…`, `norm1.…`, `norm2.…`.
public final class TransformerEncoderLayer implements Layer {
    private final MultiHeadAttention attention;
    private final Linear first;
    private final Layer activation;
    private final Linear second;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Dropout dropout;
    private final boolean normFirst;

    private TransformerEncoderLayer(Options options, Rng random) {
        DType dtype = options.dtype();
        int width = options.embedding();
        this.attention =
                MultiHeadAttention.of(
                        width,
                        options.heads(),
                        true,
                        options.dropout(),
                        options.causal(),
                        dtype,
                        random);
        this.first = Linear.of(width, options.hidden(), dtype, random);
        this.activation = options.activation();
        this.second = Linear.of(options.hidden(), width, dtype, random);
        this.norm1 = LayerNorm.of(dtype, width);
        this.norm2 = LayerNorm.of(dtype, width);
        this.dropout = Dropout.of(options.dropout(), random);
        this.normFirst = options.normFirst();
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
        public static Options gpt(int embedding, int heads, double dropout) {
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
        return new TransformerEncoderLayer(options, random);
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
        if (normFirst) {
            Tensor y = x.add(dropout.apply(attending.apply(norm1.apply(x))));
            return y.add(linears(norm2.apply(y)));
        }
        Tensor y = norm1.apply(x.add(dropout.apply(attending.apply(x))));
        return norm2.apply(y.add(linears(y)));
    }

    private Tensor linears(Tensor x) {
        Tensor hidden = dropout.apply(activation.apply(first.apply(x)));
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

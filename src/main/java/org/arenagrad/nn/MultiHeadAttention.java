package org.arenagrad.nn;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/// Attention by several heads, each on a part of the embedding (Vaswani et al., *Attention Is All
/// You Need*, 2017).
///
/// As a [Layer] it is self-attention: takes and gives `[N, T, E]`. Parameters, PyTorch's:
/// `in_proj_weight` `[3·E, E]` for queries, keys and values, `in_proj_bias` `[3·E]`,
/// `out_proj.weight`, `out_proj.bias`.
public final class MultiHeadAttention implements Layer {
    private final Tensor inWeight;
    private final @Nullable Tensor inBias;
    private final Linear out;
    private final int heads;
    private final double dropout;
    private final boolean causal;
    private final Rng random;
    private boolean training = true;

    private MultiHeadAttention(
            Tensor inWeight,
            @Nullable Tensor inBias,
            Linear out,
            int heads,
            double dropout,
            boolean causal,
            Rng random) {
        if (!(dropout >= 0 && dropout <= 1)) {
            throw new IllegalArgumentException(
                    "multiHeadAttention: the dropout probability %s is not between 0 and 1"
                            .formatted(dropout));
        }
        this.inWeight = inWeight.requireGrad();
        this.inBias = inBias == null ? null : inBias.requireGrad();
        this.out = out;
        this.heads = heads;
        this.dropout = dropout;
        this.causal = causal;
        this.random = random;
    }

    /// One of the default type, with biases and no dropout.
    ///
    /// @param causal whether self-attention looks only at what does not stand after
    /// @throws IllegalArgumentException if the embedding can't be divided among the heads
    public static MultiHeadAttention of(int embedding, int heads, boolean causal, Rng random) {
        return of(embedding, heads, true, 0, causal, Tensor.defaultDType(), random);
    }

    /// One with all there is to choose.
    ///
    /// @param bias whether projections have biases
    /// @param dropout the probability that a weight is dropped in training
    /// @param causal whether self-attention looks only at what does not stand after
    /// @throws IllegalArgumentException if the embedding can't be divided among the heads, or the
    ///   dropout is not between 0 and 1
    public static MultiHeadAttention of(
            int embedding,
            int heads,
            boolean bias,
            double dropout,
            boolean causal,
            DType dtype,
            Rng random) {
        requireHeads(embedding, heads);
        int wide = 3 * embedding;
        double bound = Math.sqrt(6.0 / (embedding + (double) wide));
        Tensor inWeight = Tensor.uniform(dtype, random, -bound, bound, wide, embedding);
        Tensor inBias = bias ? Tensor.zeros(dtype, wide).named("in_proj_bias") : null;
        Linear out =
                bias
                        ? Linear.of(embedding, embedding, dtype, random)
                        : Linear.withoutBias(embedding, embedding, dtype, random);
        return new MultiHeadAttention(
                inWeight.named("in_proj_weight"), inBias, out, heads, dropout, causal, random);
    }

    /// One over given parameters, which are asked for gradients.
    ///
    /// @param inWeight `[3·E, E]`
    /// @param inBias `[3·E]`, or null for none
    /// @param out `E` to `E`
    /// @param dropout the probability that a weight is dropped in training
    /// @param causal whether self-attention looks only at what does not stand after
    /// @throws IllegalArgumentException if the shapes don't fit, the embedding can't be divided
    ///   among the heads, or the dropout is not between 0 and 1
    public static MultiHeadAttention of(
            Tensor inWeight,
            @Nullable Tensor inBias,
            Linear out,
            int heads,
            double dropout,
            boolean causal,
            Rng random) {
        int embedding = inWeight.shape().rank() == 2 ? inWeight.shape().size(1) : 0;
        requireHeads(embedding, heads);
        if (!inWeight.shape().equals(Shape.of(3 * embedding, embedding))
                || (inBias != null && !inBias.shape().equals(Shape.of(3 * embedding)))
                || !out.weight().shape().equals(Shape.of(embedding, embedding))) {
            throw new IllegalArgumentException(
                    "multiHeadAttention: the weights must be [3·E, E] and [E, E], the bias [3·E] or none, not %s, %s and %s"
                            .formatted(
                                    inWeight.array(),
                                    out.weight().array(),
                                    inBias == null ? "none" : inBias.array()));
        }
        return new MultiHeadAttention(inWeight, inBias, out, heads, dropout, causal, random);
    }

    private static void requireHeads(int embedding, int heads) {
        if (heads < 1 || embedding < 1 || embedding % heads != 0) {
            throw new IllegalArgumentException(
                    "multiHeadAttention: an embedding of %s can't be divided among %s heads"
                            .formatted(embedding, heads));
        }
        if (embedding > Integer.MAX_VALUE / 3) {
            throw new IllegalArgumentException(
                    "multiHeadAttention: an embedding of %s is too long: queries, keys and values beside each other are more than 2^31-1"
                            .formatted(embedding));
        }
    }

    /// The length of a vector.
    public int embedding() {
        return inWeight.shape().size(1);
    }

    /// The number of heads.
    public int heads() {
        return heads;
    }

    /// Whether projections have biases.
    public boolean hasBias() {
        return inBias != null;
    }

    /// The probability that a weight is dropped in training.
    public double dropout() {
        return dropout;
    }

    /// Whether self-attention looks only at what does not stand after.
    public boolean causal() {
        return causal;
    }

    /// Self-attention, `[N, T, E]` to `[N, T, E]`.
    @Override
    public Tensor apply(Tensor x) {
        return apply(x, x, x, causal ? AttentionOptions.CAUSAL : AttentionOptions.DEFAULT);
    }

    /// Attention of queries to keys and values.
    ///
    /// @param query `[N, L, E]`
    /// @param key `[N, S, E]`
    /// @param value `[N, S, E]`
    /// @param options its mask broadcasts to `[N, heads, L, S]`
    /// @return `[N, L, E]`
    /// @throws IllegalArgumentException if they or the mask don't fit
    public Tensor apply(Tensor query, Tensor key, Tensor value, AttentionOptions options) {
        AttentionOptions chosen =
                training && dropout > 0 ? options.withDropout(dropout, random) : options;
        Tensor context =
                Fused.scaledDotProductAttention(
                        split(projected(query, 0)),
                        split(projected(key, 1)),
                        split(projected(value, 2)),
                        chosen);
        return out.apply(joined(context));
    }

    /// Self-attention of the next steps of a sequence to all steps so far: what was projected
    /// before is in the cache, and what is projected now is added to it. For generation, under
    /// noGrad.
    ///
    /// @param x `[N, T, E]`, the next steps
    /// @throws IllegalArgumentException if the cache is full or of another shape or type, or
    ///   gradients are recorded
    public Tensor apply(Tensor x, KeyValueCache cache) {
        Tensor context =
                cache.attend(
                        split(projected(x, 0)),
                        split(projected(x, 1)),
                        split(projected(x, 2)),
                        causal);
        return out.apply(joined(context));
    }

    private Tensor projected(Tensor x, int which) {
        int embedding = embedding();
        if (x.shape().rank() != 3 || x.shape().size(2) != embedding) {
            throw new IllegalArgumentException(
                    "multiHeadAttention: %s does not fit: this layer takes [N, T, E] with E = %s, in_proj_weight is %s; of one sequence make a batch with unsqueeze(0)"
                            .formatted(x.array(), embedding, inWeight.array()));
        }
        Tensor weight = inWeight.narrow(0, which * embedding, embedding);
        Tensor bias = inBias == null ? null : inBias.narrow(0, which * embedding, embedding);
        return Fused.linear(x, weight, bias);
    }

    private Tensor split(Tensor x) {
        int n = x.shape().size(0);
        int t = x.shape().size(1);
        return x.reshape(n, t, heads, x.shape().size(2) / heads).transpose(1, 2);
    }

    private static Tensor joined(Tensor x) {
        return x.transpose(1, 2).flatten(2, 3);
    }

    @Override
    public void train(boolean on) {
        training = on;
    }

    @Override
    public void declare(Parts parts) {
        parts.parameter("in_proj_weight", inWeight)
                .parameter("in_proj_bias", inBias)
                .layer("out_proj", out);
    }

    /// `MultiHeadAttention[64, 4 heads]`.
    @Override
    public String toString() {
        return "MultiHeadAttention[%s, %s heads%s]"
                .formatted(inWeight.shape().size(1), heads, causal ? ", causal" : "");
    }
}

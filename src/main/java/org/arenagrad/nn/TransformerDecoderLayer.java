package org.arenagrad.nn;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.Tensor;

/// Causal self-attention, attention to what an encoder gave, and two linear layers, each with a way
/// around and a normalisation after it (Vaswani et al., 2017).
///
/// Parameters under PyTorch's names: `self_attn.…`, `multihead_attn.…`, `linear1.…`, `linear2.…`,
/// `norm1.…`, `norm2.…`, `norm3.…`.
public final class TransformerDecoderLayer implements Trainable {
    private final MultiHeadAttention self;
    private final MultiHeadAttention cross;
    private final Linear first;
    private final Layer activation;
    private final Linear second;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final LayerNorm norm3;
    private final Dropout dropout;
    private final boolean normFirst;

    private TransformerDecoderLayer(TransformerEncoderLayer.Options options, Rng random) {
        int width = options.embedding();
        this.self = attention(options, random);
        this.cross = attention(options, random);
        this.first = Linear.of(width, options.hidden(), options.dtype(), random);
        this.activation = options.activation();
        this.second = Linear.of(options.hidden(), width, options.dtype(), random);
        this.norm1 = LayerNorm.of(options.dtype(), width);
        this.norm2 = LayerNorm.of(options.dtype(), width);
        this.norm3 = LayerNorm.of(options.dtype(), width);
        this.dropout = Dropout.of(options.dropout(), random);
        this.normFirst = options.normFirst();
    }

    private static MultiHeadAttention attention(
            TransformerEncoderLayer.Options options, Rng random) {
        return MultiHeadAttention.of(
                options.embedding(),
                options.heads(),
                true,
                options.dropout(),
                false,
                options.dtype(),
                random);
    }

    /// A layer.
    ///
    /// @param options as for an encoder; the self-attention is causal in any case
    /// @throws IllegalArgumentException if the embedding can't be divided among the heads
    public static TransformerDecoderLayer of(TransformerEncoderLayer.Options options, Rng random) {
        return new TransformerDecoderLayer(options, random);
    }

    /// The value for a sequence and what it is decoded from.
    ///
    /// @param x `[N, T, E]`
    /// @param memory `[N, S, E]`, what an encoder gave
    /// @return `[N, T, E]`
    public Tensor apply(Tensor x, Tensor memory) {
        if (normFirst) {
            Tensor y = x.add(own(norm1.apply(x)));
            Tensor z = y.add(looked(norm2.apply(y), memory));
            return z.add(linears(norm3.apply(z)));
        }
        Tensor y = norm1.apply(x.add(own(x)));
        Tensor z = norm2.apply(y.add(looked(y, memory)));
        return norm3.apply(z.add(linears(z)));
    }

    private Tensor own(Tensor x) {
        return dropout.apply(self.apply(x, x, x, AttentionOptions.CAUSAL));
    }

    private Tensor looked(Tensor x, Tensor memory) {
        return dropout.apply(cross.apply(x, memory, memory, AttentionOptions.DEFAULT));
    }

    private Tensor linears(Tensor x) {
        Tensor hidden = dropout.apply(activation.apply(first.apply(x)));
        return dropout.apply(second.apply(hidden));
    }

    @Override
    public void declare(Parts parts) {
        parts.layer("self_attn", self)
                .layer("multihead_attn", cross)
                .layer("linear1", first)
                .layer("linear2", second)
                .layer("norm1", norm1)
                .layer("norm2", norm2)
                .layer("norm3", norm3);
    }

    @Override
    public void train(boolean on) {
        self.train(on);
        cross.train(on);
        dropout.train(on);
    }
}

package org.arenagrad.autograd;

import org.arenagrad.array.Indices;
import org.arenagrad.ndarray.Create;
import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// Operations that do at once what layers and losses would otherwise build from several, so that no
/// intermediate value is kept, or even made. Most people meet them through the layers and losses.
public final class Fused {
    private Fused() {}

    /// `x·Wᵀ + b`: `x` of shape `[…, in]`, `W` of `[out, in]`, `b` of `[out]` or null; gives `[…,
    /// out]`.
    ///
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return Layers.Linear.of(x, weight, bias).apply();
    }

    /// The mean of `(p - t)²` over all elements of two tensors of the same shape.
    public static Tensor meanSquaredError(Tensor p, Tensor t) {
        return new Layers.MeanSquaredError(p, t).apply();
    }

    /// The cross-entropy of the softmax of each row of logits `[N, C]` against its class, `[N]`:
    /// `w·Σ_c q_c·(logsumexp(x) - x_c)` with `q = (1 - smoothing)·onehot(class) + smoothing / C`.
    /// Only the logits are kept for the gradient.
    ///
    /// @param rowWeights what each row counts, `N` numbers; null for 1 each
    /// @param smoothing how much of each one-hot target is spread over all classes, 0 for none
    ///   (Szegedy et al., 2015)
    /// @throws IllegalArgumentException if the shapes don't fit
    /// @throws IndexOutOfBoundsException if a class is not in `0 … C-1`
    public static Tensor crossEntropy(
            Tensor logits, Indices classes, double @Nullable [] rowWeights, double smoothing) {
        Tensor weight =
                rowWeights == null
                        ? Tensor.ones(logits.dtype())
                        : Tensor.from(logits.dtype(), rowWeights, rowWeights.length);
        // The node's own, if there will be one: it ends with it, else right here.
        weight.array().buffer().giveToTape();
        Tensor losses = new Layers.CrossEntropy(logits, classes, weight, smoothing).apply();
        weight.discard();
        return losses;
    }

    /// `-(t·log p + (1 - t)·log(1 - p))` for each element, logarithms not below -100.
    ///
    /// @param p probabilities, of any shape
    /// @param target of the same shape
    public static Tensor binaryCrossEntropy(Tensor p, Tensor target) {
        return new BinaryCrossEntropy.OfProbabilities(p, target).apply();
    }

    /// [#binaryCrossEntropy] of `sigmoid(x)`, computed from `x` itself so that nothing overflows or
    /// is rounded to 0 or 1.
    ///
    /// @param x logits, of any shape
    /// @param target of the same shape
    public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
        return new BinaryCrossEntropy.OfLogits(x, target).apply();
    }

    /// Along the last dimension, `(x - mean) / √(variance + eps)`, the variance that of a
    /// population (Ba et al., 2016).
    public static Tensor normalize(Tensor x, double eps) {
        return new Layers.Normalize(x, eps).apply();
    }

    /// Each element kept with probability `1 - p` and divided by it, else 0 (Srivastava et al.,
    /// 2014).
    ///
    /// @param p the probability that an element is dropped
    /// @throws IllegalArgumentException if `p` is not between 0 and 1
    public static Tensor dropout(Tensor x, double p, RandomGenerator random) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "dropout: the probability %s is not between 0 and 1".formatted(p));
        }
        CheckpointRun.draws(random);
        Tensor mask = Tensor.of(Create.bernoulli(x.shape(), x.dtype(), random, 1 - p, 1 / (1 - p)));
        return new Layers.Dropout(x, mask).apply();
    }

    /// Scaled dot-product attention, `softmax(q·kᵀ·scale + mask)·v` (Vaswani et al., 2017), without
    /// a matrix of all weights: kept for backward are the three operands alone, and beside them
    /// lives a block of 64 queries (Dao et al., 2022). With gradients of gradients, all blocks
    /// live.
    ///
    /// @param query `[…, L, E]`
    /// @param key `[…, S, E]`, the same leading sizes
    /// @param value `[…, S, V]`
    /// @return `[…, L, V]`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor scaledDotProductAttention(
            Tensor query, Tensor key, Tensor value, AttentionOptions options) {
        return Attention.of(query, key, value, options);
    }
}

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
    /// a matrix of all weights: kept for backward are the three operands and the mask alone, and
    /// beside them lives a block of 64 queries (Dao et al., 2022). With gradients of gradients, all
    /// blocks live. A mask that requires a gradient gets one.
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

    /// Each channel of a batch `[N, C, …]` brought to mean 0 and variance 1 over all of the batch,
    /// then scaled and shifted (Ioffe and Szegedy, 2015). Backward reads the input and two numbers
    /// a channel; nothing else is kept.
    ///
    /// @param weight `[C]`, or null for no scale and no shift
    /// @param bias `[C]`, or null
    /// @param runningMean `[C]`: takes `momentum` of the batch's mean, in place, and keeps the rest
    ///   of its own; not if a checkpoint computes the batch again
    /// @param runningVar `[C]`: the same with the variance, divided by `n - 1`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor batchNorm(
            Tensor x,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            Tensor runningMean,
            Tensor runningVar,
            double momentum,
            double eps) {
        var running = new Norms.Running(runningMean, runningVar, momentum);
        return Norms.Batch.of(x, weight, bias, running, eps);
    }

    /// The last dimensions divided by `√(mean(x²) + eps)`, then scaled (Zhang and Sennrich, 2019).
    /// Backward reads the input and one number for each mean; nothing else is kept.
    ///
    /// @param rank how many dimensions are normalised together
    /// @param weight of their sizes, or null for no scale
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor rmsNorm(Tensor x, int rank, @Nullable Tensor weight, double eps) {
        return Norms.RootMeanSquare.of(x, rank, weight, eps);
    }

    /// The gates of a step of an LSTM, `(i, f, g, o)` beside each other: the sum of what input and
    /// state contribute, `g` through tanh, the others through the sigmoid (Hochreiter and
    /// Schmidhuber, 1997; Gers et al., 2000). Only the gates are kept for backward.
    ///
    /// @param fromInput `[N, 4·H]`
    /// @param fromState `[N, 4·H]`
    /// @return `[N, 4·H]`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor lstmGates(Tensor fromInput, Tensor fromState) {
        return new Gates.Lstm(fromInput, fromState).apply();
    }

    /// What an LSTM remembers after a step: `f·c + i·g`.
    ///
    /// @param gates `[N, 4·H]`, see [#lstmGates]
    /// @param c what it remembered before, `[N, H]`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor lstmCell(Tensor gates, Tensor c) {
        return new Gates.LstmCell(gates, c).apply();
    }

    /// What an LSTM shows after a step: `o·tanh(c)`.
    ///
    /// @param gates `[N, 4·H]`, see [#lstmGates]
    /// @param c what it remembers now, `[N, H]`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor lstmHidden(Tensor gates, Tensor c) {
        return new Gates.LstmHidden(gates, c).apply();
    }

    /// The gates of a step of a GRU, `(r, z, n, q)` beside each other (Cho et al., 2014): `q` is
    /// the last third of what the state contributes, `n = tanh(x + r·q)` with the last third `x`
    /// from the input, `r` and `z` the sigmoid of the sums of the others. Only these are kept for
    /// backward.
    ///
    /// @param fromInput `[N, 3·H]`
    /// @param fromState `[N, 3·H]`
    /// @return `[N, 4·H]`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor gruGates(Tensor fromInput, Tensor fromState) {
        return new Gates.Gru(fromInput, fromState).apply();
    }

    /// The state of a GRU after a step: `(1 - z)·n + z·h`.
    ///
    /// @param gates `[N, 4·H]`, see [#gruGates]
    /// @param h the state before, `[N, H]`
    /// @throws IllegalArgumentException if the shapes don't fit
    public static Tensor gruHidden(Tensor gates, Tensor h) {
        return new Gates.GruHidden(gates, h).apply();
    }
}

package org.arenagrad.loss;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.ndarray.Reduce;
import org.jspecify.annotations.Nullable;

/// The losses, as static methods: `import static org.arenagrad.loss.Losses.*`.
///
/// Where nothing else is said, the result is the mean, a scalar; a [Reduction] chooses otherwise.
/// Prediction and target have the same shape and type: a target that would have to be broadcast is
/// nearly always a mistake, and one that no number would show.
public final class Losses {
    private Losses() {}

    // ---- for regression

    /// The mean squared error, `(p - t)²`.
    ///
    /// @throws IllegalArgumentException if the two differ in shape or type
    public static Tensor mseLoss(Tensor prediction, Tensor target) {
        return mseLoss(prediction, target, Reduction.MEAN);
    }

    /// The squared error, `(p - t)²`.
    ///
    /// @throws IllegalArgumentException if the two differ in shape or type
    public static Tensor mseLoss(Tensor prediction, Tensor target, Reduction reduction) {
        requireSameShape("mseLoss", prediction, target);
        if (reduction == Reduction.MEAN) {
            return Fused.meanSquaredError(prediction, target);
        }
        Tensor error = prediction.sub(target);
        Tensor losses = error.square();
        error.discard();
        return reduction.apply(losses);
    }

    /// The mean absolute error, `|p - t|`: less moved by outliers than the squared one.
    ///
    /// @throws IllegalArgumentException if the two differ in shape or type
    public static Tensor l1Loss(Tensor prediction, Tensor target) {
        return l1Loss(prediction, target, Reduction.MEAN);
    }

    /// The absolute error, `|p - t|`.
    ///
    /// @throws IllegalArgumentException if the two differ in shape or type
    public static Tensor l1Loss(Tensor prediction, Tensor target, Reduction reduction) {
        requireSameShape("l1Loss", prediction, target);
        Tensor error = prediction.sub(target);
        Tensor losses = error.abs();
        error.discard();
        return reduction.apply(losses);
    }

    /// The mean of the Huber loss, see [#huberLoss(Tensor, Tensor, double, Reduction)].
    public static Tensor huberLoss(Tensor prediction, Tensor target, double delta) {
        return huberLoss(prediction, target, delta, Reduction.MEAN);
    }

    /// With the error `e = p - t`, `e²/2` where `|e| ≤ delta` and `delta·(|e| - delta/2)` beyond:
    /// squared for small errors, absolute for large ones (Huber, 1964).
    ///
    /// @throws IllegalArgumentException if the two differ in shape or type, or `delta` is not
    ///   positive
    public static Tensor huberLoss(
            Tensor prediction, Tensor target, double delta, Reduction reduction) {
        if (!(delta > 0)) {
            throw new IllegalArgumentException(
                    "huberLoss: delta must be positive, not %s".formatted(delta));
        }
        requireSameShape("huberLoss", prediction, target);
        // With e kept within ±delta as c, both branches are c·(e - c/2).
        Tensor error = prediction.sub(target);
        Tensor kept = error.clamp(-delta, delta);
        Tensor half = kept.mul(0.5);
        Tensor rest = error.sub(half);
        half.discard();
        error.discard();
        Tensor losses = kept.mul(rest);
        kept.discard();
        rest.discard();
        return reduction.apply(losses);
    }

    // ---- for classes

    /// The mean cross-entropy of `softmax(logits)` against classes: `-log softmax(x)[class]`.
    ///
    /// @param logits `[N, C]` or `[N, C, …]`, any real numbers: no softmax in front
    /// @param classes `[N]` or `[N, …]`, each in `0 … C-1`, or -100 for a row that does not count
    /// @throws IllegalArgumentException if the shapes don't fit
    /// @throws IndexOutOfBoundsException if a class is outside
    public static Tensor crossEntropy(Tensor logits, Indices classes) {
        return crossEntropy(logits, classes, ClassOptions.DEFAULT);
    }

    /// The cross-entropy with another reduction, see [#crossEntropy(Tensor, Indices)].
    public static Tensor crossEntropy(Tensor logits, Indices classes, Reduction reduction) {
        return crossEntropy(logits, classes, ClassOptions.DEFAULT.withReduction(reduction));
    }

    /// The cross-entropy with class weights `w` and label smoothing `s`: `(1 - s)·w_y·-log p_y +
    /// s/C·Σ_c w_c·-log p_c` for a row of class `y`, where `p = softmax(x)`. The mean divides by
    /// the sum of `w_y`.
    ///
    /// @throws IllegalArgumentException if shapes don't fit
    /// @throws IndexOutOfBoundsException if a class is outside
    public static Tensor crossEntropy(Tensor logits, Indices classes, ClassOptions options) {
        return ClassLosses.crossEntropy(logits, classes, options);
    }

    /// The mean cross-entropy of `softmax(logits)` against probabilities of the classes.
    ///
    /// @param logits `[N, C]` or `[N, C, …]`
    /// @param probabilities of the same shape
    /// @throws IllegalArgumentException if the shapes differ
    public static Tensor crossEntropy(Tensor logits, Tensor probabilities) {
        return crossEntropy(logits, probabilities, ClassOptions.DEFAULT);
    }

    /// The cross-entropy against probabilities, with class weights and label smoothing: `-Σ_c
    /// w_c·q_c·log softmax(x)_c`, `q = (1 - s)·probabilities + s/C`. The mean divides by the number
    /// of rows.
    ///
    /// @throws IllegalArgumentException if shapes don't fit
    public static Tensor crossEntropy(Tensor logits, Tensor probabilities, ClassOptions options) {
        return ClassLosses.crossEntropy(logits, probabilities, options);
    }

    /// The mean negative log-likelihood, `-x[class]`: after a log-softmax, the cross-entropy.
    ///
    /// @param logProbabilities `[N, C]`
    /// @param classes `[N]`, each in `0 … C-1`
    /// @throws IllegalArgumentException if the shapes don't fit
    /// @throws IndexOutOfBoundsException if a class is outside
    public static Tensor nllLoss(Tensor logProbabilities, Indices classes) {
        return nllLoss(logProbabilities, classes, ClassOptions.DEFAULT);
    }

    /// The negative log-likelihood with another reduction, see [#nllLoss(Tensor, Indices)].
    public static Tensor nllLoss(Tensor logProbabilities, Indices classes, Reduction reduction) {
        return nllLoss(logProbabilities, classes, ClassOptions.DEFAULT.withReduction(reduction));
    }

    /// The negative log-likelihood with class weights, `-w_y·x_y`. The mean divides by the sum of
    /// `w_y`.
    ///
    /// @throws IllegalArgumentException if shapes don't fit, or label smoothing is asked for
    /// @throws IndexOutOfBoundsException if a class is outside
    public static Tensor nllLoss(Tensor logProbabilities, Indices classes, ClassOptions options) {
        return ClassLosses.nll(logProbabilities, classes, options);
    }

    // ---- for probabilities

    /// The mean binary cross-entropy, see [#binaryCrossEntropy(Tensor, Tensor, Reduction)].
    public static Tensor binaryCrossEntropy(Tensor prediction, Tensor target) {
        return binaryCrossEntropy(prediction, target, Reduction.MEAN);
    }

    /// The binary cross-entropy of probabilities, `-(t·log p + (1 - t)·log(1 - p))`, logarithms not
    /// below -100.
    ///
    /// @param prediction probabilities, what a sigmoid gives
    /// @param target probabilities, mostly 0 and 1
    /// @throws IllegalArgumentException if the two differ in shape or type, or a prediction is not
    ///   between 0 and 1
    public static Tensor binaryCrossEntropy(Tensor prediction, Tensor target, Reduction reduction) {
        requireSameShape("binaryCrossEntropy", prediction, target);
        double least = Reduce.min(prediction.array());
        double most = Reduce.max(prediction.array());
        if (least < 0 || most > 1) {
            throw new IllegalArgumentException(
                    """
                    binaryCrossEntropy: prediction %s lies between %s and %s, a probability between \
                    0 and 1: apply sigmoid() first, or better, use binaryCrossEntropyWithLogits\
                    """
                            .formatted(prediction.array(), least, most));
        }
        return reduction.apply(Fused.binaryCrossEntropy(prediction, target));
    }

    /// The mean binary cross-entropy of logits, see [#binaryCrossEntropyWithLogits(Tensor, Tensor,
    /// Reduction)].
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        return binaryCrossEntropyWithLogits(logits, target, Reduction.MEAN);
    }

    /// The binary cross-entropy of `sigmoid(x)`, exact where that rounds to 0 or 1.
    ///
    /// @param logits any real numbers: no sigmoid in front
    /// @param target probabilities, mostly 0 and 1
    /// @throws IllegalArgumentException if the two differ in shape or type
    public static Tensor binaryCrossEntropyWithLogits(
            Tensor logits, Tensor target, Reduction reduction) {
        requireSameShape("binaryCrossEntropyWithLogits", logits, target);
        return reduction.apply(Fused.binaryCrossEntropyWithLogits(logits, target));
    }

    /// The mean over all elements of [#klDiv(Tensor, Tensor, Reduction)], which is PyTorch's
    /// default. The divergence of an example from its target takes [Reduction#BATCH_MEAN].
    public static Tensor klDiv(Tensor logProbabilities, Tensor target) {
        return klDiv(logProbabilities, target, Reduction.MEAN);
    }

    /// The terms of the Kullback-Leibler divergence of a prediction from a target distribution,
    /// `t·(log t - x)`, 0 where `t` is (Kullback and Leibler, 1951).
    ///
    /// @param logProbabilities logarithms of the predicted probabilities, what a log-softmax gives
    /// @param target probabilities, not their logarithms
    /// @throws IllegalArgumentException if the two differ in shape or type
    public static Tensor klDiv(Tensor logProbabilities, Tensor target, Reduction reduction) {
        requireSameShape("klDiv", logProbabilities, target);
        // 1 in place of 0, so that t·log t is 0 there, and not NaN.
        Tensor zero = target.eq(0);
        Tensor positive = target.add(zero);
        zero.discard();
        Tensor log = positive.log();
        positive.discard();
        Tensor difference = log.sub(logProbabilities);
        log.discard();
        Tensor losses = target.mul(difference);
        difference.discard();
        return reduction.apply(losses);
    }

    /// The binary cross-entropy of probabilities, each times a weight.
    ///
    /// @param weight broadcast to the shape of the losses
    /// @throws IllegalArgumentException as in [#binaryCrossEntropy(Tensor, Tensor, Reduction)]
    public static Tensor binaryCrossEntropy(
            Tensor prediction, Tensor target, Tensor weight, Reduction reduction) {
        Tensor losses = binaryCrossEntropy(prediction, target, Reduction.NONE);
        return weighted(losses, weight, reduction);
    }

    /// The binary cross-entropy of logits, each times a weight, positive targets counting more or
    /// less: `-(w⁺·t·log p + (1 - t)·log(1 - p))` with `p = sigmoid(x)`.
    ///
    /// @param weight broadcast to the shape of the losses, null for 1
    /// @param positiveWeight `w⁺`, broadcast, null for 1: more than 1 for classes that are rare
    /// @throws IllegalArgumentException if prediction and target differ in shape or type
    public static Tensor binaryCrossEntropyWithLogits(
            Tensor logits,
            Tensor target,
            @Nullable Tensor weight,
            @Nullable Tensor positiveWeight,
            Reduction reduction) {
        requireSameShape("binaryCrossEntropyWithLogits", logits, target);
        Tensor losses = Fused.binaryCrossEntropyWithLogits(logits, target);
        if (positiveWeight != null) {
            // t·log p once is there; what is missing is counted with the rest of the weight.
            Tensor more = positiveWeight.sub(1).mul(target).mul(logits.logSigmoid());
            Tensor sum = losses.sub(more);
            losses.discard();
            more.discard();
            losses = sum;
        }
        return weight == null ? reduction.apply(losses) : weighted(losses, weight, reduction);
    }

    private static Tensor weighted(Tensor losses, Tensor weight, Reduction reduction) {
        Tensor product = losses.mul(weight);
        losses.discard();
        return reduction.apply(product);
    }

    // ---- for vectors

    /// With the error `e = p - t`, `e²/(2·beta)` where `|e| < beta` and `|e| - beta/2` beyond
    /// (Girshick, 2015): the Huber loss divided by its delta.
    ///
    /// @throws IllegalArgumentException if the two differ in shape or type, or `beta` is not
    ///   positive
    public static Tensor smoothL1Loss(
            Tensor prediction, Tensor target, double beta, Reduction reduction) {
        Tensor huber = huberLoss(prediction, target, beta, reduction);
        Tensor loss = huber.div(beta);
        huber.discard();
        return loss;
    }

    /// How much farther an anchor is from a negative example than from a positive one, as far as a
    /// margin is missed: `max(|a - p| - |a - n| + margin, 0)` (Balntas et al., 2016).
    ///
    /// @param anchor `[N, D]`, as the others
    /// @param p of the norm, 2 for the Euclidean
    /// @throws IllegalArgumentException if shapes or types differ
    public static Tensor tripletMarginLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            double margin,
            double p,
            Reduction reduction) {
        requireSameShape("tripletMarginLoss", anchor, positive);
        requireSameShape("tripletMarginLoss", anchor, negative);
        Tensor near = distance(anchor, positive, p);
        Tensor far = distance(anchor, negative, p);
        return reduction.apply(near.sub(far).add(margin).relu());
    }

    // 1e-6 on each difference, as in PyTorch: so that equal vectors have a gradient.
    private static Tensor distance(Tensor a, Tensor b, double p) {
        return a.sub(b).add(1e-6).norm(p, false, -1);
    }

    /// One minus the cosine of the angle between two vectors that belong together (target 1), and
    /// the cosine itself beyond a margin for two that don't (target -1).
    ///
    /// @param a `[N, D]`, as `b`
    /// @param target `[N]`, 1 or -1
    /// @throws IllegalArgumentException if shapes don't fit or types differ
    public static Tensor cosineEmbeddingLoss(
            Tensor a, Tensor b, Tensor target, double margin, Reduction reduction) {
        requireSameShape("cosineEmbeddingLoss", a, b);
        Tensor cosine = a.cosineSimilarity(b, -1);
        requireSameShape("cosineEmbeddingLoss", cosine, target);
        Tensor together = target.gt(0);
        Tensor losses = together.where(cosine.neg().add(1), cosine.sub(margin).relu());
        return reduction.apply(losses);
    }

    /// How unlikely a sequence makes a shorter one, over all ways to stretch that with repetitions
    /// and blanks (Graves et al., 2006). The mean divides each by the length of its target.
    ///
    /// @param logProbabilities `[T, N, C]`, what a log-softmax gives
    /// @param targets `[N, S]`, classes other than the blank, each row as far as its length
    /// @param lengths of the sequences, `N` numbers up to `T`
    /// @param targetLengths `N` numbers up to `S`
    /// @param blank the class that stands for nothing, mostly 0
    /// @throws IllegalArgumentException if shapes or lengths don't fit
    public static Tensor ctcLoss(
            Tensor logProbabilities,
            Indices targets,
            int[] lengths,
            int[] targetLengths,
            int blank,
            Reduction reduction) {
        return CtcLoss.of(logProbabilities, targets, lengths, targetLengths, blank, reduction);
    }

    private static void requireSameShape(String loss, Tensor prediction, Tensor target) {
        if (!prediction.shape().equals(target.shape())) {
            throw new IllegalArgumentException(
                    """
                    %s: prediction %s and target %s differ in shape: reshape one, or select from it, \
                    so that each number has one to compare with\
                    """
                            .formatted(loss, prediction.array(), target.array()));
        }
        if (prediction.dtype() != target.dtype()) {
            throw new IllegalArgumentException(
                    "%s: prediction %s and target %s differ in type: convert one with to(DType)"
                            .formatted(loss, prediction.array(), target.array()));
        }
    }
}

package org.arenagrad.loss;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The losses against classes given by index, [Losses#crossEntropy] and [Losses#nllLoss].
final class ClassLosses {
    private ClassLosses() {}

    static Tensor crossEntropy(Tensor logits, Indices classes, ClassOptions options) {
        requireFit("crossEntropy", "logits", logits, classes, options);
        double[] weights = ofRows(classes, options);
        if (weights == null || options.smoothing() == 0) {
            return reduce(
                    Fused.crossEntropy(logits, classes, weights, options.smoothing()),
                    weights,
                    options);
        }
        // With both, the smoothed part of a row counts each class by that class's weight, so the
        // target is no longer the row's weight times a smoothed one-hot vector: two losses in one.
        Tensor logProbabilities = logits.logSoftmax(-1);
        Tensor hard = reduce(picked(logProbabilities, classes, weights), weights, options);
        Tensor hardPart = hard.mul(1 - options.smoothing());
        hard.discard();
        Tensor soft = reduce(ofAllClasses(logProbabilities, options), weights, options);
        Tensor softPart = soft.mul(options.smoothing() / logits.shape().size(1));
        soft.discard();
        logProbabilities.discard();
        Tensor loss = hardPart.add(softPart);
        hardPart.discard();
        softPart.discard();
        return loss;
    }

    static Tensor nll(Tensor logProbabilities, Indices classes, ClassOptions options) {
        requireFit("nllLoss", "log-probabilities", logProbabilities, classes, options);
        if (options.smoothing() != 0) {
            throw new IllegalArgumentException(
                    "nllLoss: has no label smoothing: use crossEntropy, on the logits");
        }
        double[] weights = ofRows(classes, options);
        return reduce(picked(logProbabilities, classes, weights), weights, options);
    }

    /// `-w·x[class]` of each row, `[N]`.
    private static Tensor picked(Tensor x, Indices classes, double @Nullable [] rowWeights) {
        Shape column = Shape.of(classes.length(), 1);
        Tensor chosen = x.gather(1, Indices.of(column, classes.toArray()));
        Tensor losses;
        if (rowWeights == null) {
            losses = chosen.squeeze(1).neg();
        } else {
            Tensor factors = negative(x, rowWeights);
            losses = chosen.squeeze(1).mul(factors);
            factors.discard();
        }
        chosen.discard();
        return losses;
    }

    /// `Σ_c -w_c·x_c` of each row, `[N]`.
    private static Tensor ofAllClasses(Tensor x, ClassOptions options) {
        Tensor factors = negative(x, options.weights().stream().mapToDouble(w -> w).toArray());
        Tensor losses = x.matmul(factors);
        factors.discard();
        return losses;
    }

    private static Tensor negative(Tensor like, double[] weights) {
        try (Tensor positive = Tensor.from(like.dtype(), weights, weights.length)) {
            return positive.neg();
        }
    }

    private static double @Nullable [] ofRows(Indices classes, ClassOptions options) {
        return options.weights().isEmpty()
                ? null
                : Arrays.stream(classes.toArray()).mapToDouble(options.weights()::get).toArray();
    }

    private static Tensor reduce(
            Tensor losses, double @Nullable [] rowWeights, ClassOptions options) {
        if (options.reduction() != Reduction.MEAN || rowWeights == null) {
            return options.reduction().apply(losses);
        }
        Tensor sum = Reduction.SUM.apply(losses);
        Tensor mean = sum.div(Arrays.stream(rowWeights).sum());
        sum.discard();
        return mean;
    }

    private static void requireFit(
            String loss, String what, Tensor x, Indices classes, ClassOptions options) {
        if (x.shape().rank() != 2 || !classes.shape().equals(Shape.of(x.shape().size(0)))) {
            throw new IllegalArgumentException(
                    """
                    %s: %s %s and classes of shape %s don't fit: there must be [N, C] %s and [N] \
                    classes (reshape(-1, C) joins leading dimensions)\
                    """
                            .formatted(loss, what, x.array(), classes.shape(), what));
        }
        int count = x.shape().size(1);
        if (!options.weights().isEmpty() && options.weights().size() != count) {
            throw new IllegalArgumentException(
                    "%s: %s class weights don't fit %s %s: there must be one for each of the %s classes"
                            .formatted(loss, options.weights().size(), what, x.array(), count));
        }
        for (int row = 0; row < classes.length(); row++) {
            if (classes.get(row) < 0 || classes.get(row) >= count) {
                throw new IndexOutOfBoundsException(
                        "%s: class %s of row %s is outside 0 … %s: %s %s know %s classes"
                                .formatted(
                                        loss,
                                        classes.get(row),
                                        row,
                                        count - 1,
                                        what,
                                        x.array(),
                                        count));
            }
        }
    }
}

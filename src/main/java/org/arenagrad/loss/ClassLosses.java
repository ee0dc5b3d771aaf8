package org.arenagrad.loss;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The losses against classes given by index, [Losses#crossEntropy] and [Losses#nllLoss].
final class ClassLosses {
    private ClassLosses() {}

    static Tensor crossEntropy(Tensor given, Indices classes, ClassOptions options) {
        requireFit("crossEntropy", "logits", given, classes, options);
        Tensor logits = rows(given);
        Rows rows = Rows.of(classes, options);
        Tensor losses;
        if (options.weights().isEmpty() || options.smoothing() == 0) {
            losses = Fused.crossEntropy(logits, rows.classes, rows.weights, options.smoothing());
            discard(logits, given);
            return reduce(losses, rows, classes, options);
        }
        // With both, the smoothed part of a row counts each class by that class's weight, so the
        // target is no longer the row's weight times a smoothed one-hot vector: two losses in one.
        Tensor logProbabilities = logits.logSoftmax(-1);
        Tensor hard =
                reduce(
                        picked(logProbabilities, rows.classes, rows.weights),
                        rows,
                        classes,
                        options);
        Tensor hardPart = hard.mul(1 - options.smoothing());
        hard.discard();
        Tensor soft = reduce(ofAllClasses(logProbabilities, rows, options), rows, classes, options);
        Tensor softPart = soft.mul(options.smoothing() / logits.shape().size(1));
        soft.discard();
        logProbabilities.discard();
        Tensor loss = hardPart.add(softPart);
        hardPart.discard();
        softPart.discard();
        discard(logits, given);
        return loss;
    }

    /// Against probabilities: `-Σ_c w_c·q_c·log softmax(x)_c`, `q` the target, smoothed.
    static Tensor crossEntropy(Tensor given, Tensor target, ClassOptions options) {
        if (given.shape().rank() < 1 || !given.shape().equals(target.shape())) {
            throw new IllegalArgumentException(
                    "crossEntropy: logits %s and probabilities %s differ in shape: both are [N, C, …]"
                            .formatted(given.array(), target.array()));
        }
        int dim = given.shape().rank() == 1 ? 0 : 1;
        int count = given.shape().size(dim);
        requireWeights("crossEntropy", "logits", given, count, options);
        double s = options.smoothing();
        Tensor logProbabilities = given.logSoftmax(dim);
        Tensor smoothed = s == 0 ? target : target.mul(1 - s).add(s / count);
        Tensor products = smoothed.mul(logProbabilities);
        if (!options.weights().isEmpty()) {
            int[] sizes = new int[given.shape().rank() - dim];
            Arrays.fill(sizes, 1);
            sizes[0] = count;
            products = products.mul(weights(given, options).reshape(sizes));
        }
        Tensor losses = products.sum(dim).neg();
        return options.reduction().apply(losses);
    }

    static Tensor nll(Tensor given, Indices classes, ClassOptions options) {
        requireFit("nllLoss", "log-probabilities", given, classes, options);
        if (options.smoothing() != 0) {
            throw new IllegalArgumentException(
                    "nllLoss: has no label smoothing: use crossEntropy, on the logits");
        }
        Tensor logProbabilities = rows(given);
        Rows rows = Rows.of(classes, options);
        Tensor losses = picked(logProbabilities, rows.classes, rows.weights);
        discard(logProbabilities, given);
        return reduce(losses, rows, classes, options);
    }

    /// Classes as rows of a matrix count them: one for each row, 0 where the row is ignored; what
    /// each row counts, null if all count 1; and whether there are rows that don't count.
    private static final class Rows {
        final Indices classes;
        final double @Nullable [] weights;
        final boolean ignores;

        Rows(Indices classes, double @Nullable [] weights, boolean ignores) {
            this.classes = classes;
            this.weights = weights;
            this.ignores = ignores;
        }

        static Rows of(Indices given, ClassOptions options) {
            int[] classes = given.toArray();
            boolean ignores = Arrays.stream(classes).anyMatch(c -> c == options.ignored());
            if (!ignores && options.weights().isEmpty()) {
                return new Rows(given.reshape(-1), null, false);
            }
            double[] weights = new double[classes.length];
            for (int row = 0; row < classes.length; row++) {
                boolean ignored = classes[row] == options.ignored();
                classes[row] = ignored ? 0 : classes[row];
                double weight =
                        options.weights().isEmpty() ? 1 : options.weights().get(classes[row]);
                weights[row] = ignored ? 0 : weight;
            }
            return new Rows(Indices.of(classes), weights, ignores);
        }
    }

    /// `[N, C]` of `[N, C, …]` or `[C]`: the classes as columns.
    private static Tensor rows(Tensor x) {
        int rank = x.shape().rank();
        if (rank == 2) {
            return x;
        }
        return rank == 1 ? x.unsqueeze(0) : x.movedim(1, -1).reshape(-1, x.shape().size(1));
    }

    private static void discard(Tensor rows, Tensor given) {
        if (rows.array().buffer() != given.array().buffer()) {
            rows.discard();
        }
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

    /// `Σ_c -w_c·x_c` of each row, `[N]`; 0 where the row is ignored.
    private static Tensor ofAllClasses(Tensor x, Rows rows, ClassOptions options) {
        Tensor factors = negative(x, options.weights().stream().mapToDouble(w -> w).toArray());
        Tensor losses = x.matmul(factors);
        factors.discard();
        double[] weights = rows.weights;
        if (weights == null || !rows.ignores) {
            return losses;
        }
        double[] counts = Arrays.stream(weights).map(w -> w == 0 ? 0 : 1).toArray();
        Tensor counted = losses.mul(Tensor.from(x.dtype(), counts, counts.length));
        losses.discard();
        return counted;
    }

    private static Tensor weights(Tensor like, ClassOptions options) {
        double[] weights = options.weights().stream().mapToDouble(w -> w).toArray();
        return Tensor.from(like.dtype(), weights, weights.length);
    }

    private static Tensor negative(Tensor like, double[] weights) {
        try (Tensor positive = Tensor.from(like.dtype(), weights, weights.length)) {
            return positive.neg();
        }
    }

    private static Tensor reduce(Tensor losses, Rows rows, Indices classes, ClassOptions options) {
        if (options.reduction() == Reduction.NONE && classes.shape().rank() != 1) {
            return losses.reshape(classes.shape().toArray());
        }
        double[] weights = rows.weights;
        if (options.reduction() != Reduction.MEAN || weights == null) {
            return options.reduction().apply(losses);
        }
        Tensor sum = Reduction.SUM.apply(losses);
        Tensor mean = sum.div(Arrays.stream(weights).sum());
        sum.discard();
        return mean;
    }

    private static void requireFit(
            String loss, String what, Tensor x, Indices classes, ClassOptions options) {
        int[] sizes = x.shape().toArray();
        int rank = sizes.length;
        int[] expected =
                rank < 2
                        ? new int[0]
                        : IntStream.range(0, rank).filter(d -> d != 1).map(d -> sizes[d]).toArray();
        if (rank == 0 || !classes.shape().equals(Shape.of(expected))) {
            throw new IllegalArgumentException(
                    """
                    %s: %s %s and classes of shape %s don't fit: there must be [N, C] %s and [N] \
                    classes, or [N, C, …] and [N, …] (reshape(-1, C) joins leading dimensions)\
                    """
                            .formatted(loss, what, x.array(), classes.shape(), what));
        }
        int count = x.shape().size(rank == 1 ? 0 : 1);
        requireWeights(loss, what, x, count, options);
        for (int row = 0; row < classes.length(); row++) {
            int c = classes.get(row);
            if ((c < 0 || c >= count) && c != options.ignored()) {
                throw new IndexOutOfBoundsException(
                        "%s: class %s of row %s is outside 0 … %s: %s %s know %s classes"
                                .formatted(loss, c, row, count - 1, what, x.array(), count));
            }
        }
    }

    private static void requireWeights(
            String loss, String what, Tensor x, int count, ClassOptions options) {
        if (!options.weights().isEmpty() && options.weights().size() != count) {
            throw new IllegalArgumentException(
                    "%s: %s class weights don't fit %s %s: there must be one for each of the %s classes"
                            .formatted(loss, options.weights().size(), what, x.array(), count));
        }
    }
}

package org.arenagrad.train;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What can be measured of a model's outputs. All of it is measured batch by batch: a data set need
/// not fit into memory with its outputs.
///
/// Class metrics take outputs `[n, C]`, of which the largest is the prediction (logits, their
/// logarithms or probabilities alike), and classes `[n]`. The others take two tensors of the same
/// shape. Of no rows at all, each is NaN, or 0 where [ConfusionMatrix] says so.
public final class Metrics {
    private Metrics() {}

    // ---- for classes

    /// The share of rows whose largest output is that of their class.
    public static Metric<Indices> accuracy() {
        return ofConfusion("accuracy", ConfusionMatrix::accuracy);
    }

    /// The share of rows whose class is among those of the `k` largest outputs. Of equal outputs
    /// the first counts as the largest, so that a model which says the same of all classes gains
    /// nothing by it; NaN counts as larger than any number.
    ///
    /// @throws IllegalArgumentException if `k` is not positive
    public static Metric<Indices> topAccuracy(int k) {
        if (k < 1) {
            throw new IllegalArgumentException(
                    "topAccuracy: the %s largest outputs are none".formatted(k));
        }
        return new Metric<>("top-%d accuracy".formatted(k), true, () -> new ClassTallies.Top(k));
    }

    /// The precision: see [ConfusionMatrix#precision(Average)].
    public static Metric<Indices> precision(Average average) {
        return ofConfusion(average, "precision", matrix -> matrix.precision(average));
    }

    /// The recall: see [ConfusionMatrix#recall(Average)].
    public static Metric<Indices> recall(Average average) {
        return ofConfusion(average, "recall", matrix -> matrix.recall(average));
    }

    /// F1: see [ConfusionMatrix#f1(Average)].
    public static Metric<Indices> f1(Average average) {
        return ofConfusion(average, "f1", matrix -> matrix.f1(average));
    }

    private static Metric<Indices> ofConfusion(
            Average average, String name, ToDoubleFunction<ConfusionMatrix> value) {
        return ofConfusion(average.name().toLowerCase(Locale.ROOT) + " " + name, value);
    }

    private static Metric<Indices> ofConfusion(
            String name, ToDoubleFunction<ConfusionMatrix> value) {
        return new Metric<>(name, true, () -> new ClassTallies.Confused(value));
    }

    // ---- for numbers

    /// For two classes and one output each: the share of logits that are positive where the target
    /// is 1, and not where it is 0.
    public static Metric<Tensor> binaryAccuracy() {
        return new Metric<>("accuracy", true, NumberTallies.Binary::new);
    }

    /// The mean of `(p - t)²` over all elements.
    public static Metric<Tensor> meanSquaredError() {
        return new Metric<>("mean squared error", false, NumberTallies.Squared::new);
    }

    /// The mean of `|p - t|` over all elements.
    public static Metric<Tensor> meanAbsoluteError() {
        return new Metric<>("mean absolute error", false, NumberTallies.Absolute::new);
    }

    /// The coefficient of determination, `1 - Σ(p - t)² / Σ(t - mean t)²`: 1 for a perfect
    /// prediction, 0 for one that always says the mean, negative for what is worse. Of several
    /// columns the mean of theirs. A column whose targets are all the same counts 1 if they were
    /// met exactly, and 0 if not, as in scikit-learn.
    public static Metric<Tensor> r2() {
        return new Metric<>("r2", true, NumberTallies.Determination::new);
    }
}

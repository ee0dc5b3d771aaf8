package org.arenagrad.examples;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.Split;
import org.arenagrad.data.Standardizer;
import org.arenagrad.examples.report.ImagesPicture;
import org.arenagrad.nn.Layer;
import org.arenagrad.train.Average;
import org.arenagrad.train.Loss;
import org.arenagrad.train.Metric;
import org.arenagrad.train.Metrics;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// Rows to learn from, and what is to be learned of them.
///
/// @param train the rows to learn from
/// @param tested the rows to try the model on: those held out, or if there are none, the same
/// @param holdsOut whether rows are held out
/// @param outputs how many numbers the model says of a row
/// @param classes the names of the classes; empty if there are none
/// @param losses which losses fit
/// @param loss the one that was chosen
/// @param metrics what is measured
/// @param learned what there is to say of a model in the end, beside its metrics, a line each
/// @param shown how rows look; null if they are no pictures
/// @param unit what predicted numbers mean; null if they mean themselves
/// @param <Y> the type of the targets
record Task<Y>(
        Dataset<Y> train,
        Dataset<Y> tested,
        boolean holdsOut,
        int outputs,
        List<String> classes,
        Set<LossChoice> losses,
        Loss<Y> loss,
        List<Metric<Y>> metrics,
        Function<Layer, List<String>> learned,
        @Nullable Shown shown,
        @Nullable Unit unit) {

    /// What predicted numbers mean.
    ///
    /// @param name what they are called
    /// @param decode brings them to the unit that people know
    record Unit(String name, DoubleUnaryOperator decode) {}

    /// How rows look.
    ///
    /// @param pixels the rows the model is tried on, before anything is done to them
    /// @param size the size of the pictures that they are
    /// @param ink the number of the darkest pixels
    record Shown(Tensor pixels, ImagesPicture.Size size, double ink) {}

    /// Classes to tell apart.
    static Task<Indices> classes(Split<Indices> parts, List<String> names) {
        return new Task<>(
                parts.train(),
                parts.heldOut(),
                parts.train() != parts.heldOut(),
                names.size(),
                names,
                LossChoice.FOR_CLASSES,
                LossChoice.ofClasses(),
                List.of(Metrics.accuracy(), Metrics.f1(Average.MACRO)),
                _ -> List.of(),
                null,
                null);
    }

    /// Numbers to predict.
    static Task<Tensor> numbers(Split<Tensor> parts, LossChoice loss) {
        return of(
                parts,
                loss,
                LossChoice.FOR_NUMBERS,
                List.of(Metrics.meanSquaredError(), Metrics.meanAbsoluteError(), Metrics.r2()));
    }

    /// Questions to answer with yes or no.
    static Task<Tensor> answers(Split<Tensor> parts, LossChoice loss) {
        return of(parts, loss, LossChoice.FOR_ANSWERS, List.of(Metrics.binaryAccuracy()));
    }

    private static Task<Tensor> of(
            Split<Tensor> parts,
            LossChoice loss,
            Set<LossChoice> losses,
            List<Metric<Tensor>> metrics) {
        return new Task<>(
                parts.train(),
                parts.heldOut(),
                parts.train() != parts.heldOut(),
                parts.train().y().shape().size(1),
                List.of(),
                losses,
                losses.contains(loss) ? loss.ofNumbers() : LossChoice.MSE.ofNumbers(),
                metrics,
                _ -> List.of(),
                null,
                null);
    }

    /// The same, its rows being pictures.
    Task<Y> showing(Shown pictures) {
        return new Task<>(
                train, tested, holdsOut, outputs, classes, losses, loss, metrics, learned, pictures,
                unit);
    }

    /// The same, its numbers being scaled.
    Task<Y> in(Unit other) {
        return new Task<>(
                train, tested, holdsOut, outputs, classes, losses, loss, metrics, learned, shown,
                other);
    }

    /// The same with something to say in the end.
    Task<Y> learned(Function<Layer, List<String>> lines) {
        return new Task<>(
                train, tested, holdsOut, outputs, classes, losses, loss, metrics, lines, shown,
                unit);
    }

    /// How many numbers a row has.
    int inputs() {
        return train.x().shape().size(1);
    }

    /// Two parts of a data set; both are all of it if nothing is to be held out.
    static <Y> Split<Y> split(Dataset<Y> all, double share, Rng rng) {
        return share == 0 ? new Split<>(all, all) : all.split(share, rng);
    }

    /// Both parts standardized by what the training part says.
    static <Y> Split<Y> standardized(Split<Y> parts) {
        Standardizer standardizer = Standardizer.fit(parts.train());
        Dataset<Y> train = standardizer.apply(parts.train());
        return new Split<>(
                train,
                parts.heldOut() == parts.train() ? train : standardizer.apply(parts.heldOut()));
    }
}

package org.arenagrad.examples.cli.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Split;
import org.arenagrad.data.Standardizer;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.report.ImagesPicture;
import org.arenagrad.nn.Layer;
import org.arenagrad.train.Average;
import org.arenagrad.train.Loss;
import org.arenagrad.train.Metric;
import org.arenagrad.train.Metrics;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// Rows to learn from, and what is to be learned of them.
///
/// @param train the rows to learn from
/// @param tested the rows to try the model on: those held out, or if there are none, the same
/// @param kind what the rows are that the model is tried on
/// @param outputs how many numbers the model says of a row
/// @param classes the names of the classes; empty if there are none
/// @param losses which losses fit
/// @param loss the one that was chosen
/// @param metrics what is measured
/// @param learned what there is to say of a model in the end, besides its metrics, a line each
/// @param shown how rows look; null if they are not pictures
/// @param unit what predicted numbers mean; null if they mean themselves
/// @param notes what a file of the model must say of the data, so that it can be tried on others
/// @param about how the data were read, a line each
/// @param <Y> the type of the targets
public record Task<Y>(
        TensorDataset<Y> train,
        TensorDataset<Y> tested,
        Kind kind,
        int outputs,
        List<String> classes,
        Set<LossChoice> losses,
        Loss<Y> loss,
        List<Metric<Y>> metrics,
        Function<Layer, List<String>> learned,
        @Nullable Shown shown,
        @Nullable Unit unit,
        Map<String, String> notes,
        List<String> about) {

    private static final List<Metric<Tensor>> METRICS =
            List.of(Metrics.meanSquaredError(), Metrics.meanAbsoluteError(), Metrics.r2());

    /// What predicted numbers mean.
    ///
    /// @param name what they are called
    /// @param decode brings them to the unit that people know
    public record Unit(String name, DoubleUnaryOperator decode) {
        /// A metric of numbers in that unit.
        Metric<Tensor> of(Metric<Tensor> scaled) {
            return new Metric<>(
                    scaled.name(),
                    scaled.higherIsBetter(),
                    () -> {
                        Metric.Tally<Tensor> tally = scaled.start().get();
                        return new Metric.Tally<>() {
                            @Override
                            public void add(Tensor output, Tensor target) {
                                tally.add(decoded(output), decoded(target));
                            }

                            @Override
                            public double value() {
                                return tally.value();
                            }
                        };
                    });
        }

        private Tensor decoded(Tensor numbers) {
            double[] values = numbers.toArray();
            Arrays.setAll(values, i -> decode.applyAsDouble(values[i]));
            return Tensor.from(numbers.dtype(), values, numbers.shape().toArray());
        }
    }

    /// What the rows are that a model is tried on.
    public enum Kind {
        /// Of the data it learned from, but not among those it learned from.
        HELD_OUT("held-out"),
        /// Those it learned from.
        TRAINING("training"),
        /// Of other data.
        NEW("new");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// How many rows there were.
    ///
    /// @param learned those it learned from
    /// @param heldOut those it did not
    public record Rows(int learned, int heldOut) {
        /// Which share of them was held out.
        public double share() {
            return (double) heldOut / (learned + heldOut);
        }

        /// `1,438 rows to learn from, 359 held out (20.0 %)`.
        @Override
        public String toString() {
            return heldOut == 0
                    ? String.format(Locale.ROOT, "%,d rows to learn from, none held out", learned)
                    : String.format(
                            Locale.ROOT,
                            "%,d rows to learn from, %,d held out (%.1f %%)",
                            learned,
                            heldOut,
                            100 * share());
        }
    }

    /// How rows look.
    ///
    /// @param pixels the rows the model is tried on, before anything is done to them
    /// @param size the size of the pictures that they are
    /// @param ink the number of the darkest pixels
    public record Shown(Tensor pixels, ImagesPicture.Size size, double ink) {}

    /// Classes to tell apart.
    static Task<Indices> classes(Split<Indices> parts, List<String> names) {
        return new Task<>(
                parts.train(),
                parts.heldOut(),
                kind(parts),
                names.size(),
                names,
                LossChoice.FOR_CLASSES,
                LossChoice.ofClasses(),
                List.of(Metrics.accuracy(), Metrics.f1(Average.MACRO)),
                _ -> List.of(),
                null,
                null,
                Map.of(),
                List.of());
    }

    private static Kind kind(Split<?> parts) {
        return parts.train() == parts.heldOut() ? Kind.TRAINING : Kind.HELD_OUT;
    }

    /// Numbers to predict.
    static Task<Tensor> numbers(Split<Tensor> parts, LossChoice loss) {
        return of(parts, loss, LossChoice.FOR_NUMBERS, METRICS);
    }

    /// Scaled numbers to predict. The loss is theirs, metrics are in the unit that people know.
    static Task<Tensor> numbers(Split<Tensor> parts, LossChoice loss, Unit unit) {
        Task<Tensor> scaled =
                of(parts, loss, LossChoice.FOR_NUMBERS, METRICS.stream().map(unit::of).toList());
        return new Task<>(
                scaled.train,
                scaled.tested,
                scaled.kind,
                scaled.outputs,
                scaled.classes,
                scaled.losses,
                scaled.loss,
                scaled.metrics,
                scaled.learned,
                scaled.shown,
                unit,
                scaled.notes,
                scaled.about);
    }

    /// Binary classification.
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
                kind(parts),
                parts.train().y().shape().size(1),
                List.of(),
                losses,
                losses.contains(loss) ? loss.ofNumbers() : LossChoice.MSE.ofNumbers(),
                metrics,
                _ -> List.of(),
                null,
                null,
                Map.of(),
                List.of());
    }

    /// The same, its rows being pictures.
    Task<Y> showing(Shown pictures) {
        return new Task<>(
                train, tested, kind, outputs, classes, losses, loss, metrics, learned, pictures,
                unit, notes, about);
    }

    /// The same with something to say in the end.
    Task<Y> learned(Function<Layer, List<String>> lines) {
        return new Task<>(
                train, tested, kind, outputs, classes, losses, loss, metrics, lines, shown, unit,
                notes, about);
    }

    /// The same with how its data were read.
    Task<Y> about(List<String> lines) {
        return new Task<>(
                train, tested, kind, outputs, classes, losses, loss, metrics, learned, shown, unit,
                notes, lines);
    }

    /// The same with a note for the file of a model.
    Task<Y> noting(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(notes);
        more.put(name, text);
        return new Task<>(
                train, tested, kind, outputs, classes, losses, loss, metrics, learned, shown, unit,
                more, about);
    }

    /// The same with rows that are others than the model learned from.
    Task<Y> unseen() {
        return new Task<>(
                train, tested, Kind.NEW, outputs, classes, losses, loss, metrics, learned, shown,
                unit, notes, about);
    }

    /// Whether rows are held out.
    public boolean holdsOut() {
        return kind == Kind.HELD_OUT;
    }

    /// How many rows there are of each kind.
    public Rows rows() {
        return new Rows(train.size(), holdsOut() ? tested.size() : 0);
    }

    /// Makes sure that a model learned from the very data that this was made of.
    ///
    /// @param saved the notes in its file
    /// @throws IllegalArgumentException if the data have changed since
    public void requireSameData(Path file, Map<String, String> saved) {
        notes.forEach(
                (name, text) -> {
                    if (!text.equals(saved.getOrDefault(name, text))) {
                        throw new IllegalArgumentException(
                                "%s: the data it learned from have changed since, so it can't be told which rows it has seen"
                                        .formatted(file));
                    }
                });
    }

    /// How many numbers a row has.
    public int inputs() {
        return Math.toIntExact(row().elements());
    }

    /// The shape of a row.
    public Shape row() {
        int[] sizes = train.x().shape().toArray();
        return Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    }

    /// The same with rows of another shape.
    Task<Y> reshaped(int... row) {
        TensorDataset<Y> other = reshaped(train, row);
        return new Task<>(
                other,
                tested == train ? other : reshaped(tested, row),
                kind,
                outputs,
                classes,
                losses,
                loss,
                metrics,
                learned,
                shown,
                unit,
                notes,
                about);
    }

    private static <Y> TensorDataset<Y> reshaped(TensorDataset<Y> rows, int... row) {
        int[] sizes = new int[row.length + 1];
        sizes[0] = rows.size();
        System.arraycopy(row, 0, sizes, 1, row.length);
        return rows.withX(rows.x().reshape(sizes));
    }

    /// Two parts of a data set; both are all of it if nothing is to be held out.
    static <Y> Split<Y> split(TensorDataset<Y> all, double share, Rng rng) {
        return share == 0 ? new Split<>(all, all) : all.split(share, rng);
    }

    /// Both parts standardized by what the training part says.
    static <Y> Split<Y> standardized(Split<Y> parts) {
        Standardizer standardizer = Standardizer.fit(parts.train());
        TensorDataset<Y> train = standardizer.apply(parts.train());
        return new Split<>(
                train,
                parts.heldOut() == parts.train() ? train : standardizer.apply(parts.heldOut()));
    }
}

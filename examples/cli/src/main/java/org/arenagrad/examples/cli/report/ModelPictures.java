package org.arenagrad.examples.cli.report;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.examples.cli.report.ImagesPicture.Mistake;
import org.arenagrad.examples.cli.report.ImagesPicture.Size;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.train.ConfusionMatrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Draws what a trained model does with rows. Nothing is recorded for backward, and what is
/// computed ends at once; the model should be in evaluation mode.
public final class ModelPictures {
    /// So many rows are predicted at a time.
    private static final int BATCH = 256;

    private ModelPictures() {}

    /// A confusion matrix of classified rows.
    ///
    /// @param model gives an output for each class
    /// @param names the names of the classes
    public static Picture confusion(
            String title, Layer model, TensorDataset<Indices> rows, List<String> names) {
        ConfusionMatrix matrix = ConfusionMatrix.of(names.size());
        for (var batch : rows.batches(BATCH)) {
            try (var _ = Autograd.noGrad();
                    var _ = Scope.open("confusion")) {
                matrix.add(batch.y(), model.apply(batch.x()).argmax(-1));
            }
        }
        return ConfusionPicture.of(title, matrix, names);
    }

    /// Images that were taken for another class, those first of which the model was most sure.
    ///
    /// @param rows what the model gets
    /// @param images the same rows as they look, `[n, pixels]`
    /// @param names the names of the classes
    /// @param size the size of the images
    /// @param ink the number of the darkest pixels, 16 for the bundled digits
    public static Picture mistakes(
            String title,
            Layer model,
            TensorDataset<Indices> rows,
            Tensor images,
            List<String> names,
            Size size,
            double ink) {
        List<Mistake> mistakes = new ArrayList<>();
        int first = 0;
        for (var batch : rows.batches(BATCH)) {
            try (var _ = Autograd.noGrad();
                    var _ = Scope.open("mistakes")) {
                Indices actual = batch.y();
                Tensor shares = model.apply(batch.x()).softmax(-1);
                Indices predicted = shares.argmax(-1);
                for (int row = 0; row < batch.size(); row++) {
                    int seen = predicted.get(row);
                    if (seen != actual.get(row)) {
                        double[] image = images.narrow(0, first + row, 1).toArray();
                        mistakes.add(
                                new Mistake(
                                        Arrays.stream(image).map(p -> p / ink).toArray(),
                                        names.get(actual.get(row)),
                                        names.get(seen),
                                        shares.get(row, seen)));
                    }
                }
            }
            first += batch.size();
        }
        mistakes.sort(Comparator.comparingDouble(Mistake::share).reversed());
        return ImagesPicture.mistakes(title, size, mistakes, mistakes.size());
    }

    /// The weights of a first layer over images, `[units, pixels]`.
    public static Picture weights(String title, Tensor weight, Size size) {
        int pixels = weight.shape().size(1);
        double[] all = weight.toArray();
        List<double[]> units = new ArrayList<>();
        for (int unit = 0; unit < weight.shape().size(0); unit++) {
            units.add(Arrays.copyOfRange(all, unit * pixels, (unit + 1) * pixels));
        }
        return ImagesPicture.weights(title, size, units);
    }

    /// The decision boundary of a model over the plane.
    ///
    /// @param model gives an output for each class, or, of two classes, one that is positive for
    ///   the second
    /// @param x the points that were learned from, `[n, 2]`
    /// @param names the names of the classes
    public static Picture boundary(
            String title, Layer model, Tensor x, Indices classes, List<String> names) {
        double[] coordinates = x.toArray();
        double[][] xy = new double[classes.length()][];
        Arrays.setAll(xy, i -> new double[] {coordinates[2 * i], coordinates[2 * i + 1]});
        return BoundaryPicture.of(
                title,
                "x₁",
                "x₂",
                new BoundaryPicture.Points(xy, classes.toArray(), names),
                points -> shares(model, x, points));
    }

    /// How likely each class is at each point, in portions.
    private static double[][] shares(Layer model, Tensor like, double[][] points) {
        double[][] all = new double[points.length][];
        for (int start = 0; start < points.length; start += BATCH) {
            double[][] some =
                    Arrays.copyOfRange(points, start, Math.min(start + BATCH, points.length));
            try (var _ = Autograd.noGrad();
                    var _ = Scope.open("boundary")) {
                Tensor outputs = model.apply(Tensor.of(some).to(like.dtype()));
                int width = outputs.shape().size(1);
                double[] shares = (width == 1 ? outputs.sigmoid() : outputs.softmax(-1)).toArray();
                for (int i = 0; i < some.length; i++) {
                    all[start + i] =
                            width == 1
                                    ? new double[] {1 - shares[i], shares[i]}
                                    : Arrays.copyOfRange(shares, i * width, (i + 1) * width);
                }
            }
        }
        return all;
    }

    /// Predicted numbers over actual ones.
    ///
    /// @param unit what the numbers are
    /// @param decode brings predictions and targets back to that unit
    public static Picture fit(
            String title,
            String unit,
            Layer model,
            TensorDataset<Tensor> rows,
            DoubleUnaryOperator decode) {
        double[] predicted = new double[rows.size()];
        int at = 0;
        for (var batch : rows.batches(BATCH)) {
            try (var _ = Autograd.noGrad();
                    var _ = Scope.open("fit")) {
                for (double value : model.apply(batch.x()).toArray()) {
                    predicted[at++] = decode.applyAsDouble(value);
                }
            }
        }
        double[] actual = Arrays.stream(rows.y().toArray()).map(decode).toArray();
        return FitPicture.of(title, unit, actual, predicted);
    }
}

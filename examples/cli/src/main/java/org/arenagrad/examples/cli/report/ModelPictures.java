package org.arenagrad.examples.cli.report;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.examples.cli.report.ImagesPicture.Mistake;
import org.arenagrad.examples.cli.report.ImagesPicture.Size;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activation;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Sequential;
import org.arenagrad.train.ConfusionMatrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
        return ImagesPicture.weights(title, size, rows(weight));
    }

    /// The filters of a first convolution over images of one channel.
    ///
    /// @param weight `[filters, 1, height, width]`
    public static Picture filters(String title, Tensor weight) {
        var size = new Size(weight.shape().size(2), weight.shape().size(3));
        return ImagesPicture.filters(title, size, rows(weight));
    }

    /// What the first convolution finds in images, one of each class.
    ///
    /// @param model begins with a convolution and an activation function
    /// @param rows what the model gets, `[n, 1, height, width]`
    /// @param images the same rows as they look, `[n, pixels]`
    /// @param size the size of the images
    /// @param ink the number of the darkest pixels
    public static Picture featureMaps(
            String title,
            Sequential model,
            TensorDataset<Indices> rows,
            Tensor images,
            Size size,
            double ink) {
        List<Layer> first = new ArrayList<>();
        for (Layer layer : model.layers()) {
            first.add(layer);
            if (layer instanceof Activation) {
                break;
            }
        }
        List<FeatureMapsPicture.Found> found = new ArrayList<>();
        try (var _ = Autograd.noGrad();
                var _ = Scope.open("feature maps")) {
            for (int row : firstOfEachClass(rows.y())) {
                Tensor maps =
                        Sequential.of(first.toArray(Layer[]::new))
                                .apply(rows.x().narrow(0, row, 1))
                                .squeeze(0);
                double[] image = images.narrow(0, row, 1).toArray();
                found.add(
                        new FeatureMapsPicture.Found(
                                Arrays.stream(image).map(p -> p / ink).toArray(), rows(maps)));
            }
        }
        return FeatureMapsPicture.of(title, size, found);
    }

    private static List<Integer> firstOfEachClass(Indices classes) {
        SortedMap<Integer, Integer> first = new TreeMap<>();
        for (int row = 0; row < classes.length(); row++) {
            first.putIfAbsent(classes.get(row), row);
        }
        return List.copyOf(first.values());
    }

    /// Each element of the first dimension, in a row.
    private static List<double[]> rows(Tensor x) {
        double[] all = x.toArray();
        int count = x.shape().size(0);
        int length = all.length / count;
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(Arrays.copyOfRange(all, row * length, (row + 1) * length));
        }
        return rows;
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

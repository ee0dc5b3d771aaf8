package org.arenagrad.examples.cli.model;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.examples.cli.data.PredictionRequest;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.output.Records;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.train.ConfusionMatrix;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a model says of rows, batch by batch.
public final class Predictions {
    private Predictions() {}

    /// Which class is taken for which; null if there are none.
    public static <Y> @Nullable ConfusionMatrix confusion(
            Layer model, Task<Y> task, int batchSize) {
        if (task.classes().isEmpty()) {
            return null;
        }
        ConfusionMatrix matrix = ConfusionMatrix.of(task.classes().size());
        try (var _ = Autograd.noGrad()) {
            for (Batch<Tensor, Y> batch : task.tested().batches(batchSize)) {
                try (var _ = Scope.open("evaluation")) {
                    if (batch.y() instanceof Indices actual) {
                        matrix.add(actual, model.apply(batch.x()).argmax(1));
                    }
                }
            }
        }
        return matrix;
    }

    /// Which class is taken for which, and what that means for each.
    public static String report(ConfusionMatrix matrix, List<String> classes) {
        return matrix.toString(classes) + "\n\n" + matrix.report(classes);
    }

    /// A line for each row: what would be right, if that is known, and what is predicted. Of
    /// classes that is one of them, with its probability; of numbers, one or more.
    ///
    /// @param all whether to add the probability of each class
    public static Records of(Layer model, PredictionRequest request, int batchSize, boolean all) {
        List<List<Object>> rows = new ArrayList<>(request.rows());
        try (var _ = Autograd.noGrad()) {
            for (int first = 0; first < request.rows(); first += batchSize) {
                int length = Math.min(batchSize, request.rows() - first);
                try (var _ = Scope.open("prediction")) {
                    add(rows, model.apply(request.x().narrow(0, first, length)), request, all);
                }
            }
        }
        return new Records(head(request, all), rows);
    }

    private static List<String> head(PredictionRequest request, boolean all) {
        List<String> head = new ArrayList<>();
        boolean known = !request.right().isEmpty();
        if (request.classes().isEmpty()) {
            for (String name : known ? List.of("actual", "predicted") : List.of("predicted")) {
                for (int column = 0; column < request.outputs(); column++) {
                    head.add(request.outputs() == 1 ? name : name + "_" + column);
                }
            }
            return head;
        }
        if (known) {
            head.add("actual");
        }
        head.addAll(List.of("predicted", "probability"));
        if (all) {
            request.classes().forEach(name -> head.add("probability of " + name));
        }
        return head;
    }

    private static void add(
            List<List<Object>> rows, Tensor output, PredictionRequest request, boolean all) {
        boolean classes = !request.classes().isEmpty();
        double[] said = (classes ? output.softmax(1) : output).toArray();
        for (int at = 0; at < said.length; at += request.outputs()) {
            List<Object> row = new ArrayList<>();
            if (!request.right().isEmpty()) {
                row.addAll(request.right().get(rows.size()));
            }
            if (classes) {
                addClass(row, said, at, request.classes(), all);
            } else {
                row.addAll(request.decoded(said, at));
            }
            rows.add(row);
        }
    }

    private static void addClass(
            List<Object> row, double[] probabilities, int at, List<String> classes, boolean all) {
        int best = 0;
        for (int i = 1; i < classes.size(); i++) {
            best = probabilities[at + i] > probabilities[at + best] ? i : best;
        }
        row.add(classes.get(best));
        row.add(rounded(probabilities[at + best]));
        for (int i = 0; all && i < classes.size(); i++) {
            row.add(rounded(probabilities[at + i]));
        }
    }

    /// Six digits of a probability are more than it is worth.
    private static double rounded(double probability) {
        return Math.rint(probability * 1e6) / 1e6;
    }
}

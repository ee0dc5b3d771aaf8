package org.arenagrad.examples;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;
import org.arenagrad.train.ConfusionMatrix;

import java.util.Locale;

/// What a model says of rows, batch by batch.
final class Predictions {
    private Predictions() {}

    /// Which class is taken for which, and what that means for each.
    static <Y> String confusionReport(Layer model, Task<Y> task, Recipe recipe) {
        ConfusionMatrix matrix = ConfusionMatrix.of(task.classes().size());
        try (var _ = Autograd.noGrad()) {
            for (Batch<Y> batch : task.tested().batches(recipe.settings().batchSize())) {
                try (var _ = Scope.open("evaluation")) {
                    if (batch.y() instanceof Indices actual) {
                        matrix.add(actual, model.apply(batch.x()).argmax(1));
                    }
                }
            }
        }
        return matrix.toString(task.classes()) + "\n\n" + matrix.report(task.classes());
    }

    /// Comma-separated values, a line for each row: of classes, what was right, what was predicted
    /// and with which probability; of numbers, target and prediction of each column.
    static <Y> String csv(Layer model, Task<Y> task, Recipe recipe) {
        StringBuilder text = new StringBuilder(head(task)).append('\n');
        try (var _ = Autograd.noGrad()) {
            for (Batch<Y> batch : task.tested().batches(recipe.settings().batchSize())) {
                try (var _ = Scope.open("prediction")) {
                    Tensor output = model.apply(batch.x());
                    switch (batch.y()) {
                        case Indices actual -> classes(text, output, actual, task);
                        case Tensor target -> numbers(text, output, target);
                        default -> throw new IllegalStateException("targets of an unknown type");
                    }
                }
            }
        }
        return text.toString();
    }

    private static String head(Task<?> task) {
        if (!task.classes().isEmpty()) {
            return "actual,predicted,probability";
        }
        StringBuilder head = new StringBuilder();
        for (int column = 0; column < task.outputs(); column++) {
            String number = task.outputs() == 1 ? "" : "_" + column;
            head.append(column == 0 ? "" : ",")
                    .append("actual%s,predicted%s".formatted(number, number));
        }
        return head.toString();
    }

    private static void classes(StringBuilder text, Tensor output, Indices actual, Task<?> task) {
        Tensor probabilities = output.softmax(1);
        Indices predicted = output.argmax(1);
        for (int row = 0; row < actual.length(); row++) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%.6f\n",
                            quoted(task.classes().get(actual.get(row))),
                            quoted(task.classes().get(predicted.get(row))),
                            probabilities.get(row, predicted.get(row))));
        }
    }

    private static void numbers(StringBuilder text, Tensor output, Tensor target) {
        double[] predicted = output.toArray();
        double[] actual = target.toArray();
        int columns = output.shape().size(1);
        for (int i = 0; i < actual.length; i++) {
            text.append(i % columns == 0 ? "" : ",")
                    .append(actual[i])
                    .append(',')
                    .append(predicted[i])
                    .append(i % columns == columns - 1 ? "\n" : "");
        }
    }

    private static String quoted(String name) {
        return name.matches("[^\",\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}

package org.arenagrad.examples.cli.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/// Rows to predict, and how to read the predictions.
///
/// @param x the rows
/// @param outputs how many numbers the model computes for a row
/// @param classes the names of the classes; empty if numbers are predicted
/// @param decode brings predicted numbers to the unit that people know
/// @param right what would be right for each row: the name of its class, or its numbers; empty if
///   that is not known
public record PredictionRequest(
        Tensor x,
        int outputs,
        List<String> classes,
        DoubleUnaryOperator decode,
        List<List<Object>> right) {

    /// Asks for the class of each row.
    static PredictionRequest ofClasses(Tensor x, List<String> classes) {
        return new PredictionRequest(x, classes.size(), classes, y -> y, List.of());
    }

    /// The same with rows of another shape.
    PredictionRequest withX(Tensor other) {
        return new PredictionRequest(other, outputs, classes, decode, right);
    }

    /// Asks for a number for each row.
    static PredictionRequest ofNumbers(Tensor x, Task.Unit unit) {
        return new PredictionRequest(x, 1, List.of(), unit.decode(), List.of());
    }

    /// Asks about the rows that a model is evaluated on, whose targets are known.
    public static PredictionRequest of(Task<?> task) {
        Task.@Nullable Unit unit = task.unit();
        DoubleUnaryOperator decode = unit == null ? y -> y : unit.decode();
        List<List<Object>> right = new ArrayList<>();
        switch (Objects.requireNonNull(task.tested().y())) {
            case Indices classes -> {
                for (int row = 0; row < classes.length(); row++) {
                    right.add(List.of(task.classes().get(classes.get(row))));
                }
            }
            case Tensor numbers -> {
                double[] all = numbers.toArray();
                for (int at = 0; at < all.length; at += task.outputs()) {
                    right.add(decoded(all, at, task.outputs(), decode));
                }
            }
            default -> throw new IllegalStateException("targets of an unknown type");
        }
        return new PredictionRequest(
                task.tested().x(), task.outputs(), task.classes(), decode, right);
    }

    /// The numbers of one row, in the unit that people know.
    public List<Object> decoded(double[] numbers, int first) {
        return decoded(numbers, first, outputs, decode);
    }

    private static List<Object> decoded(
            double[] numbers, int first, int count, DoubleUnaryOperator decode) {
        List<Object> row = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            row.add(decode.applyAsDouble(numbers[i]));
        }
        return row;
    }

    /// The shape of a row.
    public Shape row() {
        int[] sizes = x.shape().toArray();
        return Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    }

    /// How many rows there are.
    public int rows() {
        return x.shape().size(0);
    }
}

package org.arenagrad.train;

import org.arenagrad.array.Indices;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// How often which class was taken for which: rows are what is, columns what was predicted.
///
/// ```java
/// var confusion = ConfusionMatrix.of(3);
/// confusion.add(batch.y(), model.apply(batch.x()).argmax(-1));
/// System.out.println(confusion);
/// ```
///
/// Where a ratio has nothing to be measured by (a class that was never predicted has no precision)
/// it is 0, and counts as that in means, as in scikit-learn with `zero_division=0` and
/// `labels=range(classes)`.
public final class ConfusionMatrix {
    private final int classes;
    private final long[] counts;

    private ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException(
                    "confusion matrix: %s classes are none".formatted(classes));
        }
        this.classes = classes;
        this.counts = new long[classes * classes];
    }

    /// An empty one.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    public static ConfusionMatrix of(int classes) {
        return new ConfusionMatrix(classes);
    }

    /// Counts rows.
    ///
    /// @param actual their classes, `[n]`
    /// @param predicted what they were taken for, `[n]`
    /// @return this
    /// @throws IllegalArgumentException if the numbers of rows differ
    /// @throws IndexOutOfBoundsException if there is no such class
    public ConfusionMatrix add(Indices actual, Indices predicted) {
        if (actual.length() != predicted.length()) {
            throw new IllegalArgumentException(
                    "confusion matrix: %s actual classes and %s predicted ones don't fit: each row has one of both"
                            .formatted(actual.length(), predicted.length()));
        }
        for (int i = 0; i < actual.length(); i++) {
            add(actual.get(i), predicted.get(i));
        }
        return this;
    }

    /// Counts a row.
    ///
    /// @return this
    /// @throws IndexOutOfBoundsException if there is no such class
    public ConfusionMatrix add(int actual, int predicted) {
        counts[at(actual, predicted)]++;
        return this;
    }

    private int at(int actual, int predicted) {
        requireClass("actual", actual);
        requireClass("predicted", predicted);
        return actual * classes + predicted;
    }

    private void requireClass(String which, int number) {
        if (number < 0 || number >= classes) {
            throw new IndexOutOfBoundsException(
                    "confusion matrix: the %s class %s is outside 0 … %s"
                            .formatted(which, number, classes - 1));
        }
    }

    /// The number of classes.
    public int classes() {
        return classes;
    }

    /// How many rows of a class were taken for another, or rightly for the same.
    ///
    /// @throws IndexOutOfBoundsException if there is no such class
    public long count(int actual, int predicted) {
        return counts[at(actual, predicted)];
    }

    /// How many rows were counted.
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /// How many rows are of a class.
    public long actual(int number) {
        return IntStream.range(0, classes).mapToLong(other -> count(number, other)).sum();
    }

    /// How many rows were taken for a class.
    public long predicted(int number) {
        return IntStream.range(0, classes).mapToLong(other -> count(other, number)).sum();
    }

    /// How many rows were taken for what they are.
    private long right() {
        return IntStream.range(0, classes).mapToLong(number -> count(number, number)).sum();
    }

    /// The share of rows that were taken for what they are; NaN if none was counted.
    public double accuracy() {
        return (double) right() / total();
    }

    /// Of the rows taken for a class, the share that are of it.
    public double precision(int number) {
        return ratio(count(number, number), predicted(number));
    }

    /// Of the rows of a class, the share that were taken for it.
    public double recall(int number) {
        return ratio(count(number, number), actual(number));
    }

    /// The harmonic mean of precision and recall of a class (van Rijsbergen, 1979).
    public double f1(int number) {
        return ratio(2 * count(number, number), actual(number) + predicted(number));
    }

    /// Precision of all classes together.
    public double precision(Average average) {
        return average(average, this::precision);
    }

    /// Recall of all classes together.
    public double recall(Average average) {
        return average(average, this::recall);
    }

    /// F1 of all classes together. The macro average is the mean of the classes' F1.
    public double f1(Average average) {
        return average(average, this::f1);
    }

    private double average(Average average, IntToDoubleFunction ofClass) {
        return switch (average) {
            case MACRO -> IntStream.range(0, classes).mapToDouble(ofClass).sum() / classes;
            // Every wrong row is one too many in one class and one missing in another.
            case MICRO -> ratio(right(), total());
        };
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /// The counts as a table, classes being called by name.
    ///
    /// @throws IllegalArgumentException if there are not as many names as classes
    public String toString(List<String> names) {
        if (names.size() != classes) {
            throw new IllegalArgumentException(
                    "confusion matrix: %s names for %s classes".formatted(names.size(), classes));
        }
        return TextTable.of("actual \\ predicted", names)
                .rows(names, (row, column) -> String.valueOf(count(row, column)));
    }

    /// The counts as a table, classes being called by their numbers:
    ///
    /// ```text
    /// actual \ predicted    0   1
    ///                  0   90   7
    ///                  1   12  85
    /// ```
    @Override
    public String toString() {
        return toString(IntStream.range(0, classes).mapToObj(String::valueOf).toList());
    }

    /// Precision, recall and F1 of each class and their averages as a table, classes being called
    /// by name.
    ///
    /// @throws IllegalArgumentException if there are not as many names as classes
    public String report(List<String> names) {
        return ClassReport.of(this, names);
    }
}

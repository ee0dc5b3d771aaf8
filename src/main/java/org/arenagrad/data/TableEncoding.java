package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Makes numbers of the texts of a [Table], and texts of what a model predicts.
///
/// ```java
/// Table table = Csv.read(Path.of("iris.csv"));
/// var options = TableOptions.target("species");
/// TableSplit parts = table.split(options, 0.2, Rng.seed(7));
/// TableEncoding encoding = TableEncoding.fit(parts.train(), options);
/// TensorDataset<Indices> train = encoding.classes(parts.train(), DType.FLOAT64);
/// TensorDataset<Indices> heldOut = encoding.classes(parts.heldOut(), DType.FLOAT64);
/// …
/// List<String> kinds = encoding.labels(model.apply(encoding.inputs(unseen, DType.FLOAT64)).argmax(-1));
/// ```
///
/// A column of numbers is brought to mean 0 and deviation 1 ([Standardizer] has the reason), and so
/// is a target of numbers. A column with any other text holds categories, and becomes an input for
/// each of them: 1 in the rows that have it, else 0. All this is learned from the rows it is fitted
/// to, which should be the training part alone; only the list of categories may come from all rows.
///
/// Nothing is guessed where a value is missing: an empty one is an error, and in a column of
/// numbers so are `NA`, `N/A`, `NaN`, `null`, `None`, `?`, `-` and the like. [Missing] has what can
/// be done about it instead; what takes the place of a missing value is learned from the same rows,
/// and kept. [TableProfile] says which columns tell nothing to learn from.
public final class TableEncoding {
    private final List<ColumnEncoding> inputs;
    private final ColumnEncoding target;
    private final NumberStyle numbers;
    private final Missing missing;

    TableEncoding(
            List<ColumnEncoding> inputs,
            ColumnEncoding target,
            NumberStyle numbers,
            Missing missing) {
        this.inputs = List.copyOf(inputs);
        this.target = target;
        this.numbers = numbers;
        this.missing = missing;
    }

    /// Learns an encoding from the rows of a table.
    ///
    /// @throws MalformedDataException if a column is missing or can't be encoded, or a value is
    ///   missing; it says where
    public static TableEncoding fit(Table train, TableOptions options)
            throws MalformedDataException {
        return fit(train, train, options);
    }

    /// Learns an encoding from a part of a table, for all of it: mean and deviation from that part,
    /// and from all rows which categories there are, so that one that only occurs in rows held out
    /// has a place too.
    ///
    /// That tells nothing of what is to be predicted for those rows: an input that is 0 in all rows
    /// to learn from has weights that no gradient ever reaches, they stay as they were drawn. (A
    /// mean over all rows would be another thing: it shifts what the model learns from.)
    ///
    /// @param all all rows, those of the part included
    /// @throws MalformedDataException if a column is missing or can't be encoded, or a value of the
    ///   part is missing; it says where
    public static TableEncoding fit(Table train, Table all, TableOptions options)
            throws MalformedDataException {
        options.requireColumns(train);
        options.requireColumns(all);
        if (train.size() == 0) {
            throw new MalformedDataException(train.source(), "has no row to learn from");
        }
        var fitting = new ColumnFitting(train, all, options);
        var encoding =
                new TableEncoding(
                        fitting.inputs(), fitting.target(), options.numbers(), options.missing());
        MissingValues.refuse(train, encoding.needed(true, true));
        return encoding;
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @param source what to call it in messages: the file it comes from
    /// @throws MalformedDataException if it is something else; it says where
    public static TableEncoding fromJson(String source, String json) throws MalformedDataException {
        return new TableEncodingReader(source).read(json);
    }

    /// The encoding as a line of JSON, exact to the last bit.
    public String toJson() {
        return TableEncodingWriter.write(inputs, target, numbers, missing);
    }

    /// What is to be predicted.
    public TableTask task() {
        return target instanceof ColumnEncoding.Categories
                ? TableTask.CLASSIFICATION
                : TableTask.REGRESSION;
    }

    /// The column to predict.
    public String target() {
        return target.name();
    }

    /// What each input of a model is, in order: the name of a column of numbers, `column=category`
    /// for a category.
    public List<String> inputNames() {
        return inputs.stream().flatMap(column -> column.labels().stream()).toList();
    }

    /// The names of the classes, in order; none if numbers are predicted.
    public List<String> classNames() {
        return target instanceof ColumnEncoding.Categories classes ? classes.values() : List.of();
    }

    /// How many outputs a model needs: one for each class, or one for a number.
    public int outputs() {
        return target.width();
    }

    /// The inputs of a model for the rows of a table, `[n, inputs]`, in the innermost scope.
    /// Columns are found by their names; others, the target among them, are passed over.
    ///
    /// @throws MalformedDataException if a column or a value is missing, a number is none, or a
    ///   category is unknown; it says where
    public Tensor inputs(Table table, DType dtype) throws MalformedDataException {
        MissingValues.refuse(table, needed(true, false));
        int width = inputs.stream().mapToInt(ColumnEncoding::width).sum();
        var filling = new Filling(dtype, Shape.of(table.size(), width));
        long at = 0;
        for (ColumnEncoding input : inputs) {
            int column = table.column(input.name());
            for (int row = 0; row < table.size(); row++) {
                long first = (long) row * width + at;
                switch (input) {
                    case ColumnEncoding.Scaled scaled ->
                            filling.set(first, scaled.encode(table, row, column, numbers));
                    case ColumnEncoding.Categories categories ->
                            filling.set(first + categories.encode(table, row, column), 1);
                }
            }
            at += input.width();
        }
        return filling.tensor();
    }

    /// Inputs and classes of the rows of a table.
    ///
    /// @throws MalformedDataException as [#inputs] does, for the target too
    /// @throws IllegalStateException if numbers are predicted
    public TensorDataset<Indices> classes(Table table, DType dtype) throws MalformedDataException {
        if (!(target instanceof ColumnEncoding.Categories classes)) {
            throw new IllegalStateException(
                    "'%s' is a number to predict, it has no classes: call numbers"
                            .formatted(target.name()));
        }
        MissingValues.refuse(table, needed(true, true));
        int column = table.column(target.name());
        int[] y = new int[table.size()];
        for (int row = 0; row < y.length; row++) {
            y[row] = classes.encode(table, row, column);
        }
        return Dataset.of(inputs(table, dtype), Indices.of(y));
    }

    /// Inputs and scaled targets `[n, 1]` of the rows of a table.
    ///
    /// @throws MalformedDataException as [#inputs] does, for the target too
    /// @throws IllegalStateException if classes are predicted
    public TensorDataset<Tensor> numbers(Table table, DType dtype) throws MalformedDataException {
        if (!(target instanceof ColumnEncoding.Scaled scaled)) {
            throw new IllegalStateException(
                    "'%s' is a class to predict, no number: call classes".formatted(target.name()));
        }
        MissingValues.refuse(table, needed(true, true));
        int column = table.column(target.name());
        var filling = new Filling(dtype, Shape.of(table.size(), 1));
        for (int row = 0; row < table.size(); row++) {
            filling.set(row, scaled.encode(table, row, column, numbers));
        }
        return Dataset.of(inputs(table, dtype), filling.tensor());
    }

    /// The names of classes.
    ///
    /// @throws IllegalStateException if numbers are predicted
    /// @throws IndexOutOfBoundsException if there is no such class
    public List<String> labels(Indices classes) {
        if (target instanceof ColumnEncoding.Scaled) {
            throw new IllegalStateException("'%s' has no classes".formatted(target.name()));
        }
        List<String> names = new ArrayList<>(classes.length());
        for (int i = 0; i < classes.length(); i++) {
            names.add(classNames().get(classes.get(i)));
        }
        return names;
    }

    /// Predicted numbers in the unit of the table.
    ///
    /// @param predictions what a model returned, `[n, 1]`
    /// @throws IllegalStateException if classes are predicted
    public double[] values(Tensor predictions) {
        double[] values = predictions.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = value(values[i]);
        }
        return values;
    }

    /// A predicted number in the unit of the table.
    ///
    /// @throws IllegalStateException if classes are predicted
    public double value(double prediction) {
        if (!(target instanceof ColumnEncoding.Scaled scaled)) {
            throw new IllegalStateException("'%s' is a class, no number".formatted(target.name()));
        }
        return scaled.decode(prediction);
    }

    /// The rows of a table to try a model on: all of them, unless the encoding was fitted with
    /// missing values left out or filled in. Then those that lack their target are left out, and
    /// with [Missing#DROP] those that lack anything.
    ///
    /// @throws MalformedDataException if it lacks a column, or no row is left
    public Table complete(Table table) throws MalformedDataException {
        if (missing == Missing.REFUSE) {
            return table;
        }
        return MissingValues.dropped(table, needed(missing == Missing.DROP, true));
    }

    private List<ColumnEncoding> needed(boolean inputsToo, boolean targetToo) {
        List<ColumnEncoding> needed = new ArrayList<>(inputsToo ? inputs : List.of());
        if (targetToo) {
            needed.add(target);
        }
        return needed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableEncoding that
                && inputs.equals(that.inputs)
                && target.equals(that.target)
                && numbers.equals(that.numbers)
                && missing == that.missing;
    }

    @Override
    public int hashCode() {
        return Objects.hash(inputs, target, numbers, missing);
    }

    /// `encoding of 4 inputs, to predict the classes 'a', 'b' of kind`.
    @Override
    public String toString() {
        String predicted =
                task() == TableTask.CLASSIFICATION
                        ? "one of the classes " + Messages.list(classNames())
                        : "a number";
        return "encoding of %s inputs, to predict '%s', %s"
                .formatted(inputNames().size(), target.name(), predicted);
    }
}

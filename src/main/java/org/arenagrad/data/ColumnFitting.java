package org.arenagrad.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Learns from the rows of a table how its columns become numbers.
///
/// @param train the rows to learn means and deviations from
/// @param table all rows there are: which categories a column has, and whether it is one of numbers
/// @param options what is decided already
record ColumnFitting(Table train, Table table, TableOptions options) {
    private static final int MOST_CLASSES = 1000;

    /// Numbers first, in their order; then texts.
    private static final Comparator<String> ORDER =
            Comparator.<String>comparingDouble(
                            text ->
                                    Numbers.isNumber(text)
                                            ? Numbers.parse(text)
                                            : Double.POSITIVE_INFINITY)
                    .thenComparing(Comparator.naturalOrder());

    /// The encodings of all columns that are inputs.
    List<ColumnEncoding> inputs() throws MalformedDataException {
        List<ColumnEncoding> found = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            String name = table.columns().get(column);
            if (options.isInput(name)) {
                found.add(
                        options.isCategorical(name) || hasText(column)
                                ? categories(column, options.mostCategories())
                                : scaled(column));
            }
        }
        if (found.isEmpty()) {
            throw new MalformedDataException(
                    table.source(),
                    "has no column to predict '%s' from: its columns are %s"
                            .formatted(options.target(), Messages.list(table.columns())));
        }
        return found;
    }

    /// The encoding of the target.
    ColumnEncoding target() throws MalformedDataException {
        int column = table.column(options.target());
        if (options.taskIn(table) == TableTask.REGRESSION) {
            return scaled(column);
        }
        ColumnEncoding.Categories classes = categories(column, MOST_CLASSES);
        if (classes.values().size() < 2) {
            throw new MalformedDataException(
                    table.source(),
                    "column '%s' has the value %s in every row: there is nothing to tell apart"
                            .formatted(classes.name(), Messages.list(classes.values())));
        }
        return classes;
    }

    private boolean hasText(int column) {
        for (int row = 0; row < table.size(); row++) {
            String text = table.get(row, column);
            if (!Numbers.isNumber(text) && !Numbers.isMissing(text)) {
                return true;
            }
        }
        return false;
    }

    private ColumnEncoding.Categories categories(int column, int most)
            throws MalformedDataException {
        TreeSet<String> values = new TreeSet<>(ORDER);
        for (int row = 0; row < table.size(); row++) {
            String text = table.get(row, column);
            if (!text.isEmpty()) {
                values.add(text);
            }
        }
        if (values.size() > most) {
            throw tooMany(column, values.size(), most);
        }
        return new ColumnEncoding.Categories(table.columns().get(column), List.copyOf(values));
    }

    private MalformedDataException tooMany(int column, int different, int most) {
        int numbers = 0;
        int firstText = 0;
        for (int row = table.size() - 1; row >= 0; row--) {
            if (Numbers.isNumber(table.get(row, column))) {
                numbers++;
            } else {
                firstText = row;
            }
        }
        String name = table.columns().get(column);
        if (numbers < table.size() && numbers * 2L > table.size()) {
            return table.wrong(
                    firstText,
                    column,
                    "%s is no number, as %s of the %s values of this column are"
                            .formatted(
                                    Messages.quoted(table.get(firstText, column)),
                                    numbers,
                                    table.size()));
        }
        return new MalformedDataException(
                table.source(),
                "column '%s' has %s different texts, more than the %s that are taken as categories (%s is one): leave it out, or allow more"
                        .formatted(
                                name,
                                different,
                                most,
                                Messages.quoted(table.get(firstText, column))));
    }

    /// Mean and deviation of a population, as [Standardizer] has them; a constant column is only
    /// shifted.
    private ColumnEncoding.Scaled scaled(int column) throws MalformedDataException {
        String name = table.columns().get(column);
        double[] values = new double[train.size()];
        int count = 0;
        for (int row = 0; row < train.size(); row++) {
            String text = train.get(row, column);
            if (!Numbers.isMissing(text)) {
                values[count++] = new ColumnEncoding.Scaled(name, 0, 1).encode(train, row, column);
            }
        }
        double mean = 0;
        for (int i = 0; i < count; i++) {
            // The sum itself might be too large for a double.
            mean += (values[i] - mean) / (i + 1);
        }
        double squares = 0;
        boolean constant = true;
        for (int i = 0; i < count; i++) {
            squares += (values[i] - mean) * (values[i] - mean) / count;
            constant &= values[i] == values[0];
        }
        if (constant) {
            return new ColumnEncoding.Scaled(name, count == 0 ? 0 : values[0], 1);
        }
        double deviation = Math.sqrt(squares);
        if (!Double.isFinite(deviation) || !Double.isFinite(mean) || deviation == 0) {
            throw new MalformedDataException(
                    table.source(),
                    "the numbers of column '%s' are too far apart, or too close, to be brought to deviation 1"
                            .formatted(name));
        }
        return new ColumnEncoding.Scaled(name, mean, deviation);
    }
}

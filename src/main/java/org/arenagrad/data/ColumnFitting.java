package org.arenagrad.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Learns from the rows of a table how its columns become numbers.
///
/// @param train the rows to learn means and deviations from
/// @param table all rows there are: which categories a column has, and whether it is one of numbers
/// @param options what is decided already
record ColumnFitting(Table train, Table table, TableOptions options) {
    private static final int MOST_CLASSES = 1000;

    /// The encodings of all columns that are inputs.
    List<ColumnEncoding> inputs() throws MalformedDataException {
        List<ColumnEncoding> found = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            String name = table.columns().get(column);
            if (options.isInput(name)) {
                found.add(
                        look(column).isNumbers()
                                ? scaled(column, true)
                                : categories(column, options.mostCategories(), true));
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
            return scaled(column, false);
        }
        ColumnEncoding.Categories classes = categories(column, MOST_CLASSES, false);
        int different = classes.values().size();
        if (different < 2) {
            throw new MalformedDataException(
                    table.source(),
                    "column '%s' has the value %s in every row: there is nothing to tell apart"
                            .formatted(classes.name(), Messages.list(classes.values())));
        }
        if (!options.asksForClasses() && TableOptions.tooManyClasses(different, table.size())) {
            throw new MalformedDataException(
                    table.source(),
                    "column '%s' has %s different texts in %s rows, as %s, too many to be classes: if they are numbers, say how numbers are written; if they are classes all the same, say so"
                            .formatted(
                                    classes.name(),
                                    different,
                                    table.size(),
                                    Messages.quoted(classes.values().getFirst())));
        }
        return classes;
    }

    private ColumnLook look(int column) {
        return new ColumnLook(table, column, options);
    }

    private ColumnEncoding.Categories categories(int column, int most, boolean input)
            throws MalformedDataException {
        List<String> values = look(column).categories().values();
        if (values.size() > most) {
            throw tooMany(column, values.size(), most);
        }
        String name = table.columns().get(column);
        return new ColumnEncoding.Categories(
                name, values, input && fills() ? mostFrequent(column, values) : null);
    }

    private boolean fills() {
        return options.missing() == Missing.MEAN || options.missing() == Missing.MODE;
    }

    /// Which value the rows to learn from have most often; of several the first.
    private String mostFrequent(int column, List<String> values) throws MalformedDataException {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < train.size(); row++) {
            counts.merge(train.get(row, column), 1, Integer::sum);
        }
        counts.keySet().retainAll(values);
        int most = counts.values().stream().max(Integer::compare).orElse(0);
        for (String value : values) {
            if (most > 0 && counts.getOrDefault(value, 0) == most) {
                return value;
            }
        }
        throw nothingThere(column);
    }

    private MalformedDataException nothingThere(int column) {
        return new MalformedDataException(
                table.source(),
                "column '%s' has no value in the rows to learn from, so nothing can take the place of those that are missing: leave it out"
                        .formatted(table.columns().get(column)));
    }

    private MalformedDataException tooMany(int column, int different, int most) {
        int numbers = 0;
        int firstText = 0;
        for (int row = table.size() - 1; row >= 0; row--) {
            if (options.numbers().isNumber(table.get(row, column))) {
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
                    "%s is not a number, as %s of the %s values of this column are"
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
    private ColumnEncoding.Scaled scaled(int column, boolean input) throws MalformedDataException {
        String name = table.columns().get(column);
        double[] values = numbers(column);
        if (input && fills() && values.length == 0) {
            throw nothingThere(column);
        }
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            // The sum itself might be too large for a double.
            mean += (values[i] - mean) / (i + 1);
        }
        double squares = 0;
        boolean constant = true;
        for (double value : values) {
            squares += (value - mean) * (value - mean) / values.length;
            constant &= value == values[0];
        }
        if (constant) {
            mean = values.length == 0 ? 0 : values[0];
        }
        double deviation = constant ? 1 : Math.sqrt(squares);
        if (!Double.isFinite(deviation) || !Double.isFinite(mean) || deviation == 0) {
            throw new MalformedDataException(
                    table.source(),
                    "the numbers of column '%s' are too far apart, or too close, to be brought to deviation 1"
                            .formatted(name));
        }
        return new ColumnEncoding.Scaled(
                name, mean, deviation, input && fills() ? fill(values, mean) : null);
    }

    /// The numbers of a column in the rows to learn from that have one.
    private double[] numbers(int column) throws MalformedDataException {
        double[] values = new double[train.size()];
        int count = 0;
        for (int row = 0; row < train.size(); row++) {
            if (!Numbers.isMissing(train.get(row, column))) {
                values[count++] = ColumnEncoding.Scaled.read(train, row, column, options.numbers());
            }
        }
        return Arrays.copyOf(values, count);
    }

    /// The mean, or the number that occurs most often; of several the least.
    private double fill(double[] values, double mean) {
        if (options.missing() == Missing.MEAN) {
            return mean;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mode = sorted[0];
        int most = 0;
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            count = i > 0 && sorted[i] == sorted[i - 1] ? count + 1 : 1;
            if (count > most) {
                most = count;
                mode = sorted[i];
            }
        }
        return mode;
    }
}

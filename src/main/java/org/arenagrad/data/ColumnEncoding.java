package org.arenagrad.data;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How one column of a table becomes numbers.
sealed interface ColumnEncoding {
    /// The name of the column.
    String name();

    /// How many numbers it becomes.
    int width();

    /// Whether a text says that there is nothing, and nothing takes its place.
    boolean isMissing(String text);

    /// What the numbers are called.
    List<String> labels();

    /// Numbers, brought to mean 0 and deviation 1.
    ///
    /// @param name the name of the column
    /// @param mean what is subtracted
    /// @param deviation what is divided by: above 0
    /// @param fill the number to take where there is none; null if that is an error
    record Scaled(String name, double mean, double deviation, @Nullable Double fill)
            implements ColumnEncoding {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean isMissing(String text) {
            return fill == null && Numbers.isMissing(text);
        }

        @Override
        public List<String> labels() {
            return List.of(name);
        }

        /// The scaled number.
        double encode(Table table, int row, int column, NumberStyle style)
                throws MalformedDataException {
            String text = table.get(row, column);
            double value =
                    fill != null && Numbers.isMissing(text)
                            ? fill
                            : read(table, row, column, style);
            return (value - mean) / deviation;
        }

        /// The number that stands in a table.
        static double read(Table table, int row, int column, NumberStyle style)
                throws MalformedDataException {
            String text = table.get(row, column);
            double value = style.parse(text);
            if (!Double.isFinite(value)) {
                throw table.wrong(row, column, Messages.quoted(text) + " is not a number");
            }
            return value;
        }

        /// The number as it was.
        double decode(double scaled) {
            return scaled * deviation + mean;
        }
    }

    /// Names, each with a place of its own.
    ///
    /// @param name the name of the column
    /// @param values the categories, in order
    /// @param fill the category to take where there is none; null if that is an error
    record Categories(String name, List<String> values, @Nullable String fill)
            implements ColumnEncoding {
        /// Copies what may change.
        public Categories {
            values = List.copyOf(values);
        }

        @Override
        public int width() {
            return values.size();
        }

        @Override
        public boolean isMissing(String text) {
            return fill == null && text.isEmpty();
        }

        @Override
        public List<String> labels() {
            return values.stream().map(value -> name + "=" + value).toList();
        }

        /// The place of a category.
        int encode(Table table, int row, int column) throws MalformedDataException {
            String text = table.get(row, column);
            int at = values.indexOf(fill != null && text.isEmpty() ? fill : text);
            if (at < 0) {
                throw table.wrong(
                        row,
                        column,
                        "%s did not occur in the rows that were learned from, which have %s"
                                .formatted(Messages.quoted(text), Messages.list(values)));
            }
            return at;
        }
    }
}

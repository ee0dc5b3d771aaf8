package org.arenagrad.data;

import java.util.List;

/// How one column of a table becomes numbers.
sealed interface ColumnEncoding {
    /// The name of the column.
    String name();

    /// How many numbers it becomes.
    int width();

    /// Whether a text says that there is nothing.
    boolean isMissing(String text);

    /// What the numbers are called.
    List<String> labels();

    /// Numbers, brought to mean 0 and deviation 1.
    ///
    /// @param name the name of the column
    /// @param mean what is subtracted
    /// @param deviation what is divided by: above 0
    record Scaled(String name, double mean, double deviation) implements ColumnEncoding {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean isMissing(String text) {
            return Numbers.isMissing(text);
        }

        @Override
        public List<String> labels() {
            return List.of(name);
        }

        /// The scaled number.
        double encode(Table table, int row, int column) throws MalformedDataException {
            String text = table.get(row, column);
            double value = Numbers.parse(text);
            if (!Double.isFinite(value)) {
                throw table.wrong(row, column, Messages.quoted(text) + " is no number");
            }
            return (value - mean) / deviation;
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
    record Categories(String name, List<String> values) implements ColumnEncoding {
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
            return text.isEmpty();
        }

        @Override
        public List<String> labels() {
            return values.stream().map(value -> name + "=" + value).toList();
        }

        /// The place of a category.
        int encode(Table table, int row, int column) throws MalformedDataException {
            String text = table.get(row, column);
            int at = values.indexOf(text);
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

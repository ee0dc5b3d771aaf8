package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Rows of texts under named columns, as [Csv] reads them: not yet numbers, which [TableEncoding]
/// makes of them.
///
/// A table never changes. Rows remember the lines of the file they came from, for messages.
public final class Table {
    private final String source;
    private final List<String> columns;
    private final List<Row> rows;

    /// A row.
    ///
    /// @param line the line of the file where it begins, from 1
    /// @param fields its texts, one for each column
    record Row(long line, List<String> fields) {}

    Table(String source, List<String> columns, List<Row> rows) {
        this.source = source;
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    /// A table that comes from no file.
    ///
    /// @param source what to call it in messages
    /// @throws IllegalArgumentException if a row has more or fewer texts than there are columns, or
    ///   two columns have the same name
    public static Table of(String source, List<String> columns, List<List<String>> rows) {
        if (columns.stream().distinct().count() < columns.size()) {
            throw new IllegalArgumentException(
                    "table %s: two of the columns %s have the same name"
                            .formatted(source, columns));
        }
        List<Row> numbered = new ArrayList<>();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table %s: row %s has %s texts for %s columns"
                                .formatted(source, numbered.size(), row.size(), columns.size()));
            }
            // As if it had been read: the header is the first line.
            numbered.add(new Row(numbered.size() + 2, List.copyOf(row)));
        }
        return new Table(source, columns, List.copyOf(numbered));
    }

    /// The file it comes from.
    public String source() {
        return source;
    }

    /// The names of the columns, in order.
    public List<String> columns() {
        return columns;
    }

    /// The number of rows.
    public int size() {
        return rows.size();
    }

    /// A text, without blanks around it.
    ///
    /// @param row from 0
    /// @param column from 0
    public String get(int row, int column) {
        return rows.get(row).fields().get(column);
    }

    /// The line of the file in which a text begins, from 1.
    public long line(int row, int column) {
        Row found = rows.get(row);
        // Texts in quotes may go over several lines.
        return found.line()
                + found.fields().stream()
                        .limit(column)
                        .flatMapToInt(String::chars)
                        .filter(c -> c == '\n')
                        .count();
    }

    /// Where a column stands.
    ///
    /// @return from 0
    /// @throws MalformedDataException if there is none of that name
    public int column(String name) throws MalformedDataException {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new MalformedDataException(
                    source,
                    "has no column '%s': its columns are %s"
                            .formatted(name, Messages.list(columns)));
        }
        return at;
    }

    /// The rows at the given positions, in that order.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    public Table select(Indices positions) {
        List<Row> picked = new ArrayList<>(positions.length());
        for (int i = 0; i < positions.length(); i++) {
            picked.add(rows.get(positions.get(i)));
        }
        return new Table(source, columns, picked);
    }

    /// The rows at the positions that a predicate accepts, in order.
    Table where(IntPredicate accepted) {
        return new Table(
                source,
                columns,
                IntStream.range(0, size()).filter(accepted).mapToObj(rows::get).toList());
    }

    /// Two parts, each in random order: one to learn from, one to hold out. If the target is a
    /// class, each class is divided in the same ratio, to a row.
    ///
    /// @param heldOut the share of rows to hold out, between 0 and 1
    /// @throws MalformedDataException if there is no column of the target's name
    /// @throws IllegalArgumentException if the share is not between 0 and 1, or leaves one part
    ///   without a row
    public TableSplit split(TableOptions options, double heldOut, Rng rng)
            throws MalformedDataException {
        int[] strata = new int[size()];
        int target = column(options.target());
        if (options.taskIn(this) == TableTask.CLASSIFICATION) {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (int row = 0; row < strata.length; row++) {
                strata[row] = numbers.computeIfAbsent(get(row, target), _ -> numbers.size());
            }
        }
        Splitting parts = Splitting.of(strata, heldOut, rng);
        return new TableSplit(select(parts.train()), select(parts.heldOut()));
    }

    /// What is wrong at a place, said so that it can be found.
    MalformedDataException wrong(int row, int column, String what) {
        return new MalformedDataException(source, place(row, column) + ": " + what);
    }

    /// `line 7, column 'age' (3)`.
    String place(int row, int column) {
        return "line %s, column '%s' (%s)"
                .formatted(line(row, column), columns.get(column), column + 1);
    }

    /// `table iris.csv: 150 rows, 5 columns`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "table %s: %,d rows, %s columns", source, size(), columns.size());
    }
}

package org.arenagrad.data;

import java.util.ArrayList;
import java.util.List;

/// What is missing in the columns that an encoding reads.
final class MissingValues {
    private static final int SHOWN = 3;

    private final List<String> places = new ArrayList<>();
    private int count;

    /// One more is missing.
    void add(Table table, int row, int column) {
        count++;
        if (places.size() < SHOWN) {
            places.add(table.place(row, column));
        }
    }

    /// `3 values are missing: line 2, column 'age' (1); line 3, column 'city' (2); …`; empty if
    /// none are.
    String sentence() {
        return count == 0
                ? ""
                : "%s missing: %s%s"
                        .formatted(
                                count == 1 ? "a value is" : count + " values are",
                                String.join("; ", places),
                                count > places.size() ? "; …" : "");
    }

    /// Makes sure that a table has a value wherever one is needed.
    static void refuse(Table table, List<ColumnEncoding> needed) throws MalformedDataException {
        var missing = new MissingValues();
        for (ColumnEncoding encoding : needed) {
            int column = table.column(encoding.name());
            for (int row = 0; row < table.size(); row++) {
                if (encoding.isMissing(table.get(row, column))) {
                    missing.add(table, row, column);
                }
            }
        }
        if (missing.count > 0) {
            throw new MalformedDataException(
                    table.source(),
                    missing.sentence() + ". Fill them in, or leave out their rows or columns");
        }
    }

    /// The rows of a table that have a value wherever one is needed.
    ///
    /// @throws MalformedDataException if there are none
    static Table dropped(Table table, List<ColumnEncoding> needed) throws MalformedDataException {
        Table complete = table;
        for (ColumnEncoding encoding : needed) {
            int column = table.column(encoding.name());
            Table before = complete;
            complete = before.where(row -> !encoding.isMissing(before.get(row, column)));
        }
        return some(complete);
    }

    /// A table, making sure that it has a row left.
    static Table some(Table complete) throws MalformedDataException {
        if (complete.size() == 0) {
            throw new MalformedDataException(
                    complete.source(), "has no row in which nothing is missing");
        }
        return complete;
    }
}

package org.arenagrad.data;

import java.util.ArrayList;
import java.util.List;

/// What the columns of a table look like, and which of them tell nothing to learn from.
///
/// ```java
/// TableProfile profile = TableProfile.of(Csv.read(path), TableOptions.target("price"));
/// profile.columns().forEach(System.out::println);
/// TableSplit parts = profile.table().split(profile.options(), 0.2, Rng.seed(7));
/// TableEncoding encoding = TableEncoding.fit(parts.train(), profile.table(), profile.options());
/// ```
public final class TableProfile {
    private final Table all;
    private final Table table;
    private final TableOptions options;
    private final List<ColumnProfile> columns;

    private TableProfile(
            Table all, Table table, TableOptions options, List<ColumnProfile> columns) {
        this.all = all;
        this.table = table;
        this.options = options;
        this.columns = List.copyOf(columns);
    }

    /// Looks at all columns.
    ///
    /// @param table all rows there are, those to hold out too
    /// @param options what is decided already
    /// @throws MalformedDataException if the table lacks a column that is named there, or has no
    ///   row in which nothing is missing
    public static TableProfile of(Table table, TableOptions options) throws MalformedDataException {
        options.requireColumns(table);
        TableOptions decided = options.task(options.taskIn(table));
        List<ColumnProfile> columns = new ArrayList<>();
        for (int at = 0; at < table.columns().size(); at++) {
            ColumnProfile column = profile(table, at, options);
            columns.add(column);
            if (column instanceof ColumnProfile.LeftOut) {
                decided = decided.ignoring(column.name());
            }
        }
        Table used =
                options.missing() == Missing.REFUSE ? table : complete(table, options, columns);
        if (used.size() < table.size()) {
            columns.replaceAll(column -> recounted(column, used, options));
        }
        return new TableProfile(table, used, decided, columns);
    }

    private static ColumnProfile profile(Table table, int at, TableOptions options)
            throws MalformedDataException {
        var look = new ColumnLook(table, at, options);
        return table.columns().get(at).equals(options.target())
                ? look.target(options.taskIn(table))
                : look.profile();
    }

    private static Table complete(Table table, TableOptions options, List<ColumnProfile> columns)
            throws MalformedDataException {
        boolean drops = options.missing() == Missing.DROP;
        return MissingValues.some(
                table.where(
                        row -> {
                            for (int at = 0; at < columns.size(); at++) {
                                ColumnProfile column = columns.get(at);
                                if ((drops || column.name().equals(options.target()))
                                        && isMissing(column, table.get(row, at))) {
                                    return false;
                                }
                            }
                            return true;
                        }));
    }

    private static boolean isMissing(ColumnProfile column, String text) {
        return switch (column) {
            case ColumnProfile.Numbers _ -> Numbers.isMissing(text);
            case ColumnProfile.LeftOut _ -> false;
            case ColumnProfile.Categories _,
                    ColumnProfile.NumberLike _,
                    ColumnProfile.MostlyNumbers _ ->
                    text.isEmpty();
        };
    }

    /// A column of which rows were left out may have fewer categories.
    private static ColumnProfile recounted(ColumnProfile column, Table used, TableOptions options) {
        return column instanceof ColumnProfile.Categories before
                ? new ColumnProfile.Categories(
                        before.name(),
                        new ColumnLook(used, used.columns().indexOf(before.name()), options)
                                .categories()
                                .values(),
                        before.missing())
                : column;
    }

    /// All columns of the table, in their order.
    public List<ColumnProfile> columns() {
        return columns;
    }

    /// The column to predict.
    public ColumnProfile target() {
        return columns.get(table.columns().indexOf(options.target()));
    }

    /// The options with what was decided by looking: the task, and which columns are left out.
    public TableOptions options() {
        return options;
    }

    /// The rows to use: all of them, or those that [Missing] leaves.
    public Table table() {
        return table;
    }

    /// How many rows were left out because something is missing in them.
    public int rowsLeftOut() {
        return all.size() - table.size();
    }

    /// What is missing, where nothing is done about it: how many values, and where the first ones
    /// are; empty if none are.
    public String missing() {
        var missing = new MissingValues();
        for (int at = 0; at < columns.size() && options.missing() == Missing.REFUSE; at++) {
            for (int row = 0; row < table.size(); row++) {
                if (isMissing(columns.get(at), table.get(row, at))) {
                    missing.add(table, row, at);
                }
            }
        }
        return missing.sentence();
    }
}

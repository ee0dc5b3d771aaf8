package org.arenagrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A table of aligned columns, for people to read.
final class TextTable {
    /// What stands in a row and a column.
    @FunctionalInterface
    interface Cell {
        String at(int row, int column);
    }

    private final String corner;
    private final List<String> columns;

    private TextTable(String corner, List<String> columns) {
        this.corner = corner;
        this.columns = columns;
    }

    /// One with these columns.
    ///
    /// @param corner what stands above the names of rows
    static TextTable of(String corner, List<String> columns) {
        return new TextTable(corner, columns);
    }

    /// The text, a line for each row below that of the columns; no line break at the end.
    String rows(List<String> names, Cell cells) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(corner, columns));
        for (int row = 0; row < names.size(); row++) {
            int r = row;
            List<String> values =
                    IntStream.range(0, columns.size())
                            .mapToObj(column -> cells.at(r, column))
                            .toList();
            lines.add(line(names.get(row), values));
        }
        int[] widths = new int[columns.size() + 1];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return String.join("\n", lines.stream().map(line -> aligned(line, widths)).toList());
    }

    private static List<String> line(String name, List<String> values) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(values);
        return all;
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String value = line.get(i);
            text.append(i == 0 ? "" : "  ").repeat(' ', widths[i] - value.length()).append(value);
        }
        return text.toString();
    }
}

package org.arenagrad.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A table in Markdown. Columns of numbers are to the right.
public final class MarkdownTable {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /// A table with these columns.
    public MarkdownTable(String... header) {
        this.header = List.of(header);
    }

    /// Adds a row.
    ///
    /// @throws IllegalArgumentException if it has not one cell for each column
    public MarkdownTable row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    "%s cells for %s columns".formatted(cells.length, header.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /// A number with four digits that count, `1,234`, `12.34`, `0.001234`; `–` for NaN.
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        int wholeDigits = (int) Math.floor(Math.log10(size)) + 1;
        int decimals = Math.clamp(4 - wholeDigits, 0, 6);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /// A number without decimals, `1,234`; `–` for NaN.
    public static String whole(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    @Override
    public String toString() {
        Stream<String> rule =
                IntStream.range(0, header.size())
                        .mapToObj(column -> isOfNumbers(column) ? "---:" : "---");
        return Stream.concat(
                        Stream.of(line(header.stream()), line(rule)),
                        rows.stream().map(row -> line(row.stream())))
                .collect(Collectors.joining());
    }

    private boolean isOfNumbers(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.matches("[-±]?[\\d.,]+|–"));
    }

    private static String line(Stream<String> cells) {
        return cells.map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"))
                // An empty cell leaves two blanks.
                .replace("  ", " ");
    }
}

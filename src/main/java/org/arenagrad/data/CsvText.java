package org.arenagrad.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// Comma-separated values of which nothing is executed: see [Csv#write].
final class CsvText {
    /// What a formula begins with, or what a spreadsheet passes over before one; in full width too.
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// What other programs than the one that was meant may take for a delimiter.
    private static final String DELIMITERS = ",;\t|";

    private static final char GUARD = '\'';

    private CsvText() {}

    static String write(List<String> columns, List<? extends List<?>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .quoteStrategy(new Quotes())
                        .build(text)) {
            writer.writeRecord(columns.stream().map(CsvText::guarded).toList());
            for (List<?> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "csv: a row has %s values for %s columns"
                                    .formatted(row.size(), columns.size()));
                }
                writer.writeRecord(row.stream().map(CsvText::cell).toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Number ? value.toString() : guarded(value.toString());
    }

    private static String guarded(String text) {
        return isFormula(text) && !Numbers.isNumber(text) ? GUARD + text : text;
    }

    /// A text as it was before it was guarded.
    static String unguarded(String text) {
        return !text.isEmpty() && text.charAt(0) == GUARD && isFormula(text)
                ? text.substring(1)
                : text;
    }

    /// Whether it begins as a formula; guards before it don't count, so that each can be taken away
    /// again.
    private static boolean isFormula(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) == GUARD) {
            first++;
        }
        return first < text.length() && FORMULA.indexOf(text.charAt(first)) >= 0;
    }

    /// Quotes around what might be cut in two elsewhere.
    private static final class Quotes implements QuoteStrategy {
        @Override
        public boolean quoteValue(int line, int column, String value) {
            return value.chars().anyMatch(c -> DELIMITERS.indexOf(c) >= 0);
        }
    }
}

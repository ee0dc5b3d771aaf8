package org.arenagrad.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads text files of values with a delimiter between them, comma or another (RFC 4180, and what
/// is usual beside it).
///
/// ```java
/// Table table = Csv.read(Path.of("houses.csv"));
/// ```
///
/// The first line names the columns; every other has as many values. (A first column without a name
/// is `Unnamed: 0`, as pandas calls its row numbers, which it writes without one.) Values may stand
/// in `"` quotes, and then hold delimiters, line breaks and, doubled, quotes. Lines end as on any
/// system, empty ones are passed over, blanks around values are left out. The encoding is UTF-8,
/// with a byte order mark or without. What does not fit gives a [MalformedDataException] that says
/// where.
public final class Csv {
    /// What may stand between values; where two occur equally often, the one further to the front.
    private static final String DELIMITERS = ",;\t|";

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char QUOTE = '"';
    private static final String UNNAMED = "Unnamed: 0";
    private static final int LONGEST_HEADER = 1 << 20;

    private Csv() {}

    /// Reads a file. What stands between its values is seen from its first line: comma, semicolon,
    /// tabulator or vertical bar, whichever occurs most often outside quotes.
    ///
    /// @throws MalformedDataException if it is no such file
    /// @throws IOException if it can't be read
    public static Table read(Path file) throws IOException {
        return read(file, delimiter(file));
    }

    /// Reads a file.
    ///
    /// @param delimiter what stands between its values, `'\t'` for example
    /// @throws MalformedDataException if it is no such file
    /// @throws IOException if it can't be read
    /// @throws IllegalArgumentException if the delimiter is a quote or a line break
    public static Table read(Path file, char delimiter) throws IOException {
        if (delimiter == QUOTE || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("csv: a quote or a line break is no delimiter");
        }
        try (BufferedReader text = open(file);
                CsvReader<CsvRecord> reader =
                        CsvReader.builder()
                                .fieldSeparator(delimiter)
                                .allowExtraFields(true)
                                .allowMissingFields(true)
                                .ofCsvRecord(text)) {
            return table(file, reader.iterator());
        } catch (CharacterCodingException encoding) {
            throw Utf8.error(file, encoding);
        } catch (UncheckedIOException failed) {
            throw failed.getCause() instanceof CharacterCodingException encoding
                    ? Utf8.error(file, encoding)
                    : failed.getCause();
        } catch (CsvParseException refused) {
            Throwable why = Objects.requireNonNullElse(refused.getCause(), refused);
            throw new MalformedDataException(
                    file,
                    "%s: %s".formatted(refused.getMessage(), why.getMessage()).strip(),
                    refused);
        }
    }

    /// The text of a file, after its byte order mark.
    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = DataFile.open(file);
        BufferedReader text = new BufferedReader(Utf8.reader(bytes));
        try {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return text;
        } catch (IOException failed) {
            text.close();
            throw failed;
        }
    }

    private static char delimiter(Path file) throws IOException {
        int[] counts = new int[DELIMITERS.length()];
        try (BufferedReader text = open(file)) {
            boolean quoted = false;
            for (int i = 0; i < LONGEST_HEADER; i++) {
                int c = text.read();
                if (c < 0 || (!quoted && (c == '\n' || c == '\r'))) {
                    break;
                }
                quoted ^= c == QUOTE;
                int candidate = DELIMITERS.indexOf(c);
                if (!quoted && candidate >= 0) {
                    counts[candidate]++;
                }
            }
        } catch (CharacterCodingException encoding) {
            throw Utf8.error(file, encoding);
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return DELIMITERS.charAt(best);
    }

    private static Table table(Path file, Iterator<CsvRecord> records)
            throws MalformedDataException {
        if (!records.hasNext()) {
            throw new MalformedDataException(file, "is empty: its first line should name columns");
        }
        CsvRecord header = records.next();
        List<String> columns = named(stripped(header));
        requireNames(file, header.getStartingLineNumber(), columns);
        List<Table.Row> rows = new ArrayList<>();
        while (records.hasNext()) {
            CsvRecord read = records.next();
            if (read.getFieldCount() != columns.size()) {
                throw new MalformedDataException(
                        file,
                        "line %s: has %s values, the header names %s columns"
                                .formatted(
                                        read.getStartingLineNumber(),
                                        read.getFieldCount(),
                                        columns.size()));
            }
            rows.add(new Table.Row(read.getStartingLineNumber(), stripped(read)));
        }
        if (rows.isEmpty()) {
            throw new MalformedDataException(file, "has a header, and no row below it");
        }
        return new Table(file.toString(), columns, rows);
    }

    private static List<String> named(List<String> columns) {
        List<String> named = new ArrayList<>(columns);
        if (columns.size() > 1 && columns.getFirst().isEmpty()) {
            named.set(0, UNNAMED);
        }
        return named;
    }

    private static List<String> stripped(CsvRecord read) {
        return read.getFields().stream().map(String::strip).toList();
    }

    private static void requireNames(Path file, long line, List<String> columns)
            throws MalformedDataException {
        if (columns.stream().allMatch(Numbers::isNumber)) {
            throw new MalformedDataException(
                    file,
                    "line %s: has numbers only, where the names of the columns should be"
                            .formatted(line));
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int at = 0; at < columns.size(); at++) {
            String name = columns.get(at);
            if (name.isEmpty()) {
                throw new MalformedDataException(
                        file, "line %s: column %s has no name".formatted(line, at + 1));
            }
            Integer before = seen.put(name, at);
            if (before != null) {
                throw new MalformedDataException(
                        file,
                        "line %s: columns %s and %s have the same name, %s"
                                .formatted(line, before + 1, at + 1, Messages.quoted(name)));
            }
        }
    }
}

package org.arenagrad.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

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

/// Reads, and writes, text files of values with a delimiter between them, comma or another (RFC
/// 4180, and what is common besides it).
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
///
/// A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula, and does what it
/// says. [#write] puts an apostrophe before such a text, as [OWASP] advises; reading takes it away
/// again.
///
/// [OWASP]: https://owasp.org/www-community/attacks/CSV_Injection
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
    /// A pipe is read once, to its end, and what came through it is kept in memory meanwhile.
    ///
    /// @throws MalformedDataException if it is no such file, or a pipe through which more than a
    ///   gigabyte or a quarter of the heap comes
    /// @throws IOException if it can't be read
    public static Table read(Path file) throws IOException {
        TextSource source = TextSource.of(file);
        return read(source, delimiter(source));
    }

    /// Reads a file.
    ///
    /// @param delimiter what stands between its values, `'\t'` for example
    /// @throws MalformedDataException if it is no such file, or too much comes through a pipe
    /// @throws IOException if it can't be read
    /// @throws IllegalArgumentException if the delimiter is a quote or a line break
    public static Table read(Path file, char delimiter) throws IOException {
        return read(TextSource.of(file), delimiter);
    }

    /// Reads all that a stream has to say, as [#read(Path)] does.
    ///
    /// @param name what to call it in messages
    /// @throws MalformedDataException if it is no such text, or too much
    /// @throws IOException if it can't be read
    public static Table read(String name, InputStream bytes) throws IOException {
        TextSource source = TextSource.of(name, bytes);
        return read(source, delimiter(source));
    }

    /// Reads all that a stream has to say, as [#read(Path,char)] does.
    ///
    /// @param name what to call it in messages
    /// @throws MalformedDataException if it is no such text, or too much
    /// @throws IOException if it can't be read
    /// @throws IllegalArgumentException if the delimiter is a quote or a line break
    public static Table read(String name, InputStream bytes, char delimiter) throws IOException {
        return read(TextSource.of(name, bytes), delimiter);
    }

    private static Table read(TextSource source, char delimiter) throws IOException {
        if (delimiter == QUOTE || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("csv: a quote or a line break is not a delimiter");
        }
        try (BufferedReader text = open(source);
                CsvReader<CsvRecord> reader =
                        CsvReader.builder()
                                .fieldSeparator(delimiter)
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .ofCsvRecord(text)) {
            return table(source.name(), reader.iterator());
        } catch (CharacterCodingException encoding) {
            throw Utf8.error(source, encoding);
        } catch (UncheckedIOException failed) {
            throw failed.getCause() instanceof CharacterCodingException encoding
                    ? Utf8.error(source, encoding)
                    : failed.getCause();
        } catch (CsvParseException refused) {
            Throwable why = Objects.requireNonNullElse(refused.getCause(), refused);
            throw new MalformedDataException(
                    source.name(),
                    "%s: %s".formatted(refused.getMessage(), why.getMessage()).strip(),
                    refused);
        }
    }

    /// Writes a table: a line of names, then one for each row. Numbers have all their digits; texts
    /// stand in quotes where they must, and no spreadsheet takes one for a formula. Lines end with
    /// a line feed.
    ///
    /// @param rows for each column a [Number], or anything else for its text; null for nothing
    /// @throws IllegalArgumentException if a row has more or fewer values than there are columns
    public static String write(List<String> columns, List<? extends List<?>> rows) {
        return CsvText.write(columns, rows);
    }

    /// The text, after its byte order mark.
    private static BufferedReader open(TextSource source) throws IOException {
        InputStream bytes = source.open();
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

    private static char delimiter(TextSource source) throws IOException {
        int[] counts = new int[DELIMITERS.length()];
        try (BufferedReader text = open(source)) {
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
            throw Utf8.error(source, encoding);
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return DELIMITERS.charAt(best);
    }

    private static Table table(String name, Iterator<CsvRecord> records)
            throws MalformedDataException {
        if (!records.hasNext()) {
            throw new MalformedDataException(name, "is empty: its first line should name columns");
        }
        CsvRecord header = records.next();
        List<String> columns = named(stripped(header));
        requireNames(name, header.getStartingLineNumber(), columns);
        List<Table.Row> rows = new ArrayList<>();
        while (records.hasNext()) {
            CsvRecord read = records.next();
            if (read.getFieldCount() != columns.size()) {
                throw new MalformedDataException(
                        name,
                        "line %s: has %s values, the header names %s columns"
                                .formatted(
                                        read.getStartingLineNumber(),
                                        read.getFieldCount(),
                                        columns.size()));
            }
            rows.add(new Table.Row(read.getStartingLineNumber(), stripped(read)));
        }
        if (rows.isEmpty()) {
            throw new MalformedDataException(name, "has a header, and no row below it");
        }
        return new Table(name, columns, rows);
    }

    private static List<String> named(List<String> columns) {
        List<String> named = new ArrayList<>(columns);
        if (columns.size() > 1 && columns.getFirst().isEmpty()) {
            named.set(0, UNNAMED);
        }
        return named;
    }

    private static List<String> stripped(CsvRecord read) {
        return read.getFields().stream().map(String::strip).map(CsvText::unguarded).toList();
    }

    private static void requireNames(String name, long line, List<String> columns)
            throws MalformedDataException {
        if (columns.stream().allMatch(Numbers::isNumber)) {
            throw new MalformedDataException(
                    name,
                    "line %s: has numbers only, where the names of the columns should be"
                            .formatted(line));
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int at = 0; at < columns.size(); at++) {
            String column = columns.get(at);
            if (column.isEmpty()) {
                throw new MalformedDataException(
                        name, "line %s: column %s has no name".formatted(line, at + 1));
            }
            Integer before = seen.put(column, at);
            if (before != null) {
                throw new MalformedDataException(
                        name,
                        "line %s: columns %s and %s have the same name, %s"
                                .formatted(line, before + 1, at + 1, Messages.quoted(column)));
            }
        }
    }
}

package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class CsvTest {
    @TempDir private Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("some.csv"), text);
    }

    private Table read(String text) throws IOException {
        return Csv.read(file(text));
    }

    private static List<List<String>> rows(Table table) {
        return IntStream.range(0, table.size())
                .mapToObj(
                        row ->
                                IntStream.range(0, table.columns().size())
                                        .mapToObj(column -> table.get(row, column))
                                        .toList())
                .toList();
    }

    @Test
    void theFirstLineNamesTheColumns() throws IOException {
        Table table = read("age,city\n41,Bonn\n17,Oslo\n");

        assertThat(table.columns()).containsExactly("age", "city");
        assertThat(rows(table)).containsExactly(List.of("41", "Bonn"), List.of("17", "Oslo"));
        assertThat(table).hasToString("table " + table.source() + ": 2 rows, 2 columns");
        assertThat(table.source()).endsWith("some.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a,b ! 1,2",
                "a;b ! 1;2",
                "a|b ! 1|2",
                "a<TAB>b ! 1<TAB>2",
                "'\"a\",b' ! '1,\"2\"'",
                "'\" a \", b' ! ' 1 ,2 '",
            })
    void theDelimiterIsSeenFromTheHeader(String header, String row) throws IOException {
        Table table = read((header + "\n" + row + "\n").replace("<TAB>", "\t"));

        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(rows(table)).containsExactly(List.of("1", "2"));
    }

    @Test
    void delimitersInQuotesDoNotCount() throws IOException {
        Table table = read("\"last, first, middle\";age\n\"Noether; Emmy\";53\n");

        assertThat(table.columns()).containsExactly("last, first, middle", "age");
        assertThat(rows(table)).containsExactly(List.of("Noether; Emmy", "53"));
    }

    @Test
    void theDelimiterMayBeGiven() throws IOException {
        Path file = file("a,b:c\n1,5:2\n");

        assertThat(Csv.read(file, ':').columns()).containsExactly("a,b", "c");
        assertThatThrownBy(() -> Csv.read(file, '"')).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"LF", "CRLF", "CR"})
    void linesEndAsOnAnySystem(String ending) throws IOException {
        String end = ending.replace("CR", "\r").replace("LF", "\n");
        Table table = read(String.join(end, "a,b", "1,2", "", "3,4"));

        assertThat(rows(table)).containsExactly(List.of("1", "2"), List.of("3", "4"));
        assertThat(table.line(0, 1)).isEqualTo(2);
        assertThat(table.line(1, 0)).isEqualTo(4);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(read("\uFEFFa,b\n1,2\n").columns()).containsExactly("a", "b");
        assertThat(read("\uFEFF\"a\",b\n1,2\n").columns()).containsExactly("a", "b");
    }

    @Test
    void theFirstColumnNeedsNoName() throws IOException {
        assertThat(read(",b\n0,2\n1,4\n").columns()).containsExactly("Unnamed: 0", "b");
        assertMalformed("a,\n0,2\n", "line 1: column 2 has no name");
    }

    // ---- what can be read only once ----

    @Test
    void aStreamIsReadToItsEnd() throws IOException {
        var bytes = new ByteArrayInputStream("a;b\n1;2\n".getBytes(StandardCharsets.UTF_8));
        Table table = Csv.read("standard input", bytes);

        assertThat(table.columns()).as("the delimiter is seen, too").containsExactly("a", "b");
        assertThat(rows(table)).containsExactly(List.of("1", "2"));
        assertThat(table.source()).isEqualTo("standard input");
        var other = new ByteArrayInputStream("a,b:c\n1,5:2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Csv.read("standard input", other, ':').columns()).containsExactly("a,b", "c");
        var latin = new ByteArrayInputStream("a\nZürich\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Csv.read("standard input", latin))
                .hasMessage("standard input: line 2: byte fc is not UTF-8: save the file as UTF-8");
    }

    @Test
    void moreThanFitsIntoMemoryIsRefused() throws IOException {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                };
        assertThatThrownBy(() -> TextSource.of("standard input", endless, 3 << 20))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(
                        "standard input: has more than 3 MiB, and what can be read");
        byte[] all = new byte[3 << 20];
        TextSource whole = TextSource.of("all", new ByteArrayInputStream(all), all.length);
        assertThat(whole.open().readAllBytes()).hasSize(all.length);
        assertThat(whole.open().readAllBytes()).as("again").hasSize(all.length);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(60) // Who reads a pipe twice waits for ever.
    void aPipeIsReadOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(Command.of("mkfifo", pipe.toString()).run().exitCode()).isZero();
        Command writing = Command.of("sh", "-c", "printf 'a;b\\n1;2\\n' > \"$0\"", pipe.toString());
        try (ChildProcess writer = writing.start()) {
            assertThat(rows(Csv.read(pipe))).containsExactly(List.of("1", "2"));
            assertThat(writer.end().exitCode()).isZero();
        }
    }

    @Test
    void valuesMayGoOverLines() throws IOException {
        Table table = read("a,b,c\n\"1\n2\n3\",\"he said \"\"no\"\"\",x\n4,5,6\n");

        assertThat(table.get(0, 0)).isEqualTo("1\n2\n3");
        assertThat(table.get(0, 1)).isEqualTo("he said \"no\"");
        assertThat(table.line(0, 0)).isEqualTo(2);
        assertThat(table.line(0, 1)).as("an editor shows it two lines further down").isEqualTo(4);
        assertThat(table.line(1, 0)).isEqualTo(5);
    }

    @Test
    void aValueMayHoldACarriageReturn() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            Table table = read("a,b" + end + "1,\"x\ry\"" + end + "2,z" + end);
            assertThat(rows(table)).containsExactly(List.of("1", "x\ry"), List.of("2", "z"));
        }
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> texts =
                Arbitraries.strings()
                        .withChars("ab1,;\t|\"\n é中")
                        .ofMaxLength(6)
                        .map(text -> "x" + text.strip());
        return Arbitraries.integers()
                .between(1, 4)
                .flatMap(columns -> texts.list().ofSize(columns).list().ofMinSize(1).ofMaxSize(5));
    }

    @Property(tries = 100)
    void whatIsWrittenIsRead(@ForAll("tables") List<List<String>> rows) throws IOException {
        List<String> header =
                IntStream.range(0, rows.getFirst().size()).mapToObj(i -> "column " + i).toList();
        Path file = Files.createTempFile("written", ".csv");
        try {
            try (CsvWriter writer =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(file)) {
                writer.writeRecord(header);
                rows.forEach(writer::writeRecord);
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            }
            Table table = Csv.read(file);
            assertThat(table.columns()).isEqualTo(header);
            assertThat(rows(table)).isEqualTo(rows);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void whateverTheBytesAreItIsReadOrRefusedInWords(@ForAll byte[] bytes) throws IOException {
        Path file = Files.createTempFile("bytes", ".csv");
        try {
            Files.write(file, bytes);
            assertThat(Csv.read(file).columns()).isNotEmpty();
        } catch (MalformedDataException told) {
            assertThat(told).hasMessageStartingWith(file + ": ");
        } finally {
            Files.delete(file);
        }
    }

    // ---- writing ----

    @Test
    void numbersAndTextsAreWritten() {
        assertThat(
                        Csv.write(
                                List.of("n", "x", "text"),
                                List.of(
                                        List.of(1, -0.1, "a"),
                                        Arrays.asList(-2L, 1e-300, null),
                                        List.of(3, Double.NaN, "say \"a, b\"\nc"))))
                .isEqualTo("n,x,text\n1,-0.1,a\n-2,1.0E-300,\n3,NaN,\"say \"\"a, b\"\"\nc\"\n");
        assertThatThrownBy(() -> Csv.write(List.of("a"), List.of(List.of(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("csv: a row has 2 values for 1 columns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "=1+1",
                "+1+1",
                "-1+1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1",
                "＋1",
                "－1",
                "＠a",
                "-",
                "'=1",
                "''+1",
            })
    void noTextIsTakenForAFormula(String text) throws IOException {
        String written = Csv.write(List.of(text, "b"), List.of(List.of(text, text)));

        // A parser that knows nothing of the apostrophe sees what a spreadsheet sees.
        try (CsvReader<CsvRecord> plain = CsvReader.builder().ofCsvRecord(written)) {
            assertThat(plain.stream().flatMap(line -> line.getFields().stream()))
                    .containsExactly("'" + text, "b", "'" + text, "'" + text);
        }
        Table read = read(written);
        assertThat(read.columns()).containsExactly(text, "b");
        assertThat(rows(read)).containsExactly(List.of(text, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+2.5", "-1e-3", "a=1", "1-2", "'a", "x@y.z", "'"})
    void whatIsNoFormulaStaysAsItIs(String text) throws IOException {
        String written = Csv.write(List.of("a"), List.of(List.of(text)));
        assertThat(written).isEqualTo("a\n" + text + "\n");
        assertThat(rows(read(written))).containsExactly(List.of(text));
    }

    @Test
    void nothingIsCutInTwoWhereAnotherDelimiterIsUsual() {
        assertThat(Csv.write(List.of("a"), List.of(List.of("x;=1"), List.of("x\t=1"))))
                .isEqualTo("a\n\"x;=1\"\n\"x\t=1\"\n");
    }

    @Provide
    Arbitrary<List<List<String>>> hostile() {
        Arbitrary<String> texts =
                Arbitraries.strings()
                        .withChars("a1'=+-@\t\r\n,;|\"＝.#")
                        .ofMinLength(1)
                        .ofMaxLength(6)
                        .map(text -> text.strip().isEmpty() ? "x" : text.stripTrailing())
                        // Blanks before a text are no part of it, unless they are before a formula.
                        .map(
                                text ->
                                        "a1'\".#,;|".indexOf(text.strip().charAt(0)) >= 0
                                                ? text.strip()
                                                : text);
        return texts.list().ofSize(2).list().ofMinSize(1).ofMaxSize(5);
    }

    @Property(tries = 500)
    void whateverIsWrittenIsReadBack(@ForAll("hostile") List<List<String>> rows)
            throws IOException {
        byte[] bytes = Csv.write(List.of("a", "b"), rows).getBytes(StandardCharsets.UTF_8);
        assertThat(rows(Csv.read("written", new ByteArrayInputStream(bytes), ','))).isEqualTo(rows);
    }

    // ---- what is wrong ----

    private void assertMalformed(String text, String... parts) throws IOException {
        assertMalformed(file(text), parts);
    }

    private static void assertMalformed(Path file, String... parts) {
        assertThatThrownBy(() -> Csv.read(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContainingAll(parts);
    }

    @Test
    void thereMustBeAHeaderAndARow() throws IOException {
        assertMalformed("", "is empty");
        assertMalformed("\n\n", "is empty");
        assertMalformed("\uFEFF", "is empty");
        assertMalformed("a,b\n", "no row below");
        assertMalformed("\n1,2\n3,4\n", "line 2: has numbers only");
    }

    @Test
    void columnsHaveNamesOfTheirOwn() throws IOException {
        assertMalformed("a,b, a\n1,2,3\n", "line 1: columns 1 and 3 have the same name, 'a'");
        assertMalformed("a,,c\n1,2,3\n", "line 1: column 2 has no name");
    }

    @Test
    void allRowsAreAsLong() throws IOException {
        assertMalformed("a,b\n1,2\n\n3\n", "line 4: has 1 values, the header names 2 columns");
        assertMalformed("a,b\n\"1\n\",2\n3,4,5\n", "line 4: has 3 values");
        assertMalformed("a,b\n1,2\n\"3,4\n5,6\n", "line 3: has 1 values");
    }

    @Test
    void otherEncodingsAreTold() throws IOException {
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "a,b\n1,2\r\n3,Zürich\n".getBytes(StandardCharsets.ISO_8859_1));
        assertMalformed(latin, "line 3: byte fc is not UTF-8");

        Path late = folder.resolve("late.csv");
        String many = "1,2\n".repeat(10_000) + "3,Zürich\n";
        Files.write(late, ("a,b\n" + many).getBytes(StandardCharsets.ISO_8859_1));
        assertMalformed(late, "line 10002: byte fc is not UTF-8");

        Path wide = folder.resolve("wide.csv");
        Files.write(wide, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));
        assertMalformed(wide, "line 1: byte fe is not UTF-8");

        Path cut = folder.resolve("cut.csv");
        Files.write(cut, new byte[] {'a', ',', 'b', '\n', (byte) 0xc3});
        assertMalformed(cut, "line 2: byte c3 is not UTF-8");
    }

    @Test
    void aValueWithoutEndIsGivenUp() throws IOException {
        assertMalformed("a,b\n1,\"" + "x".repeat(20 << 20), "line 2", "maximum buffer size");
    }

    /// Whatever names a file has, what is wrong and what to do can be read.
    @Test
    void messagesAreOfBoundedLength() throws IOException {
        Table table = read("a".repeat(100_000) + ",b\n,1\n2,2\n");

        assertThatThrownBy(() -> TableEncoding.fit(table, TableOptions.target("b")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("a value is missing: line 2, column 'aaa")
                .hasMessageEndingWith("Fill them in, or leave out their rows or columns")
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(1500));
    }

    @Test
    void filesThatAreNotThere() {
        assertThatThrownBy(() -> Csv.read(folder.resolve("none")))
                .hasMessage(folder.resolve("none") + ": there is no such file");
        assertThatThrownBy(() -> Csv.read(folder)).hasMessage(folder + ": it is a folder");
    }
}

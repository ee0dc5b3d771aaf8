package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.data.Csv;
import org.arenagrad.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What `train csv` makes of the columns of tables, and what it says of them.
class TablesTest {
    private static final int ROWS = 40;

    @TempDir private Path folder = Path.of("");

    private Path file(String header, List<String> rows) throws IOException {
        return Files.writeString(
                folder.resolve("houses.csv"), header + "\n" + String.join("\n", rows) + "\n");
    }

    /// Rows of which the price is ten times the area, and more in Oslo.
    private static List<String> houses(String format) {
        return IntStream.range(0, ROWS)
                .mapToObj(
                        i ->
                                String.format(
                                        Locale.ROOT,
                                        format,
                                        i + 1,
                                        30 + i * 7 % 23 + 0.5,
                                        i % 3 == 0 ? "Oslo" : "Bonn",
                                        1000 * (30 + i * 7 % 23) + (i % 3 == 0 ? 0.25 : 0.75)))
                .toList();
    }

    private static List<String> with(List<String> rows, int at, String row) {
        List<String> changed = new ArrayList<>(rows);
        changed.set(at, row);
        return changed;
    }

    private static Run train(Path data, String options) {
        return Run.of("train csv --epochs 1 --data %s %s".formatted(data, options).split(" ", -1));
    }

    private static Run learns(Path data, String options) {
        Run run = train(data, options);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run;
    }

    private static void refuses(Path data, String options, String... parts) {
        Run run = train(data, options);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("arenagrad: " + data + ": ")
                .contains(parts)
                .hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void saysHowEachColumnWasRead() throws IOException {
        List<String> rows = new ArrayList<>(houses("%s,%s,%s,%.2f,2024-03-01,7"));
        rows.replaceAll(
                row -> row.replace("-01,7", "-%02d,7".formatted(1 + rows.indexOf(row) % 9)));
        Path data = file("number,area,city,price,sold,floor", rows);

        assertThat(learns(data, "--target price").out())
                .startsWith(
                        """
                        columns of %s, 40 rows:
                          number  left out: row numbers (--keep number keeps it)
                          area    number
                          city    category, 2 values: 'Bonn', 'Oslo'
                          price   number to predict
                          sold    left out: dates or times, as '2024-03-01' (--keep sold keeps it)
                          floor   left out: '7' in every row (--keep floor keeps it)
                        csv: a column of a table from the others, a network of 3-32-32-1
                        """
                                .formatted(data));
        assertThat(learns(data, "--target city --keep number,sold,floor --ignore price").out())
                .contains(
                        "  number  number\n",
                        "  city    class to predict, 2 values: 'Bonn', 'Oslo'\n",
                        "  price   left out: as asked for\n",
                        "  sold    category, 9 values: '2024-03-01', '2024-03-02',",
                        "  floor   number\n",
                        "a network of 12-32-32-2");
        assertThat(train(data, "--target price --format csv").out()).startsWith("epoch,");
    }

    @Test
    void manyColumnsOfNumbersHaveOneLine() throws IOException {
        String header = String.join(",", IntStream.range(0, 50).mapToObj(i -> "p" + i).toList());
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            int r = row;
            rows.add(
                    String.join(
                            ",",
                            IntStream.range(0, 50)
                                    .map(i -> i / 10 == 1 ? 0 : (r * 7 + i) % 11)
                                    .mapToObj(String::valueOf)
                                    .toList()));
        }
        assertThat(learns(file(header, rows), "--target p40 --task regression").out().lines())
                .contains(
                        "  p0 … p9  10 columns: number",
                        "  p10 … p19  10 columns: left out: '0' in every row",
                        "  p20 … p39  20 columns: number",
                        "  p40  number to predict",
                        "  p41 … p49  9 columns: number");
    }

    @Test
    void aTableOfWhichNothingIsLeftIsRefused() throws IOException {
        Path data = file("n,city", houses("%s,%3$s"));
        refuses(
                data,
                "--target city",
                "no column is left to predict 'city' from",
                "n: row numbers (--keep n keeps it)");
    }

    // ---- how numbers are written ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%4$.2f €         | --currency",
                "$%4$,.2f         | --thousands comma --currency",
                "%4$,.2f          | --thousands comma",
                "USD %4$,.2f      | --thousands comma --currency",
            })
    void numbersWrittenOtherwiseAreReadWithTheOptionsThatAreNamed(String format, String options)
            throws IOException {
        Path data = file("area;city;price", houses("%2$s;%3$s;" + format));

        refuses(
                data,
                "--target price",
                "column 'price' looks like numbers, as '",
                "read them with %s; or take it as classes, with --task classification"
                        .formatted(options));
        refuses(data, "--target city", options, "or take it as names, with --categorical price");
        Run read = learns(data, "--target price " + options);
        assertThat(read.out()).contains("price  number to predict", "errors are in its unit");
    }

    @Test
    void columnsThatAreWrittenAlikeAreRefusedTogether() throws IOException {
        List<String> rows = new ArrayList<>(houses("%2$s;%3$s;%4$,.2f €"));
        rows.replaceAll(row -> row.replace(',', '_').replace('.', ',').replace('_', '.'));
        Path data = file("area;city;price", rows);

        refuses(
                data,
                "--target price",
                "columns 'area', 'price' look like numbers, as '30,5', '30.000,25 €'",
                "read them with --decimal comma --thousands point --currency; or");
        String options = "--target price --decimal , --thousands . --currency";
        Run german = learns(data, options);
        Run plain = learns(file("area,city,price", houses("%2$s,%3$s,%4$.2f")), "--target price");
        assertThat(german.number("held-out mean absolute error"))
                .isEqualTo(plain.number("held-out mean absolute error"));
    }

    @Test
    void aModelReadsOtherFilesInTheSameWay() throws IOException {
        Path data = file("area,city,price", houses("%2$s,%3$s,\"$%4$,.2f\""));
        Path model = folder.resolve("model.safetensors");
        learns(data, "--target price --thousands , --currency --save " + model);

        Run eval = Run.of("eval", model.toString(), "--data", data.toString());
        assertThat(eval.err()).isEmpty();
        assertThat(eval.out()).contains("(40 rows)");
        Run again = Run.of("train", "--resume", model.toString(), "--epochs", "2");
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("epoch 2/2");
    }

    @Test
    void aTextAmongNumbersIsNamed() throws IOException {
        Path data = file("area,price", with(houses("%2$s,%4$.2f"), 5, "12,unknown"));
        for (String target : List.of("area", "price")) {
            refuses(
                    data,
                    "--target " + target,
                    "line 7, column 'price' (2): 'unknown' is not a number, as 39 of the 40 values",
                    "--categorical price");
        }
    }

    // ---- categories and classes ----

    @Test
    void categoriesAreLimited() throws IOException {
        Path data = file("zip,area", houses("z%2$s,%2$s"));
        refuses(
                data,
                "--target area --max-categories 9",
                "column 'zip' has 23 different texts in 40 rows, as 'z30.5', more than the 9",
                "--ignore zip",
                "--max-categories 23");
        assertThat(learns(data, "--target area --max-categories 23").out())
                .contains("zip   category, 23 values: 'z30.5', 'z31.5', 'z32.5', …");
        assertThat(train(data, "--target area --max-categories 0").err())
                .contains("--max-categories must be greater than 0, not 0");
    }

    @Test
    void textsThatAreNearlyAllDifferentAreNoClasses() throws IOException {
        Path data = file("area,name", houses("%2$s,house %1$s"));
        refuses(
                data,
                "--target name",
                "column 'name' has 40 different texts in 40 rows, as 'house 1', too many to be"
                        + " classes",
                "--task classification");
        assertThat(learns(data, "--target name --task classification --split 0.5").out())
                .contains("name  class to predict, 40 values");
    }

    // ---- missing values ----

    private Path holes() throws IOException {
        List<String> rows = new ArrayList<>(houses("%2$s,%3$s,%4$.2f"));
        rows.set(3, ",Oslo,30000");
        rows.set(4, "35,,35000");
        rows.set(5, "NA,Oslo,30000");
        rows.set(6, "36,Oslo,");
        return file("area,city,price", rows);
    }

    @Test
    void missingValuesAreRefusedUnlessSomethingIsSaid() throws IOException {
        refuses(
                holes(),
                "--target price",
                "4 values are missing: line 5, column 'area' (1); line 7, column 'area' (1);",
                "say what to do: --missing drop, mean or mode");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop | 36 of 40 rows (4 dropped for what they lack) | 2 missing | 1 missing",
                "mean | 39 of 40 rows (1 dropped for what they lack) | 2 missing, filled in with"
                        + " the mean | 1 missing, filled in with the most frequent value",
                "mode | 39 of 40 rows (1 dropped for what they lack) | 2 missing, filled in with"
                        + " the most frequent value | 1 missing, filled in with the most frequent"
                        + " value",
            })
    void missingValuesAreDroppedOrFilledIn(String how, String rows, String area, String city)
            throws IOException {
        Path data = holes();
        Path model = folder.resolve(how + ".safetensors");
        Run run = learns(data, "--target price --missing %s --save %s".formatted(how, model));
        assertThat(run.out())
                .contains(
                        rows,
                        "  area   number; " + area + "\n",
                        "  city   category, 2 values: 'Bonn', 'Oslo'; " + city + "\n",
                        "  price  number to predict; 1 missing\n");

        Run eval = Run.of("eval", model.toString(), "--data", data.toString());
        assertThat(eval.err()).isEmpty();
        assertThat(eval.out())
                .contains(
                        how.equals("drop") ? "(36 rows)" : "(39 rows)",
                        "rows dropped for what they lack: " + (how.equals("drop") ? 4 : 1));
        Path other = Files.writeString(folder.resolve("new.csv"), "area,city\n,\n35,Bonn\n");
        Run predictions = Run.of("predict", model.toString(), "--data", other.toString());
        if (how.equals("drop")) {
            assertThat(predictions.err()).contains("2 values are missing: line 2, column 'area'");
        } else {
            assertThat(predictions.out().lines()).hasSize(3);
        }
    }

    // ---- what can be read only once ----

    private Run piped(List<String> rows, String command) {
        String text = "area,city,price\n" + String.join("\n", rows) + "\n";
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return Run.of(command.split(" ", -1));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void rowsMayComeThroughThePipeOfTheStandardInput() throws IOException {
        List<String> rows = houses("%2$s,%3$s,%4$.2f");
        Path model = folder.resolve("model.safetensors");
        String train = "train csv --data - --target price --epochs 1 --save " + model;

        Run first = piped(rows, train);
        Run file = learns(file("area,city,price", rows), "--target price");

        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .startsWith("columns of standard input, 40 rows:\n")
                .endsWith(
                        "to train longer: (the same rows) | arenagrad train --resume %s --data -"
                                        .formatted(model)
                                + " --epochs 2\n");
        assertThat(first.number("held-out mean absolute error"))
                .isEqualTo(file.number("held-out mean absolute error"));

        Run more = piped(rows, "train --epochs 2 --data - --resume " + model);
        assertThat(more.out()).contains("epoch 2/2");
        assertThat(piped(rows, "eval --data - " + model).out())
                .startsWith("standard input: ")
                .contains("(40 rows)");
        assertThat(piped(rows, "predict --data - " + model).out().lines()).hasSize(41);
    }

    @Test
    void rowsThatCameThroughAPipeAreGoneLater() {
        List<String> rows = houses("%2$s,%3$s,%4$.2f");
        Path model = folder.resolve("model.safetensors");
        piped(rows, "train csv --data - --target price --epochs 1 --save " + model);

        for (String command : List.of("train --epochs 2 --resume ", "eval ", "predict ")) {
            Run run = piped(rows, command + model);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("came through a pipe and are gone: give rows with --data FILE")
                    .hasLineCount(1);
        }
        Run others = piped(rows.subList(0, 30), "train --epochs 2 --data - --resume " + model);
        assertThat(others.err()).contains("the data it learned from have changed since");
    }

    // ---- what is written ----

    @Test
    void noSpreadsheetExecutesWhatIsPredicted() throws IOException {
        List<String> kinds = List.of("=cmd|' /C calc'!A0", "@SUM(1)", "-1");
        List<String> rows =
                IntStream.range(0, ROWS).mapToObj(i -> i % 3 + "," + kinds.get(i % 3)).toList();
        Path data = file("x,kind", rows);
        Path model = folder.resolve("model.safetensors");
        Path predicted = folder.resolve("predicted.csv");
        Run trained =
                Run.of(
                        "train csv --target kind --epochs 60 --lr 0.05 --data %s --save %s"
                                .formatted(data, model)
                                .split(" ", -1));
        assertThat(trained.err()).isEmpty();

        Run run =
                Run.of(
                        "predict %s --data %s --probabilities --output %s"
                                .formatted(model, data, predicted)
                                .split(" ", -1));

        assertThat(run.err()).isEmpty();
        assertThat(Files.readAllLines(predicted).subList(0, 4))
                .satisfiesExactly(
                        line -> assertThat(line).contains(",probability of @SUM(1)"),
                        line -> assertThat(line).startsWith("\"'=cmd|' /C calc'!A0\","),
                        line -> assertThat(line).startsWith("'@SUM(1),"),
                        line -> assertThat(line).as("a number stays one").startsWith("-1,"));
        Table read = Csv.read(predicted);
        assertThat(IntStream.range(0, 3).mapToObj(row -> read.get(row, 0)))
                .as("as our own reader sees them")
                .containsExactlyElementsOf(kinds);
    }

    // ---- options ----

    @ParameterizedTest
    @CsvSource({
        "--thousands ::,                    '--thousands ''::'' is not one character'",
        "--decimal 5,                       '''5'' can''t be the decimal mark'",
        "--decimal comma --thousands comma, can't be both the decimal mark and",
        "--missing guess,                   guess",
        "--keep nothing,                    has no column 'nothing'",
    })
    void optionsThatMakeNoSenseAreNamed(String options, String complaint) throws IOException {
        Run run = train(file("area,city", houses("%2$s,%3$s")), "--target city " + options);
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains(complaint).hasLineCount(1);
    }

    @Test
    void optionsOfTablesAreForTables() {
        for (String option : List.of("--currency", "--missing drop", "--keep a", "--decimal ,")) {
            Run run = Run.of(("train xor " + option).split(" ", -1));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains(option.split(" ", -1)[0] + " says nothing to 'xor'");
        }
    }
}

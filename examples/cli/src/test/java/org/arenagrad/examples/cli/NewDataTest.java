package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.arenagrad.memory.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A model that learned from files of the user's, asked about other files.
class NewDataTest {
    private static Path folder = Path.of("");
    private static Path kinds = Path.of("");
    private static Path weights = Path.of("");
    private static Path pictures = Path.of("");

    @BeforeAll
    static void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Path pets = file("pets.csv", "id;age;city;weight;kind", pets(60));
        kinds = folder.resolve("kinds.safetensors");
        weights = folder.resolve("weights.safetensors");
        pictures = folder.resolve("pictures.safetensors");
        succeed(
                "train csv --ignore id --target kind --epochs 40 --data %s --save %s"
                        .formatted(pets, kinds));
        succeed(
                "train csv --ignore id --target weight --epochs 100 --data %s --save %s"
                        .formatted(pets, weights));
        Path published = Files.createDirectory(folder.resolve("published"));
        pictures(published, "train", 512, 2, 2);
        pictures(published, "t10k", 64, 2, 2);
        succeed("train idx --data %s --save %s".formatted(published, pictures));
    }

    /// Dogs are heavier than cats, and all gain weight with age.
    private static List<String> pets(int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean dog = i % 2 == 0;
            rows.add(
                    "%s;%s;%s;%s;%s"
                            .formatted(
                                    i,
                                    i % 10,
                                    i % 3 == 0 ? "Bonn" : "Oslo",
                                    2 * (i % 10) + (dog ? 20.5 : 4.5),
                                    dog ? "dog" : "cat"));
        }
        return rows;
    }

    private static Path file(String name, String header, List<String> rows) throws IOException {
        return Files.writeString(
                folder.resolve(name), header + "\n" + String.join("\n", rows) + "\n");
    }

    private static void pictures(Path place, String part, int count, int height, int width)
            throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(16 + height * width * count);
        pixels.putInt(0x803).putInt(count).putInt(height).putInt(width);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        labels.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            byte[] picture = new byte[height * width];
            picture[0] = (byte) (i % 2 * 255);
            pixels.put(picture);
            labels.put((byte) (i % 2));
        }
        Files.write(place.resolve(part + "-images-idx3-ubyte"), pixels.array());
        Files.write(place.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    private static Run succeed(String command) {
        return succeed(command.split(" ", -1));
    }

    private static Run succeed(String... words) {
        long before = Ledger.current().liveBytes();
        Run run = Run.of(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        return run;
    }

    private static List<String[]> rows(Run predictions) {
        return predictions.out().lines().skip(1).map(row -> row.split(",", -1)).toList();
    }

    @Test
    void classesAreNamedAndAgreeWithAnEvaluation() throws IOException {
        // Columns in another order, one more, another delimiter, and no target to predict from.
        List<String> some = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (String row : pets(20)) {
            String[] values = row.split(";", -1);
            some.add("%s,%s,x,%s".formatted(values[2], values[1], values[3]));
            right.add(values[4]);
        }
        Path unknown = file("unknown.csv", "city,age,more,weight", some);
        Path known = file("known.csv", "id;age;city;weight;kind", pets(20));

        Run predictions = succeed("predict", kinds.toString(), "--data", unknown.toString());
        Run eval = succeed("eval", kinds.toString(), "--data", known.toString());

        assertThat(predictions.out()).startsWith("predicted,probability\n").hasLineCount(21);
        long agreed = 0;
        for (int i = 0; i < right.size(); i++) {
            String[] row = rows(predictions).get(i);
            agreed += row[0].equals(right.get(i)) ? 1 : 0;
            assertThat(Double.parseDouble(row[1])).isBetween(0.5, 1.0);
        }
        assertThat(eval.out())
                .startsWith(known + ": ")
                .contains("(20 rows)", "actual \\ predicted")
                .doesNotContain("held-out");
        assertThat(eval.number("new accuracy")).isCloseTo(100.0 * agreed / 20, within(0.06));
        assertThat(agreed).isGreaterThan(18);
    }

    @Test
    void numbersAreInTheUnitOfTheTable() throws IOException {
        Path some = file("some.csv", "id;age;city;weight;kind", pets(20));
        Path output = folder.resolve("predictions.csv");

        Run silent = succeed("predict %s --data %s --output %s".formatted(weights, some, output));
        Run eval = succeed("eval %s --data %s --format csv".formatted(weights, some));

        assertThat(silent.out()).isEmpty();
        List<String> lines = Files.readAllLines(output);
        assertThat(lines.getFirst()).isEqualTo("predicted");
        double error = 0;
        double squared = 0;
        for (int i = 0; i < 20; i++) {
            double difference =
                    Double.parseDouble(lines.get(i + 1))
                            - Double.parseDouble(pets(20).get(i).split(";", -1)[3]);
            error += Math.abs(difference) / 20;
            squared += difference * difference / 20;
        }
        assertThat(eval.out()).startsWith("metric,value\nrows,20\nloss,");
        assertThat(value(eval, "mean absolute error")).isCloseTo(error, within(1e-9));
        assertThat(value(eval, "mean squared error")).isCloseTo(squared, within(1e-9));
        assertThat(error).isLessThan(2);
    }

    private static double value(Run csv, String metric) {
        return rows(csv).stream()
                .filter(row -> row[0].equals(metric))
                .mapToDouble(row -> Double.parseDouble(row[1]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRowsHeldOutAreTriedAsInTraining() {
        Run own = succeed("eval", weights.toString());
        List<String[]> predictions = rows(succeed("predict", weights.toString()));
        double error =
                predictions.stream()
                        .mapToDouble(
                                row ->
                                        Math.abs(
                                                Double.parseDouble(row[0])
                                                        - Double.parseDouble(row[1])))
                        .average()
                        .orElseThrow();
        assertThat(predictions).hasSize(12);
        assertThat(own.number("held-out mean absolute error")).isCloseTo(error, within(5e-3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    predict | age,city,weight    | 1,Rome,5   | line 2, column 'city' (2): 'Rome' did not occur
                    predict | age,city,weight    | 1,Oslo,    | line 2, column 'weight' (3)
                    predict | age,city,weight    | ?,Oslo,5   | line 2, column 'age' (1)
                    predict | age,city,weight    | x,Oslo,5   | line 2, column 'age' (1): 'x' is not a number
                    predict | age,city,weight    | 1,Oslo     | line 2: has 2 values, the header names 3
                    predict | age,city           | 1,Oslo     | has no column 'weight'
                    predict | age,city,weight    |            | has a header, and no row below it
                    eval    | age,city,weight    | 1,Oslo,5   | has no column 'kind'
                    eval    | age,city,weight,kind | 1,Oslo,5, | line 2, column 'kind' (4)
                    eval    | age,city,weight,kind | 1,Oslo,5,cow | line 2, column 'kind' (4): 'cow' did not occur
                    """)
    void whatDoesNotFitIsOneLine(
            String command, String header, @Nullable String row, String message)
            throws IOException {
        Path data = file("hostile.csv", header, row == null ? List.of() : List.of(row));

        Run run = Run.of(command, kinds.toString(), "--data", data.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("arenagrad: " + data + ": ").contains(message);
        assertThat(run.err()).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "predict"})
    void aFileThatIsNotThereIsNamed(String command) {
        Run run = Run.of(command, kinds.toString(), "--data", "nowhere.csv");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("nowhere.csv", "no such file").hasLineCount(1);
    }

    @Test
    void dataThatChangedSinceAreNotTakenForTheOldOnes() throws IOException {
        Path data = file("growing.csv", "id;age;city;weight;kind", pets(30));
        Path model = folder.resolve("growing.safetensors");
        succeed("train csv --target kind --epochs 1 --data %s --save %s".formatted(data, model));
        file("growing.csv", "id;age;city;weight;kind", pets(40));

        for (Run run :
                List.of(
                        Run.of("eval", model.toString()),
                        Run.of("predict", model.toString()),
                        Run.of("train", "--resume", model.toString(), "--epochs", "2"))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains(model + ": the data it learned from have changed");
        }
        assertThat(succeed("eval", model.toString(), "--data", data.toString()).out())
                .contains("(40 rows)");
    }

    @Test
    void aCategoryThatOnlyRowsHeldOutHaveDoesNotEndATraining() throws IOException {
        List<String> rows = new ArrayList<>(pets(30));
        rows.replaceAll(row -> row.replace(";Oslo;", ";Oslo" + rows.indexOf(row) + ";"));
        Path data = file("cities.csv", "id;age;city;weight;kind", rows);

        Run run = succeed("train csv --target kind --epochs 1 --data " + data);

        assertThat(run.out()).contains("held-out accuracy");
    }

    @Test
    void picturesNeedNoLabelsToBeTold() throws IOException {
        Path published = folder.resolve("published");
        Path images = published.resolve("t10k-images-idx3-ubyte");

        Run own = succeed("predict", pictures.toString());
        Run there = succeed("predict", pictures.toString(), "--data", published.toString());
        Run unlabelled =
                succeed(
                        "predict",
                        pictures.toString(),
                        "--data",
                        images.toString(),
                        "--probabilities");
        Run eval = succeed("eval", pictures.toString(), "--data", published.toString());

        assertThat(there.out()).isEqualTo(own.out()).startsWith("actual,predicted,probability\n");
        assertThat(unlabelled.out())
                .startsWith("predicted,probability,probability of 0,probability of 1\n");
        assertThat(rows(unlabelled)).extracting(row -> row[0]).startsWith("0", "1", "0", "1");
        assertThat(rows(unlabelled))
                .hasSize(64)
                .allSatisfy(
                        row ->
                                assertThat(Double.parseDouble(row[2]) + Double.parseDouble(row[3]))
                                        .isCloseTo(1, within(2e-6)));
        assertThat(eval.number("new accuracy")).isEqualTo(100);

        Run none = Run.of("eval", pictures.toString(), "--data", images.toString());
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains(images + ": is a file: name its folder").hasLineCount(1);
    }

    @Test
    void picturesOfAnotherSizeAreRefused() throws IOException {
        Path others = Files.createDirectories(folder.resolve("others"));
        pictures(others, "t10k", 8, 1, 4);

        Run run = Run.of("predict", pictures.toString(), "--data", others.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(others + ": its pictures are 1x4 pixels, those to learn from 2x2")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"csv,metric", "json,{", "markdown,#", "text,pets.csv"})
    void anEvaluationHasEveryForm(String format, String start) throws IOException {
        Path data = file("form.csv", "id;age;city;weight;kind", pets(10));
        String out = succeed("eval %s --data %s --format %s".formatted(kinds, data, format)).out();
        assertThat(out).startsWith(start.equals("pets.csv") ? data.toString() : start);
        if (format.equals("json")) {
            assertThat(names(out))
                    .contains("rows", "loss", "accuracy", "classes", "precision", "predicted_as");
        }
    }

    @Test
    void predictionsAreWrittenAsJson() throws IOException {
        Path data = file("json.csv", "age,city,weight", List.of("1,Oslo,6.5", "1,Oslo,22.5"));
        String out = succeed("predict %s --data %s --format json".formatted(kinds, data)).out();
        assertThat(names(out))
                .containsExactly("predicted", "probability", "predicted", "probability");
        assertThat(out).containsSubsequence("\"cat\"", "\"dog\"");
    }

    /// The names of all fields, in order, of a text that is JSON and nothing else.
    private static List<String> names(String text) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(json.currentName());
                }
            }
        }
        return names;
    }

    @Test
    void filesAreForModelsThatLearnedFromSome() {
        Path iris = folder.resolve("iris.safetensors");
        succeed("train", "iris", "--epochs", "1", "--save", iris.toString());
        Run run = Run.of("eval", iris.toString(), "--data", "new.csv");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("no data 'new.csv'", "files are for models that learned from csv or idx")
                .hasLineCount(1);
        assertThat(Arrays.asList(run.err().split(" ", -1))).doesNotContain("<main");
        // Bundled data of other sizes are named as such, whatever the model learned from.
        assertThat(Run.of("eval", kinds.toString(), "--data", "iris").err())
                .contains(
                        "the model reads 4 numbers and says 2, a row of 'iris' has 4 and takes 3");
    }
}

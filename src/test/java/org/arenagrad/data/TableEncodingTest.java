package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

class TableEncodingTest {
    private static final TableOptions KIND = TableOptions.target("kind");

    private @Nullable Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(scope).close();
    }

    private static Table table(String header, String... rows) {
        List<List<String>> all = new ArrayList<>();
        for (String row : rows) {
            all.add(List.of(row.split(",", -1)));
        }
        return Table.of("pets.csv", List.of(header.split(",")), all);
    }

    private static Table pets() {
        return table("age,city,kind", "1,Oslo,cat", "3,Bonn,dog", "5,Oslo,cat", "7,Bonn,dog");
    }

    // ---- classes ----

    @Test
    void numbersAreScaledAndCategoriesAreOneHot() throws IOException {
        Table table = pets();

        TableEncoding encoding = TableEncoding.fit(table, KIND);
        TensorDataset<Indices> data = encoding.classes(table, DType.FLOAT64);

        assertThat(encoding.task()).isEqualTo(TableTask.CLASSIFICATION);
        assertThat(encoding.target()).isEqualTo("kind");
        assertThat(encoding.inputNames()).containsExactly("age", "city=Bonn", "city=Oslo");
        assertThat(encoding.classNames()).containsExactly("cat", "dog");
        assertThat(encoding.outputs()).isEqualTo(2);
        assertThat(data.y()).isEqualTo(Indices.of(0, 1, 0, 1));
        // Mean 4, deviation √5.
        double a = 3 / Math.sqrt(5);
        double b = 1 / Math.sqrt(5);
        assertThat(data.x().shape()).isEqualTo(Shape.of(4, 3));
        assertThat(data.x().toArray())
                .containsExactly(
                        new double[] {-a, 0, 1, -b, 1, 0, b, 0, 1, a, 1, 0}, within(1e-15));
        assertThat(encoding.labels(Indices.of(1, 0))).containsExactly("dog", "cat");
        assertThat(encoding)
                .hasToString(
                        "encoding of 3 inputs, to predict 'kind', one of the classes 'cat', 'dog'");
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        TableEncoding encoding = TableEncoding.fit(pets(), KIND);
        Table other = table("city,weight,age", "Bonn,12,7");

        assertThat(encoding.inputs(other, DType.FLOAT32).toArray())
                .containsExactly(new double[] {3 / Math.sqrt(5), 1, 0}, within(1e-7));
        assertThatThrownBy(() -> encoding.inputs(table("city", "Bonn"), DType.FLOAT32))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("pets.csv: has no column 'age': its columns are 'city'");
        assertThatThrownBy(() -> encoding.classes(other, DType.FLOAT32))
                .hasMessageContaining("has no column 'kind'");
    }

    @Test
    void aCategoryOfRowsHeldOutHasAPlaceButTheyShiftNoMean() throws IOException {
        Table all = table("age,city,kind", "1,Oslo,cat", "3,Bonn,dog", "50,Rome,dog");
        Table train = all.select(Indices.of(0, 1));

        TableEncoding encoding = TableEncoding.fit(train, all, KIND);

        assertThat(encoding.inputNames())
                .containsExactly("age", "city=Bonn", "city=Oslo", "city=Rome");
        assertThat(encoding.inputs(all, DType.FLOAT64).toArray())
                .containsExactly(-1, 0, 1, 0, 1, 1, 0, 0, 48, 0, 0, 1);
        assertThatThrownBy(() -> TableEncoding.fit(train, KIND).inputs(all, DType.FLOAT64))
                .hasMessageContaining("line 4, column 'city' (2): 'Rome' did not occur");
    }

    @Test
    void numberedClassesStandInTheOrderOfTheirNumbers() throws IOException {
        Table table = table("a,kind", "1,10", "2,9", "3,10", "4,9");

        assertThat(TableEncoding.fit(table, KIND).classNames()).containsExactly("9", "10");
    }

    @Test
    void theBundledIrisesAreReadFromTheirFile() throws IOException, URISyntaxException {
        Table table =
                Csv.read(
                        Path.of(
                                Objects.requireNonNull(Bundled.class.getResource("iris.csv"))
                                        .toURI()));
        // Its header names the classes, the last of them above the column of classes.
        var options = TableOptions.target("virginica");
        TableEncoding encoding = TableEncoding.fit(table, options);
        TensorDataset<Indices> read = encoding.classes(table, DType.FLOAT64);
        TensorDataset<Indices> bundled = Datasets.iris();

        assertThat(read.y()).isEqualTo(bundled.y());
        assertThat(read.x().toArray())
                .containsExactly(
                        Standardizer.fit(bundled).apply(bundled).x().toArray(), within(1e-12));
    }

    @Test
    void aSplitKeepsTheRatioOfClasses() throws IOException {
        String[] rows = new String[50];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i + "," + (i % 5 == 0 ? "rare" : "usual");
        }
        TableSplit parts = table("a,kind", rows).split(KIND, 0.2, Rng.seed(3));

        assertThat(parts.train().size()).isEqualTo(40);
        assertThat(parts.heldOut().size()).isEqualTo(10);
        long rare = 0;
        for (int row = 0; row < 10; row++) {
            rare += parts.heldOut().get(row, 1).equals("rare") ? 1 : 0;
        }
        assertThat(rare).isEqualTo(2);
        // Rows remember where they came from.
        assertThat(parts.train().line(0, 0))
                .isEqualTo(Integer.parseInt(parts.train().get(0, 0)) + 2);
    }

    // ---- numbers ----

    @Test
    void aTargetOfNumbersIsScaledAndComesBack() throws IOException {
        Table table = table("a,kind", "1,10.5", "2,20.5", "3,30.5");

        TableEncoding encoding = TableEncoding.fit(table, KIND);
        TensorDataset<Tensor> data = encoding.numbers(table, DType.FLOAT64);

        assertThat(encoding.task()).isEqualTo(TableTask.REGRESSION);
        assertThat(encoding.outputs()).isEqualTo(1);
        assertThat(data.y().shape()).isEqualTo(Shape.of(3, 1));
        assertThat(data.y().mean().item()).isCloseTo(0, within(1e-15));
        assertThat(encoding.values(data.y()))
                .containsExactly(new double[] {10.5, 20.5, 30.5}, within(1e-12));
        assertThat(encoding).hasToString("encoding of 1 inputs, to predict 'kind', a number");
    }

    @Test
    void eachTaskHasItsOwnMethods() throws IOException {
        TableEncoding classes = TableEncoding.fit(pets(), KIND);
        TableEncoding numbers =
                TableEncoding.fit(pets(), TableOptions.target("age").task(TableTask.REGRESSION));

        assertThatThrownBy(() -> classes.numbers(pets(), DType.FLOAT64))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> classes.values(Tensor.of(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> numbers.classes(pets(), DType.FLOAT64))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> numbers.labels(Indices.of(0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'a b c d', CLASSIFICATION",
        "'1 2 three 4', CLASSIFICATION",
        "'0 1 1 0', CLASSIFICATION",
        "'0 1 2 3', REGRESSION",
        "'0 1 2 0 1 2 0 1 2 0 1 2 0 1 2', CLASSIFICATION",
        "'0.5 1 0.5 1', REGRESSION",
        "'-1e3 1e3', CLASSIFICATION",
        "'0 1 NA 0 1 1 1 1 1 1 1 1 1 1 1', CLASSIFICATION",
    })
    void theTaskIsSeenFromTheTarget(String values, TableTask expected) throws IOException {
        String[] rows = values.split(" ");
        assertThat(KIND.taskIn(table("kind", rows))).isEqualTo(expected);
        for (TableTask task : TableTask.values()) {
            assertThat(KIND.task(task).taskIn(table("kind", rows))).isEqualTo(task);
        }
    }

    @Test
    void aConstantColumnIsOnlyShifted() throws IOException {
        Table table = table("a,kind", "0.1,x", "0.1,y", "0.1,x");
        TableEncoding encoding = TableEncoding.fit(table, KIND);

        assertThat(encoding.inputs(table, DType.FLOAT64).toArray()).containsExactly(0, 0, 0);
        assertThat(encoding.inputs(table("a", "1.1"), DType.FLOAT64).toArray())
                .containsExactly(new double[] {1}, within(1e-15));
    }

    // ---- options ----

    @Test
    void columnsMayBeLeftOutOrTakenAsCategories() throws IOException {
        Table table = table("id,zip,kind", "1,53111,a", "2,10115,b", "3,53111,a");
        TableEncoding encoding = TableEncoding.fit(table, KIND.ignoring("id").categorical("zip"));

        assertThat(encoding.inputNames()).containsExactly("zip=10115", "zip=53111");
        assertThatThrownBy(() -> TableEncoding.fit(table, KIND.ignoring("ID")))
                .hasMessage("pets.csv: has no column 'ID': its columns are 'id', 'zip', 'kind'");
        assertThatThrownBy(() -> TableEncoding.fit(table, KIND.categorical("no")))
                .hasMessageContaining("has no column 'no'");
        assertThatThrownBy(() -> TableEncoding.fit(table, KIND.ignoring("id").ignoring("zip")))
                .hasMessageContaining("has no column to predict 'kind' from");
    }

    @Test
    void categoriesAreLimited() throws IOException {
        Table table = table("name,kind", "Ann,a", "Bob,b", "Cem,a");

        assertThatThrownBy(() -> TableEncoding.fit(table, KIND.mostCategories(2)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("column 'name' has 3 different texts, more than the 2")
                .hasMessageContaining("'Ann'");
        assertThat(TableEncoding.fit(table, KIND.mostCategories(3)).inputNames()).hasSize(3);
    }

    @Test
    void numbersMayBeWrittenOtherwise() throws IOException {
        Table table =
                Table.of(
                        "t",
                        List.of("price", "area"),
                        List.of(
                                List.of("$1,000.50", "10"),
                                List.of("$2,000.50", "20"),
                                List.of("-$3,000.50", "30")));
        var options = TableOptions.target("price").numbers(new NumberStyle('.', ',', true));

        TableEncoding encoding = TableEncoding.fit(table, options);
        Tensor prices = encoding.numbers(table, DType.FLOAT64).y();

        assertThat(encoding.task()).isEqualTo(TableTask.REGRESSION);
        assertThat(encoding.values(prices))
                .containsExactly(new double[] {1000.5, 2000.5, -3000.5}, within(1e-9));
        TableEncoding read = TableEncoding.fromJson("model", encoding.toJson());
        assertThat(read.numbers(table, DType.FLOAT64).y().toArray()).isEqualTo(prices.toArray());
    }

    // ---- missing values ----

    private static Table holes() {
        return table("age,city,kind", "1,Oslo,cat", "2,Bonn,dog", "2,Bonn,cat", "7,,dog", ",Bonn,");
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 3", "MODE, 2"})
    void whatIsMissingIsFilledInFromTheRowsToLearnFrom(Missing missing, String age)
            throws IOException {
        Table known = holes().select(Indices.of(0, 1, 2, 3));
        TableEncoding fitted = TableEncoding.fit(known, holes(), KIND.missing(missing));
        TableEncoding encoding = TableEncoding.fromJson("model", fitted.toJson());
        Table asked = table("age,city", "NA,Oslo", "3,", age + ",Bonn");

        double[] x = encoding.inputs(asked, DType.FLOAT64).toArray();

        assertThat(encoding.inputNames()).containsExactly("age", "city=Bonn", "city=Oslo");
        assertThat(x[0]).as("the missing age").isEqualTo(x[6]);
        assertThat(new double[] {x[4], x[5]}).as("the missing city").containsExactly(1, 0);
        assertThat(encoding.complete(holes()).size()).as("rows with a target").isEqualTo(4);
        assertThat(encoding.classes(encoding.complete(holes()), DType.FLOAT64).y())
                .isEqualTo(Indices.of(0, 1, 0, 1));
    }

    @Test
    void rowsInWhichAnythingIsMissingMayBeDropped() throws IOException {
        Table complete = holes().select(Indices.of(0, 1, 2));
        TableEncoding fitted = TableEncoding.fit(complete, holes(), KIND.missing(Missing.DROP));
        TableEncoding encoding = TableEncoding.fromJson("model", fitted.toJson());

        assertThat(encoding.complete(holes()).size()).isEqualTo(3);
        assertThatThrownBy(() -> encoding.inputs(table("age,city", "1,"), DType.FLOAT64))
                .hasMessageContaining("a value is missing: line 2, column 'city' (2)");
        assertThatThrownBy(() -> encoding.complete(table("age,city,kind", "1,,cat")))
                .hasMessage("pets.csv: has no row in which nothing is missing");
        TableEncoding strict = TableEncoding.fit(complete, KIND);
        assertThat(strict.complete(holes()).size()).as("nothing is left out unasked").isEqualTo(5);
    }

    @Test
    void nothingTakesThePlaceOfWhatWasNeverThere() {
        assertThatThrownBy(
                        () ->
                                TableEncoding.fit(
                                        table("a,b,kind", "1,,x", "2,,y"),
                                        KIND.missing(Missing.MEAN)))
                .hasMessageContaining("column 'b' has no value in the rows to learn from");
    }

    // ---- too many classes ----

    @Test
    void textsThatAreNearlyAllDifferentAreNoClasses() throws IOException {
        String[] rows = new String[300];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % 7 + ",$" + (5000 + 13 * i) + ".50";
        }
        Table prices = table("a,kind", rows);
        assertThatThrownBy(() -> TableEncoding.fit(prices, KIND))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(
                        "column 'kind' has 300 different texts in 300 rows, as '$5000")
                .hasMessageContaining("say how numbers are written");
        assertThat(TableEncoding.fit(prices, KIND.task(TableTask.CLASSIFICATION)).outputs())
                .as("unless somebody says so")
                .isEqualTo(300);

        Table six = prices.select(Indices.of(0, 1, 2, 3, 4, 5));
        assertThatThrownBy(() -> TableEncoding.fit(six, KIND))
                .hasMessageContaining("6 different texts in 6 rows");
        assertThat(TableEncoding.fit(six.select(Indices.of(0, 1, 2)), KIND).outputs()).isEqualTo(3);
    }

    @Test
    void aSlipOfThePenAmongNumbersIsFound() {
        Table table = table("age,kind", "1,a", "2,b", "3o,a", "4,b", "5,a");

        assertThatThrownBy(() -> TableEncoding.fit(table, KIND.mostCategories(3)))
                .hasMessage(
                        "pets.csv: line 4, column 'age' (1): '3o' is not a number, as 4 of the 5"
                                + " values of this column are");
    }

    // ---- what is wrong ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "null", "NULL", "None", "?",
                "-"
            })
    void missingNumbersAreToldWithTheirPlace(String missing) {
        Table table = table("age,city,kind", "1,Oslo,cat", missing + ",Bonn,dog", "5,Oslo,cat");

        assertThatThrownBy(() -> TableEncoding.fit(table, KIND))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(
                        "pets.csv: a value is missing: line 3, column 'age' (1). Fill");
    }

    @Test
    void manyMissingValuesAreCounted() {
        Table table = table("age,city,kind", ",Oslo,cat", ",,dog", "5,Oslo,", ",Bonn,cat");

        assertThatThrownBy(() -> TableEncoding.fit(table, KIND))
                .hasMessageContaining("5 values are missing: line 2, column 'age' (1); line 3")
                .hasMessageContaining("; ….");
    }

    @Test
    void inTextsOnlyNothingIsMissing() throws IOException {
        Table table = table("country,kind", "NA,x", "-,y", "DE,x");

        assertThat(TableEncoding.fit(table, KIND).inputNames())
                .containsExactly("country=-", "country=DE", "country=NA");
    }

    @Test
    void whatWasNotLearnedIsTold() throws IOException {
        TableEncoding encoding = TableEncoding.fit(pets(), KIND);

        assertThatThrownBy(
                        () -> encoding.inputs(table("age,city", "1,Bonn", "1,Rome"), DType.FLOAT64))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        "pets.csv: line 3, column 'city' (2): 'Rome' did not occur in the rows that"
                                + " were learned from, which have 'Bonn', 'Oslo'");
        assertThatThrownBy(() -> encoding.inputs(table("age,city", "old,Bonn"), DType.FLOAT64))
                .hasMessage("pets.csv: line 2, column 'age' (1): 'old' is not a number");
        assertThatThrownBy(
                        () -> encoding.classes(table("age,city,kind", "1,Bonn,cow"), DType.FLOAT64))
                .hasMessageContaining("'cow' did not occur");
        assertThatThrownBy(() -> encoding.inputs(table("age,city", "1e999,Bonn"), DType.FLOAT64))
                .hasMessageContaining("'1e999' is not a number");
    }

    @Test
    void thereMustBeSomethingToLearn() {
        assertThatThrownBy(() -> TableEncoding.fit(table("a,kind", "1,x", "2,x"), KIND))
                .hasMessageContaining("column 'kind' has the value 'x' in every row");
        assertThatThrownBy(() -> TableEncoding.fit(table("a,b", "1,x"), KIND))
                .hasMessageContaining("has no column 'kind'");
        assertThatThrownBy(() -> TableEncoding.fit(table("a,kind"), KIND))
                .hasMessageContaining("has no row");
        assertThatThrownBy(() -> TableEncoding.fit(table("a,kind", "1e300,x", "-1e300,y"), KIND))
                .hasMessageContaining("column 'a' are too far apart");
    }

    @Test
    void tablesOfOnesOwnAreChecked() {
        assertThatThrownBy(() -> Table.of("t", List.of("a", "a"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same name");
        assertThatThrownBy(() -> Table.of("t", List.of("a", "b"), List.of(List.of("1"))))
                .hasMessage("table t: row 0 has 1 texts for 2 columns");
    }

    // ---- as JSON ----

    @Provide
    Arbitrary<ColumnEncoding> columns() {
        Arbitrary<String> names = Arbitraries.strings().ofMinLength(1).ofMaxLength(8);
        Arbitrary<Double> means =
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
        Arbitrary<Double> deviations = means.map(Math::abs).filter(value -> value > 0);
        return Arbitraries.oneOf(
                Combinators.combine(names, means, deviations, means.injectNull(0.5))
                        .as(ColumnEncoding.Scaled::new),
                Combinators.combine(
                                names,
                                names.list().uniqueElements().ofMinSize(1).ofMaxSize(5),
                                Arbitraries.of(true, false))
                        .as(
                                (name, values, fills) ->
                                        new ColumnEncoding.Categories(
                                                name, values, fills ? values.getLast() : null)));
    }

    @Provide
    Arbitrary<NumberStyle> styles() {
        return Combinators.combine(
                        Arbitraries.of(',', '.'),
                        Arbitraries.of(NumberStyle.NOTHING, ' ', '\''),
                        Arbitraries.of(true, false))
                .as(NumberStyle::new);
    }

    @Provide
    Arbitrary<List<ColumnEncoding>> encodings() {
        return columns().list().uniqueElements(ColumnEncoding::name).ofMinSize(2).ofMaxSize(5);
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadToTheLastBit(
            @ForAll("encodings") List<ColumnEncoding> columns,
            @ForAll("styles") NumberStyle style,
            @ForAll Missing missing)
            throws IOException {
        var inputs = columns.subList(1, columns.size());
        var encoding = new TableEncoding(inputs, columns.getFirst(), style, missing);

        TableEncoding read = TableEncoding.fromJson("model", encoding.toJson());

        // Records compare doubles by their bits, so that -0 is not 0.
        assertThat(read).isEqualTo(encoding).hasSameHashCodeAs(encoding);
        assertThat(read.toJson()).isEqualTo(encoding.toJson()).doesNotContain("\n");
    }

    @Test
    void theJsonIsThis() throws IOException {
        assertThat(TableEncoding.fit(table("a,b,kind", "1,x,u", "3,y,v"), KIND).toJson())
                .isEqualTo(
                        """
                        {"format":"arenagrad.table","version":1,"inputs":[\
                        {"column":"a","mean":2.0,"deviation":1.0},\
                        {"column":"b","categories":["x","y"]}],\
                        "target":{"column":"kind","categories":["u","v"]}}\
                        """);
    }

    @Test
    void theJsonSaysHowNumbersAreWrittenAndWhatTakesThePlaceOfMissingValues() throws IOException {
        Table table =
                Table.of(
                        "t",
                        List.of("a", "b", "kind"),
                        List.of(
                                List.of("1,5", "x", "u"),
                                List.of("", "x", "v"),
                                List.of("2.000,5 €", "", "u")));
        var options = KIND.numbers(new NumberStyle(',', '.', true)).missing(Missing.MEAN);

        assertThat(TableEncoding.fit(table, options).toJson())
                .isEqualTo(
                        """
                        {"format":"arenagrad.table","version":1,\
                        "numbers":{"decimal":",","thousands":".","currency":true},"missing":"mean",\
                        "inputs":[\
                        {"column":"a","mean":1001.0,"deviation":999.5,"fill":1001.0},\
                        {"column":"b","categories":["x"],"fill":"x"}],\
                        "target":{"column":"kind","categories":["u","v"]}}\
                        """);
    }

    private static final String HEAD = "{'format':'arenagrad.table','version':1,";
    private static final String A = "{'column':'a','mean':1,'deviation':2}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "`` ! something else where an object",
                "[] ! something else where an object",
                "{ ! end-of-input",
                "{} ! is of format unknown, version 0",
                "{'format':'other','version':1} ! is of format 'other'",
                "{'format':'arenagrad.table','version':2} ! version 2",
                "{'format':'arenagrad.table','version':99999999999} ! out of range",
                "{'version':1,'version':1} ! Duplicate field",
                "HEAD 'inputs':[]} ! lacks inputs or a target",
                "HEAD 'inputs':[],'target':A} ! has 0 inputs",
                "HEAD 'inputs':[A],'target':A} ! two columns 'a'",
                "HEAD 'inputs':[A,1]} ! something else where an object",
                "HEAD 'inputs':[A ! end-of-input",
                "HEAD 'inputs':{}} ! something else where a list",
                "HEAD 'more':1} ! unknown field 'more'",
                "HEAD 'missing':'guess'} ! does 'guess' about missing values",
                "HEAD 'missing':1} ! where a text",
                "HEAD 'numbers':1} ! where an object",
                "HEAD 'numbers':{'decimal':',,'}} ! ',,' where a mark",
                "HEAD 'numbers':{'decimal':'7'}} ! can't be the decimal mark",
                "HEAD 'numbers':{'thousands':'.'}} ! can't be both",
                "HEAD 'numbers':{'currency':'$'}} ! where true or false",
                "HEAD 'numbers':{'sign':'$'}} ! unknown field 'sign'",
                "HEAD 'target':{'column':'a','mean':1,'deviation':1,'fill':'x'}} ! not a number",
                "HEAD 'target':{'column':'a','categories':['b'],'fill':'x'}} ! not a category",
                "HEAD 'target':{'column':'a','categories':['b'],'fill':[]}} ! where a value",
                "HEAD 'target':{'column':'a'}} ! neither mean and deviation nor categories",
                "HEAD 'target':{'column':'a','mean':1}} ! deviation of null",
                "HEAD 'target':{'column':'a','mean':1,'deviation':0}} ! not above 0",
                "HEAD 'target':{'column':'a','mean':1,'deviation':-1}} ! not above 0",
                "HEAD 'target':{'column':'a','mean':1e999,'deviation':1}} ! too large",
                "HEAD 'target':{'column':'a','mean':NaN,'deviation':1}} ! Non-standard token",
                "HEAD 'target':{'column':'a','mean':'1','deviation':1}} ! where a number",
                "HEAD 'target':{'column':'a','mean':1,'deviation':1,'categories':['b']}} ! alone",
                "HEAD 'target':{'column':'a','categories':[]}} ! without categories",
                "HEAD 'target':{'column':'a','categories':['b','b']}} ! two categories 'b'",
                "HEAD 'target':{'column':'a','categories':[1]}} ! where a text",
                "HEAD 'target':{'column':7}} ! where a text",
                "HEAD 'target':{'mean':1,'deviation':1}} ! has no name",
                "HEAD 'target':{'who':1}} ! unknown field 'who'",
                "HEAD 'inputs':[A],'target':{'column':'b','mean':1,'deviation':1}} 1 ! goes on",
            })
    void otherJsonIsRefusedInWords(String json, String why) {
        String real = json.replace("HEAD ", HEAD).replace("A", A).replace('\'', '"');

        assertThatThrownBy(() -> TableEncoding.fromJson("model.safetensors", real))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith("model.safetensors: encoding of a table, line 1, column ")
                .hasMessageContaining(why);
    }

    @Test
    void deepJsonIsRefused() {
        String deep = String.join("", Collections.nCopies(100_000, "["));

        assertThatThrownBy(
                        () ->
                                TableEncoding.fromJson(
                                        "model", HEAD.replace('\'', '"') + "\"x\":" + deep))
                .isInstanceOf(MalformedDataException.class);
    }
}

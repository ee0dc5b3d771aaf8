package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.data.ColumnProfile.Categories;
import org.arenagrad.data.ColumnProfile.LeftOut;
import org.arenagrad.data.ColumnProfile.MostlyNumbers;
import org.arenagrad.data.ColumnProfile.NumberLike;
import org.arenagrad.data.ColumnProfile.Numbers;
import org.arenagrad.data.ColumnProfile.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

class TableProfileTest {
    private static final TableOptions KIND = TableOptions.target("kind");
    private static final int ROWS = 30;

    /// A table of one column beside two classes.
    private static Table table(String name, IntFunction<String> values) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(List.of(values.apply(i), i % 2 == 0 ? "cat" : "dog"));
        }
        return Table.of("pets.csv", List.of(name, "kind"), rows);
    }

    private static ColumnProfile look(TableOptions options, String name, IntFunction<String> values)
            throws IOException {
        return TableProfile.of(table(name, values), options).columns().getFirst();
    }

    private static ColumnProfile look(String name, IntFunction<String> values) throws IOException {
        return look(KIND, name, values);
    }

    private static Reason reason(String name, IntFunction<String> values) throws IOException {
        return ((LeftOut) look(name, values)).why();
    }

    @Test
    void numbersAndCategoriesAreToldApart() throws IOException {
        assertThat(look("age", i -> i % 4 == 0 ? "?" : String.valueOf(i % 4)))
                .isEqualTo(new Numbers("age", 8));
        assertThat(look("city", i -> i % 3 == 0 ? "" : "c" + i % 3))
                .isEqualTo(new Categories("city", List.of("c1", "c2"), 10));
        assertThat(look(KIND.categorical("zip"), "zip", i -> String.valueOf(9 + i % 2)))
                .isEqualTo(new Categories("zip", List.of("9", "10"), 0));
        assertThat(look(KIND.ignoring("age"), "age", String::valueOf))
                .isEqualTo(new LeftOut("age", Reason.ASKED_FOR, ""));
    }

    @Test
    void theTargetIsOneOfThem() throws IOException {
        Table table = table("weight", i -> i + ".5");
        assertThat(TableProfile.of(table, KIND).target())
                .isEqualTo(new Categories("kind", List.of("cat", "dog"), 0));
        assertThat(TableProfile.of(table, TableOptions.target("weight")).target())
                .isEqualTo(new Numbers("weight", 0));
    }

    // ---- what tells nothing ----

    @Test
    void rowNumbersAreRecognised() throws IOException {
        assertThat(reason("n", String::valueOf)).isEqualTo(Reason.ROW_NUMBERS);
        assertThat(reason("n", i -> String.valueOf(i + 1))).isEqualTo(Reason.ROW_NUMBERS);
        assertThat(reason("n", i -> String.valueOf(i * 7 % ROWS)))
                .as("in any order")
                .isEqualTo(Reason.ROW_NUMBERS);
        assertThat(look("year", i -> String.valueOf(1990 + i))).isInstanceOf(Numbers.class);
        assertThat(look("n", i -> String.valueOf(i / 2))).isInstanceOf(Numbers.class);
        assertThat(look("n", i -> i == 7 ? "" : String.valueOf(i))).isInstanceOf(Numbers.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "ID", "customer_id", "customerId", "CustomerID", "uuid", "index"})
    void numbersThatAreIdsAreRecognisedByTheirNames(String name) throws IOException {
        assertThat(reason(name, i -> String.valueOf(7000 + 13 * i))).isEqualTo(Reason.IDS);
        assertThat(look(name, i -> String.valueOf(i / 2))).isInstanceOf(Numbers.class);
        assertThat(look(name, i -> i + ".5")).isInstanceOf(Numbers.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"area", "paid", "width", "humid", "Madrid", "monkey"})
    void otherNamesAreNoIds(String name) throws IOException {
        assertThat(look(name, i -> String.valueOf(7000 + 13 * i))).isInstanceOf(Numbers.class);
    }

    @Test
    void textsThatAreNearlyAllDifferentAreIds() throws IOException {
        assertThat(look("name", i -> "Ann " + i))
                .isEqualTo(new LeftOut("name", Reason.IDS, "Ann 0"));
        assertThat(reason("name", i -> "Ann " + Math.max(i, 3))).isEqualTo(Reason.IDS);
        assertThat(look("name", i -> "Ann " + i / 2)).isInstanceOf(Categories.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-%02d",
                "2024/3/%d",
                "2024-03-%02dT12:30:00Z",
                "2024-03-%02d 12:30:00.123+01:00",
                "%d.3.2024",
                "%02d/03/24",
                "3/%d/2024 5:30 PM",
                "Mar %d, 2024",
                "%d. March 2024",
                "%02d-Mar-24",
                "2%03d-03",
                "12:%02d",
            })
    void datesAreRecognised(String format) throws IOException {
        assertThat(look("sold", i -> i == 3 ? "" : format.formatted(1 + i % 25)))
                .isEqualTo(new LeftOut("sold", Reason.DATES, format.formatted(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-13-0%d", "1/%d/x", "a-%d", "31/3%d/2024", "1-2-3-%d", "%d:3"})
    void otherTextsAreNoDates(String format) throws IOException {
        assertThat(look("sold", i -> format.formatted(2 + i % 3))).isInstanceOf(Categories.class);
    }

    @Test
    void columnsWithOneValueOrNoneTellNothing() throws IOException {
        assertThat(look("a", _ -> "7")).isEqualTo(new LeftOut("a", Reason.CONSTANT, "7"));
        assertThat(look("a", _ -> "x")).isEqualTo(new LeftOut("a", Reason.CONSTANT, "x"));
        assertThat(look("a", i -> i == 0 ? "7" : "")).isInstanceOf(Numbers.class);
        assertThat(look("a", i -> i == 0 ? "x" : "")).isInstanceOf(Categories.class);
        assertThat(look("a", i -> i == 0 ? "?" : ""))
                .isEqualTo(new LeftOut("a", Reason.EMPTY, "?"));
    }

    @Test
    void whatTellsNothingMayBeKept() throws IOException {
        TableOptions kept = KIND.keeping("a");
        assertThat(look(kept, "a", String::valueOf)).isEqualTo(new Numbers("a", 0));
        assertThat(look(kept, "a", i -> "2024-01-" + (1 + i % 9))).isInstanceOf(Categories.class);
        assertThat(look(kept, "a", i -> "Ann " + i)).isInstanceOf(Categories.class);
        assertThat(look(kept, "a", _ -> "7")).isInstanceOf(Numbers.class);
        assertThat(look(KIND.categorical("a"), "a", String::valueOf))
                .isInstanceOf(Categories.class);
        assertThatThrownBy(() -> look(KIND.keeping("b"), "a", String::valueOf))
                .hasMessageContaining("has no column 'b'");
    }

    @Test
    void anEncodingIsFittedToWhatIsLeft() throws IOException {
        List<List<String>> rows =
                IntStream.range(0, ROWS)
                        .mapToObj(
                                i ->
                                        List.of(
                                                String.valueOf(i),
                                                "2024-01-" + (1 + i),
                                                String.valueOf(i % 5),
                                                i % 2 == 0 ? "cat" : "dog"))
                        .toList();
        Table table = Table.of("pets.csv", List.of("n", "born", "age", "kind"), rows);

        TableProfile profile = TableProfile.of(table, KIND);

        assertThat(TableEncoding.fit(profile.table(), profile.options()).inputNames())
                .containsExactly("age");
    }

    // ---- what is unclear ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%d,5         | decimal ','",
                "$%d          | decimal '.', currency",
                "%d,000.50    | decimal '.', thousands ','",
                "%d.000,50    | decimal ',', thousands '.'",
                "%d.000,50 €  | decimal ',', thousands '.', currency",
                "%d 000       | decimal '.', thousands ' '",
            })
    void numbersThatAreWrittenOtherwiseAreRecognised(String format, String style)
            throws IOException {
        var found = (NumberLike) look("price", i -> i == 5 ? "" : format.formatted(1 + i % 20));
        assertThat(found.styles()).extracting(String::valueOf).containsExactly(style);
        assertThat(found.example()).isEqualTo(format.formatted(1));

        TableOptions read = KIND.numbers(found.styles().getFirst());
        assertThat(look(read, "price", i -> format.formatted(1 + i % 20)))
                .isEqualTo(new Numbers("price", 0));
        Table table = table("price", i -> format.formatted(1 + i % 20));
        assertThat(TableProfile.of(table, TableOptions.target("price")).target())
                .isInstanceOf(NumberLike.class);
    }

    @Test
    void whatCanBeReadInTwoWaysIsNotDecided() throws IOException {
        var found = (NumberLike) look("price", i -> 1 + i + ",000");
        assertThat(found.styles())
                .extracting(String::valueOf)
                .containsExactly("decimal '.', thousands ','", "decimal ','");
        assertThat(look(KIND.categorical("price"), "price", i -> i % 3 + ",000"))
                .isInstanceOf(Categories.class);
    }

    @Test
    void aTextAmongManyNumbersIsFound() throws IOException {
        assertThat(look("age", i -> i == 6 ? "unknown" : i + ".5"))
                .isEqualTo(
                        new MostlyNumbers(
                                "age", "line 8, column 'age' (1)", "unknown", ROWS - 1, ROWS));
        assertThat(look("rooms", i -> i == 6 ? "more" : String.valueOf(i % 5)))
                .as("a few numbers may be names")
                .isInstanceOf(Categories.class);
    }

    // ---- missing values ----

    private static Table holes() {
        return Table.of(
                "pets.csv",
                List.of("age", "city", "kind"),
                List.of(
                        List.of("1", "Oslo", "cat"),
                        List.of("NA", "Rome", "dog"),
                        List.of("3", "", "cat"),
                        List.of("4", "Bonn", ""),
                        List.of("5", "Bonn", "dog")));
    }

    @Test
    void whatIsMissingIsToldWithItsPlace() throws IOException {
        TableProfile profile = TableProfile.of(holes(), KIND);
        assertThat(profile.missing())
                .isEqualTo(
                        "3 values are missing: line 3, column 'age' (1); line 4, column 'city' (2);"
                                + " line 5, column 'kind' (3)");
        assertThat(profile.table().size()).isEqualTo(5);
        assertThat(TableProfile.of(holes(), KIND.ignoring("city").ignoring("age")).missing())
                .startsWith("a value is missing: line 5");
    }

    @Test
    void rowsMayBeLeftOut() throws IOException {
        TableProfile dropped = TableProfile.of(holes(), KIND.missing(Missing.DROP));
        assertThat(dropped.table().size()).isEqualTo(2);
        assertThat(dropped.rowsLeftOut()).isEqualTo(3);
        assertThat(dropped.missing()).isEmpty();
        assertThat(dropped.columns())
                .containsExactly(
                        new Numbers("age", 1),
                        new Categories("city", List.of("Bonn", "Oslo"), 1),
                        new Categories("kind", List.of("cat", "dog"), 1));

        TableProfile filled = TableProfile.of(holes(), KIND.missing(Missing.MEAN));
        assertThat(filled.table().size()).as("a target is not made up").isEqualTo(4);
        assertThat(filled.missing()).isEmpty();

        Table none =
                Table.of(
                        "t",
                        List.of("a", "b", "kind"),
                        List.of(List.of("", "1", "x"), List.of("1", "", "y")));
        assertThatThrownBy(() -> TableProfile.of(none, KIND.missing(Missing.DROP)))
                .hasMessage("t: has no row in which nothing is missing");
    }
}

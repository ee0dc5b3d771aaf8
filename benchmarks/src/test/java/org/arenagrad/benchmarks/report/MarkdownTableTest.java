package org.arenagrad.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A Markdown table")
class MarkdownTableTest {
    @Test
    @DisplayName("has a header, a rule and rows, numbers to the right")
    void reads() {
        MarkdownTable table =
                new MarkdownTable("what", "", "time").row("a|b", "", "1,234").row("c", "d", "–");
        assertThat(table)
                .hasToString(
                        """
                        | what | | time |
                        | --- | --- | ---: |
                        | a\\|b | | 1,234 |
                        | c | d | – |
                        """);
    }

    @Test
    @DisplayName("refuses a row that does not fit")
    void refuses() {
        MarkdownTable table = new MarkdownTable("one", "two");
        assertThatThrownBy(() -> table.row("1")).hasMessage("1 cells for 2 columns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1234567; 1,234,567", "1234.5; 1,235", "12.345; 12.35", "0.45678; 0.4568",
                "0.0123456; 0.01235", "0; 0", "-3; -3.000", "NaN; –"
            })
    @DisplayName("shows four digits that count")
    void numbers(double value, String shown) {
        assertThat(MarkdownTable.number(value)).isEqualTo(shown);
    }
}

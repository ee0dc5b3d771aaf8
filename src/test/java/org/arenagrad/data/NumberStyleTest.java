package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

class NumberStyleTest {
    private static final NumberStyle GERMAN = new NumberStyle(',', '.', false);
    private static final NumberStyle DOLLARS = new NumberStyle('.', ',', true);
    private static final NumberStyle EUROS = new NumberStyle(',', '.', true);

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.5e3", "+7", ".5", "5.", "1e-9", "0012"})
    void plainNumbersAreThoseOfJava(String text) {
        assertThat(NumberStyle.PLAIN.parse(text)).isEqualTo(Double.parseDouble(text));
        assertThat(DOLLARS.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "1,5", "0x10", "1d", "Infinity", "NaN", "1 2", "1e", "$5"})
    void nothingElseIsPlain(String text) {
        assertThat(NumberStyle.PLAIN.parse(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "'1,5',            1.5",
        "'-0,25',          -0.25",
        "'1.234',          1234",
        "'1.234,5',        1234.5",
        "'12.345.678,9',   12345678.9",
        "'1.00.000',       100000",
        "'1.234e2',        123400",
        "'1,5e2',          150",
    })
    void aCommaMayStandBeforeTheFraction(String text, double number) {
        assertThat(GERMAN.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.5", "1.23", "1.2345", "12345.678", ".123", "1..234", "1.234.5", "1,5,5"})
    void marksBetweenThousandsStandBetweenThousands(String text) {
        assertThat(GERMAN.parse(text)).isNaN();
    }

    @Test
    void anyBlankAndAnyApostropheSeparateThousands() {
        NumberStyle french = new NumberStyle(',', ' ', false);
        for (char blank : new char[] {' ', '\u00a0', '\u202f', '\u2009'}) {
            assertThat(french.parse("12" + blank + "345,5")).isEqualTo(12345.5);
        }
        NumberStyle swiss = new NumberStyle('.', '\'', false);
        assertThat(swiss.parse("12'345.5")).isEqualTo(12345.5);
        assertThat(swiss.parse("12’345.5")).isEqualTo(12345.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$5,000.50",
                "US$5,000.50",
                "$ 5,000.50",
                "5,000.50 $",
                "5,000.50 USD",
                "USD 5,000.50",
                "£5,000.50",
                "¥5,000.50",
                "₹5,000.50",
                "R$5,000.50",
                "kr 5,000.50",
                "5,000.50 zł",
                "$\u00a05,000.50",
                "+$5,000.50",
                "$+5,000.50",
                "5000.5"
            })
    void aCurrencyMayStandBeforeOrBehind(String text) {
        assertThat(DOLLARS.parse(text)).isEqualTo(5000.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-$5.5", "$-5.5", "- $5.5", "-5.5$"})
    void aCurrencyKeepsTheSign(String text) {
        assertThat(DOLLARS.parse(text)).isEqualTo(-5.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 km", "km 5", "5 %", "$", "$5$", "-$-5", "five", "5 ABCDE", "$ $5", "5 XYZW"
            })
    void unitsAreNoCurrencies(String text) {
        assertThat(DOLLARS.parse(text)).isNaN();
    }

    @Test
    void withoutBeingAskedForACurrencyIsNone() {
        assertThat(DOLLARS.withCurrency(false).parse("$5")).isNaN();
    }

    /// The JDK writes them, by the customs of the country.
    @Property(tries = 300)
    void whatTheJdkWritesIsRead(
            @ForAll @BigRange(min = "-99999999", max = "99999999") @Scale(2) BigDecimal number) {
        assertThat(EUROS.parse(written(Locale.GERMANY, "EUR", number)))
                .isEqualTo(number.doubleValue());
        assertThat(DOLLARS.parse(written(Locale.US, "USD", number)))
                .isEqualTo(number.doubleValue());
        assertThat(DOLLARS.parse(written(Locale.of("en", "IN"), "INR", number)))
                .isEqualTo(number.doubleValue());
    }

    private static String written(Locale locale, String currency, BigDecimal number) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency));
        return format.format(number);
    }

    @Test
    void marksThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> new NumberStyle(',', ',', false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("',' can't be both the decimal mark and");
        assertThatThrownBy(() -> new NumberStyle('5', '.', false))
                .hasMessageContaining("'5' can't be the decimal mark");
        assertThatThrownBy(() -> new NumberStyle('.', 'x', false))
                .hasMessageContaining("'x' can't be the thousands mark");
        assertThat(EUROS).hasToString("decimal ',', thousands '.', currency");
    }
}

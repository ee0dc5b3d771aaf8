package org.arenagrad.data;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/// How the numbers of a table are written: `1234.5`, `1.234,50`, `$1,234.50`, `1 234,50 EUR`.
///
/// Whatever the style, a number without thousands marked and without a currency is one. Marks
/// between thousands count only where they belong: `1,5` is not 15.
///
/// @param decimal what stands before the fraction: `.` or `,` as a rule
/// @param thousands what stands between thousands, [#NOTHING] if nothing does; a blank stands for
///   every kind of blank, an apostrophe for the curved one too
/// @param currency whether a currency may stand before or behind: a sign, as in `$5` or `5 €`, a
///   code, as in `EUR 5`, or a common abbreviation, as in `5 kr`
public record NumberStyle(char decimal, char thousands, boolean currency) {
    /// No mark between thousands.
    public static final char NOTHING = 0;

    /// `1234.5`, as Java, Python and nearly all programs write numbers.
    public static final NumberStyle PLAIN = new NumberStyle('.', NOTHING, false);

    private static final Set<String> ABBREVIATIONS =
            Set.of("kr", "kr.", "zł", "Kč", "Ft", "lei", "Fr", "Fr.", "Rs", "Rs.", "Rp", "лв");

    private static final int LONGEST_CURRENCY = 4;

    /// @throws IllegalArgumentException if one of the marks can't be one, or both are the same
    public NumberStyle {
        requireMark("decimal", decimal);
        if (thousands != NOTHING) {
            requireMark("thousands", thousands);
        }
        if (decimal == thousands) {
            throw new IllegalArgumentException(
                    "number style: '%s' can't be both the decimal mark and stand between thousands"
                            .formatted(decimal));
        }
    }

    private static void requireMark(String what, char mark) {
        if (Character.isLetterOrDigit(mark) || "+-\"".indexOf(mark) >= 0 || mark < ' ') {
            throw new IllegalArgumentException(
                    "number style: '%s' can't be the %s mark".formatted(mark, what));
        }
    }

    /// The same with another decimal mark.
    public NumberStyle withDecimal(char mark) {
        return new NumberStyle(mark, thousands, currency);
    }

    /// The same with another mark between thousands.
    public NumberStyle withThousands(char mark) {
        return new NumberStyle(decimal, mark, currency);
    }

    /// The same with or without a currency.
    public NumberStyle withCurrency(boolean may) {
        return new NumberStyle(decimal, thousands, may);
    }

    /// The number a text is; NaN if it is none.
    public double parse(String text) {
        String number = currency ? withoutCurrency(text) : text;
        if (thousands != NOTHING) {
            number = joined(number);
        }
        if (decimal != '.') {
            number = number.indexOf('.') >= 0 ? "" : number.replace(decimal, '.');
        }
        return Numbers.parse(number);
    }

    /// Whether a text is a finite number.
    boolean isNumber(String text) {
        return Double.isFinite(parse(text));
    }

    // ---- thousands ----

    /// Without the marks between thousands: empty if they don't stand where they belong.
    private String joined(String number) {
        int end = 0;
        while (end < number.length() && number.charAt(end) != decimal && !isExponent(number, end)) {
            end++;
        }
        int start = !number.isEmpty() && "+-".indexOf(number.charAt(0)) >= 0 ? 1 : 0;
        StringBuilder digits = new StringBuilder(number.length());
        int group = 0;
        boolean first = true;
        for (int at = start; at < end; at++) {
            char c = number.charAt(at);
            if (!isBetweenThousands(c)) {
                digits.append(c);
                group++;
                continue;
            }
            // Of three, but in India of two before the last.
            if (group == 0 || group > 3 || (!first && group < 2)) {
                return "";
            }
            first = false;
            group = 0;
        }
        if (!first && group != 3) {
            return "";
        }
        return number.substring(0, start) + digits + number.substring(end);
    }

    private static boolean isExponent(String number, int at) {
        return number.charAt(at) == 'e' || number.charAt(at) == 'E';
    }

    private boolean isBetweenThousands(char c) {
        return switch (thousands) {
            case ' ' -> Character.isSpaceChar(c);
            case '\'' -> c == '\'' || c == '’';
            default -> c == thousands;
        };
    }

    // ---- currency ----

    private static String withoutCurrency(String text) {
        String rest = trimmed(text);
        String sign = sign(rest);
        rest = trimmed(rest.substring(sign.length()));
        int digits = 0;
        while (digits < rest.length() && !isOfNumber(rest.charAt(digits))) {
            digits++;
        }
        if (digits > 0) {
            return isCurrency(trimmed(rest.substring(0, digits)))
                    ? signed(sign, trimmed(rest.substring(digits)))
                    : "";
        }
        int end = rest.length();
        while (end > 0 && !Character.isDigit(rest.charAt(end - 1))) {
            end--;
        }
        String behind = trimmed(rest.substring(end));
        if (behind.isEmpty() || isCurrency(behind)) {
            return signed(sign, rest.substring(0, end));
        }
        // "5." has no currency, and is a number all the same.
        return behind.length() == 1 ? signed(sign, rest) : "";
    }

    private static String signed(String sign, String number) {
        return sign.isEmpty() || sign(number).isEmpty() ? sign + number : "";
    }

    private static String sign(String number) {
        return number.startsWith("-") || number.startsWith("+") ? number.substring(0, 1) : "";
    }

    private static boolean isOfNumber(char c) {
        return Character.isDigit(c) || "+-.,".indexOf(c) >= 0;
    }

    private static boolean isCurrency(String text) {
        if (text.isEmpty() || text.length() > LONGEST_CURRENCY) {
            return false;
        }
        String letters = text.substring(0, text.length() - 1);
        boolean sign =
                Character.getType(text.charAt(text.length() - 1)) == Character.CURRENCY_SYMBOL;
        return (sign && letters.chars().allMatch(Character::isUpperCase))
                || ABBREVIATIONS.contains(text)
                || Codes.ALL.contains(text);
    }

    /// Without blanks around it, those that don't break included.
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Character.isSpaceChar(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isSpaceChar(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /// `decimal ',', thousands '.', currency`.
    @Override
    public String toString() {
        return "decimal '%s'%s%s"
                .formatted(
                        decimal,
                        thousands == NOTHING ? "" : ", thousands '%s'".formatted(thousands),
                        currency ? ", currency" : "");
    }

    /// The codes of currencies (ISO 4217), gathered when they are asked for.
    private static final class Codes {
        static final Set<String> ALL =
                Currency.getAvailableCurrencies().stream()
                        .map(Currency::getCurrencyCode)
                        .collect(Collectors.toUnmodifiableSet());
    }
}

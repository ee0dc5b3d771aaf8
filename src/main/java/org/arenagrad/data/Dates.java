package org.arenagrad.data;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts of a table that are dates or times: `2024-03-01`, `2024-03-01T12:30:00Z`, `1.3.2024`,
/// `3/1/24 5:30 PM`, `Mar 1, 2024`, `12:30`.
final class Dates {
    private static final int LONGEST = 48;

    private static final String TIME =
            "\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[ap]\\.?m\\.?)?("
                    + " ?(z|utc|gmt|[+-]\\d{2}:?\\d{2}))?";

    private static final String MONTH =
            "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";

    private static final Pattern YEAR_FIRST =
            Pattern.compile("\\d{4}([-/.])(\\d{1,2})(\\1(\\d{1,2})([t ] ?" + TIME + ")?)?");

    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})([t ,] ?" + TIME + ")?");

    private static final Pattern MONTH_BY_NAME =
            Pattern.compile(
                    "(\\d{1,2}[. -] ?)?%s[ -](\\d{1,2},? )?(\\d{4}|\\d{2})( ?,? ?%s)?"
                            .formatted(MONTH, TIME));

    private static final Pattern TIME_ALONE = Pattern.compile(TIME);

    private Dates() {}

    /// Whether a text is a date, a time, or both.
    static boolean isDate(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        String small = text.toLowerCase(Locale.ROOT);
        Matcher yearFirst = YEAR_FIRST.matcher(small);
        if (yearFirst.matches()) {
            String day = yearFirst.group(4);
            return isMonth(yearFirst.group(2)) && (day == null || isDay(day));
        }
        Matcher yearLast = YEAR_LAST.matcher(small);
        if (yearLast.matches()) {
            String first = yearLast.group(1);
            String second = yearLast.group(3);
            return (isMonth(first) && isDay(second)) || (isDay(first) && isMonth(second));
        }
        return MONTH_BY_NAME.matcher(small).matches() || TIME_ALONE.matcher(small).matches();
    }

    private static boolean isMonth(String digits) {
        int number = Integer.parseInt(digits);
        return number >= 1 && number <= 12;
    }

    private static boolean isDay(String digits) {
        int number = Integer.parseInt(digits);
        return number >= 1 && number <= 31;
    }
}

package org.arenagrad.data;

import java.util.Set;

/// Texts of a table that are numbers.
final class Numbers {
    private static final int LONGEST = 60;

    /// How other programs write that there is no number.
    private static final Set<String> MISSING =
            Set.of(
                    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "null", "NULL", "None",
                    "?", "-");

    private Numbers() {}

    /// Whether a text is a finite decimal number, as `-1.5e3`.
    static boolean isNumber(String text) {
        return Double.isFinite(parse(text));
    }

    /// Whether a text stands for a number that is not there.
    static boolean isMissing(String text) {
        return MISSING.contains(text);
    }

    /// The number a text is; NaN if it is none.
    static double parse(String text) {
        // Java also reads 1d, 0x1p3 and Infinity, which no table means.
        if (text.isEmpty()
                || text.length() > LONGEST
                || !text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}

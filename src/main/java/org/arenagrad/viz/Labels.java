package org.arenagrad.viz;

/// Text in pictures. Nobody knows the reader's font, so widths are estimates on the safe side.
final class Labels {
    static final String FONT = "sans-serif";

    /// Font sizes.
    static final double SMALL = 9;

    static final double NORMAL = 11;

    private static final double WIDTH_OF_A_LETTER = 0.58;

    private Labels() {}

    static double width(String text, double size) {
        return text.codePointCount(0, text.length()) * size * WIDTH_OF_A_LETTER;
    }

    /// Text of at most so many characters, in one line.
    static String shorten(String text, int most) {
        String line = text.replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)) + '…';
    }
}

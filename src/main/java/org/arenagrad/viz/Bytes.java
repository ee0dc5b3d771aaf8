package org.arenagrad.viz;

import java.util.Locale;

/// Numbers of bytes for people.
final class Bytes {
    private static final String UNITS = "KMGTPE";

    private Bytes() {}

    /// `512 B`, `1.5 KiB`, `64 MiB`: the largest unit that leaves at least 1, one digit after the
    /// point where it is not 0.
    static String human(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        // What would be rounded to 1024 of a unit is 1 of the next.
        while (value >= 1023.95) {
            value /= 1024;
            unit++;
        }
        String digits = String.format(Locale.ROOT, "%.1f", value);
        return digits.replace(".0", "") + ' ' + UNITS.charAt(unit) + "iB";
    }

    /// `1.5 KiB (1,536 bytes)`.
    static String both(long bytes) {
        return bytes < 1024 ? exact(bytes) : "%s (%s)".formatted(human(bytes), exact(bytes));
    }

    /// `1,536 bytes`.
    static String exact(long bytes) {
        return String.format(Locale.ROOT, "%,d byte%s", bytes, bytes == 1 ? "" : "s");
    }

    /// The distance between the ticks of an axis: the smallest power of two that takes no more than
    /// `most` ticks above 0.
    static long step(long largest, int most) {
        long step = 1;
        while (largest / step > most) {
            step *= 2;
        }
        return step;
    }
}

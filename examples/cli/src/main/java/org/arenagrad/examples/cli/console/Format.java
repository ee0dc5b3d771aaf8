package org.arenagrad.examples.cli.console;

import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// How numbers are written for people.
public final class Format {
    private static final String UNITS = "KMGTPE";
    private static final int LONGEST = 24;

    private Format() {}

    /// A text of a file in quotes: on one line, and not too long.
    public static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return "'%s'".formatted(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    /// A metric: `97.8 %` of an accuracy, four digits of anything else.
    public static String metric(String name, double value) {
        return name.endsWith("accuracy")
                ? String.format(Locale.ROOT, "%.1f %%", 100 * value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    /// Metrics side by side: `accuracy 97.8 %, macro f1 0.9773`.
    public static String metrics(SequencedMap<String, Double> metrics) {
        return metrics.entrySet().stream()
                .map(metric -> metric.getKey() + " " + metric(metric))
                .collect(Collectors.joining(", "));
    }

    private static String metric(Map.Entry<String, Double> metric) {
        return metric(metric.getKey(), metric.getValue());
    }

    /// `512 B`, `1.5 KiB`, `64.0 MiB`.
    public static String bytes(long bytes) {
        int unit = unit(bytes);
        return in(unit, bytes) + " " + name(unit);
    }

    /// Two of them in the unit of the second: `3.7/3.8 MiB`.
    public static String bytes(long part, long whole) {
        int unit = unit(whole);
        return "%s/%s %s".formatted(in(unit, part), in(unit, whole), name(unit));
    }

    private static int unit(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.95) {
            value /= 1024;
            unit++;
        }
        return unit;
    }

    private static String in(int unit, long bytes) {
        return unit == 0
                ? String.valueOf(bytes)
                : String.format(Locale.ROOT, "%.1f", bytes / Math.pow(1024, unit));
    }

    private static String name(int unit) {
        return unit == 0 ? "B" : UNITS.charAt(unit - 1) + "iB";
    }

    /// `950`, `12.3k`, `4.5M`.
    public static String count(double value) {
        if (value < 1000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return value < 1e6
                ? String.format(Locale.ROOT, "%.1fk", value / 1e3)
                : String.format(Locale.ROOT, "%.1fM", value / 1e6);
    }
}

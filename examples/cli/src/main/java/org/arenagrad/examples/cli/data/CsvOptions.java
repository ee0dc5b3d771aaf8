package org.arenagrad.examples.cli.data;

import org.arenagrad.data.Missing;
import org.arenagrad.data.NumberStyle;
import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableTask;
import org.arenagrad.examples.cli.option.Choice;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Locale;

/// What `csv` can be told of a table: how it is written, and what to make of its columns.
final class CsvOptions {
    @Option(names = "--target", paramLabel = "COLUMN", description = "The column to predict (csv).")
    private @Nullable String target;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = {
                "What it is, ${COMPLETION-CANDIDATES} (csv). Without it, texts and few different",
                "whole numbers are classes."
            },
            completionCandidates = Choice.Tasks.class)
    private @Nullable TableTask task;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMNS",
            split = ",",
            description = "Columns to leave out, as in name,street (csv).")
    private List<String> ignored = List.of();

    @Option(
            names = "--keep",
            paramLabel = "COLUMNS",
            split = ",",
            description = {
                "Columns to keep, otherwise left out: dates, row numbers, ids, constants (csv)."
            })
    private List<String> kept = List.of();

    @Option(
            names = "--categorical",
            paramLabel = "COLUMNS",
            split = ",",
            description = "Numeric columns that are categories, such as zip (csv).")
    private List<String> categorical = List.of();

    @Option(
            names = "--max-categories",
            paramLabel = "N",
            description = "The most categories of a column, 100 by default (csv).")
    private @Nullable Integer mostCategories;

    @Option(
            names = "--missing",
            paramLabel = "HOW",
            description = {
                "How to handle missing values (csv): refuse them, drop their rows, or put the"
                        + " mean",
                "or the mode of the training rows in their place (of categories always the mode).",
                "One of ${COMPLETION-CANDIDATES}; without it, refuse."
            },
            completionCandidates = Choice.HowMissing.class)
    private @Nullable Missing missing;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = {
                "The delimiter between values, tab for a tabulator (csv). By default, detected"
                        + " from",
                "the header."
            })
    private @Nullable String delimiter;

    @Option(
            names = "--decimal",
            paramLabel = "CHARACTER",
            description = "The decimal separator, as in 1,5 (csv).")
    private @Nullable String decimal;

    @Option(
            names = "--thousands",
            paramLabel = "CHARACTER",
            description = {
                "The thousands separator, as in 1,234,567; blank for a" + " blank (csv)."
            })
    private @Nullable String thousands;

    @Option(
            names = "--currency",
            description = "Numbers may have a currency, as in $5 or 5 EUR (csv).")
    private boolean currency;

    /// What to make of the columns.
    ///
    /// @throws IllegalArgumentException naming the option that makes no sense
    TableOptions table() {
        if (target == null) {
            throw new IllegalArgumentException(
                    "--target is missing: it says which column to predict");
        }
        TableOptions options = TableOptions.target(target).numbers(numbers());
        if (task != null) {
            options = options.task(task);
        }
        for (String column : ignored) {
            options = options.ignoring(column);
        }
        for (String column : kept) {
            options = options.keeping(column);
        }
        for (String column : categorical) {
            options = options.categorical(column);
        }
        if (mostCategories != null) {
            if (mostCategories < 1) {
                throw new IllegalArgumentException(
                        "--max-categories must be greater than 0, not " + mostCategories);
            }
            options = options.mostCategories(mostCategories);
        }
        return missing == null ? options : options.missing(missing);
    }

    private NumberStyle numbers() {
        char between = thousands == null ? NumberStyle.NOTHING : one("--thousands", thousands);
        char otherwise = between == '.' ? ',' : '.';
        char fraction = decimal == null ? otherwise : one("--decimal", decimal);
        return new NumberStyle(fraction, between, currency);
    }

    /// What stands between values; null if it was not said.
    ///
    /// @throws IllegalArgumentException if it is not one character
    @Nullable Character delimiter() {
        return delimiter == null ? null : one("--delimiter", delimiter);
    }

    /// A character, which may be spelled out where a shell makes it hard to write.
    private static char one(String option, String text) {
        String mark =
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "tab" -> "\t";
                    case "comma" -> ",";
                    case "point", "dot" -> ".";
                    case "semicolon" -> ";";
                    case "blank", "space" -> " ";
                    case "apostrophe" -> "'";
                    default -> text;
                };
        if (mark.length() != 1) {
            throw new IllegalArgumentException(
                    "%s '%s' is not one character".formatted(option, text));
        }
        return mark.charAt(0);
    }

    /// A mark of numbers as [#one] reads it, and nobody misreads it.
    static String spelled(char mark) {
        return switch (mark) {
            case ',' -> "comma";
            case '.' -> "point";
            case ' ' -> "blank";
            case '\'' -> "apostrophe";
            default -> String.valueOf(mark);
        };
    }
}

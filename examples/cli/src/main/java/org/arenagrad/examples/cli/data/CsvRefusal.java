package org.arenagrad.examples.cli.data;

import org.arenagrad.data.ColumnProfile;
import org.arenagrad.data.NumberStyle;
import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableProfile;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.console.Shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What can't be read of a table without being told more, and which options tell it.
///
/// @param profile what its columns look like
/// @param options what was asked for
record CsvRefusal(TableProfile profile, TableOptions options) {
    /// Makes sure that it is clear how to read all columns.
    ///
    /// @throws IOException saying what to do about the first that is not
    void requireReadable() throws IOException {
        List<ColumnProfile.NumberLike> like = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            if (column instanceof ColumnProfile.NumberLike one) {
                like.add(one);
            }
        }
        if (!like.isEmpty()) {
            throw refusal(wrong(like));
        }
        for (ColumnProfile column : profile.columns()) {
            if (column instanceof ColumnProfile.MostlyNumbers mostly) {
                throw refusal(wrong(mostly));
            }
        }
        require(
                profile.missing().isEmpty(),
                profile.missing()
                        + ". Fill them in, or say what to do: --missing drop, mean or mode");
        for (ColumnProfile column : profile.columns()) {
            if (column instanceof ColumnProfile.Categories categories) {
                require(categories);
            }
        }
        require(profile.columns().stream().anyMatch(this::isInput), nothingLeft());
    }

    private void require(boolean valid, String message) throws IOException {
        if (!valid) {
            throw refusal(message);
        }
    }

    private IOException refusal(String message) {
        return new IOException(profile.table().source() + ": " + message);
    }

    /// All of them at once if they can be read alike.
    private String wrong(List<ColumnProfile.NumberLike> columns) {
        List<NumberStyle> styles = columns.getFirst().styles();
        int alike = 1;
        while (alike < columns.size()) {
            List<NumberStyle> both = both(styles, columns.get(alike).styles());
            if (both.isEmpty()) {
                break;
            }
            styles = both;
            alike++;
        }
        List<ColumnProfile.NumberLike> some = columns.subList(0, alike);
        ColumnProfile.NumberLike last = some.getLast();
        return "%s %s %s like numbers, as %s: read them %s; or take %s as %s"
                .formatted(
                        alike == 1 ? "column" : "columns",
                        joined(some.stream().map(column -> "'" + column.name() + "'").toList()),
                        alike == 1 ? "looks" : "look",
                        joined(
                                some.stream()
                                        .map(column -> Format.quoted(column.example()))
                                        .toList()),
                        joinedByOr(styles.stream().map(CsvRefusal::asOptions).toList()),
                        alike == 1 ? "it" : "the last",
                        target(last)
                                ? "classes, with --task classification"
                                : "names, with --categorical " + Shell.quoted(last.name()));
    }

    private static String joined(List<String> words) {
        return String.join(", ", words);
    }

    private static String joinedByOr(List<String> words) {
        return String.join(", or ", words);
    }

    /// The styles in which numbers of one of some styles can be read, and of one of others too.
    private static List<NumberStyle> both(List<NumberStyle> some, List<NumberStyle> others) {
        List<NumberStyle> both = new ArrayList<>();
        for (NumberStyle one : some) {
            for (NumberStyle other : others) {
                char mark =
                        one.thousands() == NumberStyle.NOTHING
                                ? other.thousands()
                                : one.thousands();
                boolean fits =
                        one.decimal() == other.decimal()
                                && mark != one.decimal()
                                && (other.thousands() == NumberStyle.NOTHING
                                        || other.thousands() == mark);
                if (fits) {
                    both.add(
                            new NumberStyle(
                                    one.decimal(), mark, one.currency() || other.currency()));
                }
            }
        }
        return both;
    }

    private static String asOptions(NumberStyle style) {
        List<String> options = new ArrayList<>();
        if (style.decimal() != NumberStyle.PLAIN.decimal()) {
            options.add("--decimal " + CsvOptions.spelled(style.decimal()));
        }
        if (style.thousands() != NumberStyle.NOTHING) {
            options.add("--thousands " + CsvOptions.spelled(style.thousands()));
        }
        if (style.currency()) {
            options.add("--currency");
        }
        return options.isEmpty()
                ? "without --decimal, --thousands and --currency, which are for all columns"
                : "with " + String.join(" ", options);
    }

    private static String wrong(ColumnProfile.MostlyNumbers column) {
        return "%s: %s is not a number, as %s of the %s values of this column are. Correct it; or leave it empty, and --missing says what then; or take all as names, with --categorical %s"
                .formatted(
                        column.place(),
                        Format.quoted(column.example()),
                        column.numbers(),
                        column.values(),
                        Shell.quoted(column.name()));
    }

    private void require(ColumnProfile.Categories column) throws IOException {
        int different = column.values().size();
        String found =
                "column '%s' has %s different texts in %s rows, as %s"
                        .formatted(
                                column.name(),
                                different,
                                profile.table().size(),
                                Format.quoted(column.values().getFirst()));
        if (target(column)) {
            require(
                    options.asksForClasses()
                            || !TableOptions.tooManyClasses(different, profile.table().size()),
                    found
                            + ", too many to be classes: name another --target, or if they are"
                            + " classes all the same, say --task classification");
        } else {
            require(
                    different <= options.mostCategories(),
                    found
                            + ", more than the %s that are taken as categories: leave it out with --ignore %s, or allow more with --max-categories %s"
                                    .formatted(
                                            options.mostCategories(),
                                            Shell.quoted(column.name()),
                                            different));
        }
    }

    private String nothingLeft() {
        List<String> all = new ArrayList<>();
        for (ColumnProfile column : profile.columns()) {
            if (column instanceof ColumnProfile.LeftOut left) {
                all.add("%s: %s".formatted(left.name(), CsvColumns.reason(left)));
            }
        }
        return "no column is left to predict '%s' from. Left out are %s"
                .formatted(options.target(), all.isEmpty() ? "none" : String.join("; ", all));
    }

    private boolean target(ColumnProfile column) {
        return column.name().equals(options.target());
    }

    private boolean isInput(ColumnProfile column) {
        return !target(column) && !(column instanceof ColumnProfile.LeftOut);
    }
}

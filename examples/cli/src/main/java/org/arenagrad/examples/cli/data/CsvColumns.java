package org.arenagrad.examples.cli.data;

import org.arenagrad.data.ColumnProfile;
import org.arenagrad.data.ColumnProfile.Reason;
import org.arenagrad.data.Missing;
import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableProfile;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.console.Shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How the columns of a table were read.
///
/// @param profile what they look like
/// @param options what was asked for
record CsvColumns(TableProfile profile, TableOptions options) {
    /// Of more columns, numbers that stand in a row have one line.
    private static final int MANY = 30;

    private static final int WIDEST = 24;
    private static final int SHOWN = 3;

    /// A line for each column, below one for the table.
    List<String> lines() {
        List<ColumnProfile> columns = profile.columns();
        int width =
                Math.min(WIDEST, columns.stream().mapToInt(c -> c.name().length()).max().orElse(0));
        List<String> lines = new ArrayList<>(List.of(head()));
        for (int at = 0; at < columns.size(); at++) {
            int last = columns.size() > MANY ? lastAlike(at) : at;
            String name = columns.get(at).name();
            if (last > at) {
                lines.add(
                        "  %s … %s  %s columns: %s"
                                .formatted(
                                        name,
                                        columns.get(last).name(),
                                        last - at + 1,
                                        grouped(columns.get(at))));
                at = last;
            } else {
                String blanks = " ".repeat(Math.max(0, width - name.length()));
                lines.add("  " + name + blanks + "  " + described(columns.get(at)));
            }
        }
        return lines;
    }

    /// The last of the columns from here on of which there is the same to say.
    private int lastAlike(int first) {
        String what = grouped(profile.columns().get(first));
        int last = first;
        while (!what.isEmpty()
                && last + 1 < profile.columns().size()
                && grouped(profile.columns().get(last + 1)).equals(what)) {
            last++;
        }
        return last;
    }

    /// What there is to say of a column beside others; empty if that is for it alone.
    private String grouped(ColumnProfile column) {
        return switch (column) {
            case ColumnProfile.Numbers(_, int missing) ->
                    missing == 0 && !isTarget(column) ? "number" : "";
            case ColumnProfile.LeftOut(_, Reason why, String example) ->
                    why == Reason.CONSTANT
                            ? "left out: %s in every row".formatted(Format.quoted(example))
                            : "";
            default -> "";
        };
    }

    private String head() {
        int rows = profile.table().size();
        int all = rows + profile.rowsLeftOut();
        return "columns of %s, %s rows%s:"
                .formatted(
                        profile.table().source(),
                        rows == all ? rows : "%s of %s".formatted(rows, all),
                        rows == all
                                ? ""
                                : " (%s dropped for what they lack)".formatted(all - rows));
    }

    private String described(ColumnProfile column) {
        boolean target = isTarget(column);
        return switch (column) {
            case ColumnProfile.Numbers(_, int missing) ->
                    (target ? "number to predict" : "number") + missing(missing, true, target);
            case ColumnProfile.Categories(_, List<String> values, int missing) ->
                    (target ? "class to predict, " : "category, ")
                            + list(values)
                            + missing(missing, false, target);
            case ColumnProfile.LeftOut left -> "left out: " + reason(left);
            case ColumnProfile.NumberLike _, ColumnProfile.MostlyNumbers _ -> "unclear";
        };
    }

    private static String list(List<String> values) {
        return "%s values: %s%s"
                .formatted(
                        values.size(),
                        values.stream()
                                .limit(SHOWN)
                                .map(Format::quoted)
                                .collect(Collectors.joining(", ")),
                        values.size() > SHOWN ? ", …" : "");
    }

    private String missing(int count, boolean numbers, boolean target) {
        if (count == 0) {
            return "";
        }
        boolean filled = options.missing() == Missing.MEAN || options.missing() == Missing.MODE;
        return !filled || target
                ? "; %s missing".formatted(count)
                : "; %s missing, filled in with the %s"
                        .formatted(
                                count,
                                numbers && options.missing() == Missing.MEAN
                                        ? "mean"
                                        : "most frequent value");
    }

    /// Why a column is left out, and how it is kept.
    static String reason(ColumnProfile.LeftOut column) {
        String example = Format.quoted(column.example());
        String why =
                switch (column.why()) {
                    case ASKED_FOR -> "as asked for";
                    case ROW_NUMBERS -> "row numbers";
                    case IDS ->
                            "names or ids, as %s, different in nearly every row".formatted(example);
                    case DATES -> "dates or times, as " + example;
                    case CONSTANT -> example + " in every row";
                    case EMPTY -> "nothing in it";
                };
        return column.why() == Reason.ASKED_FOR || column.why() == Reason.EMPTY
                ? why
                : "%s (--keep %s keeps it)".formatted(why, Shell.quoted(column.name()));
    }

    private boolean isTarget(ColumnProfile column) {
        return column.name().equals(options.target());
    }
}

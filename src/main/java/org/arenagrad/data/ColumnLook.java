package org.arenagrad.data;

import org.arenagrad.data.ColumnProfile.Reason;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Looks at a column of a table.
///
/// @param table all rows there are
/// @param column which column
/// @param options what is decided already
record ColumnLook(Table table, int column, TableOptions options) {
    /// Fewer rows say nothing of what is the same in all of them, or different.
    private static final int FEW_ROWS = 10;

    /// So many different numbers are no names of a few things.
    private static final int MANY_NUMBERS = 20;

    private static final Pattern ID =
            Pattern.compile(
                    "(?:.*[^A-Za-z])?(?i:ids?|uuid|guid|index|key|row)|.*[a-z](?:Id|ID)|Unnamed:"
                            + " 0");

    /// Marks before a fraction and between thousands as they are in use, the usual ones first.
    private static final List<NumberStyle> STYLES = styles();

    private static List<NumberStyle> styles() {
        NumberStyle point = NumberStyle.PLAIN;
        NumberStyle comma = point.withDecimal(',');
        List<NumberStyle> all =
                new ArrayList<>(
                        List.of(
                                point.withThousands(','),
                                comma,
                                comma.withThousands('.'),
                                point.withThousands(' '),
                                comma.withThousands(' '),
                                point.withThousands('\''),
                                comma.withThousands('\'')));
        all.addFirst(point.withCurrency(true));
        all.addFirst(point);
        List.copyOf(all).stream().skip(2).map(one -> one.withCurrency(true)).forEach(all::add);
        return List.copyOf(all);
    }

    /// What it looks like.
    ColumnProfile profile() {
        if (options.isIgnored(name())) {
            return new ColumnProfile.LeftOut(name(), Reason.ASKED_FOR, "");
        }
        if (isNumbers()) {
            Reason why = options.isKept(name()) ? null : whyNumbersTellNothing();
            return why == null
                    ? new ColumnProfile.Numbers(name(), count(Numbers::isMissing))
                    : new ColumnProfile.LeftOut(name(), why, example());
        }
        return options.isCategorical(name()) ? categories() : texts();
    }

    /// What it looks like if it is to be predicted.
    ColumnProfile target(TableTask task) {
        if (isNumbers() && task == TableTask.REGRESSION) {
            return new ColumnProfile.Numbers(name(), count(Numbers::isMissing));
        }
        if (isNumbers() || options.asksForClasses()) {
            return categories();
        }
        List<NumberStyle> styles = likeNumbers();
        if (!styles.isEmpty()) {
            return numberLike(styles);
        }
        return isMostlyNumbers() ? mostlyNumbers() : categories();
    }

    private ColumnProfile texts() {
        List<NumberStyle> styles = likeNumbers();
        if (!styles.isEmpty()) {
            return numberLike(styles);
        }
        boolean kept = options.isKept(name());
        if (!kept && all(text -> text.isEmpty() || Dates.isDate(text))) {
            return new ColumnProfile.LeftOut(name(), Reason.DATES, example());
        }
        ColumnProfile.Categories found = categories();
        int there = table.size() - found.missing();
        if (!kept && found.values().size() == 1 && there == table.size() && there > 1) {
            return new ColumnProfile.LeftOut(name(), Reason.CONSTANT, example());
        }
        if (isMostlyNumbers()) {
            return mostlyNumbers();
        }
        if (!kept && there >= FEW_ROWS && 10L * found.values().size() >= 9L * there) {
            return new ColumnProfile.LeftOut(name(), Reason.IDS, example());
        }
        return found;
    }

    /// Whether it is a column of numbers: of nothing else, and nobody has said that they are names.
    boolean isNumbers() {
        return !options.isCategorical(name()) && all(this::isNumberOrMissing);
    }

    private boolean isNumberOrMissing(String text) {
        return options.numbers().isNumber(text) || Numbers.isMissing(text);
    }

    private String name() {
        return table.columns().get(column);
    }

    private String text(int row) {
        return table.get(row, column);
    }

    private int count(Predicate<String> is) {
        int count = 0;
        for (int row = 0; row < table.size(); row++) {
            count += is.test(text(row)) ? 1 : 0;
        }
        return count;
    }

    private boolean all(Predicate<String> are) {
        for (int row = 0; row < table.size(); row++) {
            if (!are.test(text(row))) {
                return false;
            }
        }
        return true;
    }

    private String example() {
        for (int row = 0; row < table.size(); row++) {
            if (!text(row).isEmpty()) {
                return text(row);
            }
        }
        return "";
    }

    // ---- numbers ----

    private @Nullable Reason whyNumbersTellNothing() {
        int rows = table.size();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        Set<Double> different = new HashSet<>();
        for (int row = 0; row < rows; row++) {
            double value = options.numbers().parse(text(row));
            if (!Double.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                whole &= value == Math.rint(value);
                different.add(value);
            }
        }
        if (different.isEmpty()) {
            return Reason.EMPTY;
        }
        boolean complete = count(Numbers::isMissing) == 0;
        if (complete && low == high && rows > 1) {
            return Reason.CONSTANT;
        }
        if (!complete || !whole || different.size() < rows || rows < FEW_ROWS) {
            return null;
        }
        if ((low == 0 || low == 1) && high == low + rows - 1) {
            return Reason.ROW_NUMBERS;
        }
        return ID.matcher(name()).matches() ? Reason.IDS : null;
    }

    private int there() {
        return count(text -> !text.isEmpty());
    }

    private boolean isMostlyNumbers() {
        Set<Double> different = new HashSet<>();
        int numbers = 0;
        for (int row = 0; row < table.size(); row++) {
            double value = options.numbers().parse(text(row));
            if (!Double.isNaN(value)) {
                different.add(value);
                numbers++;
            }
        }
        return 10L * numbers > 9L * there() && different.size() > MANY_NUMBERS;
    }

    private ColumnProfile mostlyNumbers() {
        int first = 0;
        while (isNumberOrMissing(text(first))) {
            first++;
        }
        return new ColumnProfile.MostlyNumbers(
                name(),
                table.place(first, column),
                text(first),
                count(options.numbers()::isNumber),
                there());
    }

    /// The styles in which all texts are numbers; of those that read the same numbers the first.
    private List<NumberStyle> likeNumbers() {
        List<NumberStyle> found = new ArrayList<>();
        List<double[]> known = new ArrayList<>();
        for (NumberStyle style : STYLES) {
            if (all(text -> Numbers.isMissing(text) || style.isNumber(text))) {
                double[] values = new double[table.size()];
                Arrays.setAll(values, row -> style.parse(text(row)));
                if (known.stream().noneMatch(other -> Arrays.equals(other, values))) {
                    known.add(values);
                    found.add(style);
                }
            }
        }
        return found;
    }

    private ColumnProfile numberLike(List<NumberStyle> styles) {
        int first = 0;
        while (isNumberOrMissing(text(first))) {
            first++;
        }
        return new ColumnProfile.NumberLike(name(), text(first), styles);
    }

    // ---- categories ----

    /// The different texts in it.
    ColumnProfile.Categories categories() {
        TreeSet<String> values = new TreeSet<>(order());
        int missing = 0;
        for (int row = 0; row < table.size(); row++) {
            if (text(row).isEmpty()) {
                missing++;
            } else {
                values.add(text(row));
            }
        }
        return new ColumnProfile.Categories(name(), List.copyOf(values), missing);
    }

    /// Numbers first, in their order; then texts.
    private Comparator<String> order() {
        NumberStyle style = options.numbers();
        return Comparator.<String>comparingDouble(
                        text -> style.isNumber(text) ? style.parse(text) : Double.POSITIVE_INFINITY)
                .thenComparing(Comparator.naturalOrder());
    }
}

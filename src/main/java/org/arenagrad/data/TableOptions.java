package org.arenagrad.data;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What to make of the columns of a table, where it is not to be decided by what they hold.
///
/// ```java
/// var options = TableOptions.target("price").task(TableTask.REGRESSION).ignoring("id").categorical("zip");
/// ```
///
/// Options never change; each method returns others.
public final class TableOptions {
    /// Whole numbers are classes if they are no more than this, and each occurs in five rows on
    /// average; two different ones always are.
    private static final int MOST_NUMBERED_CLASSES = 20;

    private static final int ROWS_PER_CLASS = 5;
    private static final int DEFAULT_CATEGORIES = 100;

    /// How many classes there may be where nobody has said that they are classes, and how many may
    /// be there with less than two rows each.
    private static final int MOST_LIKELY_CLASSES = 100;

    private static final int FEW_CLASSES = 5;

    private final String target;
    private @Nullable TableTask task;
    private Set<String> ignored = Set.of();
    private Set<String> categorical = Set.of();
    private Set<String> kept = Set.of();
    private int mostCategories = DEFAULT_CATEGORIES;
    private NumberStyle numbers = NumberStyle.PLAIN;
    private Missing missing = Missing.REFUSE;

    private TableOptions(String target) {
        this.target = target;
    }

    private TableOptions with(Consumer<TableOptions> change) {
        TableOptions other = new TableOptions(target);
        other.task = task;
        other.ignored = ignored;
        other.categorical = categorical;
        other.kept = kept;
        other.mostCategories = mostCategories;
        other.numbers = numbers;
        other.missing = missing;
        change.accept(other);
        return other;
    }

    /// All columns as what they look like, one of them to be predicted from the others.
    public static TableOptions target(String column) {
        return new TableOptions(column);
    }

    /// What kind of prediction it is, whatever the target looks like.
    public TableOptions task(TableTask wanted) {
        return with(other -> other.task = wanted);
    }

    /// Leaves a column out.
    public TableOptions ignoring(String column) {
        return with(other -> other.ignored = plus(ignored, column));
    }

    /// Takes a column of numbers as names of categories.
    public TableOptions categorical(String column) {
        return with(other -> other.categorical = plus(categorical, column));
    }

    /// Keeps a column that a [TableProfile] would leave out.
    public TableOptions keeping(String column) {
        return with(other -> other.kept = plus(kept, column));
    }

    /// How many categories a column may have, 100 if not said: each becomes an input of its own, so
    /// a column of names or dates would become thousands.
    public TableOptions mostCategories(int most) {
        return with(other -> other.mostCategories = most);
    }

    /// How numbers are written, [NumberStyle#PLAIN] if not said.
    public TableOptions numbers(NumberStyle style) {
        return with(other -> other.numbers = style);
    }

    /// What is done about missing values; they are refused if not said.
    public TableOptions missing(Missing how) {
        return with(other -> other.missing = how);
    }

    private static Set<String> plus(Set<String> names, String one) {
        Set<String> more = new HashSet<>(names);
        more.add(one);
        return Set.copyOf(more);
    }

    /// The column to predict.
    public String target() {
        return target;
    }

    /// The task, or what the target of a table looks like: a text, or whole numbers of which there
    /// are at most 20 different ones, each in five rows on average (two different ones always), are
    /// classes; other numbers are to be predicted as numbers.
    ///
    /// @throws MalformedDataException if the table lacks the target
    public TableTask taskIn(Table table) throws MalformedDataException {
        if (task != null) {
            return task;
        }
        int column = table.column(target);
        Set<String> different = new HashSet<>();
        for (int row = 0; row < table.size(); row++) {
            String text = table.get(row, column);
            double value = numbers.parse(text);
            boolean whole = value == Math.rint(value);
            if (Double.isNaN(value) && !Numbers.isMissing(text)) {
                return TableTask.CLASSIFICATION;
            }
            if (!Double.isNaN(value)) {
                if (!whole) {
                    return TableTask.REGRESSION;
                }
                different.add(text);
            }
        }
        int most = Math.max(2, Math.min(MOST_NUMBERED_CLASSES, table.size() / ROWS_PER_CLASS));
        return different.size() <= most ? TableTask.CLASSIFICATION : TableTask.REGRESSION;
    }

    /// Makes sure that a table has the columns named here.
    void requireColumns(Table table) throws MalformedDataException {
        table.column(target);
        for (Set<String> names : List.of(ignored, categorical, kept)) {
            for (String name : names) {
                table.column(name);
            }
        }
    }

    /// Whether texts are too many to be classes: more than a hundred, or fewer than two rows of
    /// each on average.
    public static boolean tooManyClasses(int different, int rows) {
        return different > MOST_LIKELY_CLASSES
                || (different > FEW_CLASSES && different * 2L > rows);
    }

    /// Whether somebody has said that the target is a class.
    public boolean asksForClasses() {
        return task == TableTask.CLASSIFICATION;
    }

    boolean isInput(String column) {
        return !column.equals(target) && !ignored.contains(column);
    }

    boolean isIgnored(String column) {
        return ignored.contains(column);
    }

    boolean isCategorical(String column) {
        return categorical.contains(column);
    }

    boolean isKept(String column) {
        return kept.contains(column);
    }

    /// How many categories a column may have.
    public int mostCategories() {
        return mostCategories;
    }

    /// How numbers are written.
    public NumberStyle numbers() {
        return numbers;
    }

    /// What is done about missing values.
    public Missing missing() {
        return missing;
    }
}

package org.arenagrad.data;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

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

    private final String target;
    private final @Nullable TableTask task;
    private final Set<String> ignored;
    private final Set<String> categorical;
    private final int mostCategories;

    private TableOptions(
            String target,
            @Nullable TableTask task,
            Set<String> ignored,
            Set<String> categorical,
            int mostCategories) {
        this.target = target;
        this.task = task;
        this.ignored = Set.copyOf(ignored);
        this.categorical = Set.copyOf(categorical);
        this.mostCategories = mostCategories;
    }

    /// All columns as what they look like, one of them to be predicted from the others.
    public static TableOptions target(String column) {
        return new TableOptions(column, null, Set.of(), Set.of(), DEFAULT_CATEGORIES);
    }

    /// What kind of prediction it is, whatever the target looks like.
    public TableOptions task(TableTask wanted) {
        return new TableOptions(target, wanted, ignored, categorical, mostCategories);
    }

    /// Leaves a column out.
    public TableOptions ignoring(String column) {
        return new TableOptions(target, task, with(ignored, column), categorical, mostCategories);
    }

    /// Takes a column of numbers as names of categories.
    public TableOptions categorical(String column) {
        return new TableOptions(target, task, ignored, with(categorical, column), mostCategories);
    }

    /// How many categories a column may have, 100 if not said: each becomes an input of its own, so
    /// a column of names or dates would become thousands.
    public TableOptions mostCategories(int most) {
        return new TableOptions(target, task, ignored, categorical, most);
    }

    private static Set<String> with(Set<String> names, String one) {
        Set<String> more = new HashSet<>(names);
        more.add(one);
        return more;
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
            double value = Numbers.parse(text);
            boolean whole = value == Math.rint(value);
            if (Double.isNaN(value) && !Numbers.isMissing(text)) {
                return TableTask.CLASSIFICATION;
            }
            if (!Double.isNaN(value) && !whole) {
                return TableTask.REGRESSION;
            }
            different.add(text);
        }
        int most = Math.max(2, Math.min(MOST_NUMBERED_CLASSES, table.size() / ROWS_PER_CLASS));
        return different.size() <= most ? TableTask.CLASSIFICATION : TableTask.REGRESSION;
    }

    /// Makes sure that a table has the columns named here.
    void requireColumns(Table table) throws MalformedDataException {
        table.column(target);
        for (String name : ignored) {
            table.column(name);
        }
        for (String name : categorical) {
            table.column(name);
        }
    }

    boolean isInput(String column) {
        return !column.equals(target) && !ignored.contains(column);
    }

    boolean isCategorical(String column) {
        return categorical.contains(column);
    }

    int mostCategories() {
        return mostCategories;
    }
}

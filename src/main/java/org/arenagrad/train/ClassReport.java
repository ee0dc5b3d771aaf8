package org.arenagrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a [ConfusionMatrix] says about each class, in the form of scikit-learn's
/// `classification_report`.
final class ClassReport {
    private static final List<String> COLUMNS = List.of("precision", "recall", "F1", "rows");

    private ClassReport() {}

    static String of(ConfusionMatrix matrix, List<String> names) {
        if (names.size() != matrix.classes()) {
            throw new IllegalArgumentException(
                    "class report: %s names for %s classes"
                            .formatted(names.size(), matrix.classes()));
        }
        int classes = matrix.classes();
        List<String> rows = new ArrayList<>(names);
        rows.add("macro average");
        rows.add("micro average");
        return TextTable.of("class", COLUMNS)
                .rows(
                        rows,
                        (row, column) -> {
                            if (row < classes) {
                                return ofClass(matrix, row, column);
                            }
                            Average average = row == classes ? Average.MACRO : Average.MICRO;
                            return ofAll(matrix, average, column);
                        });
    }

    private static String ofClass(ConfusionMatrix matrix, int number, int column) {
        return switch (column) {
            case 0 -> share(matrix.precision(number));
            case 1 -> share(matrix.recall(number));
            case 2 -> share(matrix.f1(number));
            default -> String.valueOf(matrix.actual(number));
        };
    }

    private static String ofAll(ConfusionMatrix matrix, Average average, int column) {
        return switch (column) {
            case 0 -> share(matrix.precision(average));
            case 1 -> share(matrix.recall(average));
            case 2 -> share(matrix.f1(average));
            default -> String.valueOf(matrix.total());
        };
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}

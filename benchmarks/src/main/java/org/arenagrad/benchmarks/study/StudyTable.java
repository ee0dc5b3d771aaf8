package org.arenagrad.benchmarks.study;

import org.arenagrad.benchmarks.report.MarkdownTable;
import org.arenagrad.benchmarks.report.Measured;

import java.util.ArrayList;
import java.util.List;

/// The table of one benchmark class of the study: a row for each variant and choice of parameters,
/// with all that was measured.
final class StudyTable {
    private static final String HEAP_BYTES = "gc.alloc.rate.norm";
    private static final String COLLECTIONS = "gc.count";

    private final List<Measured> rows;
    private final String unit;
    private final double nanos;

    /// @param unit `us` or `ns`, for times
    StudyTable(List<Measured> results, Class<?> benchmark, String unit) {
        this.rows = results.stream().filter(row -> row.isOf(benchmark)).toList();
        this.unit = unit;
        this.nanos = unit.equals("us") ? 1000 : 1;
    }

    String markdown() {
        if (rows.isEmpty()) {
            return "Not measured.\n";
        }
        List<String> parameters = List.copyOf(rows.getFirst().parameters().keySet());
        List<String> header = new ArrayList<>(List.of("variant"));
        header.addAll(parameters);
        header.addAll(
                List.of(
                        "time, " + unit,
                        "±",
                        "processor, " + unit,
                        "heap, B",
                        "collections",
                        "stopped, ms/s",
                        "longest, ms",
                        "resident, MiB"));
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (Measured row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.method()));
            parameters.forEach(name -> cells.add(row.parameter(name)));
            cells.add(MarkdownTable.number(row.score()));
            cells.add(MarkdownTable.number(row.error()));
            cells.add(MarkdownTable.number(row.more(ForkProfiler.PROCESSOR_TIME) / nanos));
            cells.add(MarkdownTable.whole(row.more(HEAP_BYTES)));
            cells.add(MarkdownTable.whole(row.more(COLLECTIONS)));
            cells.add(MarkdownTable.number(row.more(ForkProfiler.STOPPED)));
            cells.add(MarkdownTable.number(row.more(ForkProfiler.LONGEST)));
            cells.add(MarkdownTable.whole(row.more(ForkProfiler.RESIDENT)));
            table.row(cells.toArray(String[]::new));
        }
        return table.toString();
    }
}

package org.arenagrad.benchmarks.study;

import org.arenagrad.benchmarks.report.Machine;
import org.arenagrad.benchmarks.report.Measured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The results of the study for people: one page of tables, and charts.
public final class StudyReport {
    private static final String COLUMNS =
            """
            Columns: *±* is half the 99.9 % confidence interval. *processor* is the processor time \
            of the whole process, the collector's threads included, where one operation's time is \
            that of the thread that measures. *heap* is what one operation leaves on the Java heap. \
            *collections* counts all of the measurement. *stopped* is how long the collector \
            stopped the program in each second, *longest* its longest stop. *resident* is the peak \
            of the process's memory, with the JVM itself.
            """;

    private final Map<String, String> machine;
    private final List<Measured> results;

    /// A report of what was measured on a machine.
    public StudyReport(Map<String, String> machine, List<Measured> results) {
        this.machine = machine;
        this.results = results;
    }

    /// Writes `study.md` and the charts into a folder.
    public void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("study.md"), page());
        new StudyCharts(results).writeTo(folder);
    }

    String page() {
        return String.join(
                "\n",
                "# Heap against off-heap: what was measured\n",
                Machine.markdown(machine),
                "Written by `org.arenagrad.benchmarks.Study`; ../README.md says what follows from"
                        + " it.\n",
                COLUMNS,
                "## Training\n",
                "One step of the same training, `us/op`.\n",
                new StudyTable(results, TrainingBenchmark.class, "us").markdown(),
                "![](study-training-spiral.svg)\n",
                "![](study-training-mnist.svg)\n",
                "![](study-stopped.svg)\n",
                "![](study-resident.svg)\n",
                "## Allocation\n",
                "One piece of memory begun and ended.\n",
                new StudyTable(results, AllocationBenchmark.class, "ns").markdown(),
                "![](study-allocation-untouched.svg)\n",
                "![](study-allocation-touched.svg)\n",
                "## Matrix products by OpenBLAS\n",
                new StudyTable(results, BlasBenchmark.class, "ns").markdown(),
                "![](study-blas.svg)\n",
                "## Calls\n",
                new StudyTable(results, CallBenchmark.class, "ns").markdown(),
                "![](study-calls.svg)\n",
                "## Access\n",
                "`c = a + b` over all elements.\n",
                new StudyTable(results, AccessBenchmark.class, "ns").markdown(),
                "![](study-access.svg)\n");
    }
}

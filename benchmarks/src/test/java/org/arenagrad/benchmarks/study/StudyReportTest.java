package org.arenagrad.benchmarks.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.benchmarks.report.Measured;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@DisplayName("The report of the study")
class StudyReportTest {
    @TempDir private Path folder = Path.of("");

    @Test
    @DisplayName("has the machine on top, a row for each result, and charts that are there")
    void isWritten() throws IOException {
        new StudyReport(Map.of("processor", "an abacus"), results()).writeTo(folder);
        assertThat(folder.resolve("study.md"))
                .content()
                .startsWith("# Heap against off-heap")
                .contains("| processor | an abacus |")
                .contains(
                        "| step | G1 | MNIST | OPENBLAS | HEAP | 2,000 | – | 3.500 | 1,024 | 2 |"
                                + " 0.5000 | 0.2500 | 77 |")
                .contains("Not measured.")
                .doesNotContain(" \n", "\t");
        assertThat(folder.resolve("study-training-mnist.svg")).content().contains("<svg");
        assertThat(folder.resolve("study-blas.svg")).doesNotExist();
    }

    private static List<Measured> results() {
        List<Measured> results = new ArrayList<>();
        for (Storage storage : Storage.values()) {
            results.add(
                    Measured.of(
                            TrainingBenchmark.class.getName() + ".step",
                            Map.of(
                                    "network", "MNIST",
                                    "storage", storage.name(),
                                    "products", "OPENBLAS",
                                    "collector", "G1"),
                            2000,
                            "us/op",
                            Map.of(
                                    "gc.alloc.rate.norm",
                                    1023.9,
                                    "gc.count",
                                    2.0,
                                    ForkProfiler.PROCESSOR_TIME,
                                    3500.0,
                                    ForkProfiler.STOPPED,
                                    0.5,
                                    ForkProfiler.LONGEST,
                                    0.25,
                                    ForkProfiler.RESIDENT,
                                    77.0)));
        }
        return results;
    }
}

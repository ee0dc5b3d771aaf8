package org.arenagrad.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@DisplayName("A file of results")
class ResultFileTest {
    // As JMH writes it, shortened.
    private static final String OF_JMH =
            """
            [{"benchmark": "org.arenagrad.benchmarks.study.CallBenchmark.downcall",
              "mode": "avgt", "jvm": "/somewhere/java", "jvmArgs": ["-Xlog:gc:file=/tmp/x"],
              "params": {"n": "8"},
              "primaryMetric": {"score": 4.5, "scoreError": "NaN", "scoreUnit": "ns/op",
                "scorePercentiles": {"0.0": 4.5}, "rawData": [[4.5]]},
              "secondaryMetrics": {"gc.count": {"score": 3.0, "scorePercentiles": {"0.0": 3.0},
                "scoreUnit": "counts", "rawData": [[3.0]]}}}]
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    @DisplayName("is read as JMH writes it")
    void readsJmh() throws IOException {
        Path file = Files.writeString(folder.resolve("jmh.json"), OF_JMH);
        Measured row = ResultFile.read(file).getFirst();
        assertThat(row.key()).isEqualTo("CallBenchmark.downcall n=8");
        assertThat(row.score()).isEqualTo(4.5);
        assertThat(row.error()).isNaN();
        assertThat(row.unit()).isEqualTo("ns/op");
        assertThat(row.more("gc.count")).isEqualTo(3);
    }

    @Test
    @DisplayName("is copied without the paths of a machine, and reads the same")
    void copies() throws IOException {
        Path file = Files.writeString(folder.resolve("jmh.json"), OF_JMH);
        Path copy = folder.resolve("copy.json");
        ResultFile.copyWithoutPaths(file, copy);
        assertThat(copy).content().doesNotContain("/somewhere", "/tmp", "Percentiles");
        assertThat(ResultFile.read(copy)).isEqualTo(ResultFile.read(file));
    }

    @Test
    @DisplayName("is one of several in a folder, beside facts that are no results")
    void readsFolders() throws IOException {
        Files.writeString(folder.resolve("jmh.json"), OF_JMH);
        Measured own = Measured.of("a.B", Map.of("n", "1"), 2, "us/op", Map.of("peak", 3.0));
        ResultFile.write(folder.resolve("own.json"), List.of(own));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("z", "last letter first");
        facts.put("a", "first letter last");
        ResultFile.writeFacts(folder.resolve("machine.json"), facts);
        assertThat(ResultFile.read(folder)).hasSize(2).contains(own);
        assertThat(ResultFile.readFacts(folder.resolve("machine.json")).entrySet())
                .containsExactlyElementsOf(facts.entrySet());
    }
}

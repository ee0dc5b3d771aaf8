package org.arenagrad.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.benchmarks.report.Measured;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

@DisplayName("A comparison of results")
class CompareTest {
    private final Measured small = measured("64", 100, "ns/op");
    private final Measured large = measured("4096", 300, "ns/op");

    @Test
    @DisplayName("divides new by old, benchmark by benchmark and parameter by parameter")
    void divides() {
        List<Compare.Pair> pairs =
                Compare.pairs(
                        List.of(small, large),
                        List.of(measured("4096", 150, "ns/op"), measured("64", 200, "ns/op")));
        assertThat(pairs).extracting(Compare.Pair::ratio).containsExactly(2.0, 0.5);
    }

    @Test
    @DisplayName("leaves out what only one side has, and what was measured in another unit")
    void leavesOut() {
        List<Compare.Pair> pairs =
                Compare.pairs(
                        List.of(small, large),
                        List.of(measured("64", 0.1, "us/op"), measured("1", 1, "ns/op")));
        assertThat(pairs).isEmpty();
    }

    @Test
    @DisplayName("prints old, new and ratio, and says what a ratio is")
    void prints() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            Compare.print(List.of(small, large), List.of(measured("64", 50, "ns/op")), out);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("ratio = new / old")
                .containsPattern("100\\.0 +50\\.00 ns/op +0\\.50 +A\\.heap bytes=64")
                .contains("1 in both, 1 only old, 0 only new");
    }

    private static Measured measured(String bytes, double score, String unit) {
        return Measured.of("org.arenagrad.A.heap", Map.of("bytes", bytes), score, unit, Map.of());
    }
}

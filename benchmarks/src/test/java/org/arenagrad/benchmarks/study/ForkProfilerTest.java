package org.arenagrad.benchmarks.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The profiler of the study")
class ForkProfilerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "[0.1s][gc] GC(0) Pause Young (Allocation Failure) 7M->0M(24M) 1.234ms = 1.234",
                "[2.9s][gc] GC(1) Pause Full (System.gc()) 3M->2M(24M) 12.5ms = 12.5",
                "[0.3s][gc] GC(4) Pause Young (G1 Evacuation Pause) 24M->3M(256M) 0.9ms = 0.9",
                "[0.3s][gc,phases] GC(2) Y: Pause Mark Start 0.006ms = 0.006"
            })
    @DisplayName("finds the stops of every collector in the log")
    void finds(String line, double milliseconds) {
        assertThat(ForkProfiler.pause(line)).hasValue(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0.3s][gc,phases] GC(4)   Evacuate Collection Set: 0.5ms",
                "[0.3s][gc] GC(3) Concurrent Mark Cycle 4.117ms",
                "[0.3s][gc] GC(0) Minor Collection (Allocation Rate) 100M(10%)->20M(2%) 0.012s"
            })
    @DisplayName("counts nothing that runs beside the program, nor the parts of a stop")
    void leavesOut(String line) {
        assertThat(ForkProfiler.pause(line)).isEmpty();
    }
}

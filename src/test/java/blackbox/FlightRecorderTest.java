package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the JDK's Flight Recorder writes down of memory and backward.
class FlightRecorderTest {
    private static final class Events {
        private final Map<String, List<RecordedEvent>> byName;

        Events(List<RecordedEvent> all) {
            byName =
                    all.stream()
                            .filter(e -> e.getEventType().getName().startsWith("arenagrad."))
                            .collect(Collectors.groupingBy(e -> e.getEventType().getName()));
        }

        List<RecordedEvent> get(String name) {
            return byName.getOrDefault("arenagrad." + name, List.of());
        }
    }

    private static Events record(Path file, boolean buffers) throws IOException {
        try (Recording recording = new Recording()) {
            if (buffers) {
                recording.enable("arenagrad.BufferBegin");
                recording.enable("arenagrad.BufferEnd");
            }
            recording.start();
            try (var _ = Scope.open("recorded step")) {
                Tensor w = Tensor.of(1, 2, 3).requireGrad().named("weights");
                w.exp().sum().backward();
                // No block of this size can be left over from other tests.
                Tensor.zeros(777_777);
            }
            recording.stop();
            recording.dump(file);
        }
        return new Events(RecordingFile.readAllEvents(file));
    }

    @Test
    void scopesPoolAndBackwardAreInEveryRecording(@TempDir Path folder) throws IOException {
        var events = record(folder.resolve("steps.jfr"), false);
        assertThat(events.get("ScopeOpen")).isNotEmpty();
        assertThat(events.get("BufferBegin")).isEmpty();
        assertThat(events.get("BufferEnd")).isEmpty();
        assertThat(events.get("ScopeClose"))
                .filteredOn(event -> "recorded step".equals(event.getString("scope")))
                .singleElement()
                .satisfies(
                        close -> {
                            // The weights, their gradient, the loss, the zeros.
                            assertThat(close.getLong("bytes")).isEqualTo(8 * (3 + 3 + 1 + 777_777));
                            assertThat(close.getDuration()).isPositive();
                        });
        assertThat(events.get("Backward"))
                .singleElement()
                .satisfies(
                        backward -> {
                            assertThat(backward.getString("root")).isEqualTo("sum [] FLOAT64");
                            assertThat(backward.getInt("operations")).isEqualTo(2);
                            assertThat(backward.getDuration()).isPositive();
                        });
        assertThat(events.get("PoolGrowth"))
                .anySatisfy(
                        growth ->
                                assertThat(growth.getLong("bytes"))
                                        .isBetween(8 * 777_777L, 9 * 777_777L));
    }

    @Test
    void singleBuffersAreWrittenDownWhenAskedFor(@TempDir Path folder) throws IOException {
        var events = record(folder.resolve("buffers.jfr"), true);
        assertThat(events.get("BufferBegin"))
                .anySatisfy(
                        begin -> {
                            assertThat(begin.getString("operation")).isEqualTo("exp");
                            assertThat(begin.getString("shape")).isEqualTo("[3]");
                            assertThat(begin.getLong("bytes")).isEqualTo(24);
                            assertThat(begin.getString("scope")).isEqualTo("recorded step");
                        });
        Duration step =
                events.get("ScopeClose").stream()
                        .filter(event -> "recorded step".equals(event.getString("scope")))
                        .findFirst()
                        .orElseThrow()
                        .getDuration();
        assertThat(events.get("BufferEnd"))
                .anySatisfy(
                        end -> {
                            assertThat(end.getString("tensor")).isEqualTo("weights");
                            assertThat(end.getString("role")).isEqualTo("parameter");
                            assertThat(end.getString("endedBy"))
                                    .isEqualTo("scope 'recorded step' closed");
                            assertThat(end.getDuration())
                                    .isPositive()
                                    .isLessThanOrEqualTo(step.plusMillis(1));
                        })
                .anySatisfy(
                        end -> {
                            assertThat(end.getString("operation")).isEqualTo("exp");
                            assertThat(end.getString("role")).isEqualTo("saved activation");
                            assertThat(end.getString("endedBy")).isEqualTo("backward()");
                        });
    }
}

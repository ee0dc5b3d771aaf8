package org.arenagrad.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ChildProcessTest {
    private static final Duration EVENTUALLY = Duration.ofSeconds(30);

    /// Written so that this file has none of them.
    private static final List<String> STARTS_A_PROCESS =
            List.of("new " + "ProcessBuilder", "getRuntime()" + ".exec(");

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void tellsWhatTheProcessDid() throws IOException, InterruptedException {
        ChildProcess.Ended ended =
                Command.of("sh", "-c", "read line; echo $line $WHO $1; echo oh >&2; exit 3", "sh")
                        .with(List.of("!"))
                        .input("hello\n")
                        .environment(Map.of("WHO", "you"))
                        .run();

        assertThat(ended).isEqualTo(new ChildProcess.Ended(3, "hello you !\n", "oh\n"));
        assertThat(ended.lines()).containsExactly("hello you !", "oh");
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void isKilledAtItsDeadlineWithAllItStartedAndItsOutputIsShown() throws IOException {
        Command hanging =
                Command.of("sh", "-c", "sleep 1000 & echo sleeper $!; echo oh >&2; wait")
                        .within(Duration.ofSeconds(1));
        try (ChildProcess process = hanging.start()) {
            assertThatThrownBy(process::end)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("still running after 1 s: sh -c sleep 1000")
                    .hasMessageContaining("oh");

            String shown = process.toString();
            long sleeper = Long.parseLong(shown.replaceAll("(?s).*\\nsleeper (\\d+).*", "$1"));
            assertEnds(process.pid());
            assertEnds(sleeper);
        }
    }

    private static void assertEnds(long pid) {
        assertThat(ProcessHandle.of(pid).stream())
                .allSatisfy(handle -> assertThat(handle.onExit()).succeedsWithin(EVENTUALLY));
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void aLineThatNeverComesIsAwaitedNoLongerThanTheProcessMayRun()
            throws IOException, InterruptedException {
        Command silent = Command.of("sleep", "1000").within(Duration.ofSeconds(1));
        try (ChildProcess process = silent.start()) {
            assertThatThrownBy(() -> process.awaitLine("ready"::equals))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("still running after 1 s: sleep 1000");
        }
        try (ChildProcess process = Command.of("echo", "steady").start()) {
            assertThat(process.awaitLine(line -> line.startsWith("st"))).isEqualTo("steady");
            assertThatThrownBy(() -> process.awaitLine("ready"::equals))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ended without the line")
                    .hasMessageContaining("steady");
        }
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void doesNotOutliveItsBlock() throws IOException {
        long pid;
        try (ChildProcess process = Command.of("sleep", "1000").start()) {
            pid = process.pid();
        }
        assertEnds(pid);
    }

    /// Waiting for a process without a deadline may take for ever.
    @Test
    void noTestStartsAProcessInAnyOtherWay() throws IOException {
        List<Path> others = new ArrayList<>();
        for (Path tests :
                List.of(
                        Path.of("test/java"),
                        Path.of("../native/src/test/java"),
                        Path.of("../bindings/src/test/java"),
                        Path.of("../benchmarks/src/test/java"),
                        Path.of("../examples/programs/src/test/java"),
                        Path.of("../examples/cli/src/test/java"))) {
            try (Stream<Path> files = Files.walk(tests)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file);
                    if (STARTS_A_PROCESS.stream().anyMatch(text::contains)) {
                        others.add(file);
                    }
                }
            }
        }
        assertThat(others).as("tests that start processes without a deadline").isEmpty();
    }
}

package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ctrl-C ends a training in good order.
class InterruptionTest {
    private static final long PATIENCE_SECONDS = 60;

    /// What the shell says of a program that SIGINT ended.
    private static final int INTERRUPTED = 128 + 2;

    @Test
    void theTrainingEndsAfterTheStepAndCanGoOn(@TempDir Path folder) throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there are no signals");
        Path file = folder.resolve("model.safetensors");
        Process process =
                start("train", "spiral", "--epochs", "100000000", "--save", file.toString());
        List<String> after;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.startsWith("epoch")) {
                line = out.readLine();
            }
            assertThat(line).as("it trains").isNotNull();
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            after = out.lines().toList();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(after)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches("interrupted in epoch \\d+, after step \\d+"))
                .anySatisfy(line -> assertThat(line).startsWith("held-out accuracy: "))
                .anySatisfy(line -> assertThat(line).endsWith(" 0 bytes live"));
        assertThat(process.exitValue()).isEqualTo(INTERRUPTED);

        Run next = Run.of("train", "--resume", file.toString(), "--epochs", "1");
        assertThat(next.exitCode()).isZero();
        assertThat(next.out()).contains("held-out accuracy: ");
    }

    private static Process start(String... args) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-modules=jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}

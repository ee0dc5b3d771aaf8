package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Ctrl-C ends a training run cleanly.
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    /// What the shell says of a program that SIGINT ended.
    private static final int INTERRUPTED = 128 + 2;

    @Test
    void theTrainingEndsAfterTheStepAndCanGoOn(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve("model.safetensors");
        Command training =
                Command.java(
                                List.of(
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--add-modules=jdk.incubator.vector"),
                                Main.class,
                                "train",
                                "spiral",
                                "--epochs",
                                "100000000",
                                "--save",
                                file.toString())
                        .through(hearingInterrupts());
        ChildProcess.Ended interrupted;
        try (ChildProcess process = training.start()) {
            process.awaitLine(line -> line.startsWith("epoch"));
            Command.of("kill", "-INT", String.valueOf(process.pid())).run();
            interrupted = process.end();
        }
        assertThat(interrupted.out().lines())
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches("interrupted in epoch \\d+, after step \\d+"))
                .anySatisfy(line -> assertThat(line).startsWith("held-out accuracy: "))
                .anySatisfy(line -> assertThat(line).endsWith(" 0 bytes live"))
                .endsWith("saved: " + file, "to resume: arenagrad train --resume " + file);
        assertThat(interrupted.exitCode()).isEqualTo(INTERRUPTED);

        Run next = Run.of("train", "--resume", file.toString(), "--epochs", "1");
        assertThat(next.exitCode()).isZero();
        assertThat(next.out()).contains("held-out accuracy: ");
    }

    /// What a command is started through so that SIGINT reaches it. A build in the background of a
    /// script ignores the signal, its processes inherit that, and neither a shell nor a JVM takes
    /// it back; the `env` of GNU does.
    private static List<String> hearingInterrupts() throws IOException, InterruptedException {
        List<String> env = List.of("env", "--default-signal=INT");
        if (isInterrupted(List.of())) {
            return List.of();
        }
        assumeTrue(isInterrupted(env), "this build ignores SIGINT, and here is no GNU env");
        return env;
    }

    private static boolean isInterrupted(List<String> through)
            throws IOException, InterruptedException {
        Command suicide = Command.of("sh", "-c", "kill -INT $$; exit 0").through(through);
        return suicide.run().exitCode() == INTERRUPTED;
    }
}

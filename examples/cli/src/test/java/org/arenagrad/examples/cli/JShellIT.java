package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The shell that `jshell.sh` opens.
@DisabledOnOs(OS.WINDOWS)
class JShellIT {
    @Test
    void takesTheTour() throws IOException, InterruptedException {
        // Both JVMs, that of the shell and that of the snippets, start faster with the options.
        ChildProcess.Ended shell =
                Command.of(
                                "sh",
                                "../jshell.sh",
                                "-J-XX:TieredStopAtLevel=1",
                                "-R-XX:TieredStopAtLevel=1")
                        .environment(Map.of("JAVA_HOME", System.getProperty("java.home")))
                        .input(Files.readString(Path.of("../tour.jsh")))
                        .run();

        assertThat(shell.exitCode()).as("%s", shell).isZero();
        assertThat(shell.out())
                .as("as the shell tells of errors, and of exceptions")
                .doesNotContain("Error:", "Exception ", "rejected");
        assertThat(shell.out())
                .containsSubsequence(
                        "[[1., 4.],", // x.transpose(0, 1)
                        "48 bytes in inner",
                        "was used after its end",
                        "step 300: loss 0.0",
                        "0 bytes live");
    }
}

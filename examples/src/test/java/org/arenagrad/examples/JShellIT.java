package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The shell that `jshell.sh` opens.
@DisabledOnOs(OS.WINDOWS)
class JShellIT {
    @TempDir private Path folder;

    @Test
    void takesTheTour() throws IOException, InterruptedException {
        var shell =
                Script.run(
                        folder,
                        Files.readString(Path.of("tour.jsh")),
                        Map.of("JAVA_HOME", System.getProperty("java.home")),
                        "sh",
                        "jshell.sh",
                        // Both JVMs, that of the shell and that of the snippets, start faster so.
                        "-J-XX:TieredStopAtLevel=1",
                        "-R-XX:TieredStopAtLevel=1");

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

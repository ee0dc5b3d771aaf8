package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// `arenagrad.sh`, which starts what Maven has compiled.
@DisabledOnOs(OS.WINDOWS)
class CommandLineScriptTest {
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "JAVA_HOME",
                    System.getProperty("java.home"),
                    "JAVA_OPTS",
                    "-XX:TieredStopAtLevel=1 -Darenagrad.backend=scalar");

    @Test
    void runsTheCommandLine() throws IOException, InterruptedException {
        ChildProcess.Ended run =
                Command.of("sh", "../arenagrad.sh", "train", "xor", "--epochs", "2")
                        .environment(SETTINGS)
                        .run();

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains("backend: scalar", " 0 bytes live");
    }

    @Test
    void saysWhatToDoFirst(@TempDir Path folder) throws IOException, InterruptedException {
        Path script = Files.copy(Path.of("../arenagrad.sh"), folder.resolve("arenagrad.sh"));
        String finder = "cli/src/main/dist/bin/find-java.sh";
        Files.createDirectories(folder.resolve(finder).getParent());
        Files.copy(Path.of("..", finder), folder.resolve(finder));

        ChildProcess.Ended run = Command.of("sh", script.toString()).environment(SETTINGS).run();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("mvn compile").hasLineCount(1);
    }
}

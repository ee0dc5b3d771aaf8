package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file that is truncated after it was read takes nothing away from who read it. (Of a mapped
/// one, a sum throws an [InternalError] or ends the process by SIGBUS, depending on what is
/// compiled.)
class TruncatedTest {
    @TempDir private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatWasReadStays() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(Options.USUAL);
        options.addAll(Options.SHORT);
        ChildProcess.Ended child = Command.java(options, Truncating.class, folder.toString()).run();
        assertThat(child.exitCode()).as(child.text()).isZero();
        assertThat(child.lines().stream().filter(line -> !line.startsWith("WARNING")))
                .containsExactly("262144.0", "524288.0", "262144.0", "524288.0", "end");
    }
}

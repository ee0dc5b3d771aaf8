package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A process that saves is killed at any moment: the file is complete, and at least as new as what
/// it last said to have saved.
class KilledTest {
    private static final int KILLS = 6;

    /// What the system says of a process that SIGKILL ended.
    private static final int KILLED = 128 + 9;

    @TempDir private Path folder;

    @Test
    void theFileIsAlwaysComplete() throws IOException, InterruptedException {
        Path path = folder.resolve("model.safetensors");
        Rng rng = Rng.seed(17);
        int saved = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            saved = Math.max(saved, killedAfter(rng.nextInt(40), path, saved + 1));
            saved = inFile(path, saved);
        }
        assertThat(saved).as("it saved now and then").isGreaterThan(KILLS);
    }

    /// Starts to save, and kills the process some milliseconds after its third time.
    ///
    /// @return the last time that it said to have saved
    private static int killedAfter(int millis, Path path, int from)
            throws IOException, InterruptedException {
        Command saving =
                Command.java(
                        List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"),
                        Saving.class,
                        path.toString(),
                        String.valueOf(from));
        try (ChildProcess process = saving.start()) {
            process.awaitLine(String.valueOf(from + 2)::equals);
            Thread.sleep(millis);
            process.kill();
            ChildProcess.Ended killed = process.end();
            assertThat(killed.exitCode())
                    .as("it was killed, and did not end by itself")
                    .isEqualTo(KILLED);
            return killed.out()
                    .lines()
                    .filter(line -> line.matches("\\d+"))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElseThrow();
        }
    }

    private static int inFile(Path path, int atLeast) throws IOException {
        try (var _ = Scope.open("check");
                var file = ModelFile.open(path)) {
            int time = Integer.parseInt(file.metadata().get("time"));
            assertThat(time).isGreaterThanOrEqualTo(atLeast);
            for (Tensor parameter : file.model(Rng.seed(1)).parameters()) {
                assertThat(parameter.toArray()).containsOnly(time);
            }
            return time;
        }
    }
}

package learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A process that saves is killed at any moment: the file is complete, and at least as new as what
/// it last said to have saved.
class KilledTest {
    private static final int KILLS = 6;

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
        Process process =
                Child.start(
                        Saving.class,
                        List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"),
                        path.toString(),
                        String.valueOf(from));
        int last = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.matches("\\d+") ? Integer.parseInt(line) : last;
                if (last == from + 2) {
                    Thread.sleep(millis);
                    // Through its handle: Process.destroyForcibly would close what it printed.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor()).as("it was killed, and did not end by itself").isEqualTo(137);
        return last;
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

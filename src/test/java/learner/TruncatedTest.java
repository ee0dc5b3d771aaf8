package learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A file that is truncated after it was read takes nothing away from who read it. (Of a mapped
/// one, a sum throws an [InternalError] or ends the process by SIGBUS, depending on what is
/// compiled.)
class TruncatedTest {
    @TempDir private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatWasReadStays() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(Child.USUAL);
        options.addAll(Child.SHORT);
        Process child = Child.start(Truncating.class, options, folder.toString());
        boolean inTime = child.waitFor(1, TimeUnit.MINUTES);
        if (!inTime) {
            child.destroyForcibly();
        }
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(inTime).as(output).isTrue();
        assertThat(child.exitValue()).as(output).isZero();
        assertThat(output.lines().filter(line -> !line.startsWith("WARNING")))
                .containsExactly("262144.0", "524288.0", "262144.0", "524288.0", "end");
    }
}

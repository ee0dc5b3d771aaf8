package org.arenagrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Float32GeneratorTest {
    /// Surefire runs in the module's directory.
    private static final Path SOURCES = Path.of("main/java/org/arenagrad/kernel");

    @Test
    void float32KernelsAreUpToDate() throws IOException {
        if (Boolean.getBoolean("arenagrad.generate")) {
            Float32Generator.main(new String[] {SOURCES.toString()});
        }
        for (var file : Float32Generator.generate(SOURCES).entrySet()) {
            assertThat(unformatted(Files.readString(SOURCES.resolve(file.getKey()))))
                    .as("%s is stale; run: %s", file.getKey(), Float32Generator.COMMAND)
                    .isEqualTo(unformatted(file.getValue()));
        }
    }

    /// As the names have other lengths, the formatter may break lines elsewhere.
    private static String unformatted(String source) {
        return source.replaceAll("(\\s|///)+", " ").replaceAll(" ?([^\\w]) ?", "$1");
    }
}

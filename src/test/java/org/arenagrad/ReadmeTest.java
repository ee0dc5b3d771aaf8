package org.arenagrad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// README shows files that the build builds and runs (see [ConsumersIT]), as they are.
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path PROJECT = Path.of("test", "consumers", "maven");

    @ParameterizedTest
    @CsvSource({"java, src/main/java/Tour.java", "xml, pom.xml"})
    void showsWhatIsBuilt(String language, String file) throws IOException {
        String shown = Files.readString(PROJECT.resolve(file));
        if (language.equals("xml")) {
            shown = shown.substring(shown.indexOf('\n') + 1); // All but what says that it is XML.
        }
        assertThat(Files.readString(README)).contains("```" + language + "\n" + shown + "```\n");
    }
}

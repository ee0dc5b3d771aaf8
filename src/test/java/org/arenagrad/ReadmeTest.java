package org.arenagrad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// README shows files that the build builds and runs (see [ConsumersIT]), whole or in part, as they
/// are.
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path PROJECT = Path.of("test", "consumers", "maven");

    @Test
    void showsTheWholeProgram() throws IOException {
        assertThat(first("java")).isEqualTo(built("src/main/java/Tour.java"));
    }

    @Test
    void showsTheDependencyOfTheProject() throws IOException {
        assertThat(built("pom.xml")).contains(first("xml"));
    }

    private static String built(String file) throws IOException {
        return Files.readString(PROJECT.resolve(file));
    }

    private static String first(String language) throws IOException {
        var snippet = Pattern.compile("(?s)```" + language + "\n(.+?)```\n");
        var shown = snippet.matcher(Files.readString(README));
        assertThat(shown.find()).isTrue();
        return shown.group(1);
    }
}

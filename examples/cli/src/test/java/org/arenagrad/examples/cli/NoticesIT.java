package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/// What the zip and the jar of the native library carry of others, they carry with its licence.
class NoticesIT {
    private static final Pattern TEXT = Pattern.compile("licenses/[\\w.-]+\\.txt");

    /// The licences that ask for the copyright line to be passed on.
    private static final List<String> WITH_COPYRIGHT = List.of("MIT", "BSD-3-Clause");

    private static FileSystem zip;
    private static Path root;

    @BeforeAll
    static void open() throws IOException {
        zip = FileSystems.newFileSystem(Path.of(System.getProperty("arenagrad.zip")));
        try (Stream<Path> top = Files.list(zip.getPath("/"))) {
            root = top.findFirst().orElseThrow();
        }
    }

    @AfterAll
    static void close() throws IOException {
        zip.close();
    }

    /// The paragraphs of a list whose first lines name something, by those lines.
    private static Map<String, String> paragraphs(String text) {
        Map<String, String> paragraphs = new LinkedHashMap<>();
        for (String paragraph : text.split("\\n\\n", -1)) {
            String[] parts = paragraph.split("\\n    ", 2);
            if (parts.length == 2) {
                paragraphs.put(parts[0], parts[1]);
            }
        }
        return paragraphs;
    }

    /// The texts of licences that a paragraph points to.
    private static List<String> texts(String paragraph) {
        return TEXT.matcher(paragraph).results().map(found -> found.group()).toList();
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }

    private static Map<String, String> nativeJar() throws IOException {
        Path jar =
                root.resolve("lib")
                        .resolve(
                                jars().stream()
                                        .filter(name -> name.startsWith("arenagrad-native-"))
                                        .findFirst()
                                        .orElseThrow());
        Map<String, String> entries = new LinkedHashMap<>();
        try (var in = new ZipInputStream(Files.newInputStream(jar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean isText = entry.getName().startsWith("META-INF/");
                entries.put(
                        entry.getName(),
                        isText ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "");
            }
        }
        return entries;
    }

    @Test
    void eachJarOfTheZipIsNamedWithALicenceWhoseTextIsThere() throws IOException {
        Map<String, String> named = paragraphs(Files.readString(root.resolve("THIRD-PARTY.txt")));
        List<String> others =
                jars().stream().filter(jar -> !jar.startsWith("arenagrad-examples-cli-")).toList();

        assertThat(others).anyMatch(jar -> jar.startsWith("guava-")).hasSizeGreaterThan(15);
        assertThat(named.keySet()).containsExactlyInAnyOrderElementsOf(others);
        assertThat(named)
                .allSatisfy(
                        (jar, paragraph) ->
                                assertThat(texts(paragraph))
                                        .isNotEmpty()
                                        .allSatisfy(
                                                text ->
                                                        assertThat(root.resolve(text))
                                                                .isNotEmptyFile()));
    }

    /// Each text names the holders of its copyrights by the jars they made: `(jline)`.
    @Test
    void copyrightsArePassedOn() throws IOException {
        Map<String, String> named = paragraphs(Files.readString(root.resolve("THIRD-PARTY.txt")));
        for (String licence : WITH_COPYRIGHT) {
            String text = Files.readString(root.resolve("licenses/" + licence + ".txt"));
            List<String> holders = new ArrayList<>();
            Pattern.compile("Copyright.*\\((\\w+)\\)")
                    .matcher(text)
                    .results()
                    .forEach(found -> holders.add(found.group(1)));
            assertThat(named.entrySet())
                    .filteredOn(entry -> entry.getValue().contains(licence + ": "))
                    .isNotEmpty()
                    .allSatisfy(
                            entry ->
                                    assertThat(holders)
                                            .as("copyright of %s in %s", entry.getKey(), text)
                                            .anyMatch(entry.getKey()::startsWith));
        }
    }

    @Test
    void eachNativeLibraryIsNamedWithALicenceWhoseTextIsThere() throws IOException {
        Map<String, String> jar = nativeJar();
        Map<String, String> named = paragraphs(jar.getOrDefault("META-INF/NOTICE", ""));
        List<String> libraries =
                jar.keySet().stream()
                        .filter(name -> name.startsWith("org/arenagrad/natives/openblas/lib"))
                        .map(name -> name.substring(name.lastIndexOf('/') + 1))
                        .toList();

        assertThat(libraries)
                .allSatisfy(library -> assertThat(named.keySet()).anyMatch(library::startsWith));
        assertThat(named)
                .containsKey("libopenblas")
                .allSatisfy(
                        (library, paragraph) ->
                                assertThat(texts(paragraph))
                                        .isNotEmpty()
                                        .allSatisfy(
                                                text ->
                                                        assertThat(jar.get("META-INF/" + text))
                                                                .isEqualTo(
                                                                        Files.readString(
                                                                                root.resolve(
                                                                                        text)))));
        assertThat(jar.get("META-INF/LICENSE")).contains("Apache License");
    }

    @Test
    void theZipSaysWhatItIsUnderAndWhatTheNativeJarCarries() throws IOException {
        assertThat(Files.readString(root.resolve("NOTICE-native.txt")))
                .isEqualTo(nativeJar().get("META-INF/NOTICE"));
        assertThat(Files.readString(root.resolve("LICENSE")))
                .contains("Apache License")
                .isEqualTo(Files.readString(root.resolve("licenses/Apache-2.0.txt")));
        assertThat(root.resolve("NOTICE")).isNotEmptyFile();
    }
}

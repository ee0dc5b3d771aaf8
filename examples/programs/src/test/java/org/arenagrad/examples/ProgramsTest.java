package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.mistakes.Mistakes;
import org.arenagrad.examples.show.Program;
import org.arenagrad.examples.tour.Tour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What holds of every program of `mistakes` and `tour`.
class ProgramsTest {
    static final List<Program> ALL =
            Stream.concat(Mistakes.ALL.stream(), Tour.ALL.stream()).toList();

    @ParameterizedTest
    @FieldSource("ALL")
    void fitsTheScreen(Program program) throws IOException {
        assertThat(Files.readAllLines(Told.source(program))).hasSizeLessThanOrEqualTo(60);
        assertThat(Told.by(program).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void isStartedByItsOwnMainToo(Program program) throws IOException {
        assertThat(Files.readString(Told.source(program)))
                .contains("public static void main(String[] args)")
                .contains("Narrator.run(new %s(), System.out)".formatted(simpleName(program)));
    }

    private static String simpleName(Program program) {
        return Told.source(program).getFileName().toString().replace(".java", "");
    }

    @Test
    void everyProgramIsInItsList() throws IOException {
        assertThat(programsIn("mistakes"))
                .containsExactlyInAnyOrderElementsOf(
                        Mistakes.ALL.stream().map(Told::source).toList());
        assertThat(programsIn("tour"))
                .containsExactlyInAnyOrderElementsOf(Tour.ALL.stream().map(Told::source).toList());
    }

    private static List<Path> programsIn(String folder) throws IOException {
        Path path = Path.of("src", "main", "java", "org", "arenagrad", "examples", folder);
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(ProgramsTest::isProgram).toList();
        }
    }

    private static boolean isProgram(Path source) {
        try {
            return Files.readString(source).contains("implements Program");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theReadmeHasThemInThisOrder() throws IOException {
        List<String> rows =
                Files.readAllLines(Path.of("../README.md")).stream()
                        .filter(line -> line.startsWith("|"))
                        .toList();
        assertThat(rows.stream().filter(row -> row.contains("/mistakes/")))
                .zipSatisfy(Mistakes.ALL, ProgramsTest::isRowOf);
        assertThat(rows.stream().filter(row -> row.contains("/tour/")))
                .zipSatisfy(Tour.ALL, ProgramsTest::isRowOf);
        for (int i = 0; i < Tour.ALL.size(); i++) {
            String start = "| %s | [`%s`]".formatted(i + 1, Tour.ALL.get(i).name());
            assertThat(rows).anySatisfy(row -> assertThat(row).startsWith(start));
        }
    }

    private static void isRowOf(String row, Program program) {
        assertThat(row)
                .contains("[`%s`](programs/%s)".formatted(program.name(), Told.source(program)));
    }
}

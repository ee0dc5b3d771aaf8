package org.arenagrad.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.show.Narrator;
import org.arenagrad.examples.show.Program;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a [Program] told, and whether it left the thread as it found it.
///
/// @param program the program
/// @param lines what it printed
record Told(Program program, List<String> lines) {
    /// Runs a program and makes sure that it leaves nothing behind.
    static Told by(Program program) {
        var ledger = Ledger.current();
        long live = ledger.liveBytes();
        long managed = ledger.managedMade();
        var out = new ByteArrayOutputStream();
        Narrator.run(program, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(ledger.liveBytes()).as("live bytes").isEqualTo(live);
        assertThat(ledger.managedMade()).as("left to the garbage collector").isEqualTo(managed);
        assertThat(Scope.current()).as("an open scope").isEmpty();
        assertThat(Scope.here()).as("a site, so tracing is still on").isNull();
        return new Told(program, out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /// All of it in one line: where lines are broken is not the point.
    String text() {
        return String.join(" ", lines).replaceAll("\\s+", " ");
    }

    /// The numbers it has found out: those that lines begin with, behind their arrow.
    List<Long> numbers() {
        return Pattern.compile("-> (\\d+)")
                .matcher(text())
                .results()
                .map(n -> Long.valueOf(n.group(1)))
                .toList();
    }

    /// It said this.
    Told says(String... parts) {
        assertThat(text()).contains(parts);
        return this;
    }

    /// It named a place in its source, and that code stands there.
    ///
    /// @param label what stands before the place: `Made at`
    Told names(String label, String code) {
        Matcher sites =
                Pattern.compile(Pattern.quote(label) + " [\\w$]+ \\((\\w+\\.java):(\\d+)\\)")
                        .matcher(text());
        List<String> found =
                sites.results()
                        .filter(site -> site.group(1).equals(source().getFileName().toString()))
                        .map(site -> source(Integer.parseInt(site.group(2))))
                        .toList();
        assertThat(found).as(label).anySatisfy(line -> assertThat(line).contains(code));
        return this;
    }

    private String source(int line) {
        try {
            return Files.readAllLines(source()).get(line - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its source, as seen from the folder of the examples.
    Path source() {
        return source(program);
    }

    static Path source(Program program) {
        return Path.of("src", "main", "java")
                .resolve(program.getClass().getName().replace('.', '/') + ".java");
    }
}

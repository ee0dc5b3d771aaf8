package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.examples.cli.console.BarConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a terminal shows of a bar.
class BarTest {
    /// The lines of a screen, as a terminal makes them of what is written: carriage returns go back
    /// to the beginning of a line, and ECMA-48's EL erases the rest of it.
    private static List<String> screen(String written) {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int column = 0;
        for (int at = 0; at < written.length(); at++) {
            StringBuilder line = lines.getLast();
            char c = written.charAt(at);
            if (c == '\n') {
                lines.add(new StringBuilder());
                column = 0;
            } else if (c == '\r') {
                column = 0;
            } else if (written.startsWith("\u001b[K", at)) {
                line.setLength(Math.min(line.length(), column));
                at += 2;
            } else {
                line.replace(column, column + 1, String.valueOf(c));
                column++;
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }

    @Test
    void aShorterLineLeavesNothingOfALongerOne() {
        var bytes = new ByteArrayOutputStream();
        try (var console = new BarConsole(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            console.accept(" 99% loss 0.10425 12.3k rows/s 1:05 left");
            console.accept("100% loss 0.1 9 rows/s");
        }
        assertThat(screen(bytes.toString(StandardCharsets.UTF_8)))
                .containsExactly("100% loss 0.1 9 rows/s", "");
    }

    @Test
    void whatIsDrawnAfterTheEndIsNotShown() {
        var bytes = new ByteArrayOutputStream();
        var console = new BarConsole(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        console.accept("100%");
        console.close();
        console.accept("100%");
        console.close();
        assertThat(screen(bytes.toString(StandardCharsets.UTF_8))).containsExactly("100%", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "example"})
    void theBarIsOneLineAndEndsWithAllThatIsDone(String command) {
        List<String> screen = screen(Run.inTerminal(command, "xor", "--epochs", "300").out());
        assertThat(screen.stream().filter(line -> line.contains("100%"))).hasSize(1);
        assertThat(screen)
                .anySatisfy(line -> assertThat(line).contains("300/300").doesNotContain("left"));
        assertThat(screen).allSatisfy(line -> assertThat(line).doesNotContain("\u001b"));
    }
}

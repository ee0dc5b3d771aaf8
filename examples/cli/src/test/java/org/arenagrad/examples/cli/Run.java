package org.arenagrad.examples.cli;

import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.loop.StepListener;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a run of the command line left behind.
///
/// @param exitCode its exit code
/// @param out what it wrote
/// @param err what it complained about
record Run(int exitCode, String out, String err) {
    /// Runs the command line as into a pipe.
    static Run of(String... args) {
        return watchedBy(List.of(), args);
    }

    /// Runs the command line with listeners to the training.
    static Run watchedBy(List<StepListener> listeners, String... args) {
        return run(false, listeners, args);
    }

    /// Runs the command line as in a terminal.
    static Run inTerminal(String... args) {
        return run(true, List.of(), args);
    }

    private static Run run(boolean watched, List<StepListener> listeners, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        watched);
        int exitCode = Main.run(terminal, listeners, args);
        return new Run(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /// The number behind a label: `accuracy: 97.8 %`.
    double number(String label) {
        Matcher found = Pattern.compile(Pattern.quote(label) + ": (-?[0-9.]+)").matcher(out);
        if (!found.find()) {
            throw new AssertionError("no '" + label + "' in\n" + out + err);
        }
        return Double.parseDouble(found.group(1));
    }

    /// What it wrote but for the memory line, which counts everything this thread ever made.
    String learned() {
        return out.lines().filter(line -> !line.startsWith("memory:")).toList().toString();
    }
}

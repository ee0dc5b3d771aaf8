package org.arenagrad.examples.cli.console;

import java.io.Console;
import java.io.PrintStream;

/// Where a program writes.
///
/// @param out for results
/// @param err for what went wrong
/// @param watched whether a person looks on, so that lines may be drawn again and in colour
public record Terminal(PrintStream out, PrintStream err, boolean watched) {
    /// That of this process.
    @SuppressWarnings("SystemConsoleNull") // It is null again where there is none, since JDK 25.
    public static Terminal system() {
        Console console = System.console();
        boolean redraws = !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                System.out, System.err, console != null && console.isTerminal() && redraws);
    }

    /// Whether colours are welcome: to a person who has not asked for none ([NO_COLOR]).
    ///
    /// [NO_COLOR]: https://no-color.org
    public boolean coloured() {
        return watched && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    }
}

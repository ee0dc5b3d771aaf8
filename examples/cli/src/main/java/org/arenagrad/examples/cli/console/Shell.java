package org.arenagrad.examples.cli.console;

/// Words as a shell takes them.
public final class Shell {
    private Shell() {}

    /// A word, in quotes if it needs them.
    public static String quoted(String word) {
        return word.matches("[\\p{L}\\p{N}_./@%+=:,\\\\-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}

package org.arenagrad.examples;

/// Words as a shell takes them.
final class Shell {
    private Shell() {}

    /// A word, in quotes if it needs them.
    static String quoted(String word) {
        return word.matches("[\\p{L}\\p{N}_./@%+=:,\\\\-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}

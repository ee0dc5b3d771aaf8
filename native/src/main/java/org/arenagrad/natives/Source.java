package org.arenagrad.natives;

/// Where a library came from, in the order of search.
public enum Source {
    /// A path the user named with `-Darenagrad.openblas`.
    USER_PATH("named by the user"),
    /// The library that came with the program, unpacked into the user's cache.
    BUNDLED("bundled"),
    /// A library that the system has installed.
    SYSTEM("installed on the system");

    private final String words;

    Source(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}

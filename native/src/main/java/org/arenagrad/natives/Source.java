package org.arenagrad.natives;

/// Where a library came from, in the order of search.
public enum Source {
    /// A path the user named.
    USER_PATH,
    /// The library that came with the program, unpacked into the user's cache.
    BUNDLED,
    /// A library that the system has installed.
    SYSTEM
}

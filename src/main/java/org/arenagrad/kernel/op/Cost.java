package org.arenagrad.kernel.op;

/// What a loop over an operation spends its time with, which decides from how many elements on it
/// pays to share it among threads, or to compile it for vectors.
public enum Cost {
    /// Reading and writing elements.
    MEMORY,
    /// The formula.
    COMPUTE
}

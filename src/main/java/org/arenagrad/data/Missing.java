package org.arenagrad.data;

/// What is done about values that are missing in a table.
///
/// A row whose target is missing tells nothing to learn: unless it is refused, it is left out.
/// Which rows are left [TableProfile#table] says of those to learn from, [TableEncoding#complete]
/// of others.
public enum Missing {
    /// Nothing: they are an error that says where they are.
    REFUSE,

    /// Rows in which one is missing are left out.
    DROP,

    /// The mean of its column takes the place of a number, the most frequent one that of a
    /// category.
    MEAN,

    /// The most frequent value of its column takes its place.
    MODE
}

package org.arenagrad.data;

/// What is to be predicted.
public enum TableTask {
    /// One of several classes.
    CLASSIFICATION,

    /// A number.
    REGRESSION
}

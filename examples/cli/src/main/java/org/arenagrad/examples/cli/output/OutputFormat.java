package org.arenagrad.examples.cli.output;

import org.arenagrad.examples.cli.option.Choice;

/// In which form `train` says what came of it.
public enum OutputFormat {
    /// Lines for people, as the training goes.
    TEXT,
    /// The history as comma-separated values.
    CSV,
    /// A summary.
    MARKDOWN,
    /// All of it.
    JSON;

    @Override
    public String toString() {
        return Choice.name(this);
    }
}

package org.arenagrad.memory;

import java.util.Locale;

/// The part of a training step that a thread is in.
public enum Phase {
    /// Computing values; also everything that is neither of the others.
    FORWARD,
    /// Walking back through the graph.
    BACKWARD,
    /// Improving parameters.
    OPTIMIZER;

    /// For people to read: `forward`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.arenagrad.memory;

import java.util.Locale;

/// What a buffer is for: the colour of its bar in a picture of lifetimes, its row in a plan.
///
/// Every buffer starts as a [#TEMPORARY] and becomes what it turns out to be: data when the user
/// fills it, a parameter when it is asked for gradients, a saved activation when a node of the
/// graph saves it.
public enum Role {
    /// A value that is trained.
    PARAMETER,
    /// What reached a value on the way back, or gathers for a parameter.
    GRADIENT,
    /// An intermediate value that a node of the graph saved for its gradient.
    ACTIVATION("saved activation"),
    /// An intermediate value that nobody saved.
    TEMPORARY,
    /// What an optimizer remembers of a parameter from step to step.
    OPTIMIZER("optimizer state"),
    /// What the user brought in: rows of a data set, constants.
    DATA;

    private final String words;

    Role() {
        this.words = name().toLowerCase(Locale.ROOT);
    }

    Role(String words) {
        this.words = words;
    }

    /// For people to read: `saved activation`.
    @Override
    public String toString() {
        return words;
    }
}

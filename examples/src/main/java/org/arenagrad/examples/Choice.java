package org.arenagrad.examples;

import java.util.Locale;

/// How the constants of an enum are written on the command line.
final class Choice {
    private Choice() {}

    /// `CROSS_ENTROPY` as `cross-entropy`.
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package org.arenagrad.kernel.loop;

/// When loops take whole vectors instead of single elements. It shows in no result.
public enum Vectors {
    /// Not at all: this JVM has no Vector API, or was asked to do without.
    NEVER,
    /// As soon as they pay: see [WarmUp].
    LATER,
    /// From the first element on.
    ALWAYS
}

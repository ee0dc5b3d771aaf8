package org.arenagrad.optim;

import org.arenagrad.memory.DryRun;

/// A number for every parameter of an optimizer, part of its state: see [Optimizer#counter]. A dry
/// run leaves it as it was.
public final class Counter {
    /// In the order of the parameters.
    final int[] counts;

    Counter(int parameters) {
        this.counts = new int[parameters];
    }

    /// How often [#increment] was called for a parameter.
    ///
    /// @param index its place in [Optimizer#parameters]
    public int get(int index) {
        return counts[index];
    }

    /// Counts on.
    ///
    /// @param index its place in [Optimizer#parameters]
    /// @return the new number, 1 at first
    public int increment(int index) {
        int before = counts[index];
        counts[index] = before + 1;
        if (DryRun.isOn()) {
            DryRun.onRollback(() -> counts[index] = before);
        }
        return before + 1;
    }
}

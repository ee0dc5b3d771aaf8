package org.arenagrad.examples;

/// Watches a training, step by step: a display of its progress, an account of its memory.
interface StepListener {
    /// In the middle of a step: the loss is computed, its graph and all it saved are alive,
    /// backward comes next.
    default void lossComputed(Step step) {}

    /// After a step, when its scope is closed.
    default void stepEnded(Step step) {}
}

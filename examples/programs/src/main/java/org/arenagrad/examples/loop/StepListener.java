package org.arenagrad.examples.loop;

import org.arenagrad.autograd.Tensor;

/// Receives events of a training run, step by step: a display of its progress, an account of its
/// memory, a recorder of lifetimes.
public interface StepListener {
    /// Before a step: its scope is not open yet.
    default void stepBegins(Step step) {}

    /// In the middle of a step: the loss is computed, its graph and all it saved are alive,
    /// backward comes next.
    default void lossComputed(Step step, Tensor loss) {}

    /// After a step, when its scope is closed.
    default void stepEnded(Step step) {}

    /// Before the model is tried without learning: the scope of that is not open yet.
    default void evaluationBegins() {}

    /// After the model was tried, when the scope is closed.
    default void evaluationEnded() {}
}

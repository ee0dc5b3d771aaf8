package org.arenagrad.train;

import org.arenagrad.autograd.Tensor;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Receives the events of a training run, and may act on them: [Trainer#stop] it, change the
/// learning rate, write a file, draw a bar.
///
/// Callbacks are called in the order in which they were given to the trainer. One that saves the
/// state of the others goes last. All calls are on the training thread; an exception thrown here
/// acts as one thrown in the model.
///
/// A callback whose decisions depend on what it saw has a [#name], and keeps its state in [#state]
/// and [#tensors], so that a training run can be interrupted and resumed.
public interface Callback {
    /// Before the first step of a call of [Trainer#fit], a resumed one included.
    default void trainingBegins(Trainer<?, ?> trainer) {}

    /// Before the first step of an epoch, or the first that is left of it.
    default void epochBegins(Trainer<?, ?> trainer) {}

    /// Before a step: its scope is not open yet.
    default void stepBegins(Trainer<?, ?> trainer) {}

    /// In the middle of a step: the loss is computed, its graph and all it saved are alive,
    /// backward comes next.
    default void lossComputed(Trainer<?, ?> trainer, Tensor loss) {}

    /// After a step: its scope is closed, [Progress#loss] is its loss.
    default void stepEnded(Trainer<?, ?> trainer) {}

    /// Before the model is tried on the rows held out.
    default void evaluationBegins(Trainer<?, ?> trainer) {}

    /// After the model was tried on the rows held out.
    default void evaluated(Trainer<?, ?> trainer, Evaluation evaluation) {}

    /// After an epoch and its evaluation. The trainer stands before the first step of the next one
    /// already: what it saves now resumes there.
    default void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {}

    /// When [Trainer#fit] has done all epochs, or was stopped; not if it failed.
    default void trainingEnded(Trainer<?, ?> trainer) {}

    /// What its state goes by; empty if it has none.
    default String name() {
        return "";
    }

    /// The state that it needs to resume as if nothing had happened, as text.
    default SequencedMap<String, String> state() {
        return new LinkedHashMap<>();
    }

    /// State that can't be written as text: it is saved from these tensors, and restored into them.
    default SequencedMap<String, Tensor> tensors() {
        return new LinkedHashMap<>();
    }

    /// Goes back to a state. The contents of [#tensors] are restored by the code that saved them.
    ///
    /// @throws IllegalArgumentException if it is not one of this callback
    default void restore(SequencedMap<String, String> state) {}
}

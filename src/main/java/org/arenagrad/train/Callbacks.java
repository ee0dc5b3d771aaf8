package org.arenagrad.train;

import org.arenagrad.autograd.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Several callbacks as one: each receives the events in turn.
final class Callbacks implements Callback {
    private final List<Callback> all = new ArrayList<>();

    void add(Callback more) {
        boolean taken = all.stream().anyMatch(other -> other.name().equals(more.name()));
        if (taken && !more.name().isEmpty()) {
            throw new IllegalArgumentException(
                    "trainer: two callbacks keep their state under '%s'".formatted(more.name()));
        }
        all.add(more);
    }

    @Override
    public void trainingBegins(Trainer<?, ?> trainer) {
        for (Callback one : all) {
            one.trainingBegins(trainer);
        }
    }

    @Override
    public void epochBegins(Trainer<?, ?> trainer) {
        for (Callback one : all) {
            one.epochBegins(trainer);
        }
    }

    @Override
    public void stepBegins(Trainer<?, ?> trainer) {
        for (Callback one : all) {
            one.stepBegins(trainer);
        }
    }

    @Override
    public void lossComputed(Trainer<?, ?> trainer, Tensor loss) {
        for (Callback one : all) {
            one.lossComputed(trainer, loss);
        }
    }

    @Override
    public void stepEnded(Trainer<?, ?> trainer) {
        for (Callback one : all) {
            one.stepEnded(trainer);
        }
    }

    @Override
    public void evaluationBegins(Trainer<?, ?> trainer) {
        for (Callback one : all) {
            one.evaluationBegins(trainer);
        }
    }

    @Override
    public void evaluated(Trainer<?, ?> trainer, Evaluation evaluation) {
        for (Callback one : all) {
            one.evaluated(trainer, evaluation);
        }
    }

    @Override
    public void epochEnded(Trainer<?, ?> trainer, History.Epoch epoch) {
        for (Callback one : all) {
            one.epochEnded(trainer, epoch);
        }
    }

    @Override
    public void trainingEnded(Trainer<?, ?> trainer) {
        for (Callback one : all) {
            one.trainingEnded(trainer);
        }
    }

    @Override
    public SequencedMap<String, String> state() {
        SequencedMap<String, String> state = new LinkedHashMap<>();
        for (Callback one : named()) {
            one.state().forEach((key, value) -> state.put(prefix(one) + key, value));
        }
        return state;
    }

    @Override
    public SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (Callback one : named()) {
            one.tensors().forEach((key, value) -> tensors.put(prefix(one) + key, value));
        }
        return tensors;
    }

    /// A callback that the state knows nothing of starts afresh.
    @Override
    public void restore(SequencedMap<String, String> state) {
        StateText text = new StateText(state);
        for (Callback one : named()) {
            SequencedMap<String, String> own = text.part(prefix(one));
            if (!own.isEmpty()) {
                one.restore(own);
            }
        }
    }

    private List<Callback> named() {
        return all.stream().filter(one -> !one.name().isEmpty()).toList();
    }

    private static String prefix(Callback one) {
        return one.name() + ".";
    }
}

package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Something with parameters to train: a [Layer], a lookup table, a whole model.
///
/// What has parameters of its own overrides [#namedParameters]; what is put together from others
/// overrides [#children], and the rest follows.
public interface Trainable {
    /// The parts this is put together from, by name, in order; none for a layer that stands alone.
    default SequencedMap<String, Trainable> children() {
        return new LinkedHashMap<>();
    }

    /// The parameters by name, in order: those of a part bear its name in front, `0.weight`. A
    /// parameter that several parts share is listed once, by its first name.
    default SequencedMap<String, Tensor> namedParameters() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        Set<Tensor> seen = new HashSet<>();
        children()
                .forEach(
                        (child, part) ->
                                part.namedParameters()
                                        .forEach(
                                                (name, parameter) -> {
                                                    if (seen.add(parameter)) {
                                                        all.put(child + "." + name, parameter);
                                                    }
                                                }));
        return all;
    }

    /// The parameters in the order of [#namedParameters]: what an optimizer takes.
    default List<Tensor> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /// Switches between training and evaluation, for this and all its parts. Only layers that
    /// behave differently care: [Dropout] drops while training only. Everything starts in training.
    default void train(boolean on) {
        children().values().forEach(part -> part.train(on));
    }

    /// Switches to training.
    default void train() {
        train(true);
    }

    /// Switches to evaluation.
    default void eval() {
        train(false);
    }
}

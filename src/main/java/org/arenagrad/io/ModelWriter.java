package org.arenagrad.io;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.Trainable;
import org.arenagrad.optim.Optimizer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Puts the parts of a [ModelFile] together.
final class ModelWriter {
    /// How the names of our own entries in the metadata begin.
    static final String OURS = "arenagrad.";

    static final String ARCHITECTURE = OURS + "architecture";
    static final String OPTIMIZER = OURS + "optimizer";

    /// The prefix of the names of an optimizer's state.
    static final String STATE = "optimizer.";

    /// How the names of what the caller adds begin.
    static final String COMPANION = "companion.";

    private ModelWriter() {}

    static void write(
            Path path,
            Trainable model,
            @Nullable String architecture,
            @Nullable Optimizer optimizer,
            Map<String, String> metadata,
            Map<String, Tensor> companions)
            throws IOException {
        SequencedMap<String, String> notes = new LinkedHashMap<>();
        if (architecture != null) {
            notes.put(ARCHITECTURE, architecture);
        }
        SequencedMap<String, Tensor> all = new LinkedHashMap<>(model.state());
        if (optimizer != null) {
            List<String> names = names(optimizer, model);
            notes.put(OPTIMIZER, OptimizerJson.describe(optimizer, names));
            addState(all, optimizer, names);
        }
        companions.forEach((name, tensor) -> all.put(COMPANION + name, tensor));
        for (Map.Entry<String, String> note : metadata.entrySet()) {
            if (note.getKey().startsWith(OURS)) {
                throw new IllegalArgumentException(
                        "metadata '%s': names that begin with '%s' are taken"
                                .formatted(note.getKey(), OURS));
            }
            notes.put(note.getKey(), note.getValue());
        }
        SafeTensors.write(path, all, notes);
    }

    private static void addState(Map<String, Tensor> all, Optimizer optimizer, List<String> names) {
        optimizer
                .state()
                .arrays()
                .forEach(
                        (kind, each) -> {
                            for (int i = 0; i < names.size(); i++) {
                                String name = stateName(names.get(i), kind);
                                if (all.put(name, Tensor.of(each.get(i))) != null) {
                                    throw new IllegalArgumentException(
                                            "the model has a parameter called '%s', which is where the optimizer's memory of '%s' would stand"
                                                    .formatted(name, names.get(i)));
                                }
                            }
                        });
    }

    /// `optimizer.0.weight.largest_square`.
    static String stateName(String parameter, String kind) {
        return STATE + parameter + "." + kind.replace(' ', '_');
    }

    /// What the parameters of an optimizer are called in a model.
    static List<String> names(Optimizer optimizer, Trainable model) {
        Map<Tensor, String> names = new HashMap<>();
        model.namedParameters().forEach((name, parameter) -> names.put(parameter, name));
        List<String> inOrder = new ArrayList<>();
        for (Tensor parameter : optimizer.parameters()) {
            String name = names.get(parameter);
            if (name == null) {
                throw new IllegalArgumentException(
                        "the optimizer improves %s, which is not a parameter of the model"
                                .formatted(parameter.array()));
            }
            inOrder.add(name);
        }
        return inOrder;
    }
}

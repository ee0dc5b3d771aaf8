package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// What a [Trainable] is made of, as it declares it. Names are those of files: PyTorch's, where
/// weights go both ways.
public final class Parts {
    private final SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
    private final SequencedMap<String, Tensor> buffers = new LinkedHashMap<>();
    private final SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    private final SequencedMap<String, Trainable> layers = new LinkedHashMap<>();
    private final String owner;

    private Parts(String owner) {
        this.owner = owner;
    }

    static Parts of(Trainable declaring) {
        Parts parts = new Parts(declaring.getClass().getSimpleName());
        declaring.declare(parts);
        return parts;
    }

    /// A tensor that is learned.
    ///
    /// @param parameter null for one that was left out, such as a bias
    /// @return this
    /// @throws IllegalArgumentException if it requires no gradient and never did, or the name is
    ///   taken or empty or contains a dot
    public Parts parameter(String name, @Nullable Tensor parameter) {
        requireName(name);
        if (parameter != null) {
            if (!parameter.isLeaf()) {
                throw new IllegalArgumentException(
                        "%s: parameter '%s' is %s, the result of an operation: declare the tensor that it was computed from"
                                .formatted(owner, name, parameter.array()));
            }
            if (!parameter.requiresGrad() && !parameter.isFrozen()) {
                throw new IllegalArgumentException(
                        "%s: parameter '%s' %s requires no gradient: call requireGrad() when it is made, or declare it a buffer"
                                .formatted(owner, name, parameter.array()));
            }
            parameters.put(name, parameter);
            state.put(name, parameter);
        }
        return this;
    }

    /// A tensor that is saved but not learned.
    ///
    /// @return this
    /// @throws IllegalArgumentException if it requires a gradient, or the name is taken or empty or
    ///   contains a dot
    public Parts buffer(String name, Tensor buffer) {
        requireName(name);
        if (buffer.requiresGrad()) {
            throw new IllegalArgumentException(
                    "%s: buffer '%s' %s requires a gradient: declare it a parameter"
                            .formatted(owner, name, buffer.array()));
        }
        buffers.put(name, buffer);
        state.put(name, buffer);
        return this;
    }

    /// A part with parameters and buffers of its own.
    ///
    /// @return this
    /// @throws IllegalArgumentException if the name is taken or empty or contains a dot
    public Parts layer(String name, Trainable layer) {
        requireName(name);
        layers.put(name, layer);
        return this;
    }

    /// Parts that are numbered from 0 under a name: `blocks.0`, `blocks.1` (PyTorch's
    /// `ModuleList`).
    ///
    /// @return this
    public Parts layers(String name, Iterable<? extends Trainable> several) {
        return layer(
                name,
                new Trainable() {
                    @Override
                    public void declare(Parts parts) {
                        int i = 0;
                        for (Trainable each : several) {
                            parts.layer(String.valueOf(i++), each);
                        }
                    }

                    @Override
                    public String toString() {
                        return "List";
                    }
                });
    }

    private void requireName(String name) {
        if (name.isEmpty() || name.contains(".")) {
            throw new IllegalArgumentException(
                    "%s: '%s' can't name a part: a name has letters, and no dot, which stands between a part and what is in it"
                            .formatted(owner, name));
        }
        if (state.containsKey(name) || layers.containsKey(name)) {
            throw new IllegalArgumentException(
                    "%s: two parts are called '%s': give each a name of its own"
                            .formatted(owner, name));
        }
    }

    SequencedMap<String, Trainable> layers() {
        return layers;
    }

    SequencedMap<String, Tensor> parameters() {
        return parameters;
    }

    SequencedMap<String, Tensor> buffers() {
        return buffers;
    }

    SequencedMap<String, Tensor> state() {
        return state;
    }

    /// What the parts of a trainable, and their parts, have of one kind, each once.
    static SequencedMap<String, Tensor> collect(
            Trainable from, Function<Parts, SequencedMap<String, Tensor>> kind) {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        collect(from, "", kind, all, new HashSet<>());
        return all;
    }

    private static void collect(
            Trainable from,
            String prefix,
            Function<Parts, SequencedMap<String, Tensor>> kind,
            SequencedMap<String, Tensor> all,
            Set<Tensor> seen) {
        Parts parts = of(from);
        kind.apply(parts)
                .forEach(
                        (name, tensor) -> {
                            if (seen.add(tensor)) {
                                all.put(prefix + name, tensor);
                            }
                        });
        parts.layers.forEach((name, layer) -> collect(layer, prefix + name + ".", kind, all, seen));
    }

    static String tree(Trainable root) {
        Parts parts = of(root);
        if (parts.layers.isEmpty()) {
            return root.toString();
        }
        StringBuilder text = new StringBuilder(parts.owner.isEmpty() ? "List" : parts.owner);
        text.append('(');
        parts.layers.forEach(
                (name, layer) ->
                        text.append("\n  (%s): ".formatted(name))
                                .append(layer.tree().replace("\n", "\n  ")));
        return text.append("\n)").toString();
    }
}

package org.arenagrad.autograd;

import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.NdArray;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// One application of a [CustomFunction]: the only node with several outputs.
///
/// The rule gives the gradients of all inputs at once, and the walk asks for them one by one: so
/// they are kept until it has asked for the last.
final class Custom extends Operation {
    private final CustomFunction function;
    private final CustomFunction.Context context;
    private final boolean savesIntermediates;
    private Tensor[] outputs;
    private final @Nullable Tensor[] pending;
    private @Nullable List<@Nullable Tensor> gradients;

    private Custom(
            CustomFunction function, CustomFunction.Context context, Tensor[] inputs, Run run) {
        super(function.name(), inputs);
        this.function = function;
        this.context = context;
        this.savesIntermediates = run.savesIntermediates;
        this.pending = new Tensor[run.results.size()];
        this.outputs = new Tensor[pending.length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new Tensor(run.results.get(i).array(), this, i);
        }
    }

    static List<Tensor> apply(CustomFunction function, Tensor[] given) {
        Tensor[] inputs = given.clone();
        for (int i = 0; i < inputs.length; i++) {
            int place = i;
            Objects.requireNonNull(
                            inputs[i],
                            () -> function.name() + ": input %s is null".formatted(place))
                    .requireAlive();
        }
        var context = new CustomFunction.Context(function.name(), List.of(inputs));
        Run run = Run.of(function, context, List.of(inputs));
        Custom node = new Custom(function, context, inputs, run);
        boolean recorded = node.isRecorded();
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < node.outputs(); i++) {
            NdArray value = run.results.get(i).array();
            node.computed(value);
            results.add(recorded ? node.output(i) : new Tensor(value, null));
        }
        if (recorded) {
            context.forwardEnded(run.savedAs(node.outputs));
            node.record();
        } else {
            context.forwardEnded(List.of());
        }
        return List.copyOf(results);
    }

    /// What forward did.
    private record Run(List<Tensor> results, List<Tensor> saved, boolean savesIntermediates) {
        /// Runs forward, unrecorded; only what it returns and saves outlives it.
        static Run of(
                CustomFunction function, CustomFunction.Context context, List<Tensor> inputs) {
            Modes modes = Modes.current();
            CheckpointRun checkpoint = modes.checkpoint;
            // What it reads is noted once for the whole function.
            modes.checkpoint = null;
            try (Mode _ = Autograd.noGrad()) {
                Scope outer = Scope.current().orElse(null);
                if (outer == null) {
                    return of(function, context, inputs, null, null);
                }
                try (Scope inner = Scope.open(function.name())) {
                    return of(function, context, inputs, inner, outer);
                }
            } finally {
                modes.checkpoint = checkpoint;
            }
        }

        private static Run of(
                CustomFunction function,
                CustomFunction.Context context,
                List<Tensor> inputs,
                @Nullable Scope inner,
                @Nullable Scope outer) {
            List<Tensor> results = function.forward(context, inputs);
            requireResults(function, results);
            List<Tensor> saved = context.saved();
            boolean intermediates = false;
            for (Tensor value : saved) {
                boolean own = isMadeIn(inner, value);
                intermediates |= own && !results.contains(value) && !inputs.contains(value);
            }
            for (Tensor result : results) {
                if (isMadeIn(inner, result)) {
                    result.array().buffer().madeBy(function.name());
                }
                handOver(result, inner, outer);
            }
            saved.forEach(value -> handOver(value, inner, outer));
            return new Run(List.copyOf(results), List.copyOf(saved), intermediates);
        }

        private static void requireResults(
                CustomFunction function, @Nullable List<Tensor> results) {
            if (results == null
                    || results.isEmpty()
                    || results.stream().anyMatch(Objects::isNull)) {
                throw new IllegalStateException(
                        "%s: forward returned %s: it returns at least one tensor, and no null"
                                .formatted(
                                        function.name(),
                                        results == null
                                                ? "null"
                                                : results.isEmpty() ? "no tensor" : "a null"));
            }
        }

        private static boolean isMadeIn(@Nullable Scope inner, Tensor value) {
            Buffer buffer = value.array().buffer();
            return inner == null ? buffer.isOwnedByTape() : buffer.scope() == inner;
        }

        private static void handOver(Tensor value, @Nullable Scope inner, @Nullable Scope outer) {
            Buffer buffer = value.array().buffer();
            if (outer != null && buffer.scope() == inner) {
                buffer.giveToTape();
                buffer.moveTo(outer);
            }
        }

        /// The values saved: a result as the graph knows it, so that gradients flow through it.
        List<Tensor> savedAs(Tensor[] outputs) {
            List<Tensor> known = new ArrayList<>();
            for (Tensor value : saved) {
                int place = results.indexOf(value);
                known.add(place < 0 ? value : outputs[place]);
            }
            return List.copyOf(known);
        }
    }

    @Override
    NdArray forward() {
        throw new IllegalStateException(name() + " has computed its results already");
    }

    @Override
    Tensor[] saved() {
        return context.saved().toArray(Tensor[]::new);
    }

    @Override
    int outputs() {
        return pending.length;
    }

    @Override
    Tensor output(int i) {
        return outputs[i];
    }

    @Override
    @Nullable Tensor pending(int output) {
        return pending[output];
    }

    @Override
    void pending(int output, @Nullable Tensor gradient) {
        pending[output] = gradient;
    }

    @Override
    @Nullable Tensor gradient(int input) {
        List<@Nullable Tensor> all = gradients;
        if (all == null) {
            all = run();
            gradients = all;
        }
        return all.get(input);
    }

    @Override
    Tensor gradient(int input, Tensor g) {
        throw new IllegalStateException(name() + " gives the gradients of all inputs at once");
    }

    @Override
    void visited() {
        gradients = null;
    }

    @Override
    void forget() {
        outputs = NOTHING;
    }

    private List<@Nullable Tensor> run() {
        boolean twice = Autograd.isRecording();
        if (twice && savesIntermediates) {
            throw notTwice(
                    "backward reads a tensor that forward computed on the way, and no gradient"
                            + " flows through that: save inputs and results only, and compute it"
                            + " again in backward");
        }
        List<Tensor> upstream = new ArrayList<>();
        for (int i = 0; i < pending.length; i++) {
            Tensor g = pending[i];
            upstream.add(
                    g != null ? g : Tensor.zeros(outputs[i].dtype(), outputs[i].shape().toArray()));
        }
        Modes modes = Modes.current();
        String before = modes.rule;
        modes.rule = twice ? name() : null;
        try {
            return requireFit(function.backward(context, List.copyOf(upstream)));
        } finally {
            modes.rule = before;
        }
    }

    private IllegalStateException notTwice(String why) {
        return new IllegalStateException(
                "grad: %s can't be differentiated twice: %s".formatted(name(), why));
    }

    /// What reading the elements of a tensor in a rule that is being differentiated itself leads
    /// to.
    static IllegalStateException readsElements(String rule, String method) {
        return new IllegalStateException(
                "grad: %s can't be differentiated twice: its backward reads elements with %s, and no gradient flows through that: compute with operations of tensors"
                        .formatted(rule, method));
    }

    private List<@Nullable Tensor> requireFit(@Nullable List<@Nullable Tensor> found) {
        if (found == null || found.size() != inputs()) {
            throw new IllegalStateException(
                    "%s: backward returned %s for %s inputs: it returns one gradient for each, null where none flows"
                            .formatted(
                                    name(),
                                    found == null ? "null" : found.size() + " gradients",
                                    inputs()));
        }
        for (int i = 0; i < found.size(); i++) {
            Tensor gradient = found.get(i);
            Tensor input = input(i);
            if (gradient == null) {
                continue;
            }
            gradient.requireAlive();
            if (!fits(gradient, input) || gradient.dtype() != input.dtype()) {
                throw new IllegalStateException(
                        "%s: backward returned %s %s as the gradient of input %s, which is %s: a gradient has the shape and type of its input"
                                .formatted(
                                        name(),
                                        gradient.shape(),
                                        gradient.dtype(),
                                        i,
                                        input.array()));
            }
        }
        return found;
    }

    /// Whether a gradient has the shape of an input, or one that broadcasting makes of it.
    private static boolean fits(Tensor gradient, Tensor input) {
        int[] wide = gradient.shape().toArray();
        int[] narrow = input.shape().toArray();
        if (narrow.length > wide.length) {
            return false;
        }
        int[] tail = Arrays.copyOfRange(wide, wide.length - narrow.length, wide.length);
        for (int d = 0; d < narrow.length; d++) {
            if (narrow[d] != tail[d] && narrow[d] != 1) {
                return false;
            }
        }
        return true;
    }
}

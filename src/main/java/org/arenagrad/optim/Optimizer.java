package org.arenagrad.optim;

import org.arenagrad.array.Create;
import org.arenagrad.array.NdArray;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Phase;
import org.arenagrad.memory.Role;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Something that improves parameters, step by step, from their gradients.
///
/// ```java
/// loss.backward();
/// optimizer.step();
/// optimizer.zeroGrad();
/// ```
///
/// A parameter that no gradient has reached since [#zeroGrad] is left as it is, and so is the
/// optimizer's state for it.
public abstract class Optimizer {
    private final List<Tensor> parameters;
    private final SequencedMap<String, NdArray[]> arrays = new LinkedHashMap<>();
    private final SequencedMap<String, int[]> counters = new LinkedHashMap<>();
    private double learningRate;

    /// One that has no state yet.
    ///
    /// @throws IllegalArgumentException if there is no parameter, one is named twice, requires no
    ///   gradient or is not contiguous, or the learning rate is negative or not finite
    protected Optimizer(List<Tensor> parameters, double learningRate) {
        this.parameters = List.copyOf(parameters);
        requireTrainable(this.parameters);
        this.parameters.forEach(parameter -> parameter.array().buffer().optimized());
        requireLearningRate(learningRate);
        this.learningRate = learningRate;
    }

    /// Improves every parameter that has a gradient.
    public final void step() {
        Ledger ledger = Ledger.current();
        Phase before = ledger.enter(Phase.OPTIMIZER);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                Tensor parameter = parameters.get(i);
                if (parameter.hasGrad()) {
                    update(i, parameter.array(), parameter.grad().array());
                }
            }
        } finally {
            ledger.enter(before);
        }
    }

    /// Improves one parameter, in place.
    ///
    /// @param index its place in [#parameters]
    /// @param parameter its values
    /// @param gradient of the same shape
    protected abstract void update(int index, NdArray parameter, NdArray gradient);

    /// Forgets the gradients of all parameters; nothing is written, nothing freed.
    public final void zeroGrad() {
        parameters.forEach(Tensor::zeroGrad);
    }

    /// How far a step goes.
    public final double learningRate() {
        return learningRate;
    }

    /// Changes how far a step goes, from the next one on: what a [Schedule] is for.
    ///
    /// @throws IllegalArgumentException if it is negative or not finite
    public final void learningRate(double rate) {
        requireLearningRate(rate);
        learningRate = rate;
    }

    /// What it improves, in the order given.
    public final List<Tensor> parameters() {
        return parameters;
    }

    /// What it remembers from step to step: the arrays themselves, not copies, and how far its
    /// counters are. A step changes the arrays.
    public final OptimizerState state() {
        SequencedMap<String, List<NdArray>> remembered = new LinkedHashMap<>();
        arrays.forEach((kind, each) -> remembered.put(kind, List.of(each)));
        SequencedMap<String, List<Integer>> counted = new LinkedHashMap<>();
        counters.forEach((kind, each) -> counted.put(kind, Arrays.stream(each).boxed().toList()));
        return new OptimizerState(remembered, counted);
    }

    /// Goes on from what another optimizer of its kind remembered: its next step is the one the
    /// other would have taken. Values are copied, and converted where types differ.
    ///
    /// @throws IllegalArgumentException if kinds, numbers or shapes differ; nothing is changed then
    public final void restore(OptimizerState from) {
        from.requireFit(state());
        arrays.forEach(
                (kind, each) -> {
                    for (int i = 0; i < each.length; i++) {
                        each[i].copyFrom(from.array(kind, i));
                    }
                });
        counters.forEach(
                (kind, each) -> {
                    for (int i = 0; i < each.length; i++) {
                        each[i] = from.counter(kind, i);
                    }
                });
    }

    /// For subclasses, when they are made: an array of one kind for every parameter, zeros of its
    /// shape, in its scope, named after it. They belong to [#state] under that name.
    protected final NdArray[] remember(String kind) {
        NdArray[] each = new NdArray[parameters.size()];
        for (int i = 0; i < each.length; i++) {
            Tensor parameter = parameters.get(i);
            each[i] = Create.zerosBeside(parameter.array(), kind);
            each[i].buffer().role(Role.OPTIMIZER);
            String name = parameter.name();
            if (name != null) {
                each[i].buffer().name("%s of %s".formatted(kind, name));
            }
        }
        arrays.put(kind, each);
        return each;
    }

    /// For subclasses, when they are made: a counter for every parameter, from 0. They belong to
    /// [#state] under that name.
    protected final int[] count(String kind) {
        int[] each = new int[parameters.size()];
        counters.put(kind, each);
        return each;
    }

    /// @throws IllegalArgumentException if `value` is not in `[0, 1)`
    static double requireFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s must be at least 0 and below 1, not %s".formatted(name, value));
        }
        return value;
    }

    /// @throws IllegalArgumentException if `value` is negative or not finite
    static double requireNotNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s must be finite and not negative, not %s".formatted(name, value));
        }
        return value;
    }

    private static void requireLearningRate(double rate) {
        requireNotNegative("the learning rate", rate);
    }

    private static void requireTrainable(List<Tensor> parameters) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "an optimizer needs at least one parameter: does the model declare its parts"
                            + " (Trainable.declare)?");
        }
        Set<Tensor> seen = new HashSet<>();
        for (Tensor parameter : parameters) {
            if (!seen.add(parameter)) {
                throw new IllegalArgumentException(
                        "parameter %s is named twice: it would be changed twice in a step"
                                .formatted(parameter.array()));
            }
            if (!parameter.requiresGrad() || !parameter.isLeaf()) {
                throw new IllegalArgumentException(
                        "%s can't be trained: a parameter is made by the user, not computed, and requires a gradient (requireGrad())"
                                .formatted(parameter.array()));
            }
            if (!parameter.array().isContiguous()) {
                throw new IllegalArgumentException(
                        "parameter %s is not contiguous: make the parameter of a copy()"
                                .formatted(parameter.array()));
            }
        }
    }
}

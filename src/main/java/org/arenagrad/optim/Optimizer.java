package org.arenagrad.optim;

import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.DryRun;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Phase;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.NdArray;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
///
/// **Your own.** Extend this class, ask for [#stateSlot]s and [#counter]s in the constructor, and
/// say in [#update] how one parameter changes. State is then saved and restored with the rest, and
/// a dry run leaves it as it was.
public abstract class Optimizer {
    private final List<ParameterGroup> groups;
    private final List<Tensor> parameters;
    private final double[] rateFactors;
    private final double[] weightDecays;
    private final boolean maximize;
    private final SequencedMap<String, NdArray[]> arrays = new LinkedHashMap<>();
    private final SequencedMap<String, Counter> counters = new LinkedHashMap<>();
    private double learningRate;

    /// One without groups, weight decay and state.
    ///
    /// @throws IllegalArgumentException if there is no parameter, one is named twice, requires no
    ///   gradient or is not contiguous, or the learning rate is negative or not finite
    protected Optimizer(List<Tensor> parameters, double learningRate) {
        this(List.of(ParameterGroup.of(parameters)), learningRate, 0, false);
    }

    /// One that has no state yet.
    ///
    /// @param groups all parameters
    /// @param weightDecay that of groups which have none of their own
    /// @param maximize whether steps go up the gradient, not down
    /// @throws IllegalArgumentException if there is no parameter, one is named twice, requires no
    ///   gradient or is not contiguous, or a number is negative or not finite
    protected Optimizer(
            List<ParameterGroup> groups,
            double learningRate,
            double weightDecay,
            boolean maximize) {
        this.groups = List.copyOf(groups);
        this.parameters = groups.stream().flatMap(group -> group.parameters().stream()).toList();
        Checks.requireTrainable(parameters);
        parameters.forEach(parameter -> parameter.array().buffer().known());
        requireLearningRate(learningRate);
        Checks.requireNotNegative("weight decay", weightDecay);
        this.rateFactors = new double[parameters.size()];
        this.weightDecays = new double[parameters.size()];
        int next = 0;
        for (ParameterGroup group : groups) {
            int end = next + group.parameters().size();
            Arrays.fill(rateFactors, next, end, group.rateFactor());
            Arrays.fill(weightDecays, next, end, group.weightDecay().orElse(weightDecay));
            next = end;
        }
        this.maximize = maximize;
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
                    improve(i, parameter);
                }
            }
        } finally {
            ledger.enter(before);
        }
    }

    private void improve(int index, Tensor parameter) {
        if (hasKernel()) {
            update(index, parameter, parameter.grad());
            return;
        }
        try (Scope _ = Scope.open("update");
                var _ = Autograd.noGrad()) {
            Tensor gradient = parameter.grad();
            update(index, parameter.detach(), maximize ? gradient.neg() : gradient);
        }
    }

    /// Whether [#update] is one kernel: it then needs neither a scope nor a gradient of the sign it
    /// goes by, but takes [#signedRate] and [#signedDecay].
    boolean hasKernel() {
        return false;
    }

    /// Improves one parameter, in place. Nothing is recorded, and temporaries may be made: they end
    /// with a scope that [#step] opens around each update.
    ///
    /// ```java
    /// velocities.get(index).mulInPlace(0.9).addInPlace(gradient);
    /// parameter.addInPlace(velocities.get(index), -learningRateOf(index));
    /// ```
    ///
    /// @param index its place in [#parameters]
    /// @param parameter its values, outside the graph
    /// @param gradient of the same shape, to read only; to be followed downwards, also by an
    ///   optimizer that maximizes
    protected abstract void update(int index, Tensor parameter, Tensor gradient);

    /// Forgets the gradients of all parameters; nothing is written, nothing freed.
    public final void zeroGrad() {
        parameters.forEach(Tensor::zeroGrad);
    }

    /// How far a step goes; that of a group is a multiple, see [ParameterGroup#rateFactor].
    public final double learningRate() {
        return learningRate;
    }

    /// Changes how far a step goes, from the next one on: what a [Schedule] is for. The rates of
    /// all groups change in proportion.
    ///
    /// @throws IllegalArgumentException if it is negative or not finite
    public final void learningRate(double rate) {
        requireLearningRate(rate);
        if (DryRun.isOn()) {
            double before = learningRate;
            DryRun.onRollback(() -> learningRate = before);
        }
        learningRate = rate;
    }

    /// For [#update]: the learning rate of a parameter, by its group.
    ///
    /// @param index its place in [#parameters]
    protected final double learningRateOf(int index) {
        return learningRate * rateFactors[index];
    }

    /// For [#update]: the weight decay of a parameter, by its group.
    ///
    /// @param index its place in [#parameters]
    protected final double weightDecayOf(int index) {
        return weightDecays[index];
    }

    /// The learning rate, negative to maximize. With both signs turned a kernel goes up the
    /// gradient it is given, to the same bits as down the negative one, but for the sign of the
    /// means it keeps.
    final double signedRate(int index) {
        return maximize ? -learningRateOf(index) : learningRateOf(index);
    }

    /// The weight decay, negative to maximize, see [#signedRate].
    final double signedDecay(int index) {
        return maximize ? -weightDecays[index] : weightDecays[index];
    }

    /// A gradient with weight decay of the kind that is added to it.
    final Tensor withDecay(int index, Tensor parameter, Tensor gradient) {
        double decay = weightDecays[index];
        return decay == 0 ? gradient : parameter.mul(decay).addInPlace(gradient);
    }

    /// Weight decay of the kind that shrinks the parameter.
    final void shrink(int index, Tensor parameter) {
        double decay = weightDecays[index];
        if (decay != 0) {
            parameter.mulInPlace(1 - learningRateOf(index) * decay);
        }
    }

    /// Its parameters as they were given.
    public final List<ParameterGroup> groups() {
        return groups;
    }

    /// What it improves, in the order given.
    public final List<Tensor> parameters() {
        return parameters;
    }

    /// Its state from step to step: the arrays themselves, not copies, and how far its counters
    /// are. A step changes the arrays.
    public final OptimizerState state() {
        SequencedMap<String, List<NdArray>> remembered = new LinkedHashMap<>();
        arrays.forEach((kind, each) -> remembered.put(kind, List.of(each)));
        SequencedMap<String, List<Integer>> counted = new LinkedHashMap<>();
        counters.forEach(
                (kind, each) -> counted.put(kind, Arrays.stream(each.counts).boxed().toList()));
        return new OptimizerState(remembered, counted);
    }

    /// Continues from the state of another optimizer of its kind: its next step is the one the
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
                    for (int i = 0; i < each.counts.length; i++) {
                        each.counts[i] = from.counter(kind, i);
                    }
                });
    }

    /// For subclasses, when they are made: a tensor for every parameter, zeros of its shape, in its
    /// scope, named after it. They belong to [#state] under that name, and files know them by it.
    ///
    /// @param name `mean`, `momentum`
    /// @return in the order of [#parameters]
    /// @throws IllegalArgumentException if there is a slot of that name
    protected final List<Tensor> stateSlot(String name) {
        return Stream.of(stateArrays(name)).map(Tensor::of).toList();
    }

    /// [#stateSlot] for a kernel.
    final NdArray[] stateArrays(String name) {
        return stateArrays(name, _ -> true);
    }

    /// [#stateArrays] for some parameters; the others get an array of no elements.
    final NdArray[] stateArrays(String name, Predicate<Tensor> needed) {
        requireNew("slot", name, arrays);
        NdArray[] each = new NdArray[parameters.size()];
        for (int i = 0; i < each.length; i++) {
            Tensor parameter = parameters.get(i);
            Shape shape = needed.test(parameter) ? parameter.shape() : Shape.of(0);
            each[i] = Create.zerosBeside(parameter.array(), shape, name);
            each[i].buffer().role(Role.OPTIMIZER);
            String whose = parameter.name();
            if (whose != null) {
                each[i].buffer().name("%s of %s".formatted(name, whose));
            }
        }
        arrays.put(name, each);
        return each;
    }

    /// For subclasses, when they are made: a counter for every parameter, from 0. They belong to
    /// [#state] under that name.
    ///
    /// @param name `step`
    /// @throws IllegalArgumentException if there is a counter of that name
    protected final Counter counter(String name) {
        requireNew("counter", name, counters);
        Counter each = new Counter(parameters.size());
        counters.put(name, each);
        return each;
    }

    private static void requireNew(String what, String name, Map<String, ?> known) {
        if (known.containsKey(name)) {
            throw new IllegalArgumentException(
                    "%s '%s' is asked for twice: give each a name of its own"
                            .formatted(what, name));
        }
    }

    private static void requireLearningRate(double rate) {
        Checks.requireNotNegative("the learning rate", rate);
    }
}

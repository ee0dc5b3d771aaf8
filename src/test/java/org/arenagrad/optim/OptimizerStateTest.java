package org.arenagrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/// What optimizers remember from step to step: it can be read, moved to another optimizer of the
/// same kind, and a dry run leaves it as it was.
class OptimizerStateTest {
    private static Arguments optimizer(String name, Function<List<Tensor>, Optimizer> maker) {
        return Arguments.of(name, maker);
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                optimizer("SGD", p -> SGD.of(p, 0.1)),
                optimizer(
                        "SGD, dampened",
                        p -> SGD.of(p, 0.1, SGD.defaults().momentum(0.9).dampening(0.5))),
                optimizer("Momentum", p -> Momentum.of(p, 0.1)),
                optimizer("Adam", p -> Adam.of(p, 0.1)),
                optimizer("Adam, AMSGrad", p -> Adam.of(p, 0.1, Adam.defaults().amsgrad(true))),
                optimizer("AdamW", p -> AdamW.of(p, 0.1)),
                optimizer("RMSProp", p -> RMSProp.of(p, 0.1)),
                optimizer("Adagrad", p -> Adagrad.of(p, 0.1)),
                optimizer("Adamax", p -> Adamax.of(p, 0.1)),
                optimizer("NAdam", p -> NAdam.of(p, 0.1)),
                optimizer("RAdam", p -> RAdam.of(p, 0.1, RAdam.defaults().betas(0.9, 0.8))),
                optimizer(
                        "RMSProp, centered",
                        p -> RMSProp.of(p, 0.1, RMSProp.defaults().centered(true).momentum(0.5))),
                optimizer(
                        "Adagrad, decaying",
                        p -> Adagrad.of(p, 0.1, Adagrad.defaults().rateDecay(0.1).initialSum(0.5))),
                optimizer(
                        "Muon and AdamW",
                        p -> Muon.of(p, 0.1, Muon.defaults().others(Adam.defaults()))),
                optimizer("Lion", p -> Lion.of(p, 0.1)));
    }

    private static List<Tensor> parameters(DType dtype) {
        return List.of(
                Tensor.from(dtype, new double[] {1, 2}, 2).requireGrad(),
                Tensor.from(dtype, new double[] {3}, 1).requireGrad());
    }

    /// A step with a gradient for each of the first parameters, the same at all their elements.
    private static void step(Optimizer optimizer, double... gradients) {
        for (int i = 0; i < gradients.length; i++) {
            Tensor p = optimizer.parameters().get(i);
            p.backward(Tensor.full(p.dtype(), gradients[i], p.shape().toArray()));
        }
        optimizer.step();
        optimizer.zeroGrad();
    }

    private static double[][] values(Optimizer optimizer) {
        return optimizer.parameters().stream().map(Tensor::toArray).toArray(double[][]::new);
    }

    private static double[][] values(OptimizerState state, String kind) {
        return Objects.requireNonNull(state.arrays().get(kind)).stream()
                .map(NdArray::toArray)
                .toArray(double[][]::new);
    }

    // ---- reading

    /// One step of the paper's algorithm, with means that start from 0.
    @Test
    void theStateOfAdamHasTheValuesOfThePaperAndNames() {
        Adam adam =
                Adam.of(
                        parameters(DType.FLOAT64),
                        0.1,
                        Adam.defaults().betas(0.75, 0.5).amsgrad(true));
        step(adam, 4);
        OptimizerState state = adam.state();
        assertThat(state.arrays().sequencedKeySet())
                .containsExactly("mean", "square", "largest square");
        assertThat(values(state, "mean")).isDeepEqualTo(new double[][] {{0.25 * 4, 0.25 * 4}, {0}});
        assertThat(values(state, "square"))
                .isDeepEqualTo(new double[][] {{0.5 * 16, 0.5 * 16}, {0}});
        assertThat(state.counters()).containsExactly(entry("step", List.of(1, 0)));
    }

    @Test
    void aStepChangesTheArraysOfAStateAndNotItsCounters() {
        Momentum momentum = Momentum.of(parameters(DType.FLOAT64), 0.1, 0.5);
        OptimizerState state = momentum.state();
        step(momentum, 1, 2);
        step(momentum, 1, 2);
        assertThat(values(state, "momentum")).isDeepEqualTo(new double[][] {{1.5, 1.5}, {3}});
        assertThat(state.counters()).containsExactly(entry("step", List.of(0, 0)));
        assertThat(momentum.state().counters()).containsExactly(entry("step", List.of(2, 2)));
    }

    // ---- restoring

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void aRestoredOptimizerTakesTheStepsTheOtherWouldHaveTaken(
            String name, Function<List<Tensor>, Optimizer> maker) {
        Optimizer first = maker.apply(parameters(DType.FLOAT64));
        // The second parameter is a step behind: their counters differ.
        step(first, 0.5);
        step(first, -2, 4);
        Optimizer second =
                maker.apply(
                        first.parameters().stream()
                                .map(p -> Tensor.of(p.toArray()).requireGrad())
                                .toList());
        second.restore(first.state());
        for (int i = 0; i < 3; i++) {
            step(first, 3, -0.25);
            step(second, 3, -0.25);
            assertThat(values(second)).as("%s, step %s", name, i).isDeepEqualTo(values(first));
        }
    }

    @Test
    void restoringConvertsValuesToTheTypeOfTheParameters() {
        Adagrad wide = Adagrad.of(parameters(DType.FLOAT64), 0.1);
        step(wide, 1.5, 1e-3);
        Adagrad narrow = Adagrad.of(parameters(DType.FLOAT32), 0.1);
        narrow.restore(wide.state());
        double millionth = (float) (1e-3 * 1e-3);
        assertThat(values(narrow.state(), "sum of squares"))
                .isDeepEqualTo(new double[][] {{2.25, 2.25}, {millionth}});
    }

    @Test
    void theStateOfANewOptimizerStartsAnotherAgain() {
        OptimizerState fresh = Adam.of(parameters(DType.FLOAT64), 0.1).state();
        Adam adam = Adam.of(parameters(DType.FLOAT64), 0.1);
        step(adam, 1, 100);
        double[][] before = values(adam);
        adam.restore(fresh);
        // Adam's first step is as long as the learning rate, however small the gradient.
        step(adam, 1e-3, 1e-3);
        assertThat(values(adam)[0][0]).isEqualTo(before[0][0] - 0.1, within(1e-5));
        assertThat(values(adam)[1][0]).isEqualTo(before[1][0] - 0.1, within(1e-5));
    }

    private static OptimizerState state(
            Map<String, List<NdArray>> arrays, Map<String, List<Integer>> counters) {
        return new OptimizerState(new LinkedHashMap<>(arrays), new LinkedHashMap<>(counters));
    }

    private static List<NdArray> ones(int... sizes) {
        return Arrays.stream(sizes).mapToObj(size -> Tensor.ones(size).array()).toList();
    }

    record Refused(OptimizerState state, String message) {
        @Override
        public String toString() {
            return message;
        }
    }

    /// What an optimizer that remembers `momentum` of a vector of 2 and a vector of 1, and counts
    /// `step`, can't go on from.
    static Stream<Refused> statesThatDoNotFit() {
        Map<String, List<NdArray>> arrays = Map.of("momentum", ones(2, 1));
        Map<String, List<Integer>> counters = Map.of("step", List.of(7, 7));
        return Stream.of(
                new Refused(
                        state(Map.of("square", ones(2, 1)), counters),
                        "restore: the optimizer has state [momentum] and counters [step], the state"
                                + " has [square] and [step]: is it of another kind of optimizer, or"
                                + " other options?"),
                new Refused(
                        state(arrays, Map.of()),
                        "restore: the optimizer has state [momentum] and counters [step], the state"
                                + " has [momentum] and []: is it of another kind of optimizer, or"
                                + " other options?"),
                new Refused(
                        state(Map.of("momentum", ones(2, 3)), counters),
                        "restore: 'momentum' has the shapes [[2], [1]], the state's have [[2],"
                                + " [3]]"),
                new Refused(
                        state(Map.of("momentum", ones(2)), counters),
                        "restore: 'momentum' has the shapes [[2], [1]], the state's have [[2]]"),
                new Refused(
                        state(Map.of("momentum", ones(2, 1, 1)), counters),
                        "restore: 'momentum' has the shapes [[2], [1]], the state's have [[2], [1],"
                                + " [1]]"),
                new Refused(
                        state(arrays, Map.of("step", List.of(7))),
                        "restore: 'step' must be 2 numbers, none negative, not [7]"),
                new Refused(
                        state(arrays, Map.of("step", List.of(7, -1))),
                        "restore: 'step' must be 2 numbers, none negative, not [7, -1]"));
    }

    @ParameterizedTest
    @MethodSource("statesThatDoNotFit")
    void aStateThatDoesNotFitIsRefusedAndNothingChanged(Refused refused) {
        Momentum momentum = Momentum.of(parameters(DType.FLOAT64), 0.1);
        assertThatThrownBy(() -> momentum.restore(refused.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refused.message());
        OptimizerState state = momentum.state();
        assertThat(values(state, "momentum")).isDeepEqualTo(new double[][] {{0, 0}, {0}});
        assertThat(state.counters()).containsExactly(entry("step", List.of(0, 0)));
    }

    // ---- dry runs

    @Test
    void aPredictedScheduleDoesNotCount() {
        Lion lion = Lion.of(parameters(DType.FLOAT64), 0.1);
        Scope.dryRun(
                () -> {
                    lion.learningRate(0.5);
                    lion.learningRate(0.25);
                });
        assertThat(lion.learningRate()).isEqualTo(0.1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void aPredictedStepDoesNotCount(String name, Function<List<Tensor>, Optimizer> maker) {
        Optimizer untouched = maker.apply(parameters(DType.FLOAT64));
        Optimizer predicted = maker.apply(parameters(DType.FLOAT64));
        for (Optimizer optimizer : List.of(untouched, predicted)) {
            step(optimizer, 1);
        }
        Scope.dryRun(
                () -> {
                    step(predicted, 5, 5);
                    step(predicted, 5, 5);
                });
        assertThat(predicted.state().counters()).isEqualTo(untouched.state().counters());
        for (Optimizer optimizer : List.of(untouched, predicted)) {
            step(optimizer, -2, 3);
        }
        assertThat(values(predicted)).as(name).isDeepEqualTo(values(untouched));
    }
}

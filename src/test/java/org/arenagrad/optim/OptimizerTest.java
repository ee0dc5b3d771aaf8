package org.arenagrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.InPlaceException;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.BufferInfo;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;
import org.arenagrad.memory.TensorClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

/// What optimizers promise beyond PyTorch's trajectories, which `OptimReferenceTest` holds them to.
class OptimizerTest {
    /// `p` with a gradient of `g`.
    private static Tensor withGrad(double p, double g) {
        Tensor parameter = Tensor.of(p).requireGrad();
        parameter.backward(Tensor.of(g));
        return parameter;
    }

    @Test
    void sgdStepsAgainstTheGradient() {
        Tensor p = withGrad(1, 2);
        SGD.of(List.of(p), 0.25).step();
        assertThat(p.toArray()).containsExactly(0.5);
    }

    @Test
    void momentumIsSgdWithMomentum() {
        Tensor p = withGrad(1, 2);
        Momentum momentum = Momentum.of(List.of(p), 0.25);
        momentum.step();
        momentum.step();
        // v is 2, then 0.9·2 + 2.
        assertThat(p.get(0)).isEqualTo(1 - 0.25 * 2 - 0.25 * 3.8, within(1e-15));
        Tensor q = withGrad(1, 2);
        Momentum light = Momentum.of(List.of(q), 0.25, 0.5);
        light.step();
        light.step();
        assertThat(q.get(0)).isEqualTo(1 - 0.25 * 2 - 0.25 * 3, within(1e-15));
    }

    @Test
    void adamStepsByTheLearningRateAtFirstHoweverLargeTheGradient() {
        for (double g : new double[] {1e-3, -5, 1e6}) {
            Tensor p = withGrad(1, g);
            Adam.of(List.of(p), 0.1).step();
            assertThat(p.get(0)).isEqualTo(1 - 0.1 * Math.signum(g), within(1e-5));
        }
    }

    @Test
    void adamWShrinksWhateverTheGradient() {
        Tensor p = withGrad(1, 0);
        AdamW.of(List.of(p), 0.1, AdamW.defaults().weightDecay(0.5)).step();
        assertThat(p.get(0)).isEqualTo(0.95, within(1e-15));
    }

    @Test
    void leavesAloneWhatNoGradientHasReached() {
        Tensor reached = withGrad(1, 1);
        Tensor not = Tensor.of(1).requireGrad();
        for (Optimizer optimizer :
                List.of(
                        Momentum.of(List.of(not, reached), 0.1),
                        AdamW.of(List.of(not, reached), 0.1))) {
            optimizer.step();
        }
        assertThat(not.toArray()).containsExactly(1);
        assertThat(reached.get(0)).isLessThan(0.9);
    }

    @Test
    void zeroGradForgetsAllGradients() {
        Tensor p = withGrad(1, 1);
        var sgd = SGD.of(List.of(p), 0.1);
        sgd.zeroGrad();
        assertThat(p.hasGrad()).isFalse();
        sgd.step();
        assertThat(p.toArray()).containsExactly(1);
    }

    @Test
    void theLearningRateCanChange() {
        Tensor p = withGrad(1, 1);
        var sgd = SGD.of(List.of(p), 0.1);
        assertThat(sgd.learningRate()).isEqualTo(0.1);
        sgd.learningRate(0.5);
        sgd.step();
        assertThat(p.toArray()).containsExactly(0.5);
        assertThat(sgd.parameters()).containsExactly(p);
    }

    @Test
    void updatesAParameterThatIsPartOfALargerBuffer() {
        Tensor whole = Tensor.of(1, 2, 3, 4);
        Tensor part = Tensor.of(whole.array().slice(0, 2, 2, 1)).requireGrad();
        part.backward(Tensor.of(1, 1));
        for (Optimizer optimizer :
                List.of(
                        Momentum.of(List.of(part), 0.5),
                        Adam.of(List.of(part), 0.5),
                        RMSProp.of(List.of(part), 0.05),
                        Adagrad.of(List.of(part), 0.5))) {
            optimizer.step();
        }
        assertThat(whole.toArray()).usingComparatorWithPrecision(1e-6).containsExactly(1, 2, 1, 2);
    }

    @Test
    void keepsFloat32Parameters() {
        Tensor p = Tensor.ones(DType.FLOAT32, 3).requireGrad();
        p.backward(Tensor.ones(DType.FLOAT32, 3));
        Adam.of(List.of(p), 0.5).step();
        assertThat(p.toArray()).usingComparatorWithPrecision(1e-6).containsExactly(0.5, 0.5, 0.5);
    }

    // ---- memory

    @Test
    void makesItsStateBesideTheParametersAndNamesIt() {
        try (var life = Scope.open("life")) {
            Tensor p = Tensor.ones(4).requireGrad().named("w");
            try (var _ = Scope.open("set-up")) {
                Adam.of(List.of(p), 0.1, Adam.defaults().amsgrad(true));
            }
            assertThat(life.buffers().stream().map(BufferInfo::name))
                    .contains("w", "mean of w", "square of w", "largest square of w");
        }
    }

    @Test
    void aStepAllocatesNoBuffer() {
        try (var life = Scope.open("life")) {
            Tensor p = withGrad(1, 1);
            List<Optimizer> optimizers =
                    List.of(
                            SGD.of(List.of(p), 0.1),
                            Momentum.of(List.of(p), 0.1),
                            Adam.of(List.of(p), 0.1, Adam.defaults().amsgrad(true)),
                            AdamW.of(List.of(p), 0.1),
                            RMSProp.of(List.of(p), 0.1),
                            Adagrad.of(List.of(p), 0.1));
            life.seal();
            long made = Ledger.current().made();
            for (Optimizer optimizer : optimizers) {
                optimizer.step();
                Clip.gradNorm(optimizer.parameters(), 0.5);
                Clip.gradValue(optimizer.parameters(), 0.5);
            }
            assertThat(Ledger.current().made()).isEqualTo(made);
        }
    }

    @Test
    void stateCantBeMadeInASealedScope() {
        try (var life = Scope.open("life")) {
            Tensor p = Tensor.ones(4).requireGrad();
            life.seal();
            assertThatThrownBy(() -> Adam.of(List.of(p), 0.1))
                    .isInstanceOf(ScopeException.class)
                    .hasMessageContainingAll("mean", "'life'", "sealed");
        }
    }

    @Test
    void aStepBetweenForwardAndBackwardIsNoticed() {
        Tensor p = withGrad(3, 1);
        Tensor loss = p.square().sum();
        SGD.of(List.of(p), 0.1).step();
        assertThatThrownBy(loss::backward).isInstanceOf(InPlaceException.class);
    }

    @Test
    void aStepThatFailsHalfWayCanBeTakenAgain() {
        try (var _ = Scope.open("life")) {
            Tensor first = withGrad(1, 1);
            Tensor second = withGrad(1, 1);
            var adam = Adam.of(List.of(first, second), 0.1);
            adam.step();
            second.close();
            assertThatThrownBy(adam::step).isInstanceOf(TensorClosedException.class);
            assertThat(first.get(0)).isEqualTo(0.8, within(1e-6));
        }
    }

    // ---- messages

    @Test
    void refusesParametersThatCantBeTrained() {
        assertThatThrownBy(() -> SGD.of(List.of(), 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("at least one parameter", "Trainable.declare");
        Tensor p = Tensor.ones(2, 3).requireGrad().named("w");
        assertThatThrownBy(() -> SGD.of(List.of(p, p), 0.1))
                .hasMessage(
                        "parameter 'w' [2, 3] FLOAT64 is named twice: it would be changed twice in"
                                + " a step");
        assertThatThrownBy(() -> SGD.of(List.of(Tensor.ones(2)), 0.1))
                .hasMessageContainingAll("ones [2] FLOAT64 can't be trained", "requireGrad()");
        assertThatThrownBy(() -> SGD.of(List.of(p.mul(2)), 0.1))
                .hasMessageContainingAll("mul", "not computed");
        Tensor turned = Tensor.of(Tensor.ones(2, 3).array().transpose(0, 1)).requireGrad();
        assertThatThrownBy(() -> SGD.of(List.of(turned), 0.1))
                .hasMessage(
                        "parameter ones [3, 2] FLOAT64 is not contiguous: make the parameter of a"
                                + " copy()");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesALearningRateThatIsNone(double rate) {
        Tensor p = Tensor.ones(1).requireGrad();
        String message =
                "the learning rate must be finite and not negative, not %s".formatted(rate);
        assertThatThrownBy(() -> SGD.of(List.of(p), rate)).hasMessage(message);
        assertThatThrownBy(() -> Adam.of(List.of(p), 0.1).learningRate(rate)).hasMessage(message);
    }

    record Refused(Runnable call, String message) {
        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Refused> refusedOptions() {
        return Stream.of(
                new Refused(
                        () -> SGD.defaults().momentum(1),
                        "momentum must be at least 0 and below 1, not 1.0"),
                new Refused(
                        () -> SGD.defaults().dampening(-0.5),
                        "dampening must be at least 0 and below 1, not -0.5"),
                new Refused(
                        () -> SGD.defaults().weightDecay(-1),
                        "weight decay must be finite and not negative, not -1.0"),
                new Refused(
                        () -> SGD.defaults().nesterov(true),
                        "Nesterov's momentum needs a momentum above 0 and no dampening, not 0.0 and"
                                + " 0.0"),
                new Refused(
                        () -> Adam.defaults().betas(0.9, 1),
                        "beta2 must be at least 0 and below 1, not 1.0"),
                new Refused(
                        () -> AdamW.defaults().eps(-1e-8),
                        "eps must be finite and not negative, not -1.0E-8"),
                new Refused(
                        () -> RMSProp.defaults().alpha(1.5),
                        "alpha must be at least 0 and below 1, not 1.5"),
                new Refused(
                        () -> Adagrad.defaults().weightDecay(Double.NaN),
                        "weight decay must be finite and not negative, not NaN"),
                new Refused(
                        () -> Schedule.step(0.1, 0, 0.5),
                        "a schedule needs a positive number of steps, not 0"),
                new Refused(
                        () -> Schedule.exponential(0.1, -0.5),
                        "gamma must be finite and not negative, not -0.5"),
                new Refused(
                        () -> Schedule.cosine(0.1, 10, -1),
                        "the least learning rate must be finite and not negative, not -1.0"),
                new Refused(
                        () -> RMSProp.defaults().momentum(1),
                        "momentum must be at least 0 and below 1, not 1.0"),
                new Refused(
                        () -> Adagrad.defaults().rateDecay(-1),
                        "rate decay must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Adagrad.defaults().initialSum(-1),
                        "initial sum must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Adamax.defaults().betas(1, 0.5),
                        "beta1 must be at least 0 and below 1, not 1.0"),
                new Refused(
                        () -> NAdam.defaults().momentumDecay(-1),
                        "momentum decay must be finite and not negative, not -1.0"),
                new Refused(
                        () -> RAdam.defaults().eps(-1),
                        "eps must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Lion.defaults().betas(0.9, 1),
                        "beta2 must be at least 0 and below 1, not 1.0"),
                new Refused(
                        () -> Muon.defaults().weightDecay(-1),
                        "weight decay must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Muon.defaults().others(Adam.defaults().amsgrad(true)),
                        "Muon's others can't have AMSGrad, and go up or down as the matrices do"),
                new Refused(
                        () -> new Muon.NewtonSchulz(1, 1, 1, 100, 1),
                        "Newton-Schulz takes 0 to 99 steps, not 100"),
                new Refused(() -> new Muon.NewtonSchulz(1, 1, 1, 5, 0), "eps must be above 0"),
                new Refused(
                        () -> new Muon.NewtonSchulz(1, Double.NaN, 1, 5, 1),
                        "coefficients must be finite, not 1.0, NaN, 1.0"),
                new Refused(
                        () -> ParameterGroup.of(List.of()).rateFactor(-1),
                        "rate factor must be finite and not negative, not -1.0"),
                new Refused(
                        () -> ParameterGroup.of(List.of()).weightDecay(-1),
                        "weight decay must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Schedule.linear(0.1, -1, 5),
                        "the last learning rate must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Schedule.polynomial(0.1, 5, -1),
                        "the power must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Schedule.cosineWithWarmRestarts(0.1, 5, 0, 0),
                        "growth must be 1 or more, not 0: restarts would get closer and closer"),
                new Refused(
                        () -> Schedule.oneCycle(0.1, 30, 1, 25, 1e4),
                        "the share that rises must be at least 0 and below 1, not 1.0"),
                new Refused(
                        () -> Schedule.oneCycle(0.1, 30, 0.5, 0, 1),
                        "divisors must be above 0, not 0.0 and 1.0"),
                new Refused(
                        () -> Schedule.constant(0.1).warmUp(5, -1),
                        "the start factor must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Clip.gradNorm(List.of(), -1),
                        "the largest norm must be finite and not negative, not -1.0"),
                new Refused(
                        () -> Clip.gradValue(List.of(), Double.NaN),
                        "the limit must be finite and not negative, not NaN"));
    }

    @ParameterizedTest
    @MethodSource("refusedOptions")
    void refusesOptionsOutOfRange(Refused refused) {
        assertThatThrownBy(refused.call()::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refused.message());
    }

    // ---- schedules

    @Test
    void schedulesArePureFunctionsOfTheStep() {
        assertThat(Schedule.constant(0.3).at(1000)).isEqualTo(0.3);
        Schedule step = Schedule.step(1, 10, 0.5);
        assertThat(Stream.of(0, 9, 10, 19, 20).map(step::at))
                .containsExactly(1.0, 1.0, 0.5, 0.5, 0.25);
        Schedule exponential = Schedule.exponential(2, 0.5);
        assertThat(Stream.of(3, 0, 1).map(exponential::at)).containsExactly(0.25, 2.0, 1.0);
        Schedule cosine = Schedule.cosine(1, 100, 0.2);
        assertThat(cosine.at(0)).isEqualTo(1);
        assertThat(cosine.at(50)).isEqualTo(0.6, within(1e-15));
        assertThat(cosine.at(100)).isEqualTo(0.2);
        assertThat(cosine.at(150)).isEqualTo(0.2);
        assertThat(Schedule.cosine(1, 10).at(10)).isZero();
        assertThat(Schedule.linear(1, 3, 10).at(11)).isEqualTo(3);
        assertThat(Schedule.polynomial(1, 10, 2).at(11)).isZero();
        assertThat(Schedule.oneCycle(1, 10).at(11)).isEqualTo(4e-6, within(1e-15));
        Schedule brief = Schedule.oneCycle(1, 3);
        assertThat(brief.at(0)).as("too short to rise").isEqualTo(1);
        assertThat(brief.at(1)).isBetween(0.4, 0.6);
        assertThat(brief.at(2)).isEqualTo(4e-6, within(1e-15));
        assertThat(Schedule.oneCycle(1, 1).at(0)).isEqualTo(4e-6, within(1e-15));
    }

    @Test
    void aLambdaIsASchedule() {
        Schedule halves = step -> 1.0 / (1 << step);
        Schedule late = halves.warmUp(2, 0);
        assertThat(Stream.of(0, 1, 2, 3, 4).map(late::at))
                .containsExactly(0.0, 0.5, 1.0, 0.5, 0.25);
    }

    // ---- clipping

    @Test
    void clippingByNormScalesAllGradientsTogether() {
        Tensor a = withGrad(0, 3);
        Tensor b = withGrad(0, -4);
        Tensor none = Tensor.of(0).requireGrad();
        assertThat(Clip.gradNorm(List.of(a, none, b), 1)).isEqualTo(5);
        assertThat(a.grad().get(0)).isEqualTo(0.6, within(1e-6));
        assertThat(b.grad().get(0)).isEqualTo(-0.8, within(1e-6));
        assertThat(none.hasGrad()).isFalse();
    }

    /// What `torch.nn.utils.clip_grad_norm_([p], 1e-6)` of PyTorch 2.13 makes of these gradients in
    /// float64: beside such a norm, the 1e-6 it adds shows.
    @Test
    void clippingByNormAddsAMillionthToTheNorm() {
        Tensor p = Tensor.of(0, 0).requireGrad();
        p.backward(Tensor.of(3e-6, -4e-6));
        assertThat(Clip.gradNorm(List.of(p), 1e-6)).isEqualTo(5e-6, within(1e-20));
        assertThat(p.grad().toArray())
                .usingComparatorWithPrecision(1e-18)
                .containsExactly(5e-7, -6.666666666666666e-7);
    }

    @Test
    void clippingByNormLeavesSmallGradientsAsTheyAre() {
        Tensor a = withGrad(0, 0.3);
        assertThat(Clip.gradNorm(List.of(a), 1)).isEqualTo(0.3);
        assertThat(a.grad().toArray()).containsExactly(0.3);
    }

    @Test
    void clippingByNormTellsOfGradientsThatAreNotFinite() {
        assertThat(Clip.gradNorm(List.of(withGrad(0, Double.NaN), withGrad(0, 1)), 1)).isNaN();
        assertThat(Clip.gradNorm(List.of(withGrad(0, Double.POSITIVE_INFINITY)), 1))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void clippingByValueBringsEachNumberIntoBounds() {
        Tensor p = Tensor.of(0, 0, 0).requireGrad();
        p.backward(Tensor.of(-5, 0.25, 2));
        Clip.gradValue(List.of(p, Tensor.of(1).requireGrad()), 0.5);
        assertThat(p.grad().toArray()).containsExactly(-0.5, 0.25, 0.5);
    }

    // ---- groups

    @Test
    void aGroupHasItsOwnRateAndDecay() {
        Tensor p = withGrad(1, 1);
        Tensor q = withGrad(1, 1);
        Tensor frozen = withGrad(1, 1);
        var sgd =
                SGD.ofGroups(
                        List.of(
                                ParameterGroup.of(List.of(p)),
                                ParameterGroup.of(List.of(q)).rateFactor(0.5).weightDecay(3),
                                ParameterGroup.of(List.of(frozen)).rateFactor(0)),
                        0.5,
                        SGD.defaults());
        assertThat(sgd.parameters()).containsExactly(p, q, frozen);
        sgd.learningRate(0.25);
        sgd.step();
        assertThat(p.toArray()).containsExactly(1 - 0.25);
        assertThat(q.toArray()).containsExactly(1 - 0.125 * (1 + 3));
        assertThat(frozen.toArray()).containsExactly(1);
    }

    @Test
    void aParameterBelongsToOneGroup() {
        ParameterGroup group = ParameterGroup.of(List.of(Tensor.ones(2).requireGrad()));
        assertThatThrownBy(() -> Adam.ofGroups(List.of(group, group), 0.1, Adam.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is named twice");
    }

    // ---- for those who write their own

    /// The momentum of [SGD], with tensors.
    private static final class Heavy extends Optimizer {
        private final List<Tensor> velocities;

        Heavy(List<Tensor> parameters, double learningRate, boolean maximize) {
            super(List.of(ParameterGroup.of(parameters)), learningRate, 0, maximize);
            velocities = stateSlot("momentum");
        }

        @Override
        protected void update(int index, Tensor parameter, Tensor gradient) {
            Tensor velocity = velocities.get(index).mulInPlace(0.9).addInPlace(gradient);
            parameter.addInPlace(velocity, -learningRateOf(index));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOptimizerOfOnesOwnIsWrittenWithTensors(boolean maximize) {
        try (var life = Scope.open("life")) {
            Tensor p = Tensor.of(1, 2).requireGrad();
            Tensor q = Tensor.of(1, 2).requireGrad();
            var own = new Heavy(List.of(p), 0.25, maximize);
            var sgd =
                    Momentum.of(List.of(q), 0.25, SGD.defaults().momentum(0.9).maximize(maximize));
            life.seal();
            for (int step = 0; step < 5; step++) {
                try (var _ = Scope.open("step")) {
                    p.square().sum().backward();
                    q.square().sum().backward();
                    own.step();
                    sgd.step();
                    own.zeroGrad();
                    sgd.zeroGrad();
                }
            }
            assertThat(p.get(0)).isNotEqualTo(1);
            assertThat(p.toArray())
                    .usingComparatorWithPrecision(1e-12)
                    .containsExactly(q.toArray());
            assertThat(life.buffers().stream().filter(b -> b.role() == Role.OPTIMIZER)).hasSize(2);
        }
    }

    @Test
    void anUpdateIsNotRecordedAndItsTemporariesEnd() {
        Tensor p = withGrad(1, -3);
        Tensor[] temporary = new Tensor[1];
        Optimizer signs =
                new Optimizer(List.of(p), 0.125) {
                    @Override
                    protected void update(int index, Tensor parameter, Tensor gradient) {
                        assertThat(Autograd.isRecording()).isFalse();
                        temporary[0] = gradient.sign();
                        parameter.addInPlace(temporary[0], -learningRateOf(index));
                    }
                };
        signs.step();
        assertThat(p.toArray()).containsExactly(1.125);
        assertThat(p.requiresGrad()).isTrue();
        assertThat(Autograd.isRecording()).isTrue();
        assertThatThrownBy(temporary[0]::toArray).isInstanceOf(TensorClosedException.class);
    }

    @Test
    void slotsAndCountersHaveNamesOfTheirOwn() {
        Tensor p = Tensor.of(1).requireGrad();
        assertThatThrownBy(
                        () ->
                                new Optimizer(List.of(p), 0.125) {
                                    {
                                        counter("step");
                                        stateSlot("step");
                                        stateSlot("step");
                                    }

                                    @Override
                                    protected void update(
                                            int index, Tensor parameter, Tensor gradient) {}
                                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slot 'step' is asked for twice: give each a name of its own");
    }

    // ---- Muon

    @Test
    void muonTakesMatricesOnly() {
        Tensor w = Tensor.ones(2, 3).requireGrad();
        Tensor b = Tensor.ones(3).requireGrad().named("bias");
        assertThatThrownBy(() -> Muon.of(List.of(w, b), 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Muon: 'bias' [3] FLOAT64 is not a matrix, and only the step of a matrix"
                            + " can be made orthogonal: leave biases and the like to AdamW, by"
                            + " options().others(AdamW.defaults()) or an optimizer of their own");
    }

    /// As two optimizers would, each for its part.
    @Test
    void muonLeavesTheRestToAdamWIfAskedTo() {
        try (var _ = Scope.open("test")) {
            Rng rng = Rng.seed(8);
            List<Tensor> together = matrixAndVector(Rng.seed(9));
            List<Tensor> apart = matrixAndVector(Rng.seed(9));
            Muon muon =
                    Muon.of(together, 0.1, Muon.defaults().others(Adam.defaults().betas(0.8, 0.9)));
            List<Optimizer> two =
                    List.of(
                            Muon.of(apart.subList(0, 1), 0.1),
                            AdamW.of(
                                    apart.subList(1, 2),
                                    0.1,
                                    AdamW.defaults().betas(0.8, 0.9).weightDecay(0.1)));
            for (int step = 0; step < 5; step++) {
                for (int i = 0; i < 2; i++) {
                    Tensor gradient = Tensor.randn(rng, together.get(i).shape().toArray());
                    together.get(i).backward(gradient);
                    apart.get(i).backward(gradient);
                }
                muon.step();
                two.forEach(Optimizer::step);
            }
            for (int i = 0; i < 2; i++) {
                assertThat(together.get(i).toArray()).containsExactly(apart.get(i).toArray());
            }
            assertThat(muon.state().counters()).containsEntry("step", List.of(0, 5));
            assertThat(muon.state().arrays().get("square"))
                    .extracting(square -> square.shape().elements())
                    .as("a matrix has no mean square")
                    .containsExactly(0L, 3L);
        }
    }

    private static List<Tensor> matrixAndVector(Rng rng) {
        return List.of(Tensor.randn(rng, 3, 4).requireGrad(), Tensor.randn(rng, 3).requireGrad());
    }

    /// Jordan's coefficients bring singular values between 0.7 and 1.2, not to 1.
    @Test
    void aStepOfMuonIsNearlyOrthogonal() {
        try (var _ = Scope.open("test")) {
            Tensor w = Tensor.zeros(3, 5).requireGrad();
            w.backward(Tensor.randn(Rng.seed(3), 3, 5));
            Muon.of(List.of(w), 1).step();
            Tensor gram = w.detach().matmul(w.detach().transpose(0, 1));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(gram.get(i, j)).isEqualTo(i == j ? 1 : 0, within(0.5));
                }
            }
        }
    }
}

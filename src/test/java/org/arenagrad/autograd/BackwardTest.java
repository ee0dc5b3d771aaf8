package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// How gradients are asked for, gathered and refused.
class BackwardTest {
    private Scope scope = Scope.open("unused");

    BackwardTest() {
        scope.close();
    }

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    // ---- gathering

    @Test
    void gradientsAddUpUntilZeroGrad() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        assertThat(x.hasGrad()).isFalse();
        x.mul(3).sum().backward();
        x.square().sum().backward();
        assertThat(x.grad().toArray()).containsExactly(5, 7);
        x.zeroGrad();
        assertThat(x.hasGrad()).isFalse();
        x.mul(3).sum().backward();
        assertThat(x.grad().toArray()).containsExactly(3, 3);
    }

    @Test
    void gradientsOfALinearLayerAddUpToo() {
        Tensor weight = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requireGrad();
        Tensor bias = Tensor.of(5, 6).requireGrad();
        Tensor x = Tensor.of(new double[][] {{1, 10}, {100, 1000}, {2, 20}});
        Fused.linear(x, weight, bias).sum().backward();
        assertThat(weight.grad().toArray()).containsExactly(103, 1030, 103, 1030);
        assertThat(bias.grad().toArray()).containsExactly(3, 3);
        Fused.linear(x, weight, bias).mul(2).sum().backward();
        assertThat(weight.grad().toArray()).containsExactly(309, 3090, 309, 3090);
        assertThat(bias.grad().toArray()).containsExactly(9, 9);
    }

    @Test
    void aGradientThatIsTheInputIsReadBeforeItIsReplaced() {
        Tensor weight = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requireGrad();
        weight.mul(Tensor.of(new double[][] {{1, 10}, {100, 1000}})).sum().backward();
        Tensor before = weight.grad().copy();
        Tensor upstream = Tensor.of(new double[][] {{1, 2}, {3, 5}});
        Tensor expected = upstream.transpose(0, 1).matmul(before).add(before);
        Fused.linear(weight.grad(), weight, null).backward(upstream);
        assertThat(weight.grad().toArray()).containsExactly(expected.toArray());
    }

    /// The same where products would write before they have read.
    @ParameterizedTest
    @ValueSource(ints = {3, 16, 70, 150})
    void soIsALargerOneThatIsNotAddedTo(int n) {
        Rng random = Rng.seed(n);
        Tensor weight = Tensor.randn(random, n, n).requireGrad();
        weight.mul(Tensor.randn(random, n, n)).sum().backward();
        Tensor input = weight.grad();
        Tensor upstream = Tensor.randn(random, n, n);
        Tensor expected = upstream.transpose(0, 1).matmul(input.copy());
        weight.zeroGrad();
        Fused.linear(input, weight, null).backward(upstream);
        assertThat(weight.grad().sub(expected).abs().amax().item()).isLessThan(1e-10);
    }

    @Test
    void theGradientGivenStaysAsItIsAndAlive() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        // The result of an operation: one of the framework's own of this kind would be added to in
        // place, and end.
        Tensor given = Tensor.of(3, 4).mul(2);
        Tensor h = x.mul(5);
        h.add(h).backward(given);
        assertThat(x.grad().toArray()).containsExactly(60, 80);
        assertThat(given.toArray()).containsExactly(6, 8);
    }

    /// What reaches `h` first is one number seen three times: there is no room to add to it.
    @Test
    void aRepeatedGradientIsNotAddedToInPlace() {
        Tensor x = Tensor.of(1, 2, 3).requireGrad();
        Tensor y = Tensor.of(4, 5, 6).requireGrad();
        Tensor h = x.mul(2);
        Tensor deeper = y.neg().neg().neg();
        Tensor sum = h.add(deeper).sum().mul(7);
        sum.add(h.square().sum()).backward();
        // h = 2·x, so 2·(7 + 2·h).
        assertThat(x.grad().toArray()).containsExactly(14 + 8, 14 + 16, 14 + 24);
        assertThat(y.grad().toArray()).containsExactly(-7, -7, -7);
    }

    @Test
    void theGradientGivenIsNotOneThatIsBeingGathered() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        x.square().sum().backward();
        Tensor y = x.add(x.square());
        assertThatThrownBy(() -> y.backward(x.grad()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the gradient given is the grad() of")
                .hasMessageContaining("give a copy()");
        Tensor z = x.add(x.square());
        z.backward(x.grad().copy());
        // 2·x from before, and again 2·x·(1 + 2·x)
        assertThat(x.grad().toArray()).containsExactly(2 + 2 * 3, 4 + 4 * 5);
    }

    @Test
    void gradientsThatAreAskedForAreEachOnesOwn() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor y = Tensor.of(3, 4).requireGrad();
        List<Tensor> both = Autograd.grad(x.add(y).sum(), List.of(x, y), false);
        both.get(0).mulInPlace(10);
        both.get(0).addInPlace(Tensor.of(1, 2));
        assertThat(both.get(0).toArray()).containsExactly(11, 12);
        assertThat(both.get(1).toArray()).containsExactly(1, 1);
    }

    @Test
    void notEvenPartsOfAGradientThatIsAskedForAreShared() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        // On its way from the sum, it is one number seen twice.
        Tensor repeated = Autograd.grad(x.sum().mul(3), List.of(x), false).getFirst();
        repeated.set(7, 0);
        assertThat(repeated.toArray()).containsExactly(7, 3);

        Tensor y = Tensor.of(3, 4).requireGrad();
        Tensor z = Tensor.of(5, 6).requireGrad();
        List<Tensor> three = Autograd.grad(x.add(y).add(z).square().sum(), List.of(x, y, z), false);
        for (Tensor gradient : three) {
            assertThat(gradient.toArray()).containsExactly(18, 24);
            gradient.fill(0);
        }

        Tensor given = Tensor.of(1, 2);
        Autograd.grad(x.add(y), List.of(x), given, false).getFirst().fill(0);
        assertThat(given.toArray()).containsExactly(1, 2);
    }

    @Test
    void anArrayOfPartsMayBeFilledAnew() {
        Tensor p = Tensor.of(1).requireGrad();
        Tensor q = Tensor.of(2).requireGrad();
        Tensor[] parts = {p, q};
        Tensor joined = Tensor.cat(0, parts);
        parts[0] = q;
        parts[1] = p;
        joined.mul(Tensor.of(1, 10)).sum().backward();
        assertThat(p.grad().item()).isEqualTo(1);
        assertThat(q.grad().item()).isEqualTo(10);
    }

    @Test
    void noGradientIsLostInAChangeInPlace() {
        Tensor w = Tensor.of(1, 2).requireGrad();
        Tensor sum = Tensor.zeros(2);
        assertThatThrownBy(() -> sum.addInPlace(w.mul(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("addInPlace: mul [2] FLOAT64 requires a gradient")
                .hasMessageContaining("detach()");
        assertThatThrownBy(() -> sum.copyFrom(w)).isInstanceOf(IllegalStateException.class);
        sum.addInPlace(w.detach());
        try (var _ = Autograd.noGrad()) {
            sum.addInPlace(w);
        }
        assertThat(sum.toArray()).containsExactly(2, 4);
    }

    @Test
    void anEmptyInnerDimensionHasGradientsToo() {
        Tensor x = Tensor.zeros(4, 0).requireGrad();
        Tensor w = Tensor.zeros(2, 0).requireGrad();
        Fused.linear(x, w, null).sum().backward();
        assertThat(w.grad().shape().toArray()).containsExactly(2, 0);
        Tensor stack = Tensor.zeros(2, 4, 0).requireGrad();
        Tensor b = Tensor.zeros(0, 2).requireGrad();
        stack.matmul(b).sum().backward();
        assertThat(b.grad().shape().toArray()).containsExactly(0, 2);
        assertThat(stack.grad().shape().toArray()).containsExactly(2, 4, 0);
    }

    @Test
    void modesEndOnceAndFromTheInsideOut() {
        Mode outer = Autograd.noGrad();
        Mode inner = Autograd.detectAnomalies();
        assertThatThrownBy(outer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("try-with-resources");
        inner.close();
        assertThatThrownBy(inner::close).isInstanceOf(IllegalStateException.class);
        assertThat(Autograd.isRecording()).isFalse();
        outer.close();
        assertThat(Autograd.isRecording()).isTrue();
    }

    @Test
    void everyWayToALeafCounts() {
        Tensor x = Tensor.of(2).requireGrad();
        Tensor a = x.mul(3);
        Tensor b = a.mul(a); // 9·x²
        Tensor c = b.add(a).add(x); // 9·x² + 4·x
        Tensor d = c.mul(b).sum(); // 81·x⁴ + 36·x³
        d.backward();
        assertThat(x.grad().item()).isEqualTo(4 * 81 * 8 + 3 * 36 * 4);
    }

    @Test
    void aLeafCanBeTheRoot() {
        Tensor x = Tensor.scalar(3).requireGrad();
        x.backward();
        assertThat(x.grad().item()).isEqualTo(1);
        Tensor v = Tensor.of(1, 2).requireGrad();
        v.backward(Tensor.of(5, 6));
        assertThat(v.grad().toArray()).containsExactly(5, 6);
    }

    @Test
    void onlyWhatAsksForAGradientGetsOne() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor y = Tensor.of(3, 4);
        x.mul(y).sum().backward();
        assertThat(y.hasGrad()).isFalse();
        assertThat(x.requiresGrad()).isTrue();
        assertThat(y.requiresGrad()).isFalse();
        assertThat(y.mul(y).requiresGrad()).isFalse();
        assertThat(x.mul(y).isLeaf()).isFalse();
        assertThat(x.requireGrad()).as("asking twice changes nothing").isSameAs(x);
    }

    @Test
    void brokenOffWhereDetached() {
        Tensor x = Tensor.of(3).requireGrad();
        x.mul(x.detach()).sum().backward();
        assertThat(x.grad().item()).isEqualTo(3);
    }

    @Test
    void broadcastOperandsGetTheSum() {
        Tensor row = Tensor.of(1, 2, 3).requireGrad();
        Tensor column = Tensor.from(new double[] {10, 20}, 2, 1).requireGrad();
        Tensor number = Tensor.scalar(2).requireGrad();
        row.mul(column).add(number).sum().backward();
        assertThat(row.grad().toArray()).containsExactly(30, 30, 30);
        assertThat(column.grad().toArray()).containsExactly(6, 6);
        assertThat(number.grad().item()).isEqualTo(6);
        Tensor one = Tensor.ones(1, 1).requireGrad();
        one.expand(3, 2).sum().backward();
        assertThat(one.grad().toArray()).containsExactly(6);
    }

    @Test
    void equalElementsShare() {
        Tensor x = Tensor.of(1, 3, 3).requireGrad();
        x.amax().backward();
        assertThat(x.grad().toArray()).containsExactly(0, 0.5, 0.5);
        Tensor a = Tensor.of(1, 2).requireGrad();
        Tensor b = Tensor.of(1, 1).requireGrad();
        a.maximum(b).sum().backward();
        assertThat(a.grad().toArray()).containsExactly(0.5, 1);
        assertThat(b.grad().toArray()).containsExactly(0.5, 0);
    }

    @Test
    void edgesWithoutASlopeGiveWhatPyTorchGives() {
        Tensor x = Tensor.of(0, -1, 1).requireGrad();
        x.abs().add(x.relu()).add(x.clamp(-1, 1)).sum().backward();
        assertThat(x.grad().toArray()).containsExactly(0 + 0 + 1, -1 + 0 + 1, 1 + 1 + 1);
        Tensor zero = Tensor.of(0, 2).requireGrad();
        zero.pow(0).sum().backward();
        assertThat(zero.grad().toArray()).containsExactly(0, 0);
        Tensor base = Tensor.of(0, 0).requireGrad();
        Tensor exponent = Tensor.of(0, 2).requireGrad();
        base.pow(exponent).sum().backward();
        assertThat(base.grad().toArray()).containsExactly(0, 0);
        assertThat(exponent.grad().toArray()).containsExactly(0, 0);
    }

    @Test
    void whatIsNotChosenHasNoInfluenceEvenIfItIsNaN() {
        Tensor x = Tensor.of(0, 4).requireGrad();
        Tensor safe = x.gt(0).where(x.log(), Tensor.scalar(0));
        assertThat(safe.toArray()).containsExactly(0, Math.log(4));
        Tensor y = Tensor.of(1, 2).requireGrad();
        Tensor.of(1, 0).where(y, Tensor.full(Double.NaN, 2)).sum();
        Tensor chosen = Tensor.of(1, 0).where(y.square(), Tensor.full(Double.NaN, 2));
        chosen.backward(Tensor.of(1, 1));
        assertThat(y.grad().toArray()).containsExactly(2, 0);
    }

    @Test
    void emptyTensorsHaveEmptyGradients() {
        Tensor x = Tensor.zeros(0, 3).requireGrad();
        x.square().sum().backward();
        assertThat(x.grad().shape()).isEqualTo(x.shape());
        Tensor w = Tensor.ones(3, 2).requireGrad();
        Tensor.zeros(0, 3).matmul(w).sum().backward();
        assertThat(w.grad().toArray()).containsOnly(0);
    }

    @Test
    void aGradientIsNamedAfterItsTensorInWhateverOrder() {
        Tensor before = Tensor.of(1).named("w").requireGrad();
        before.sum().backward();
        assertThat(before.grad().name()).isEqualTo("gradient of w");
        Tensor after = Tensor.of(1).requireGrad().named("b");
        after.sum().backward();
        assertThat(after.grad().name()).isEqualTo("gradient of b");
    }

    // ---- refusing

    @Test
    void whatHasEndedIsSaidToHaveEndedWhateverItsShape() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor y = x.mul(2);
        y.close();
        assertThatThrownBy(y::backward).isInstanceOf(TensorClosedException.class);
        assertThatThrownBy(() -> Autograd.grad(y, List.of(x), false))
                .isInstanceOf(TensorClosedException.class);
    }

    @Test
    void aTensorOfSeveralElementsNeedsToBeToldWhatReachesIt() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        assertThatThrownBy(() -> x.mul(2).backward())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "backward: mul [2] FLOAT64 is not a scalar, so its upstream gradient must"
                            + " be given: backward(gradient). Or reduce it with sum() or mean()");
        assertThatThrownBy(() -> x.mul(2).backward(Tensor.ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "backward: the gradient has shape [3], mul [2] FLOAT64 needs one of its own"
                                + " shape");
        assertThatThrownBy(() -> x.mul(2).backward(Tensor.ones(DType.FLOAT32, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "backward: the gradient is FLOAT32, mul [2] FLOAT64 needs one of its own"
                                + " type: convert it with to(DType)");
    }

    @Test
    void aTensorThatNeedsNoGradientHasNone() {
        assertThatThrownBy(() -> Tensor.scalar(1).exp().backward())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "backward: exp [] FLOAT64 does not require a gradient: no tensor it was"
                                + " computed from does (requireGrad()), or it was computed under"
                                + " noGrad()");
        Tensor x = Tensor.of(1).named("x");
        assertThatThrownBy(x::grad)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "grad: no gradient has reached 'x' [1] FLOAT64: call requireGrad() before"
                                + " computing with it");
        x.requireGrad();
        assertThatThrownBy(x::grad)
                .hasMessage(
                        "grad: no gradient has reached 'x' [1] FLOAT64 since zeroGrad(): call"
                                + " backward() on a result computed from it");
    }

    @Test
    void aResultCannotBecomeALeaf() {
        Tensor y = Tensor.of(1).requireGrad().exp();
        assertThatThrownBy(y::requireGrad)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "requireGrad: exp [1] FLOAT64 is the result of an operation that is being"
                                + " differentiated already");
    }

    @Test
    void aSecondBackwardIsExplained() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor hidden = x.exp();
        Tensor loss = hidden.sum();
        Tensor other = hidden.sum().mul(2);
        loss.backward();
        assertThatThrownBy(loss::backward)
                .isInstanceOf(GraphConsumedException.class)
                .hasMessage(
                        "backward: the graph through sum, which made tensor (sum, []), was consumed"
                            + " by an earlier backward(): its saved values have ended."
                            + " (Scope.trace(true) records where.) Call backward() once, on the sum"
                            + " of the losses; or compute the value again; or keep the graph with"
                            + " Autograd.backward(loss, gradient, true)");
        assertThatThrownBy(other::backward)
                .as("a part that two losses share")
                .isInstanceOf(GraphConsumedException.class)
                .hasMessageContaining("through exp");
    }

    @Test
    void aSecondBackwardIsExplainedWithTheSitesThatWereRecorded() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor untraced = x.exp().sum();
        Scope.trace(true);
        try {
            untraced.backward();
            assertThatThrownBy(untraced::backward)
                    .isInstanceOf(GraphConsumedException.class)
                    .message()
                    .contains("an earlier backward(), called at ")
                    .doesNotContain("The value was made at", "Scope.trace(true)");
            Tensor traced = x.exp().sum();
            traced.backward();
            assertThatThrownBy(traced::backward)
                    .message()
                    .contains(" The value was made at ")
                    .doesNotContain("Scope.trace(true)");
        } finally {
            Scope.trace(false);
        }
    }

    @Test
    void theGraphCanBeKept() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor loss = x.square().sum();
        Autograd.backward(loss, Tensor.scalar(1), true);
        Autograd.backward(loss, Tensor.scalar(1), true);
        loss.backward();
        assertThat(x.grad().toArray()).containsExactly(6, 12);
        assertThatThrownBy(loss::backward).isInstanceOf(GraphConsumedException.class);
    }

    /// The node of `h` waits, with a gradient, when that of the changed value is found.
    @Test
    void afterAFailureNoOldGradientWaits() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor y = Tensor.of(3, 4).requireGrad();
        Tensor h = x.mul(2);
        Tensor changed = y.neg().exp();
        Tensor loss = h.add(y.neg().neg()).add(changed).sum();
        try (var _ = Autograd.noGrad()) {
            changed.mulInPlace(2);
        }
        assertThatThrownBy(loss::backward).isInstanceOf(InPlaceException.class);
        assertThat(x.hasGrad()).isFalse();
        h.mul(5).sum().backward();
        assertThat(x.grad().toArray()).containsExactly(10, 10);
    }

    // ---- modes

    @Test
    void nothingIsRecordedUnderNoGrad() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        assertThat(Autograd.isRecording()).isTrue();
        try (var _ = Autograd.noGrad()) {
            assertThat(Autograd.isRecording()).isFalse();
            assertThat(x.exp().requiresGrad()).isFalse();
            try (var _ = Autograd.noGrad()) {
                assertThat(x.exp().isLeaf()).isTrue();
            }
            assertThat(Autograd.isRecording()).as("still").isFalse();
        }
        assertThat(Autograd.isRecording()).isTrue();
        assertThat(x.exp().requiresGrad()).isTrue();
    }

    @Test
    void theFirstOperationThatIsNotFiniteIsNamed() {
        Tensor x = Tensor.of(-1, 1).named("x").requireGrad();
        try (var _ = Autograd.detectAnomalies()) {
            assertThatThrownBy(() -> x.mul(2).log().add(1))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessage(
                            "log produced NaN or infinite values [2] from finite mul [2] FLOAT64:"
                                    + " it is the first operation that did");
            Tensor bad = Tensor.of(Double.NaN, 1).named("data");
            assertThatThrownBy(() -> x.add(bad))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageStartingWith(
                            "'data' [2] FLOAT64 already held NaN or infinite values when add read"
                                    + " it");
            assertThatThrownBy(() -> Tensor.of(1).div(Tensor.of(0)))
                    .hasMessageContaining("from finite tensor [1] FLOAT64 and tensor [1] FLOAT64");
            assertThat(x.exp().get(0)).isCloseTo(Math.exp(-1), within(1e-15));
        }
        assertThat(x.log().get(0)).isNaN();
    }

    @Test
    void anomaliesOnTheWayBackAreFoundToo() {
        Tensor x = Tensor.of(0, 1).requireGrad();
        try (var _ = Autograd.detectAnomalies()) {
            Tensor y = x.sqrt();
            assertThatThrownBy(() -> y.backward(Tensor.of(1, 1)))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageStartingWith("div produced NaN or infinite values");
        }
        assertThat(Autograd.isRecording()).as("backward put it back").isTrue();
    }

    // ---- gradients as values

    @Test
    void gradientsOfAChoiceOfTensors() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor w = Tensor.of(3, 4).requireGrad();
        Tensor h = x.mul(w);
        Tensor loss = h.square().sum();
        List<Tensor> grads = Autograd.grad(loss, List.of(h, w), false);
        assertThat(grads.get(0).toArray()).containsExactly(6, 16);
        assertThat(grads.get(1).toArray()).containsExactly(6, 32);
        assertThat(grads.get(0).requiresGrad()).isFalse();
        assertThat(x.hasGrad()).as("not touched").isFalse();
        assertThat(w.hasGrad()).isFalse();
        loss.backward();
        assertThat(x.grad().toArray()).as("the graph was kept").containsExactly(18, 64);
    }

    @Test
    void gradientsOfAGradient() {
        Tensor x = Tensor.of(2, 3).requireGrad();
        Tensor y = x.pow(3).sum();
        Tensor first = Autograd.grad(y, List.of(x), true).getFirst();
        assertThat(first.toArray()).containsExactly(12, 27);
        assertThat(first.requiresGrad()).isTrue();
        Tensor second = Autograd.grad(first, List.of(x), Tensor.ones(2), true).getFirst();
        assertThat(second.toArray()).containsExactly(12, 18);
        Tensor third = Autograd.grad(second.sum(), List.of(x), false).getFirst();
        assertThat(third.toArray()).containsExactly(6, 6);
    }

    @Test
    void aGradientPenaltyTrains() {
        Tensor w = Tensor.of(1.5).requireGrad();
        Tensor x = Tensor.of(2).requireGrad();
        Tensor slope = Autograd.grad(w.mul(x).square().sum(), List.of(x), true).getFirst();
        slope.square().sum().backward(); // slope = 2·w²·x, its square 4·w⁴·x²
        assertThat(w.grad().item()).isCloseTo(16 * Math.pow(1.5, 3) * 4, within(1e-12));
    }

    @Test
    void aTensorThatHasNoInfluenceIsNamed() {
        Tensor x = Tensor.of(1).requireGrad();
        Tensor z = Tensor.of(2).named("z").requireGrad();
        assertThatThrownBy(() -> Autograd.grad(x.exp().sum(), List.of(x, z), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("grad: sum [] FLOAT64 does not depend on 'z' [1] FLOAT64");
    }

    @Test
    void theRootItselfMayBeWanted() {
        Tensor x = Tensor.of(3).requireGrad();
        Tensor y = x.square();
        List<Tensor> grads = Autograd.grad(y, List.of(y, x), Tensor.of(5), false);
        assertThat(grads.get(0).item()).isEqualTo(5);
        assertThat(grads.get(1).item()).isEqualTo(30);
    }
}

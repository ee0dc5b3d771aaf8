package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Role;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.ScopeException;
import org.arenagrad.memory.TensorClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// What ends when, and what stays.
@Tag("backend")
class LifetimeTest {
    private Scope scope = Scope.open("unused");

    LifetimeTest() {
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

    private static boolean alive(Tensor x) {
        return x.array().buffer().isAlive();
    }

    private static long live() {
        return Ledger.current().liveBytes();
    }

    @Test
    void backwardEndsIntermediatesAndKeepsLeavesAndRoot() {
        Tensor x = Tensor.of(1, 2, 3).requireGrad();
        Tensor data = Tensor.of(4, 5, 6);
        Tensor product = x.mul(data);
        Tensor exponential = product.exp();
        Tensor loss = exponential.sum();
        loss.backward();
        assertThat(alive(product)).isFalse();
        assertThat(alive(exponential)).isFalse();
        assertThat(alive(x)).isTrue();
        assertThat(alive(data)).isTrue();
        assertThat(loss.item()).isPositive();
        assertThatThrownBy(exponential::toArray)
                .isInstanceOf(TensorClosedException.class)
                .hasMessageStartingWith(
                        "tensor (exp, [3]) was used after its end: backward() ended it")
                .hasMessageContaining("retain() before backward()");
    }

    @Test
    void afterAStepOnlyWhatWasThereBeforeIsThere() {
        Tensor w = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requireGrad();
        Tensor b = Tensor.of(1, 1).requireGrad();
        Tensor x = Tensor.ones(5, 2);
        long before = live();
        Tensor loss = x.matmul(w).add(b).tanh().softmax(-1).log().mean().neg();
        loss.backward();
        assertThat(live() - before).as("the loss").isEqualTo(8);
        loss.close();
        assertThat(live()).isEqualTo(before);
    }

    @Test
    void retainedOnesStayUntilTheirScopeEnds() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor hidden;
        try (var _ = Scope.open("step")) {
            hidden = x.exp().retain();
            hidden.square().sum().backward();
            assertThat(hidden.toArray())
                    .containsExactly(new double[] {Math.exp(1), Math.exp(2)}, within(1e-14));
        }
        assertThatThrownBy(hidden::toArray)
                .isInstanceOf(TensorClosedException.class)
                .hasMessageContaining("scope 'step' closed ended it")
                .message()
                .contains("copyTo(scope) into a scope that lives longer")
                .as("does not help against the end of a scope")
                .doesNotContain("retain()");
    }

    @Test
    void detachedOnesStayToo() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor hidden = x.exp();
        Tensor detached = hidden.detach();
        assertThat(detached.requiresGrad()).isFalse();
        assertThat(detached.isLeaf()).isTrue();
        assertThat(detached.array().buffer()).isSameAs(hidden.array().buffer());
        hidden.sum().backward();
        assertThat(detached.get(0)).isCloseTo(Math.exp(1), within(1e-14));
    }

    @Test
    void copiesLiveWhereTheyAreSent() {
        Tensor copy;
        try (var _ = Scope.open("step")) {
            Tensor x = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requireGrad();
            copy = x.transpose(0, 1).copyTo(scope);
            try (var sealed = Scope.open("sealed").seal()) {
                assertThatThrownBy(() -> x.copyTo(sealed)).isInstanceOf(ScopeException.class);
            }
        }
        assertThat(copy.toArray()).containsExactly(1, 3, 2, 4);
        assertThat(copy.requiresGrad()).isFalse();
    }

    @Test
    void aValueSavedTwiceStaysUntilItsLastReader() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor shared = x.exp();
        Tensor loss = shared.square().mul(shared).sum();
        loss.backward();
        assertThat(alive(shared)).isFalse();
        assertThat(x.grad().get(0)).isCloseTo(3 * Math.exp(3), within(1e-12));
    }

    @Test
    void viewsKeepTheirMemoryAliveAsLongAsOneIsNeeded() {
        Tensor x = Tensor.of(1, 2, 3, 4).requireGrad();
        Tensor h = x.exp();
        Tensor left = h.narrow(0, 0, 2);
        Tensor right = h.narrow(0, 2, 2);
        left.mul(right).sum().backward();
        assertThat(alive(h)).isFalse();
        assertThat(x.grad().toArray())
                .containsExactly(
                        new double[] {Math.exp(4), Math.exp(6), Math.exp(4), Math.exp(6)},
                        within(1e-12));
    }

    @Test
    void viewsOfLeavesEndNothing() {
        Tensor x = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requireGrad();
        x.transpose(0, 1).select(0, 1).square().sum().backward();
        assertThat(x.toArray()).containsExactly(1, 2, 3, 4);
        assertThat(x.grad().toArray()).containsExactly(0, 4, 0, 8);
    }

    @Test
    void whatTheUserComputedWithoutGradientsStays() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor weights = Tensor.of(1, 2).exp();
        Tensor mask = weights.gt(5);
        x.mul(weights).mul(mask).sum().backward();
        assertThat(alive(weights)).isTrue();
        assertThat(alive(mask)).isTrue();
    }

    @Test
    void gradientsLiveAsLongAsTheirTensor() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        try (var _ = Scope.open("step")) {
            x.square().sum().backward();
        }
        assertThat(x.grad().toArray()).containsExactly(2, 4);
    }

    @Test
    void sealedParametersDoNotGrow() {
        Tensor w = Tensor.of(1, 2).requireGrad();
        scope.seal();
        long before = live();
        for (int step = 0; step < 3; step++) {
            try (var _ = Scope.open("step")) {
                w.square().sum().backward();
                w.zeroGrad();
            }
            assertThat(live()).isEqualTo(before);
        }
        assertThatThrownBy(() -> w.add(1)).isInstanceOf(ScopeException.class);
    }

    @Test
    void aGradientGivenByTheUserStays() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor given = Tensor.of(5, 7);
        x.add(x).add(x.neg()).backward(given);
        assertThat(given.toArray()).containsExactly(5, 7);
        assertThat(x.grad().toArray()).containsExactly(5, 7);
    }

    @Test
    void discardEndsOnlyWhatNobodyNeeds() {
        Tensor x = Tensor.of(-1, 2).requireGrad();
        Tensor before = x.mul(3);
        Tensor after = before.relu();
        before.discard();
        assertThat(alive(before)).as("relu reads its output").isFalse();
        after.discard();
        assertThat(alive(after)).as("saved").isTrue();
        Tensor kept = x.mul(2).retain();
        kept.discard();
        assertThat(alive(kept)).as("retained").isTrue();
        x.discard();
        assertThat(alive(x)).as("the user's").isTrue();
        Tensor outer = x.neg();
        try (var _ = Scope.open("inner")) {
            outer.discard();
            assertThat(alive(outer)).as("of the scope outside").isTrue();
        }
        after.sum().backward();
        assertThat(x.grad().toArray()).containsExactly(0, 3);
    }

    @Test
    void withoutAScopeEverythingStillWorks() {
        scope.close();
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor h = x.exp();
        h.mul(x).sum().backward();
        assertThat(alive(h)).isFalse();
        assertThat(x.grad().get(0)).isCloseTo(2 * Math.exp(1), within(1e-14));
        scope = Scope.open("again");
    }

    @Test
    void leavesAndGraphMayLiveInDifferentScopes() {
        Tensor x = Tensor.of(2).requireGrad();
        Tensor loss;
        try (var _ = Scope.open("inner")) {
            Tensor inside = x.square();
            loss = inside.copy().sum();
            loss.backward();
        }
        assertThat(x.grad().item()).isEqualTo(4);
        assertThatThrownBy(loss::item).isInstanceOf(TensorClosedException.class);
    }

    @Test
    void backwardThroughAnEndedValueSaysSo() {
        Tensor x = Tensor.of(2).requireGrad();
        Tensor outside;
        Tensor later = Tensor.scalar(0);
        try (var _ = Scope.open("inner")) {
            outside = x.exp();
            later = outside.square().copyTo(scope);
        }
        assertThatThrownBy(() -> outside.backward(Tensor.of(1)))
                .isInstanceOf(TensorClosedException.class)
                .hasMessageContaining("scope 'inner' closed ended it");
        assertThat(later.item()).isPositive();
    }

    @Test
    void afterAFailedBackwardNothingLeaks() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        long before = live();
        try (var _ = Scope.open("step")) {
            Tensor h = x.exp();
            Tensor loss = h.square().sum();
            h.close();
            assertThatThrownBy(loss::backward).isInstanceOf(TensorClosedException.class);
        }
        assertThat(live()).isEqualTo(before);
        x.square().sum().backward();
        assertThat(x.grad().toArray()).containsExactly(2, 4);
    }

    @Test
    void thePeakOfALongChainIsTwoGradients() {
        Tensor x = Tensor.zeros(1000).requireGrad();
        long bytes = 8000;
        Tensor y = x;
        for (int i = 0; i < 50; i++) {
            y = y.exp().mul(1e-3);
        }
        Tensor loss = y.sum();
        long forward = live();
        Ledger.current().resetPeak();
        loss.backward();
        assertThat(Ledger.current().peakBytes() - forward).isLessThanOrEqualTo(3 * bytes);
    }

    /// `h` gets its first gradient from a sum, where it is a repeated number that can't be added
    /// to.
    @Test
    void aGradientThatWasSummedIntoANewOneEndsToo() {
        Tensor x = Tensor.of(1, 2, 3).requireGrad();
        Tensor y = Tensor.of(4, 5, 6).requireGrad();
        long before = live();
        Tensor h = x.mul(2);
        Tensor deeper = y.neg().neg().neg();
        Tensor loss = h.add(deeper).sum().mul(7).add(h.square().sum());
        loss.backward();
        assertThat(live() - before).as("the loss").isEqualTo(8);
    }

    @Test
    void aSecondGradientIsAddedToTheFirstInPlace() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor h = x.mul(2);
        Tensor loss = Tensor.stack(0, h.exp(), h.tanh()).sum();
        var backward = Lifetimes.of("backward", loss::backward);
        assertThat(backward.lives()).isNotEmpty().noneMatch(life -> life.operation().equals("add"));
        assertThat(x.grad().get(0))
                .isCloseTo(2 * Math.exp(2) + 2 / Math.pow(Math.cosh(2), 2), within(1e-12));
    }

    @Test
    void theGradientOfTheRootIsAGradient() {
        Tensor loss = Tensor.of(1, 2).requireGrad().square().sum();
        assertThat(Lifetimes.of("backward", loss::backward).lives())
                .filteredOn(life -> life.operation().equals("backward"))
                .singleElement()
                .satisfies(one -> assertThat(one.role()).isEqualTo(Role.GRADIENT));
    }

    @Test
    void copiesAndConversionsEndToo() {
        Tensor table = Tensor.ones(4, 2).requireGrad();
        long before = live();
        Tensor loss =
                table.indexSelect(0, Indices.of(1, 1))
                        .to(DType.FLOAT32)
                        .var()
                        .sqrt()
                        .to(DType.FLOAT64);
        Tensor stacked = Tensor.stack(0, loss, loss).sum();
        stacked.backward();
        stacked.close();
        assertThat(live()).isEqualTo(before);
        List<Tensor> grads = Autograd.grad(table.square().sum(), List.of(table), false);
        assertThat(grads.getFirst().toArray()).containsOnly(2);
    }
}

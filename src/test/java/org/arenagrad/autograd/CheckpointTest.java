package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.Rng;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Recomputing instead of saving: the same gradients, to the last bit, from less memory.
@Tag("backend")
class CheckpointTest {
    private Scope scope = Scope.open("unused");

    CheckpointTest() {
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

    private static Tensor weight(Rng rng) {
        return Tensor.uniform(rng, -0.5, 0.5, 8, 8).requireGrad();
    }

    /// A block of four layers over `w`.
    private static Tensor block(Tensor x, Tensor w) {
        Tensor y = x;
        for (int i = 0; i < 4; i++) {
            y = y.matmul(w).tanh();
        }
        return y;
    }

    @Test
    void gradientsAreTheSameToTheLastBit() {
        Rng rng = Rng.seed(1);
        Tensor w = weight(rng);
        Tensor v = weight(rng);
        Tensor x = Tensor.randn(rng, 5, 8).requireGrad();
        List<double[]> found = new ArrayList<>();
        for (boolean checkpointed : List.of(false, true)) {
            UnaryOperator<Tensor> first = y -> block(y, w);
            UnaryOperator<Tensor> second = y -> block(y, v);
            Tensor hidden = checkpointed ? Autograd.checkpoint(first, x) : first.apply(x);
            Tensor out = checkpointed ? Autograd.checkpoint(second, hidden) : second.apply(hidden);
            out.square().sum().backward();
            for (Tensor leaf : List.of(w, v, x)) {
                found.add(leaf.grad().toArray());
                leaf.zeroGrad();
            }
        }
        for (int i = 0; i < 3; i++) {
            assertThat(found.get(i + 3)).containsExactly(found.get(i));
        }
    }

    @Test
    void onlyTheInputIsKept() {
        Rng rng = Rng.seed(2);
        Tensor w = weight(rng);
        Tensor x = Tensor.randn(rng, 100, 8);
        long before = Ledger.current().liveBytes();
        Tensor y = Autograd.checkpoint(z -> block(z, w), x);
        assertThat(Ledger.current().liveBytes() - before)
                .as("the result and nothing on the way to it")
                .isEqualTo(y.array().buffer().byteSize());
        y.sum().backward();
        assertThat(w.hasGrad()).isTrue();
        assertThat(Ledger.current().liveBytes() - before)
                .as("the scalar, the root, stays")
                .isEqualTo(8);
    }

    @Test
    void theSecondRunDrawsTheSameRandomNumbers() {
        Rng rng = Rng.seed(3);
        Tensor w = weight(rng);
        Tensor x = Tensor.randn(rng, 6, 8);
        UnaryOperator<Tensor> noisy =
                y -> Fused.dropout(y.matmul(w), 0.5, rng).mul(Tensor.rand(rng, 6, 8));
        Rng.State start = rng.state();
        noisy.apply(x).sum().backward();
        double[] expected = w.grad().toArray();
        double next = rng.nextDouble();
        w.zeroGrad();

        rng.restore(start);
        Tensor loss = Autograd.checkpoint(noisy, x).sum();
        assertThat(rng.nextDouble()).as("after forward").isEqualTo(next);
        Rng.State now = rng.state();
        loss.backward();
        assertThat(w.grad().toArray()).containsExactly(expected);
        assertThat(rng.state()).as("backward leaves it where it was").isEqualTo(now);
    }

    static Stream<BiFunction<Tensor, Rng, Tensor>> random() {
        return Stream.of(
                (y, rng) -> y.mul(Tensor.uniform(rng, 1, 2, 4)),
                (y, rng) -> y.mul(Tensor.randn(rng, 4)),
                (y, rng) -> Fused.dropout(y, 0.5, rng));
    }

    @ParameterizedTest
    @MethodSource("random")
    void everyKindOfRandomNumbersIsDrawnAgain(BiFunction<Tensor, Rng, Tensor> noisy) {
        Rng rng = Rng.seed(4);
        Tensor x = Tensor.of(1, 1, 1, 1).requireGrad();
        Tensor y = Autograd.checkpoint(z -> noisy.apply(z, rng), x);
        double[] factors = y.toArray();
        y.sum().backward();
        assertThat(x.grad().toArray()).containsExactly(factors);
    }

    @Test
    void aGeneratorThatCannotBePutBackIsRefused() {
        Tensor x = Tensor.ones(2).requireGrad();
        assertThatThrownBy(
                        () ->
                                Autograd.checkpoint(
                                        y -> Fused.dropout(y, 0.5, new SplittableRandom(1)), x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SplittableRandom")
                .hasMessageContaining("use an Rng");
    }

    @Test
    void whatTheFunctionTakesFromOutsideGetsItsGradientToo() {
        Tensor a = Tensor.of(2, 3).requireGrad();
        Tensor outside = a.square();
        Tensor x = Tensor.of(5, 7).requireGrad();
        Autograd.checkpoint(y -> y.mul(outside).mul(outside), x).sum().backward();
        // x·a⁴
        assertThat(a.grad().toArray()).containsExactly(5 * 4 * 8, 7 * 4 * 27);
        assertThat(x.grad().toArray()).containsExactly(16, 81);
    }

    @Test
    void severalInputsMayGetTheSameGradient() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor w = Tensor.of(3, 4).requireGrad();
        Autograd.checkpoint(y -> y.add(w).square(), x).sum().backward();
        assertThat(x.grad().toArray()).containsExactly(8, 12);
        assertThat(w.grad().toArray()).containsExactly(8, 12);
    }

    @Test
    void whatReachesItsInputsEnds() {
        Tensor a = Tensor.of(1, 2).requireGrad();
        long before = Ledger.current().liveBytes();
        Tensor x = a.mul(3);
        Tensor outside = a.mul(5);
        Tensor loss = Autograd.checkpoint(y -> y.mul(outside).add(y).add(y.exp()), x).sum();
        loss.backward();
        assertThat(Ledger.current().liveBytes() - before).as("the loss").isEqualTo(8);
    }

    @Test
    void checkpointsNest() {
        Tensor x = Tensor.of(0.5, -0.25).requireGrad();
        UnaryOperator<Tensor> inner = y -> Autograd.checkpoint(z -> z.tanh().exp(), y);
        Autograd.checkpoint(y -> inner.apply(y).mul(y), x).sum().backward();
        double[] nested = x.grad().toArray();
        x.zeroGrad();
        x.tanh().exp().mul(x).sum().backward();
        assertThat(nested).containsExactly(x.grad().toArray());
    }

    @Test
    void whatPassesThroughOrDependsOnNothingWorks() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Autograd.checkpoint(y -> y, x).sum().backward();
        assertThat(x.grad().toArray()).containsExactly(1, 1);
        Tensor constant = Autograd.checkpoint(y -> Tensor.ones(2), x);
        assertThat(constant.toArray()).containsExactly(1, 1);
        x.zeroGrad();
        constant.sum().backward();
        assertThat(x.grad().toArray()).containsExactly(0, 0);
        try (var _ = Autograd.noGrad()) {
            assertThat(Autograd.checkpoint(Tensor::exp, x).requiresGrad()).isFalse();
        }
    }

    @Test
    void aParameterThatWasChangedMeanwhileIsNoticed() {
        Tensor w = Tensor.of(2).requireGrad().named("w");
        Tensor x = Tensor.of(3);
        Tensor loss = Autograd.checkpoint(y -> y.mul(w), x).sum();
        try (var _ = Autograd.noGrad()) {
            w.fill(1);
        }
        assertThatThrownBy(loss::backward)
                .isInstanceOf(InPlaceException.class)
                .hasMessageContaining(
                        "'w' [1] FLOAT64 was changed in place after checkpoint saved");
    }

    @Test
    void aKeptGraphIsWalkedTwice() {
        Tensor x = Tensor.of(0.5).requireGrad();
        Tensor loss = Autograd.checkpoint(y -> y.exp().square(), x).sum();
        Autograd.backward(loss, Tensor.scalar(1), true);
        double once = x.grad().item();
        loss.backward();
        assertThat(x.grad().item()).isEqualTo(2 * once);
    }
}

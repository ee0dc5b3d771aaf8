package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Operations that are one node where others would be many: what they compute, and that they leave
/// no more behind.
@Tag("backend")
class FusedTest {
    private Scope scope = Scope.open("unused");

    FusedTest() {
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

    private static long live() {
        return Ledger.current().liveBytes();
    }

    @Test
    void crossEntropyIsTheNegativeLogarithmOfTheSoftmaxAtTheClass() {
        Tensor logits = Tensor.of(new double[][] {{1, 2, 4}, {0.5, -1, 0}});
        Indices classes = Indices.of(2, 0);
        Tensor log = logits.softmax(1).log();
        double first = -log.get(0, 2);
        double second = -log.get(1, 0);
        assertThat(Fused.crossEntropy(logits, classes, null, 0).toArray())
                .containsExactly(new double[] {first, second}, within(1e-14));
        assertThat(Fused.crossEntropy(logits, classes, new double[] {3, 0.5}, 0).toArray())
                .containsExactly(new double[] {3 * first, 0.5 * second}, within(1e-14));
        // Of each target, 0.3 is spread over the three classes.
        double spread = -log.select(0, 0).sum().item() * 0.1 + 0.7 * first;
        assertThat(Fused.crossEntropy(logits, classes, null, 0.3).get(0))
                .isCloseTo(spread, within(1e-14));
    }

    @Test
    void weightsOfCrossEntropyLiveAsLongAsAGradientReadsThem() {
        Tensor logits = Tensor.of(new double[][] {{1, 2}, {3, 4}}).requireGrad();
        Indices classes = Indices.of(0, 1);
        double[] weights = {1, 2};
        long before = live();
        try (var _ = Autograd.noGrad()) {
            Tensor losses = Fused.crossEntropy(logits, classes, weights, 0);
            assertThat(live() - before).as("the losses").isEqualTo(16);
            losses.close();
        }
        Tensor losses = Fused.crossEntropy(logits, classes, weights, 0);
        assertThat(live() - before).as("losses and weights").isEqualTo(16 + 16);
        losses.backward(Tensor.ones(2));
        losses.close();
        assertThat(live() - before).as("what was given to backward").isEqualTo(16);
    }

    @Test
    void dropoutOfNothingAndOfAllAreProbabilitiesToo() {
        Tensor x = Tensor.of(1, 2, 3);
        assertThat(Fused.dropout(x, 0, Rng.seed(1)).toArray()).containsExactly(1, 2, 3);
        assertThat(Fused.dropout(x, 1, Rng.seed(1)).toArray()).containsExactly(0, 0, 0);
    }

    @Test
    void theMaskOfDropoutLivesAsLongAsAGradientReadsIt() {
        Tensor x = Tensor.ones(4).requireGrad();
        long before = live();
        try (var _ = Autograd.noGrad()) {
            Tensor y = Fused.dropout(x, 0.5, Rng.seed(1));
            assertThat(live() - before).as("the result").isEqualTo(32);
            y.close();
        }
        Tensor loss = Fused.dropout(x, 0.5, Rng.seed(1)).sum();
        assertThat(live() - before).as("result, mask, loss").isEqualTo(32 + 32 + 8);
        loss.backward();
        assertThat(live() - before).as("the loss").isEqualTo(8);
    }

    @Test
    void aMeanSquaredErrorKeepsNoErrors() {
        Tensor p = Tensor.ones(100).requireGrad();
        Tensor t = Tensor.zeros(100);
        long before = live();
        new Layers.MeanSquaredError(p, t).apply();
        assertThat(live() - before).as("the mean").isEqualTo(8);
    }
}

package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class LinearTest {
    private final Rng random = Rng.seed(1);

    @Test
    void isAWeightedSumPlusBias() {
        var layer =
                Linear.of(
                        Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}), Tensor.of(10, 20, 30));
        assertThat(layer.apply(Tensor.of(new double[][] {{1, -1}})).toArray())
                .containsExactly(9, 19, 29);
    }

    @Test
    void takesAnyNumberOfLeadingDimensions() {
        var layer = Linear.of(3, 2, random);
        assertThat(layer.apply(Tensor.ones(3)).shape().toArray()).containsExactly(2);
        assertThat(layer.apply(Tensor.ones(4, 3)).shape().toArray()).containsExactly(4, 2);
        assertThat(layer.apply(Tensor.ones(5, 4, 3)).shape().toArray()).containsExactly(5, 4, 2);
    }

    @Test
    void startsUniformWithinOneOverTheRootOfItsInputs() {
        var layer = Linear.of(100, 50, random);
        double[] weights = layer.weight().toArray();
        assertThat(Arrays.stream(weights)).allMatch(w -> Math.abs(w) <= 0.1);
        assertThat(Arrays.stream(weights).max().orElseThrow()).isGreaterThan(0.099);
        assertThat(Arrays.stream(weights).min().orElseThrow()).isLessThan(-0.099);
        // The variance of a uniform distribution in ±a is a²/3.
        double variance = Arrays.stream(weights).map(w -> w * w).average().orElseThrow();
        assertThat(variance).isBetween(0.01 / 3 * 0.95, 0.01 / 3 * 1.05);
        assertThat(layer.bias()).isNotNull();
        assertThat(Arrays.stream(layer.bias().toArray()))
                .hasSize(50)
                .allMatch(b -> Math.abs(b) <= 0.1);
    }

    @Test
    void theSameSeedGivesTheSameLayer() {
        assertThat(Linear.of(4, 3, Rng.seed(5)).weight().toArray())
                .isEqualTo(Linear.of(4, 3, Rng.seed(5)).weight().toArray())
                .isNotEqualTo(Linear.of(4, 3, Rng.seed(6)).weight().toArray());
    }

    @Test
    void hasParametersOfItsType() {
        var layer = Linear.of(2, 3, DType.FLOAT32, random);
        assertThat(layer.namedParameters().sequencedKeySet()).containsExactly("weight", "bias");
        assertThat(layer.parameters())
                .allMatch(p -> p.dtype() == DType.FLOAT32)
                .allMatch(Tensor::requiresGrad);
        assertThat(layer.apply(Tensor.ones(DType.FLOAT32, 1, 2)).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(layer).hasToString("Linear[2 → 3]");
    }

    @Test
    void canBeOfOneInputAndOneOutput() {
        var layer = Linear.of(1, 1, random);
        assertThat(layer.bias()).isNotNull();
        assertThat(layer.apply(Tensor.of(2)).get(0))
                .isEqualTo(2 * layer.weight().get(0, 0) + layer.bias().get(0));
    }

    @Test
    void canDoWithoutBias() {
        var layer = Linear.withoutBias(2, 3, DType.FLOAT64, random);
        assertThat(layer.namedParameters().sequencedKeySet()).containsExactly("weight");
        assertThat(layer.bias()).isNull();
        assertThat(layer.apply(Tensor.zeros(1, 2)).toArray()).containsOnly(0);
        assertThat(layer).hasToString("Linear[2 → 3, no bias]");
    }

    @Test
    void makesAllItWillNeedAtOnce() {
        try (var life = Scope.open("life")) {
            long before = Ledger.current().liveBytes();
            var layer = Linear.of(4, 3, random);
            life.seal();
            long parametersAndGradients = 2L * 8 * (4 * 3 + 3);
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(parametersAndGradients);
            try (var _ = Scope.open("step")) {
                layer.apply(Tensor.ones(2, 4)).sum().backward();
            }
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(parametersAndGradients);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Linear.of(0, 3, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("linear: both sizes must be positive, got 0 → 3");
        assertThatThrownBy(() -> Linear.of(3, 0, random)).hasMessageContaining("got 3 → 0");
        assertThatThrownBy(() -> Linear.of(Tensor.ones(3, 2), Tensor.ones(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "linear: the weight must be [out, in] and the bias [out], not ones [3, 2]"
                                + " FLOAT64 and ones [2] FLOAT64");
        assertThatThrownBy(() -> Linear.of(Tensor.ones(3), null))
                .hasMessageEndingWith("not ones [3] FLOAT64 and no bias");
        var layer = Linear.of(3, 2, random);
        assertThatThrownBy(() -> layer.apply(Tensor.ones(5, 4).named("batch")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "linear: 'batch' [5, 4] FLOAT64 and weight 'weight' [2, 3] FLOAT64 don't"
                                + " fit: the last size of the input must be the last of the weight"
                                + " [out, in]");
        assertThatThrownBy(() -> layer.apply(Tensor.ones(DType.FLOAT32, 5, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[5, 3] FLOAT32", "'weight'", "to(DType)");
    }
}

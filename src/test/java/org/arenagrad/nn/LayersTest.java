package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

/// The layers that are neither [Linear], [Sequential] nor an [Activation].
@Tag("backend")
class LayersTest {
    private final Rng random = Rng.seed(4);

    // ---- dropout

    @Test
    void dropoutKeepsSomeAndScalesThem() {
        Tensor x = Tensor.ones(1000, 10).requireGrad();
        Tensor y = Dropout.of(0.2, random).apply(x);
        double[] values = y.toArray();
        assertThat(values).containsOnly(0, 1.25);
        double kept = Arrays.stream(values).filter(v -> v > 0).count() / 10_000.0;
        assertThat(kept).isEqualTo(0.8, within(0.02));
        y.sum().backward();
        assertThat(x.grad().toArray()).containsExactly(values);
    }

    @Test
    void dropoutOfNothingAndOfAll() {
        Tensor x = Tensor.of(1, 2, 3).requireGrad();
        assertThat(Dropout.of(0, random).apply(x)).isSameAs(x);
        Tensor y = Dropout.of(1, random).apply(x);
        assertThat(y.toArray()).containsOnly(0);
        y.sum().backward();
        assertThat(x.grad().toArray()).containsOnly(0);
    }

    @Test
    void dropoutNamesItsProbability() {
        assertThat(Dropout.of(0.25, random).p()).isEqualTo(0.25);
    }

    @Test
    void dropoutDrawsAnewEachTimeFromItsGenerator() {
        Tensor x = Tensor.ones(50);
        var layer = Dropout.of(0.5, Rng.seed(8));
        double[] first = layer.apply(x).toArray();
        assertThat(layer.apply(x).toArray()).isNotEqualTo(first);
        assertThat(Dropout.of(0.5, Rng.seed(8)).apply(x).toArray()).isEqualTo(first);
    }

    @Test
    void dropoutKeepsItsMaskOnlyWhileAGradientNeedsIt() {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.ones(DType.FLOAT32, 100).requireGrad();
            long before = Ledger.current().liveBytes();
            try (var _ = Scope.open("step")) {
                Tensor y = Dropout.of(0.5, random).apply(x);
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(2 * 4 * 100);
                Tensor loss = y.sum();
                loss.backward();
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(4);
            }
            try (var _ = Scope.open("evaluation");
                    var _ = Autograd.noGrad()) {
                Dropout.of(0.5, random).apply(x);
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(4 * 100);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void dropoutRefusesWhatIsNoProbability(double p) {
        String message = "dropout: the probability %s is not between 0 and 1".formatted(p);
        assertThatThrownBy(() -> Dropout.of(p, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Fused.dropout(Tensor.ones(2), p, random)).hasMessage(message);
    }

    // ---- layer norm

    @Test
    void layerNormBringsEachRowToMeanZeroAndVarianceOne() {
        Tensor y = LayerNorm.of(50).apply(Tensor.randn(random, 4, 50).mul(3).add(7));
        for (int row = 0; row < 4; row++) {
            Tensor values = y.select(0, row);
            assertThat(values.mean().item()).isEqualTo(0, within(1e-12));
            assertThat(values.var(0, false).item()).isEqualTo(1, within(1e-5));
        }
    }

    @Test
    void layerNormOfConstantInputIsItsBias() {
        var layer = LayerNorm.of(Tensor.of(2, 2, 2), Tensor.of(1, 2, 3), 1e-5);
        assertThat(layer.eps()).isEqualTo(1e-5);
        assertThat(layer.apply(Tensor.ones(2, 3)).toArray()).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void layerNormOfSingleValuesIsItsBias() {
        Tensor y = LayerNorm.of(1).apply(Tensor.of(new double[][] {{5}, {-7}}));
        assertThat(y.toArray()).containsExactly(0, 0);
    }

    @Test
    void layerNormKeepsNoMoreThanItsGradientReads() {
        try (var _ = Scope.open("life")) {
            var layer = LayerNorm.of(DType.FLOAT64, 2, 8);
            Tensor data = Tensor.ones(10, 8, 2);
            long before = Ledger.current().liveBytes();
            try (var _ = Scope.open("training")) {
                layer.apply(data.transpose(1, 2));
                // The result, the normalised values, and here the contiguous copy they come from.
                assertThat(Ledger.current().liveBytes() - before).isBetween(2 * 1280L, 3 * 1280L);
            }
            try (var _ = Scope.open("evaluation");
                    var _ = Autograd.noGrad()) {
                layer.apply(data.transpose(1, 2));
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(1280);
            }
        }
    }

    @Test
    void layerNormRefusesWhatDoesNotFit() {
        var layer = LayerNorm.of(3, 4);
        assertThat(layer).hasToString("LayerNorm[3, 4]");
        assertThat(layer.namedParameters().sequencedKeySet()).containsExactly("weight", "bias");
        assertThatThrownBy(() -> layer.apply(Tensor.ones(2, 4, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layerNorm: ones [2, 4, 3] FLOAT64 does not end in the sizes [3, 4] that"
                                + " this layer normalises");
        assertThatThrownBy(() -> layer.apply(Tensor.ones(4)))
                .hasMessageContainingAll("[4]", "[3, 4]");
        assertThatThrownBy(LayerNorm::of)
                .hasMessage("layerNorm: [] can't be normalised: name at least one positive size");
        assertThatThrownBy(() -> LayerNorm.of(3, 0)).hasMessageContaining("[3, 0]");
        assertThatThrownBy(() -> LayerNorm.of(Tensor.ones(3), Tensor.ones(4), 1e-5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("normalised size", "[3]", "[4]");
    }

    // ---- embedding

    @Test
    void embeddingLooksRowsUpAndAddsTheirGradients() {
        var layer = Embedding.of(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
        Tensor y = layer.apply(Indices.of(2, 0, 2));
        assertThat(y.toArray()).containsExactly(5, 6, 1, 2, 5, 6);
        y.backward(Tensor.of(new double[][] {{1, 1}, {10, 10}, {100, 100}}));
        assertThat(layer.weight().grad().toArray()).containsExactly(10, 10, 0, 0, 101, 101);
    }

    @Test
    void embeddingTakesIndicesOfAnyShape() {
        var layer = Embedding.of(5, 3, DType.FLOAT32, random);
        assertThat(layer.apply(Indices.of(Shape.of(2, 4), new int[8])).shape().toArray())
                .containsExactly(2, 4, 3);
        assertThat(layer.namedParameters().sequencedKeySet()).containsExactly("weight");
        assertThat(layer).hasToString("Embedding[5 → 3]");
    }

    @Test
    void embeddingCanBeOfOneVectorOfOneValue() {
        var layer = Embedding.of(1, 1, random);
        assertThat(layer.apply(Indices.of(0, 0)).toArray())
                .containsExactly(layer.weight().get(0, 0), layer.weight().get(0, 0));
    }

    @Test
    void embeddingStartsStandardNormal() {
        double[] table = Embedding.of(200, 50, random).weight().toArray();
        assertThat(Arrays.stream(table).average().orElseThrow()).isEqualTo(0, within(0.04));
        assertThat(Arrays.stream(table).map(v -> v * v).average().orElseThrow())
                .isEqualTo(1, within(0.05));
    }

    @Test
    void embeddingRefusesWhatDoesNotFit() {
        var layer = Embedding.of(5, 3, random);
        assertThatThrownBy(() -> layer.apply(Indices.of(0, 4, 5)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(
                        "embedding: index 5 at position 2 is outside 0 … 4: the table 'weight' [5,"
                                + " 3] FLOAT64 has 5 vectors");
        assertThatThrownBy(() -> layer.apply(Indices.of(-1)))
                .hasMessageContaining("index -1 at position 0");
        assertThatThrownBy(() -> Embedding.of(0, 3, random))
                .hasMessageContaining("both sizes must be positive, got 0 vectors of 3 values");
        assertThatThrownBy(() -> Embedding.of(5, 0, random))
                .hasMessageContaining("both sizes must be positive, got 5 vectors of 0 values");
        assertThatThrownBy(() -> Embedding.of(Tensor.ones(3)))
                .hasMessage("embedding: the table must be [count, dim], not ones [3] FLOAT64");
    }

    // ---- flatten

    @Test
    void flattenJoinsAllButTheBatch() {
        Tensor x = Tensor.arange(24).reshape(2, 3, 4);
        Tensor y = Flatten.of().apply(x);
        assertThat(y.shape().toArray()).containsExactly(2, 12);
        assertThat(y.array().buffer()).as("a view").isSameAs(x.array().buffer());
        assertThat(new Flatten(0).apply(x).shape().toArray()).containsExactly(24);
        assertThat(new Flatten(-2).apply(x).shape().toArray()).containsExactly(2, 12);
        assertThat(new Flatten(-3).apply(x).shape().toArray()).containsExactly(24);
        assertThat(Flatten.of().apply(x.transpose(1, 2)).toArray()).startsWith(0, 4, 8, 1, 5, 9);
    }

    @Test
    void flattenRefusesWhatHasNoSuchDimension() {
        assertThatThrownBy(() -> Flatten.of().apply(Tensor.ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "flatten: ones [3] FLOAT64 has no dimension 1 to start from: the first is"
                                + " that of the batch, unsqueeze(0) makes a batch of one");
        assertThatThrownBy(() -> new Flatten(-3).apply(Tensor.ones(2, 3)))
                .hasMessageContaining("[2, 3] FLOAT64 has no dimension -3 to start from");
    }
}

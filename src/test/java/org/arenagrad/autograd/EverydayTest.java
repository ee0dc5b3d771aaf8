package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.nn.Embedding;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/// What people write every day: types by default, tensors like others, comparing, drawing.
class EverydayTest {
    private final Rng rng = Rng.seed(1);

    @Test
    void theDefaultTypeHoldsUntilItIsClosed() {
        try (var _ = Tensor.defaultDType(DType.FLOAT32)) {
            List<Tensor> made =
                    List.of(
                            Tensor.zeros(2),
                            Tensor.of(1, 2),
                            Tensor.scalar(1),
                            Tensor.rand(rng, 2),
                            Tensor.randn(rng, 2),
                            Tensor.arange(3),
                            Tensor.linspace(0, 1, 3),
                            Tensor.eye(2),
                            Tensor.oneHot(Indices.of(0, 1), 2),
                            Linear.of(2, 3, rng).weight(),
                            LayerNorm.of(2).weight(),
                            Embedding.of(2, 3, rng).weight());
            assertThat(made).extracting(Tensor::dtype).containsOnly(DType.FLOAT32);
            assertThat(Tensor.zeros(DType.FLOAT64, 2).dtype()).isEqualTo(DType.FLOAT64);
            try (var _ = Tensor.defaultDType(DType.FLOAT64)) {
                assertThat(Tensor.ones(1).dtype()).isEqualTo(DType.FLOAT64);
            }
            assertThat(Tensor.defaultDType()).isEqualTo(DType.FLOAT32);
        }
        assertThat(Tensor.ones(1).dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void tensorsLikeOthersHaveTheirShapeAndType() {
        Tensor x = Tensor.zeros(DType.FLOAT32, 2, 3);
        List<Tensor> made =
                List.of(
                        Tensor.zerosLike(x),
                        Tensor.onesLike(x),
                        Tensor.fullLike(x, 7),
                        Tensor.randLike(rng, x),
                        Tensor.randnLike(rng, x));
        assertThat(made).extracting(Tensor::dtype).containsOnly(DType.FLOAT32);
        assertThat(made).extracting(Tensor::shape).containsOnly(Shape.of(2, 3));
        assertThat(made.get(2).toArray()).containsOnly(7);
        assertThat(made.get(1).toArray()).containsOnly(1);
    }

    @Test
    void backwardMayKeepTheGraph() {
        Tensor x = Tensor.of(3).requireGrad();
        Tensor y = x.square().sum();
        y.backward(true);
        y.backward(false);
        assertThat(x.grad().toArray()).containsExactly(12);
        assertThatThrownBy(() -> y.backward(true)).isInstanceOf(GraphConsumedException.class);
    }

    @Test
    void closenessIsRelativeAndAbsolute() {
        Tensor a = Tensor.of(1, 1000, Double.POSITIVE_INFINITY);
        assertThat(a.allClose(Tensor.of(1 + 1e-7, 1000.005, Double.POSITIVE_INFINITY))).isTrue();
        assertThat(a.allClose(Tensor.of(1.1, 1000, Double.POSITIVE_INFINITY))).isFalse();
        assertThat(a.allClose(Tensor.of(1, 1000, Double.NEGATIVE_INFINITY))).isFalse();
        assertThat(Tensor.of(Double.NaN).allClose(Tensor.of(Double.NaN))).isFalse();
        assertThat(Tensor.of(1).allClose(Tensor.of(1.05), 0.1, 0)).isTrue();
        assertThat(Tensor.of(0).allClose(Tensor.of(0.05), 0, 0.1)).isTrue();
    }

    @Test
    void anAssertionNamesTheWorstElement() {
        Tensor a = Tensor.of(new double[][] {{1, 2}, {3, 4}});
        a.assertClose(a.copy());
        Tensor.of(Double.NaN).assertClose(Tensor.of(Double.NaN));
        assertThatThrownBy(() -> a.assertClose(Tensor.of(new double[][] {{1, 2.5}, {3, 14}})))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "2 of 4 elements are off, most the one at [1, 1]: expected 14.0, but was"
                                + " 4.0");
        assertThatThrownBy(() -> a.assertClose(Tensor.ones(2)))
                .hasMessage("expected [2] FLOAT64, but was [2, 2] FLOAT64");
        assertThatThrownBy(() -> Tensor.of(Double.NaN).assertClose(Tensor.of(1)))
                .hasMessageContaining("1 of 1 elements");
        assertThatThrownBy(() -> Tensor.of(1).assertClose(Tensor.of(1).to(DType.FLOAT32)))
                .hasMessageContaining("FLOAT32");
    }

    @Test
    void placesAreDrawnByWeight() {
        Indices drawn = Tensor.multinomial(Tensor.of(1, 0, 3), 20_000, true, rng);
        long[] counts = new long[3];
        Arrays.stream(drawn.toArray()).forEach(place -> counts[place]++);
        assertThat(counts[1]).isZero();
        assertThat(counts[2]).isBetween(14_700L, 15_300L);
        Indices all = Tensor.multinomial(Tensor.ones(4, 5), 5, false, rng);
        assertThat(all.shape()).isEqualTo(Shape.of(4, 5));
        for (int row = 0; row < 4; row++) {
            int[] places = Arrays.copyOfRange(all.toArray(), row * 5, row * 5 + 5);
            assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        }
        assertThatThrownBy(() -> Tensor.multinomial(Tensor.of(1, 0, 3), 3, false, rng))
                .hasMessageContaining("as many positive as are drawn");
        assertThatThrownBy(() -> Tensor.multinomial(Tensor.of(1, -1), 1, true, rng))
                .hasMessageContaining("not negative");
        assertThatThrownBy(() -> Tensor.multinomial(Tensor.of(1, Double.NaN), 1, true, rng))
                .hasMessageContaining("finite");
    }

    @Test
    void einsumNamesWhatDoesNotFit() {
        Tensor a = Tensor.ones(2, 3);
        assertThatThrownBy(() -> Tensor.einsum("ij,jk->ik", a))
                .hasMessageContaining("'ij,jk->ik'")
                .hasMessageContaining("2 operands, but there are 1");
        assertThatThrownBy(() -> Tensor.einsum("ijk->i", a)).hasMessageContaining("'ijk'");
        assertThatThrownBy(() -> Tensor.einsum("ij->k", a)).hasMessageContaining("'k'");
        assertThatThrownBy(() -> Tensor.einsum("ij,ij->i", a, Tensor.ones(2, 4)))
                .hasMessageContaining("a name stands for");
        assertThatThrownBy(() -> Tensor.einsum("ii", a)).hasMessageContaining("sizes 2 and 3");
    }

    /// What im2col copies is a view, and a convolution a product with it.
    @Test
    void aConvolutionIsAProductWithWindows() {
        Tensor image = Tensor.randn(rng, 1, 2, 6, 5);
        Tensor weight = Tensor.randn(rng, 3, 2, 3, 2);
        Tensor windows = image.windows(2, 3, 1).windows(3, 2, 1);
        assertThat(windows.shape()).isEqualTo(Shape.of(1, 2, 4, 4, 3, 2));
        assertThat(windows.memory()).as("a view").isSameAs(image.memory());
        Tensor product = Tensor.einsum("nchwij,ocij->nohw", windows, weight);
        product.assertClose(image.conv2d(weight, null, ConvOptions.DEFAULT), 1e-12, 1e-12);
        assertThatThrownBy(() -> image.windows(3, 6, 1))
                .hasMessageContaining("windows of 6")
                .hasMessageContaining("[1, 2, 6, 5]");
        assertThatThrownBy(() -> image.windows(3, 2, 0)).hasMessageContaining("both are positive");
    }
}

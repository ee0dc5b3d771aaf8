package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Objects;

/// Layers for images: their parameters, how those start, and what a mistake is told.
class ConvLayersTest {
    private static final ConvOptions GROUPS = ConvOptions.DEFAULT.withGroups(2);

    @Test
    void parametersHavePyTorchsNamesAndShapes() {
        Rng rng = Rng.seed(1);
        Conv2d conv = Conv2d.of(4, 6, 3, GROUPS, DType.FLOAT32, rng);
        assertThat(conv.namedParameters().keySet()).containsExactly("weight", "bias");
        assertThat(conv.weight().shape()).isEqualTo(Shape.of(6, 2, 3, 3));
        ConvTranspose2d back = ConvTranspose2d.withoutBias(4, 6, 3, GROUPS, DType.FLOAT32, rng);
        assertThat(back.namedParameters().keySet()).containsExactly("weight");
        assertThat(back.weight().shape()).isEqualTo(Shape.of(4, 3, 3, 3));
        assertThat(Conv1d.of(4, 6, 5, rng).weight().shape()).isEqualTo(Shape.of(6, 4, 5));
    }

    /// 1/√(2·3·3) for the convolution, whose outputs add up 18 numbers, and 1/√(3·3·3) as PyTorch
    /// has it for the transposed one.
    @Test
    void startUniformWithinTheRootOfTheFan() {
        Rng rng = Rng.seed(1);
        Conv2d conv = Conv2d.of(40, 60, 3, ConvOptions.DEFAULT.withGroups(20), DType.FLOAT64, rng);
        assertFills(conv.weight(), 1 / Math.sqrt(18));
        ConvTranspose2d back =
                ConvTranspose2d.of(
                        40, 60, 3, ConvOptions.DEFAULT.withGroups(20), DType.FLOAT64, rng);
        assertFills(back.weight(), 1 / Math.sqrt(27));
        assertThat(
                        Arrays.stream(Objects.requireNonNull(back.bias()).toArray())
                                .map(Math::abs)
                                .max()
                                .orElseThrow())
                .isBetween(0.9 / Math.sqrt(27), 1 / Math.sqrt(27));
    }

    private static void assertFills(Tensor x, double bound) {
        double[] sizes = Arrays.stream(x.toArray()).map(Math::abs).toArray();
        assertThat(Arrays.stream(sizes).max().orElseThrow()).isBetween(0.99 * bound, bound);
        assertThat(Arrays.stream(sizes).average().orElseThrow())
                .isBetween(0.45 * bound, 0.55 * bound);
    }

    @Test
    void sayWhatTheyAre() {
        Rng rng = Rng.seed(1);
        assertThat(Conv2d.of(4, 6, 3, GROUPS.withPadding(1).withStride(2), DType.FLOAT32, rng))
                .hasToString("Conv2d[4 → 6, kernel 3, stride 2, padding 1, groups 2]");
        assertThat(ConvTranspose2d.withoutBias(4, 6, 2, GROUPS, DType.FLOAT32, rng))
                .hasToString("ConvTranspose2d[4 → 6, kernel 2, groups 2, no bias]");
        assertThat(Conv1d.of(1, 2, 5, ConvOptions.DEFAULT.withSamePadding(), DType.FLOAT32, rng))
                .hasToString("Conv1d[1 → 2, kernel 5, padding same]");
        assertThat(MaxPool2d.of(2)).hasToString("MaxPool2d[2, stride 2]");
        assertThat(new AvgPool2d(Window.of(new Pair(3, 2)).withPadding(1), false))
                .hasToString("AvgPool2d[3x2, padding 1, padding not counted]");
        assertThat(MaxPool1d.of(2)).hasToString("MaxPool1d[2, stride 2]");
        assertThat(AvgPool1d.of(3)).hasToString("AvgPool1d[3, stride 3]");
        assertThat(new AdaptiveAvgPool1d(2)).hasToString("AdaptiveAvgPool1d[2]");
        assertThat(PReLU.of(3, DType.FLOAT32)).hasToString("PReLU[3]");
        assertThat(new AdaptiveAvgPool2d(1, 1)).hasToString("AdaptiveAvgPool2d[1, 1]");
        assertThat(new AdaptiveMaxPool2d(2, 1)).hasToString("AdaptiveMaxPool2d[2, 1]");
    }

    @Test
    void poolingOfSignalsIsThatOfImagesOneRowHigh() {
        Tensor x = Tensor.randn(Rng.seed(2), 2, 3, 7);
        Tensor image = x.unsqueeze(2);
        Window flat = Window.of(new Pair(1, 3)).withStride(new Pair(1, 2));
        assertThat(new MaxPool1d(Window.of(3).withStride(2)).apply(x).toArray())
                .containsExactly(new MaxPool2d(flat).apply(image).toArray());
        assertThat(new AvgPool1d(Window.of(3).withStride(2), true).apply(x).toArray())
                .containsExactly(new AvgPool2d(flat, true).apply(image).toArray());
        Tensor four = new AdaptiveAvgPool1d(4).apply(x);
        assertThat(four.shape()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(four.toArray())
                .containsExactly(new AdaptiveAvgPool2d(1, 4).apply(image).toArray());
        assertThat(new AdaptiveAvgPool1d(1).apply(x.select(0, 0)).toArray())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(x.select(0, 0).mean(1).toArray());
    }

    @Test
    void aMistakeIsToldWithBothShapesAndWhatToDo() {
        Tensor x = Tensor.ones(2, 3, 8, 8);
        Tensor w = Tensor.ones(4, 2, 3, 3);
        assertThatThrownBy(() -> x.conv2d(w, null, ConvOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conv2d: ")
                .hasMessageContaining("[2, 3, 8, 8]")
                .hasMessageContaining("[4, 2, 3, 3]")
                .hasMessageContaining("the input must have 2 channels, not 3");
        assertThatThrownBy(() -> Tensor.ones(2, 2, 2, 8).conv2d(w, null, ConvOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 2, 2, 8]")
                .hasMessageContaining("[4, 2, 3, 3]")
                .hasMessageContaining("make the kernel or its dilation smaller, or pad more");
        assertThatThrownBy(() -> x.conv2d(Tensor.ones(3, 3, 3), null, ConvOptions.DEFAULT))
                .hasMessageContaining("the weight must have 4 dimensions");
        assertThatThrownBy(
                        () ->
                                x.conv2d(
                                        Tensor.ones(4, 3, 3, 3),
                                        Tensor.ones(3),
                                        ConvOptions.DEFAULT))
                .hasMessageContaining("the bias must be [4]");
        assertThatThrownBy(() -> new AdaptiveAvgPool1d(0)).hasMessageContaining("length 0");
        assertThatThrownBy(() -> Tensor.ones(8).adaptiveAvgPool1d(2))
                .hasMessageContaining("adaptiveAvgPool1d")
                .hasMessageContaining("must be [N, C, L]");
        assertThatThrownBy(() -> PReLU.of(0, DType.FLOAT32)).hasMessageContaining("0 channels");
        assertThatThrownBy(() -> PReLU.of(Tensor.ones(2, 2))).hasMessageContaining("[2, 2]");
        assertThatThrownBy(() -> Tensor.ones(8, 8).maxPool2d(2))
                .hasMessageContaining("must be [N, C, H, W]");
        assertThatThrownBy(() -> x.maxPool2d(Window.of(2).withPadding(2)))
                .hasMessageContaining("at most half of the kernel");
        ConvOptions wide = ConvOptions.DEFAULT.withSamePadding().withDilation(1 << 30);
        assertThatThrownBy(() -> x.conv2d(Tensor.ones(2, 3, 3, 3), null, wide))
                .hasMessageContaining("dilation 1073741824 and a kernel of 3");
        assertThatThrownBy(() -> ConvOptions.DEFAULT.withStride(2).withSamePadding())
                .hasMessageContaining("give the padding as a number");
        assertThatThrownBy(
                        () ->
                                x.convTranspose2d(
                                        Tensor.ones(3, 1, 2, 2),
                                        null,
                                        ConvOptions.DEFAULT.withOutputPadding(1)))
                .hasMessageContaining("outputPadding 1 must be smaller than stride 1");
        assertThatThrownBy(() -> Conv2d.of(3, 4, 0, Rng.seed(1)))
                .hasMessageContaining("all sizes must be positive");
        assertThatThrownBy(() -> Conv2d.of(3, 4, 3, GROUPS, DType.FLOAT32, Rng.seed(1)))
                .hasMessageContaining("groups 2 don't divide 4 and 3 channels");
    }
}

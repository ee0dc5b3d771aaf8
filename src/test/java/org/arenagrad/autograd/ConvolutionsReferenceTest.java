package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Window;
import org.arenagrad.reference.Differentiated;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Convolution, pooling and resizing agree with PyTorch: values, gradients of a random upstream
/// gradient, and gradients of those; a dry run takes what the real one takes.
@Tag("backend")
class ConvolutionsReferenceTest {
    static Stream<Arguments> everyCaseInEveryType() {
        List<Case> cases = Reference.cases("convolutions.json");
        assertThat(cases).hasSize(154);
        return Arrays.stream(DType.values())
                .flatMap(dtype -> cases.stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void agreesWithPyTorch(Case c, DType dtype) {
        Differentiated.assertAgrees(c, dtype, ConvolutionsReferenceTest::computed);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void aDryRunTakesWhatTheRealOneTakes(Case c, DType dtype) {
        Differentiated.assertPredicted(c, dtype, ConvolutionsReferenceTest::computed);
    }

    private static List<Tensor> computed(Case c, Tensor[] inputs) {
        return List.of(compute(c, List.of(inputs)));
    }

    private static Tensor compute(Case c, List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        if (c.hasAttr("strided") && c.attr("strided").asBoolean()) {
            // The same values, seen through other strides.
            x = x.transpose(-1, -2).contiguous().transpose(-1, -2);
        }
        @Nullable Tensor bias = inputs.size() == 3 ? inputs.get(2) : null;
        return switch (c.op()) {
            case "conv1d" -> x.conv1d(inputs.get(1), bias, convolution(c));
            case "conv2d" -> x.conv2d(inputs.get(1), bias, convolution(c));
            case "conv_transpose1d" -> x.convTranspose1d(inputs.get(1), bias, transposed(c));
            case "conv_transpose2d" -> x.convTranspose2d(inputs.get(1), bias, transposed(c));
            case "unfold" -> x.unfold(window(c));
            case "fold" -> x.fold(size(c).height(), size(c).width(), window(c));
            case "max_pool1d" -> x.maxPool1d(pool(c)).values();
            case "max_pool2d" -> x.maxPool2d(pool(c)).values();
            case "avg_pool1d" -> x.avgPool1d(pool(c), c.attr("include").asBoolean());
            case "avg_pool2d" -> x.avgPool2d(pool(c), c.attr("include").asBoolean());
            case "adaptive_avg_pool2d" -> x.adaptiveAvgPool2d(size(c).height(), size(c).width());
            case "adaptive_max_pool2d" ->
                    x.adaptiveMaxPool2d(size(c).height(), size(c).width()).values();
            case "interpolate" -> resized(c, x);
            default -> throw new IllegalArgumentException("no operation for " + c.op());
        };
    }

    private static Tensor resized(Case c, Tensor x) {
        Pair size = size(c);
        return c.attr("mode").asText().equals("nearest")
                ? x.interpolateNearest(size.height(), size.width())
                : x.interpolateBilinear(size.height(), size.width(), c.attr("corners").asBoolean());
    }

    private static ConvOptions convolution(Case c) {
        ConvOptions options =
                ConvOptions.DEFAULT
                        .withStride(pair(c, "stride"))
                        .withDilation(pair(c, "dilation"))
                        .withGroups(c.attr("groups").asInt());
        return c.attr("padding").isTextual()
                ? options.withSamePadding()
                : options.withPadding(pair(c, "padding"));
    }

    private static ConvOptions transposed(Case c) {
        return convolution(c).withOutputPadding(pair(c, "output_padding"));
    }

    private static Window window(Case c) {
        return Window.of(pair(c, "kernel"))
                .withStride(pair(c, "stride"))
                .withPadding(pair(c, "padding"), pair(c, "padding"))
                .withDilation(pair(c, "dilation"));
    }

    private static Window pool(Case c) {
        return window(c).withCeilMode(c.attr("ceil").asBoolean());
    }

    private static Pair size(Case c) {
        return pair(c, "size");
    }

    private static Pair pair(Case c, String name) {
        int[] both = c.ints(name);
        return new Pair(both[0], both[1]);
    }
}

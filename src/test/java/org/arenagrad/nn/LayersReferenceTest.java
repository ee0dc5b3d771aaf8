package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.ClassOptions;
import org.arenagrad.loss.Losses;
import org.arenagrad.loss.Reduction;
import org.arenagrad.memory.Scope;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Every layer and loss that has been built gives PyTorch's values and PyTorch's gradients.
@Tag("backend")
class LayersReferenceTest {
    private static final RecurrentOptions BATCH_FIRST =
            RecurrentOptions.DEFAULT.withBatchFirst(true);

    private static final int CASES = 49;

    /// Those of layers-more.json.
    private static final int MORE_CASES = 40;

    private static int ran;

    static Stream<Arguments> everyCaseInEveryType() {
        List<Case> cases = new ArrayList<>(Reference.cases("layers.json"));
        cases.addAll(Reference.cases("layers-more.json"));
        return Arrays.stream(DType.values())
                .flatMap(dtype -> cases.stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void agreesWithPyTorch(Case c, DType dtype) {
        try (var _ = Scope.open("case")) {
            Tensor[] x = new Tensor[c.inputs()];
            for (int i = 0; i < x.length; i++) {
                x[i] = c.input(i).leaf(dtype);
            }
            Tensor y = Objects.requireNonNull(compute(c, x), c + " is not computed here");
            Reference.assertClose(c + " output", c.output(), y);
            y.backward(c.upstream().tensor(dtype));
            for (int i = 0; i < x.length; i++) {
                Values gradient = Objects.requireNonNull(c.grad(i));
                Reference.assertClose(c + " gradient " + i, gradient, x[i].grad());
            }
        }
        ran++;
    }

    @AfterAll
    static void allOfThemRan() {
        System.out.printf(
                "layers.json and layers-more.json: %d cases passed in each of %s on backend %s%n",
                ran / DType.values().length, Arrays.toString(DType.values()), Backend.name());
        assertThat(ran).isEqualTo((CASES + MORE_CASES) * DType.values().length);
    }

    /// The result of a case; null for an operation that has not been built.
    private static @Nullable Tensor compute(Case c, Tensor[] x) {
        DType dtype = x[0].dtype();
        return switch (c.op()) {
            case "mse_loss" -> Losses.mseLoss(x[0], target(c, dtype), reduction(c));
            case "l1_loss" -> Losses.l1Loss(x[0], target(c, dtype), reduction(c));
            case "huber_loss" ->
                    Losses.huberLoss(
                            x[0], target(c, dtype), c.attr("delta").asDouble(), reduction(c));
            case "cross_entropy" ->
                    Losses.crossEntropy(x[0], c.values("classes").indices(), options(c));
            case "nll_loss" -> Losses.nllLoss(x[0], c.values("classes").indices(), options(c));
            case "binary_cross_entropy" ->
                    Losses.binaryCrossEntropy(x[0], target(c, dtype), reduction(c));
            case "binary_cross_entropy_with_logits" ->
                    Losses.binaryCrossEntropyWithLogits(x[0], target(c, dtype), reduction(c));
            case "kl_div" -> Losses.klDiv(x[0], target(c, dtype), reduction(c));
            case "linear" -> Linear.of(x[1], x[2]).apply(x[0]);
            case "layer_norm" -> LayerNorm.of(x[1], x[2], eps(c)).apply(x[0]);
            case "batch_norm" -> batchNorm(c, x).apply(x[0]);
            case "group_norm" ->
                    GroupNorm.of(c.attr("groups").asInt(), x[1], x[2], eps(c)).apply(x[0]);
            case "rms_norm" -> RMSNorm.of(x[1], eps(c)).apply(x[0]);
            case "rnn" ->
                    RNN.of(weights(x), RNN.Nonlinearity.TANH, BATCH_FIRST, Rng.seed(1))
                            .apply(x[0])
                            .y();
            case "gru" -> GRU.of(weights(x), BATCH_FIRST, Rng.seed(1)).apply(x[0]).y();
            case "scaled_dot_product_attention" ->
                    Fused.scaledDotProductAttention(
                            x[0],
                            x[1],
                            x[2],
                            c.attr("causal").asBoolean()
                                    ? AttentionOptions.CAUSAL
                                    : AttentionOptions.DEFAULT);
            case "lstm" -> LSTM.of(weights(x), BATCH_FIRST, Rng.seed(1)).apply(x[0]).y();
            case "embedding" -> Embedding.of(x[0]).apply(c.values("indices").indices());
            case "conv1d", "conv2d" -> convolution(c, x);
            case "max_pool2d" -> x[0].maxPool2d(window(c)).values();
            case "avg_pool2d" -> x[0].avgPool2d(window(c), true);
            default -> null;
        };
    }

    private static Tensor convolution(Case c, Tensor[] x) {
        ConvOptions options =
                ConvOptions.DEFAULT
                        .withStride(c.attr("stride").asInt())
                        .withPadding(c.attr("padding").asInt())
                        .withDilation(c.attr("dilation").asInt())
                        .withGroups(c.hasAttr("groups") ? c.attr("groups").asInt() : 1);
        return c.op().equals("conv1d")
                ? Conv1d.of(x[1], x[2], options).apply(x[0])
                : Conv2d.of(x[1], x[2], options).apply(x[0]);
    }

    private static Window window(Case c) {
        return Window.of(c.attr("kernel").asInt())
                .withStride(c.attr("stride").asInt())
                .withPadding(c.attr("padding").asInt());
    }

    private static Map<String, Tensor> weights(Tensor[] x) {
        return Map.of(
                "weight_ih_l0", x[1], "weight_hh_l0", x[2], "bias_ih_l0", x[3], "bias_hh_l0", x[4]);
    }

    private static BatchNorm batchNorm(Case c, Tensor[] x) {
        DType dtype = x[0].dtype();
        int channels = x[1].shape().size(0);
        Tensor mean = Tensor.zeros(dtype, channels);
        Tensor variance = Tensor.ones(dtype, channels);
        Tensor batches = Tensor.zeros(dtype);
        return x[0].shape().rank() == 4
                ? BatchNorm2d.of(x[1], x[2], mean, variance, batches, eps(c), 0.1)
                : BatchNorm1d.of(x[1], x[2], mean, variance, batches, eps(c), 0.1);
    }

    private static double eps(Case c) {
        return c.attr("eps").asDouble();
    }

    private static Tensor target(Case c, DType dtype) {
        return c.values("target").tensor(dtype);
    }

    private static ClassOptions options(Case c) {
        return ClassOptions.DEFAULT
                .withReduction(reduction(c))
                .withWeights(c.hasAttr("weights") ? c.values("weights").data() : new double[0])
                .withSmoothing(
                        c.hasAttr("label_smoothing") ? c.attr("label_smoothing").asDouble() : 0);
    }

    private static Reduction reduction(Case c) {
        String name = c.attr("reduction").asText();
        return name.equals("batchmean")
                ? Reduction.BATCH_MEAN
                : Reduction.valueOf(name.toUpperCase(Locale.ROOT));
    }
}

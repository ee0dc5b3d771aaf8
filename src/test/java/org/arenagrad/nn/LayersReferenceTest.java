package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.ConvOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every layer and loss that has been built gives PyTorch's values and PyTorch's gradients.
@Tag("backend")
class LayersReferenceTest {
    /// Those that have not been built. The list can only shrink: a layer that is built moves to
    /// [#compute].
    private static final Set<String> NOT_BUILT =
            Set.of(
                    "batch_norm",
                    "group_norm",
                    "gru",
                    "lstm",
                    "rms_norm",
                    "rnn",
                    "scaled_dot_product_attention");

    private static final int CASES = 40;

    /// Those of layers-more.json.
    private static final int MORE_CASES = 40;

    private static int ran;

    static Stream<Arguments> everyBuiltCaseInEveryType() {
        List<Case> cases = new ArrayList<>(Reference.cases("layers.json"));
        cases.addAll(Reference.cases("layers-more.json"));
        return Arrays.stream(DType.values())
                .flatMap(
                        dtype ->
                                cases.stream()
                                        .filter(c -> !NOT_BUILT.contains(c.op()))
                                        .map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyBuiltCaseInEveryType")
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

    /// What is not built must not be computed here, and the file must hold it: so the list names
    /// exactly what is missing.
    @Test
    void theListOfWhatIsNotBuiltIsExact() {
        Set<String> missing = new TreeSet<>();
        for (Case c : Reference.cases("layers.json")) {
            try (var _ = Scope.open("case")) {
                Tensor[] x = new Tensor[c.inputs()];
                for (int i = 0; i < x.length; i++) {
                    x[i] = c.input(i).leaf(DType.FLOAT64);
                }
                if (compute(c, x) == null) {
                    missing.add(c.op());
                }
            }
        }
        System.out.println("layers.json: not built yet: " + String.join(", ", missing));
        assertThat(missing).containsExactlyInAnyOrderElementsOf(NOT_BUILT);
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
            case "layer_norm" -> LayerNorm.of(x[1], x[2], c.attr("eps").asDouble()).apply(x[0]);
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

package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.loss.ClassOptions;
import org.arenagrad.loss.Losses;
import org.arenagrad.loss.Reduction;
import org.arenagrad.reference.Differentiated;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Operations on whole tensors and losses agree with PyTorch: values, gradients of a random
/// upstream gradient, and gradients of those; a dry run takes what the real one takes.
@Tag("backend")
class TensorsReferenceTest {
    static Stream<Arguments> everyCaseInEveryType() {
        List<Case> cases = Reference.cases("tensors.json");
        assertThat(cases).hasSize(397);
        return Arrays.stream(DType.values())
                .flatMap(dtype -> cases.stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void agreesWithPyTorch(Case c, DType dtype) {
        Differentiated.assertAgrees(c, dtype, TensorsReferenceTest::compute);
    }

    /// Operations whose results depend on values in their shape can't be predicted.
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void aDryRunTakesWhatTheRealOneTakes(Case c, DType dtype) {
        if (!c.op().equals("masked_select") && !c.op().equals("nonzero")) {
            Differentiated.assertPredicted(c, dtype, TensorsReferenceTest::compute);
        }
    }

    private static List<Tensor> compute(Case c, Tensor[] x) {
        return switch (c.op()) {
            case "unbind" -> x[0].unbind(dim(c));
            case "chunk" -> x[0].chunk(c.attr("pieces").asInt(), dim(c));
            case "split" -> x[0].split(c.attr("length").asInt(), dim(c));
            default -> List.of(single(c, x));
        };
    }

    private static Tensor single(Case c, Tensor[] x) {
        DType dtype = x[0].dtype();
        return switch (c.op()) {
            case "max" -> x[0].max(dim(c)).values();
            case "min" -> x[0].min(dim(c)).values();
            case "median" -> x[0].median(dim(c)).values();
            case "sort" -> x[0].sort(dim(c), c.attr("descending").asBoolean()).values();
            case "argsort" ->
                    asTensor(dtype, x[0].argsort(dim(c), c.attr("descending").asBoolean()));
            case "topk" ->
                    x[0].topk(c.attr("k").asInt(), dim(c), c.attr("largest").asBoolean()).values();
            case "argmax" -> asTensor(dtype, x[0].argmax(dim(c)));
            case "argmin" -> asTensor(dtype, x[0].argmin(dim(c)));
            case "quantile" -> x[0].quantile(c.attr("q").asDouble(), dim(c));
            case "any" -> x[0].any(c.ints("dims"));
            case "all" -> x[0].all(c.ints("dims"));
            case "count_nonzero" -> x[0].countNonzero(c.ints("dims"));
            case "nonzero" -> asTensor(dtype, x[0].nonzero());
            case "cumprod" -> x[0].cumprod(dim(c));
            case "roll" -> x[0].roll(c.attr("shift").asInt(), dim(c));
            case "logsumexp" -> x[0].logsumexp(keepDim(c), c.ints("dims"));
            case "norm" -> x[0].norm(p(c), keepDim(c), c.ints("dims"));
            case "flatten" -> x[0].flatten(c.attr("start").asInt(), c.attr("end").asInt());
            case "squeeze_all" -> x[0].squeeze();
            case "movedim" -> x[0].movedim(c.ints("from"), c.ints("to"));
            case "repeat" -> x[0].repeat(c.ints("times"));
            case "diagonal" ->
                    x[0].diagonal(
                            c.attr("offset").asInt(),
                            c.attr("dim1").asInt(),
                            c.attr("dim2").asInt());
            case "tril" -> x[0].tril(c.attr("diagonal").asInt());
            case "triu" -> x[0].triu(c.attr("diagonal").asInt());
            case "pad" ->
                    x[0].pad(
                            TensorIndexing.Padding.valueOf(
                                    c.attr("mode").asText().toUpperCase(Locale.ROOT)),
                            c.attr("value").asDouble(),
                            c.ints("pads"));
            case "clamp" -> x[0].clamp(x[1], x[2]);
            case "clamp_min" -> x[0].clamp(x[1], null);
            case "clamp_max" -> x[0].clamp(null, x[1]);
            case "logical_and" -> x[0].logicalAnd(x[1]);
            case "logical_or" -> x[0].logicalOr(x[1]);
            case "logical_xor" -> x[0].logicalXor(x[1]);
            case "logical_not" -> x[0].logicalNot();
            case "masked_fill" ->
                    x[0].maskedFill(x[1], Double.parseDouble(c.attr("value").asText()));
            case "masked_select" -> x[0].maskedSelect(x[1]);
            case "scatter" -> x[0].scatter(dim(c), index(c), x[1]);
            case "scatter_add" -> x[0].scatterAdd(dim(c), index(c), x[1]);
            case "index_add" -> x[0].indexAdd(dim(c), index(c), x[1]);
            case "index" -> {
                List<Indices> lists = new ArrayList<>();
                c.attr("lists").forEach(each -> lists.add(Values.of(each).indices()));
                yield x[0].index(lists.toArray(Indices[]::new));
            }
            case "one_hot" -> Tensor.oneHot(dtype, index(c), c.attr("classes").asInt()).mul(x[0]);
            case "outer" -> x[0].outer(x[1]);
            case "addmm" ->
                    x[0].addmm(x[1], x[2], c.attr("beta").asDouble(), c.attr("alpha").asDouble());
            case "baddbmm" ->
                    x[0].baddbmm(x[1], x[2], c.attr("beta").asDouble(), c.attr("alpha").asDouble());
            case "einsum" -> Tensor.einsum(c.attr("equation").asText(), x);
            case "glu" -> x[0].glu(dim(c));
            case "prelu" -> x[0].prelu(x[1]);
            case "cosine_similarity" -> x[0].cosineSimilarity(x[1], dim(c));
            case "normalize" -> x[0].normalize(p(c), dim(c));
            default -> loss(c, x);
        };
    }

    private static Tensor loss(Case c, Tensor[] x) {
        Reduction reduction =
                Reduction.valueOf(c.attr("reduction").asText().toUpperCase(Locale.ROOT));
        DType dtype = x[0].dtype();
        return switch (c.op()) {
            case "cross_entropy" ->
                    Losses.crossEntropy(x[0], c.values("target").indices(), options(c, reduction));
            case "nll_loss" ->
                    Losses.nllLoss(x[0], c.values("target").indices(), options(c, reduction));
            case "cross_entropy_probabilities" ->
                    Losses.crossEntropy(
                            x[0], c.values("target").tensor(dtype), options(c, reduction));
            case "bce" ->
                    Losses.binaryCrossEntropy(
                            x[0],
                            c.values("target").tensor(dtype),
                            c.values("weight").tensor(dtype),
                            reduction);
            case "bce_logits" ->
                    Losses.binaryCrossEntropyWithLogits(
                            x[0],
                            c.values("target").tensor(dtype),
                            c.values("weight").tensor(dtype),
                            c.values("pos_weight").tensor(dtype),
                            reduction);
            case "smooth_l1" ->
                    Losses.smoothL1Loss(x[0], x[1], c.attr("beta").asDouble(), reduction);
            case "triplet" ->
                    Losses.tripletMarginLoss(
                            x[0], x[1], x[2], c.attr("margin").asDouble(), p(c), reduction);
            case "cosine_embedding" ->
                    Losses.cosineEmbeddingLoss(
                            x[0],
                            x[1],
                            c.values("target").tensor(dtype),
                            c.attr("margin").asDouble(),
                            reduction);
            default -> throw new IllegalArgumentException("no operation for " + c.op());
        };
    }

    private static ClassOptions options(Case c, Reduction reduction) {
        ClassOptions options = ClassOptions.DEFAULT.withReduction(reduction);
        if (c.hasAttr("smoothing")) {
            options = options.withSmoothing(c.attr("smoothing").asDouble());
        }
        if (c.hasAttr("weights")) {
            List<Double> weights = new ArrayList<>();
            c.attr("weights").forEach(w -> weights.add(w.asDouble()));
            options = options.withWeights(weights.stream().mapToDouble(w -> w).toArray());
        }
        return options;
    }

    private static Indices index(Case c) {
        return c.values("index").indices();
    }

    private static Tensor asTensor(DType dtype, Indices indices) {
        double[] values = Arrays.stream(indices.toArray()).asDoubleStream().toArray();
        return Tensor.from(dtype, values, indices.shape().toArray());
    }

    private static int dim(Case c) {
        return c.attr("dim").asInt();
    }

    private static boolean keepDim(Case c) {
        return c.attr("keepdim").asBoolean();
    }

    private static double p(Case c) {
        return switch (c.attr("p").asText()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> c.attr("p").asDouble();
        };
    }
}

package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
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

/// Normalisations agree with PyTorch: values, gradients of a random upstream gradient, and
/// gradients of those, in training and in evaluation; a dry run takes what the real one takes.
@Tag("backend")
class NormsReferenceTest {
    private static final int CASES = 66;

    static List<Case> everyCase() {
        List<Case> cases = Reference.cases("norms.json");
        assertThat(cases).hasSize(CASES);
        return cases;
    }

    static Stream<Arguments> everyCaseInEveryType() {
        return Arrays.stream(DType.values())
                .flatMap(dtype -> everyCase().stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void agreesWithPyTorch(Case c, DType dtype) {
        Differentiated.assertAgrees(c, dtype, NormsReferenceTest::compute);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCase")
    void aDryRunTakesWhatTheRealOneTakes(Case c) {
        Differentiated.assertPredicted(c, DType.FLOAT64, NormsReferenceTest::compute);
    }

    private static List<Tensor> compute(Case c, Tensor[] x) {
        return List.of(layer(c, x).apply(x[0]));
    }

    private static Layer layer(Case c, Tensor[] x) {
        double eps = c.attr("eps").asDouble();
        DType dtype = x[0].dtype();
        boolean scaled = x.length > 1;
        int channels = x[0].shape().rank() > 1 ? x[0].shape().size(1) : 0;
        return switch (c.op()) {
            case "batch_norm_train", "batch_norm_eval" -> batchNorm(c, x, eps);
            case "group_norm" -> {
                int groups = c.attr("groups").asInt();
                yield scaled
                        ? GroupNorm.of(groups, x[1], x[2], eps)
                        : GroupNorm.of(groups, channels, eps, false, dtype);
            }
            case "instance_norm" ->
                    scaled
                            ? InstanceNorm2d.of(x[1], x[2], eps)
                            : InstanceNorm2d.of(channels, eps, false, dtype);
            case "rms_norm" ->
                    scaled ? RMSNorm.of(x[1], eps) : RMSNorm.withoutWeight(eps, c.ints("size"));
            case "layer_norm" -> LayerNorm.of(x[1], x[2], eps);
            default -> throw new IllegalArgumentException("no layer for " + c.op());
        };
    }

    private static BatchNorm batchNorm(Case c, Tensor[] x, double eps) {
        DType dtype = x[0].dtype();
        @Nullable Tensor weight = x.length > 1 ? x[1] : null;
        @Nullable Tensor bias = x.length > 1 ? x[2] : null;
        Tensor mean = c.values("mean").tensor(dtype);
        Tensor variance = c.values("variance").tensor(dtype);
        Tensor batches = Tensor.zeros(dtype);
        double momentum = c.attr("momentum").asDouble();
        BatchNorm layer =
                x[0].shape().rank() == 4
                        ? BatchNorm2d.of(weight, bias, mean, variance, batches, eps, momentum)
                        : BatchNorm1d.of(weight, bias, mean, variance, batches, eps, momentum);
        layer.train(c.op().equals("batch_norm_train"));
        return layer;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void runningValuesFollowTheBatchInTrainingOnly(Case c, DType dtype) {
        if (!c.hasAttr("mean")) {
            return;
        }
        Tensor[] x = new Tensor[c.inputs()];
        Arrays.setAll(x, i -> c.input(i).tensor(dtype));
        BatchNorm layer = batchNorm(c, x, c.attr("eps").asDouble());
        layer.apply(x[0]);
        String after = c.op().equals("batch_norm_train") ? "_after" : "";
        Reference.assertClose("mean", c.values("mean" + after), layer.runningMean());
        Reference.assertClose("variance", c.values("variance" + after), layer.runningVar());
        assertThat(layer.numBatchesTracked().item()).isEqualTo(after.isEmpty() ? 0 : 1);
    }
}

package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;

import java.util.Objects;

/// What normalisations promise beyond PyTorch's values, which [NormsReferenceTest] holds them to:
/// memory, running values, names, and errors.
class NormsTest {
    private final Rng random = Rng.seed(5);

    private static long kept(Layer layer, Tensor x) {
        long before = Ledger.current().liveBytes();
        Tensor y = layer.apply(x);
        return Ledger.current().liveBytes() - before - y.array().buffer().byteSize();
    }

    private static double[] running(Layer layer, String which) {
        return Objects.requireNonNull(layer.state().get("running_" + which)).toArray();
    }

    @Test
    void batchNormKeepsTwoNumbersAChannelBesidesItsInput() {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.randn(random, 10, 3, 4, 4).requireGrad();
            assertThat(kept(BatchNorm2d.of(3), x)).isEqualTo(2 * 3 * 8);
            try (var _ = Autograd.noGrad()) {
                assertThat(kept(BatchNorm2d.of(3), x)).isZero();
                for (boolean affine : new boolean[] {true, false}) {
                    var layer = BatchNorm2d.of(3, 1e-5, 0.1, affine, DType.FLOAT64);
                    layer.eval();
                    assertThat(kept(layer, x)).isZero();
                }
            }
        }
    }

    @Test
    void rmsNormKeepsOneNumberARowBesidesItsInput() {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.randn(random, 10, 3, 4).requireGrad();
            assertThat(kept(RMSNorm.of(4), x)).isEqualTo(30 * 8);
            assertThat(kept(RMSNorm.of(3, 4), x)).isEqualTo(10 * 8);
        }
    }

    @Test
    void groupNormKeepsItsInputNormalised() {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.randn(random, 5, 4, 3).requireGrad();
            assertThat(kept(GroupNorm.of(2, 4), x)).isEqualTo(60 * 8);
        }
    }

    @Test
    void runningValuesApproachThePopulation() {
        var layer = BatchNorm1d.of(2);
        for (int i = 0; i < 300; i++) {
            layer.apply(Tensor.randn(random, 100, 2).mul(3).add(5));
        }
        assertThat(layer.runningMean().toArray()[1]).isCloseTo(5, within(0.3));
        assertThat(layer.runningVar().toArray()[1]).isCloseTo(9, within(1.0));
        assertThat(layer.numBatchesTracked().item()).isEqualTo(300);
    }

    /// What a momentum of 1/n amounts to: after two batches, each counts half.
    @Test
    void withoutAMomentumEveryBatchCountsTheSame() {
        var layer = BatchNorm1d.of(1, 1e-5, null, true, DType.FLOAT64);
        layer.apply(Tensor.of(new double[][] {{0}, {2}}));
        assertThat(layer.runningMean().toArray()).containsExactly(1);
        assertThat(layer.runningVar().toArray()).containsExactly(2);
        layer.apply(Tensor.of(new double[][] {{10}, {20}}));
        assertThat(layer.runningMean().toArray()).containsExactly(8);
        assertThat(layer.runningVar().toArray()).containsExactly(26);
        assertThat(layer.momentum()).isNull();
    }

    @Test
    void runningValuesOfInstancesAreMeansOverTheBatch() {
        var layer = InstanceNorm1d.tracking(1, 0, 0.5, false, DType.FLOAT64);
        Tensor x = Tensor.of(new double[][] {{0, 2}, {10, 20}}).unsqueeze(1);
        assertThat(layer.apply(x).toArray()).containsExactly(-1, 1, -1, 1);
        assertThat(running(layer, "mean")).containsExactly(4);
        assertThat(running(layer, "var")).containsExactly(0.5 + 13);
        layer.eval();
        double root = Math.sqrt(13.5);
        assertThat(layer.apply(x).toArray())
                .containsExactly(
                        new double[] {-4 / root, -2 / root, 6 / root, 16 / root}, within(1e-12));
        assertThat(layer.apply(Tensor.of(4).reshape(1, 1, 1)).toArray())
                .containsExactly(new double[] {0}, within(1e-12));
    }

    @Test
    void aCheckpointOfInstancesTakesABatchInOnce() {
        var layer = InstanceNorm1d.tracking(2, 1e-5, 0.5, true, DType.FLOAT64);
        Tensor x = Tensor.ones(1, 2, 3).mul(Tensor.of(1, 2, 6)).requireGrad();
        Checkpoint.of(layer).apply(x).square().sum().backward();
        assertThat(running(layer, "mean")).containsExactly(1.5, 1.5);
        Scope.dryRun(() -> layer.apply(x));
        assertThat(running(layer, "mean")).containsExactly(1.5, 1.5);
    }

    @Test
    void aDryRunWithoutAMomentumTakesWhatTheRealOneTakes() {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.randn(random, 4, 2, 3);
            for (Layer layer :
                    new Layer[] {
                        BatchNorm1d.of(2, 1e-5, null, true, DType.FLOAT64),
                        InstanceNorm1d.tracking(2, 1e-5, 0.1, true, DType.FLOAT64)
                    }) {
                Runnable step =
                        () -> {
                            layer.apply(x).square().sum().backward();
                            layer.parameters().forEach(Tensor::zeroGrad);
                        };
                long predicted = Scope.dryRun(step).peakBytes();
                Ledger.current().resetPeak();
                try (var _ = Scope.open("dry run")) {
                    step.run();
                }
                assertThat(predicted).isEqualTo(Ledger.current().peakBytes());
            }
        }
    }

    @Test
    void aCheckpointTakesABatchInOnce() {
        Tensor x = Tensor.randn(random, 6, 2);
        var plain = Sequential.of(Linear.of(2, 3, Rng.seed(1)), BatchNorm1d.of(3));
        var again =
                Sequential.of(
                        Checkpoint.of(
                                Sequential.of(Linear.of(2, 3, Rng.seed(1)), BatchNorm1d.of(3))));
        for (var model : new Sequential[] {plain, again}) {
            model.apply(x).square().sum().backward();
        }
        var norm = (BatchNorm) plain.layers().get(1);
        var inside = (Checkpoint) again.layers().getFirst();
        var twin = (BatchNorm) ((Sequential) inside.layer()).layers().get(1);
        assertThat(twin.runningMean().toArray()).isEqualTo(norm.runningMean().toArray());
        assertThat(twin.runningVar().toArray()).isEqualTo(norm.runningVar().toArray());
        assertThat(twin.numBatchesTracked().item()).isEqualTo(1);
    }

    @Test
    void aDryRunLeavesTheRunningValues() {
        try (var _ = Scope.open("life")) {
            var layer = BatchNorm1d.of(2);
            Tensor x = Tensor.randn(random, 4, 2);
            Scope.dryRun(() -> layer.apply(x));
            assertThat(layer.runningMean().toArray()).containsOnly(0);
            assertThat(layer.runningVar().toArray()).containsOnly(1);
            assertThat(layer.numBatchesTracked().item()).isZero();
        }
    }

    @Test
    void partsHaveTheNamesOfPyTorch() {
        assertThat(BatchNorm2d.of(3).state().keySet())
                .containsExactly(
                        "weight", "bias", "running_mean", "running_var", "num_batches_tracked");
        assertThat(BatchNorm2d.of(3).namedBuffers()).hasSize(3);
        assertThat(BatchNorm1d.of(3, 1e-5, 0.1, false, DType.FLOAT32).parameters()).isEmpty();
        assertThat(InstanceNorm2d.of(3).parameters()).isEmpty();
        assertThat(InstanceNorm2d.of(3, 1e-5, true, DType.FLOAT64).state())
                .containsOnlyKeys("weight", "bias");
        assertThat(GroupNorm.of(2, 4).state()).containsOnlyKeys("weight", "bias");
        assertThat(RMSNorm.of(4).state()).containsOnlyKeys("weight");
        assertThat(RMSNorm.withoutWeight(0.1, 4).parameters()).isEmpty();
    }

    @Test
    void theEpsOfRmsNormIsTheTypes() {
        assertThat(RMSNorm.of(DType.FLOAT32, 2).eps()).isEqualTo(0x1p-23);
        assertThat(RMSNorm.of(DType.FLOAT64, 2).eps()).isEqualTo(0x1p-52);
    }

    @Test
    void theyNameThemselves() {
        assertThat(BatchNorm1d.of(3)).hasToString("BatchNorm1d[3]");
        assertThat(BatchNorm2d.of(3)).hasToString("BatchNorm2d[3]");
        assertThat(GroupNorm.of(2, 6)).hasToString("GroupNorm[2 groups of 3]");
        assertThat(InstanceNorm2d.of(3)).hasToString("InstanceNorm2d[3]");
        assertThat(InstanceNorm1d.tracking(3, 0.1, 0.1, true, DType.FLOAT64))
                .hasToString("InstanceNorm1d[3, tracking]");
        assertThat(RMSNorm.of(3, 4)).hasToString("RMSNorm[3, 4]");
    }

    @Test
    void emptyBatchesStayEmpty() {
        BatchNorm evaluated = BatchNorm1d.of(2);
        evaluated.eval();
        Layer[] layers = {
            evaluated, GroupNorm.of(2, 2), InstanceNorm1d.of(2), RMSNorm.of(3), LayerNorm.of(3)
        };
        for (Layer layer : layers) {
            Tensor x = Tensor.ones(0, 2, 3).requireGrad();
            Tensor y = layer.apply(x);
            assertThat(y.shape()).as(layer.toString()).isEqualTo(x.shape());
            y.sum().backward();
            assertThat(x.grad().shape()).isEqualTo(x.shape());
        }
    }

    @Test
    void stridedInputsAreThoseOfTheirCopies() {
        Tensor x = Tensor.randn(random, 6, 5, 4, 3).transpose(0, 2).transpose(1, 3).narrow(0, 1, 3);
        int[] shape = {3, 3, 6, 5};
        assertThat(x.shape()).isEqualTo(Shape.of(shape));
        Layer[] layers = {
            BatchNorm2d.of(3),
            GroupNorm.of(3, 3),
            InstanceNorm2d.tracking(3, 1e-5, 0.1, true, DType.FLOAT64),
            RMSNorm.of(6, 5),
            LayerNorm.of(6, 5)
        };
        for (Layer layer : layers) {
            Tensor upstream = Tensor.randn(random, shape);
            Tensor leaf = x.copy().transpose(0, 3).copy().requireGrad();
            Tensor plain = x.copy().requireGrad();
            Tensor strided = layer.apply(leaf.transpose(0, 3));
            Tensor copied = layer.apply(plain);
            assertThat(strided.toArray())
                    .as(layer.toString())
                    .containsExactly(copied.toArray(), within(1e-12));
            strided.backward(upstream.transpose(2, 3).copy().transpose(2, 3));
            copied.backward(upstream);
            assertThat(leaf.grad().transpose(0, 3).toArray())
                    .containsExactly(plain.grad().toArray(), within(1e-12));
        }
    }

    @Test
    void errorsNameShapesAndWhatToDo() {
        assertThatThrownBy(() -> BatchNorm2d.of(3).apply(Tensor.ones(2, 4, 5, 5)))
                .hasMessageContainingAll("[2, 4, 5, 5]", "[N, C, H, W]", "C = 3", "[3]");
        assertThatThrownBy(() -> BatchNorm1d.of(3).apply(Tensor.ones(2, 3, 1, 1)))
                .hasMessageContainingAll("[2, 3, 1, 1]", "[N, C] or [N, C, L]");
        assertThatThrownBy(() -> BatchNorm1d.of(3).apply(Tensor.ones(1, 3)))
                .hasMessageContainingAll("[1, 3]", "no variance", "eval()");
        assertThatThrownBy(() -> BatchNorm1d.of(0)).hasMessageContaining("0 channels");
        assertThatThrownBy(() -> BatchNorm1d.of(2, -1, 0.1, true, DType.FLOAT64))
                .hasMessageContaining("eps -1.0");
        assertThatThrownBy(() -> BatchNorm1d.of(2, 1e-5, 1.5, true, DType.FLOAT64))
                .hasMessageContaining("momentum 1.5");
        Tensor three = Tensor.ones(3);
        Tensor four = Tensor.ones(4);
        Tensor none = Tensor.zeros();
        assertThatThrownBy(() -> BatchNorm1d.of(null, null, three, four, none, 1e-5, 0.1))
                .hasMessageContainingAll("[3]", "[4]");
        assertThatThrownBy(() -> BatchNorm1d.of(three, null, three, three, none, 1e-5, 0.1))
                .hasMessageContainingAll("weight and bias", "[3]", "none");
        assertThatThrownBy(() -> GroupNorm.of(2, 5)).hasMessageContainingAll("5", "2 groups");
        assertThatThrownBy(() -> GroupNorm.of(2, 4).apply(Tensor.ones(3, 5)))
                .hasMessageContainingAll("[3, 5]", "C = 4");
        assertThatThrownBy(() -> GroupNorm.of(2, three, four, 1e-5))
                .hasMessageContainingAll("[3]", "[4]");
        assertThatThrownBy(() -> InstanceNorm2d.of(2).apply(Tensor.ones(3, 2, 1, 1)))
                .hasMessageContainingAll("[3, 2, 1, 1]", "GroupNorm");
        assertThatThrownBy(() -> InstanceNorm2d.of(2).apply(Tensor.ones(3, 2, 4)))
                .hasMessageContainingAll("[3, 2, 4]", "[N, C, H, W]");
        assertThatThrownBy(() -> InstanceNorm1d.of(2).apply(Tensor.ones(2, 4)))
                .hasMessageContainingAll("instanceNorm1d", "[2, 4]", "[N, C, L]");
        assertThatThrownBy(() -> InstanceNorm1d.of(2).apply(Tensor.ones(3, 2, 1)))
                .hasMessageContainingAll("[3, 2, 1]", "one value a channel");
        var tracking = InstanceNorm1d.tracking(2, 1e-5, 0.1, true, DType.FLOAT64);
        assertThatThrownBy(() -> tracking.apply(Tensor.ones(0, 2, 3)))
                .hasMessageContainingAll("[0, 2, 3]", "eval()");
        assertThatThrownBy(
                        () -> InstanceNorm2d.tracking(three, three, three, four, none, 1e-5, 0.1))
                .hasMessageContainingAll("instanceNorm2d", "[3]", "[4]");
        assertThatThrownBy(() -> InstanceNorm1d.tracking(2, 1e-5, -1, true, DType.FLOAT64))
                .hasMessageContaining("momentum -1");
        assertThatThrownBy(() -> BatchNorm1d.of(2).apply(Tensor.ones(DType.FLOAT32, 3, 2)))
                .hasMessageContainingAll("batchNorm1d", "FLOAT32", "FLOAT64");
        assertThatThrownBy(() -> GroupNorm.of(2, 4, -1, true, DType.FLOAT64))
                .hasMessageContainingAll("groupNorm", "eps -1");
        assertThatThrownBy(() -> InstanceNorm1d.of(2, Double.NaN, true, DType.FLOAT64))
                .hasMessageContainingAll("instanceNorm1d", "eps NaN");
        assertThatThrownBy(() -> RMSNorm.of(three, -1)).hasMessageContaining("rmsNorm: eps -1");
        assertThatThrownBy(() -> LayerNorm.of(three, three, -1))
                .hasMessageContaining("layerNorm: eps -1");
        assertThatThrownBy(() -> RMSNorm.of(3, 4).apply(Tensor.ones(4, 3)))
                .hasMessageContainingAll("[4, 3]", "[3, 4]");
        assertThatThrownBy(RMSNorm::of).hasMessageContaining("[]");
    }
}

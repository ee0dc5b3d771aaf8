package org.arenagrad.loss;

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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the losses promise beyond PyTorch's values, which `LayersReferenceTest` holds them to:
/// laws, extremes, messages, and what they leave in memory.
@Tag("backend")
class LossesTest {
    private static final int N = 50;
    private static final int C = 4;

    private final Rng random = Rng.seed(9);

    /// A loss of predictions `[N, C]`, and how many numbers beside its result it keeps for its
    /// gradient.
    record Case(String name, Function<Tensor, Tensor> loss, int kept) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case elementwise(String name, Pairwise loss, int kept) {
        Tensor target = Tensor.full(0.25, N, C);
        return new Case(name, x -> loss.apply(x, target), kept);
    }

    private interface Pairwise {
        Tensor apply(Tensor prediction, Tensor target);
    }

    private static Indices classes() {
        int[] classes = new int[N];
        for (int i = 0; i < N; i++) {
            classes[i] = i % C;
        }
        return Indices.of(classes);
    }

    static Stream<Case> losses() {
        Indices classes = classes();
        ClassOptions weighted = ClassOptions.DEFAULT.withWeights(1, 2, 3, 0.5);
        return Stream.of(
                elementwise("mse", Losses::mseLoss, 0),
                elementwise("l1", Losses::l1Loss, N * C),
                elementwise("huber", (p, t) -> Losses.huberLoss(p, t, 0.1), 3 * N * C),
                elementwise("bce", Losses::binaryCrossEntropy, 0),
                elementwise("bce with logits", Losses::binaryCrossEntropyWithLogits, 0),
                elementwise("kl", Losses::klDiv, 0),
                new Case("cross-entropy", x -> Losses.crossEntropy(x, classes), 1),
                new Case(
                        "cross-entropy, smoothed",
                        x ->
                                Losses.crossEntropy(
                                        x, classes, ClassOptions.DEFAULT.withSmoothing(0.1)),
                        1),
                new Case(
                        "cross-entropy, weighted",
                        x -> Losses.crossEntropy(x, classes, weighted),
                        N),
                new Case(
                        "cross-entropy, weighted and smoothed",
                        x -> Losses.crossEntropy(x, classes, weighted.withSmoothing(0.1)),
                        N * C + N + C),
                new Case("nll", x -> Losses.nllLoss(x, classes), 0),
                new Case("nll, weighted", x -> Losses.nllLoss(x, classes, weighted), N));
    }

    // ---- memory

    @ParameterizedTest
    @MethodSource("losses")
    void keepsOnlyWhatItsGradientReads(Case c) {
        try (var _ = Scope.open("life")) {
            Tensor x = Tensor.full(0.5, N, C).requireGrad();
            long before = Ledger.current().liveBytes();
            try (var _ = Scope.open("step")) {
                var _ = c.loss.apply(x);
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(8L * (1 + c.kept));
            }
            try (var _ = Scope.open("evaluation");
                    var _ = Autograd.noGrad()) {
                var _ = c.loss.apply(x);
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(8);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void leavesTheInputAndItsOwnResult(Case c) {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            Tensor computed = Tensor.full(0.25, N, C).mul(2);
            assertThat(c.loss.apply(computed).item()).isFinite();
            assertThat(computed.toArray()).containsOnly(0.5);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void hasAScalarMeanAndAGradientOfTheInputsShape(Case c) {
        Tensor x = Tensor.full(0.5, N, C).requireGrad();
        Tensor loss = c.loss.apply(x);
        assertThat(loss.shape()).isEqualTo(Shape.SCALAR);
        loss.backward();
        assertThat(x.grad().shape().toArray()).containsExactly(N, C);
    }

    // ---- reductions

    @ParameterizedTest
    @EnumSource(
            value = Reduction.class,
            names = {"MEAN", "SUM", "BATCH_MEAN"})
    void reductionsAreSumsOfTheUnreduced(Reduction reduction) {
        Tensor p = Tensor.rand(random, N, C);
        Tensor t = Tensor.rand(random, N, C);
        double sum = Losses.mseLoss(p, t, Reduction.NONE).sum().item();
        double divisor =
                switch (reduction) {
                    case MEAN -> N * C;
                    case BATCH_MEAN -> N;
                    case SUM, NONE -> 1;
                };
        assertThat(Losses.mseLoss(p, t, reduction).item())
                .isEqualTo(sum / divisor, within(1e-12 * sum));
    }

    @Test
    void theWeightedMeanDividesByTheWeightsOfTheRows() {
        Tensor x = Tensor.randn(random, N, C);
        // Equal weights are no weights, whatever they are.
        double plain = Losses.crossEntropy(x, classes()).item();
        var equal = ClassOptions.DEFAULT.withWeights(7, 7, 7, 7);
        assertThat(Losses.crossEntropy(x, classes(), equal).item()).isEqualTo(plain, within(1e-12));
        assertThat(
                        Losses.crossEntropy(x, classes(), equal.withSmoothing(0.2)).item()
                                - Losses.crossEntropy(
                                                x,
                                                classes(),
                                                ClassOptions.DEFAULT.withSmoothing(0.2))
                                        .item())
                .isEqualTo(0, within(1e-12));
        // A class without weight has no part in it.
        var two = ClassOptions.DEFAULT.withWeights(1, 1, 0, 0);
        Tensor rows = Tensor.of(new double[][] {{1, 2, 3, 4}, {0, 5, 1, 2}, {9, 9, 9, 0}});
        assertThat(Losses.crossEntropy(rows, Indices.of(0, 1, 2), two).item())
                .isEqualTo(
                        Losses.crossEntropy(rows.narrow(0, 0, 2), Indices.of(0, 1)).item(),
                        within(1e-12));
    }

    // ---- laws and extremes

    @Test
    void crossEntropyIsLogSoftmaxAndNll() {
        Tensor x = Tensor.randn(random, N, C).mul(3);
        assertThat(Losses.crossEntropy(x, classes(), Reduction.NONE).toArray())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(
                        Losses.nllLoss(x.logSoftmax(-1), classes(), Reduction.NONE).toArray());
        assertThat(Losses.crossEntropy(Tensor.zeros(2, 5), Indices.of(1, 4)).item())
                .isEqualTo(Math.log(5), within(1e-15));
    }

    /// Infinite logits, in the class or in others, in rows that are short and long to the kernels.
    /// A row whose largest is infinite has no softmax; one with a class of -infinity an infinite
    /// loss, but a gradient.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 15, 16, 33, 70, 1100})
    void crossEntropyIsLogSoftmaxAndNllOfInfiniteLogits(int columns) {
        double inf = Double.POSITIVE_INFINITY;
        double[][] starts = {
            {inf, 0},
            {0, inf},
            {-inf, 0},
            {0, -inf},
            {inf, inf},
            {-inf, -inf},
            {inf, -inf},
            {-inf, inf}
        };
        for (DType dtype : DType.values()) {
            Tensor rows = Tensor.randn(dtype, random, starts.length + 1, columns);
            for (int row = 0; row < starts.length; row++) {
                rows.set(starts[row][0], row, 0);
                rows.set(starts[row][1], row, 1);
            }
            rows.select(0, starts.length).fill(-inf);
            Indices first = Indices.of(new int[starts.length + 1]);
            var some = ClassOptions.DEFAULT.withReduction(Reduction.NONE);
            double[] weights = new double[columns];
            Arrays.setAll(weights, c -> 1 + c % 3);
            for (var options : List.of(some, some.withWeights(weights))) {
                Tensor fused = rows.copy().requireGrad();
                Tensor inTwo = rows.copy().requireGrad();
                Tensor loss = Losses.crossEntropy(fused, first, options);
                Tensor same = Losses.nllLoss(inTwo.logSoftmax(-1), first, options);
                assertThat(loss.toArray())
                        .usingComparatorWithPrecision(1e-5)
                        .containsExactly(same.toArray());
                Tensor g = Tensor.rand(random, starts.length + 1).to(dtype);
                loss.backward(g);
                same.backward(g);
                assertThat(fused.grad().toArray())
                        .usingComparatorWithPrecision(1e-5)
                        .containsExactly(inTwo.grad().toArray());
            }
        }
    }

    @Test
    void rowWeightsScaleRowsOfTheFusedCrossEntropy() {
        Tensor x = Tensor.randn(random, 3, C);
        Indices some = Indices.of(0, 3, 1);
        double[] plain = Fused.crossEntropy(x, some, null, 0.1).toArray();
        double[] scaled = Fused.crossEntropy(x, some, new double[] {2, 0, -1}, 0.1).toArray();
        assertThat(scaled).containsExactly(2 * plain[0], 0, -plain[2]);
    }

    @Test
    void binaryCrossEntropyWithLogitsIsThatOfTheSigmoid() {
        Tensor x = Tensor.randn(random, N).mul(2);
        Tensor t = Tensor.rand(random, N);
        assertThat(Losses.binaryCrossEntropyWithLogits(x, t, Reduction.NONE).toArray())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(
                        Losses.binaryCrossEntropy(x.sigmoid(), t, Reduction.NONE).toArray());
    }

    @Test
    void noLossOverflowsForLogitsFarOut() {
        Tensor far = Tensor.of(new double[][] {{1e4, -1e4}, {-1e4, 1e4}}).requireGrad();
        Tensor loss = Losses.crossEntropy(far, Indices.of(0, 0));
        assertThat(loss.item()).isEqualTo(1e4);
        loss.backward();
        assertThat(far.grad().toArray()).containsExactly(0, 0, -0.5, 0.5);
        Tensor logits = Tensor.of(1e4, -1e4).requireGrad();
        Tensor binary = Losses.binaryCrossEntropyWithLogits(logits, Tensor.of(0, 0), Reduction.SUM);
        assertThat(binary.item()).isEqualTo(1e4);
        binary.backward();
        assertThat(logits.grad().toArray()).containsExactly(1, 0);
    }

    @Test
    void klDivOfEqualDistributionsIsZeroAndElsewhereAbove() {
        Tensor x = Tensor.randn(random, 3, C);
        Tensor t = Tensor.randn(random, 3, C).softmax(-1);
        assertThat(Losses.klDiv(t.log(), t, Reduction.BATCH_MEAN).item())
                .isEqualTo(0, within(1e-15));
        assertThat(Losses.klDiv(x.logSoftmax(-1), t, Reduction.BATCH_MEAN).item()).isPositive();
    }

    @Test
    void targetsOfRegressionGetGradientsToo() {
        Tensor p = Tensor.of(1, 2).requireGrad();
        Tensor t = Tensor.of(4, 0).requireGrad();
        Losses.mseLoss(p, t, Reduction.SUM).backward();
        assertThat(p.grad().toArray()).containsExactly(-6, 4);
        assertThat(t.grad().toArray()).containsExactly(6, -4);
    }

    @Test
    void targetsOfBinaryLossesGetGradientsToo() {
        Tensor t = Tensor.of(0.25, 1).requireGrad();
        Losses.binaryCrossEntropy(Tensor.of(0.5, 0.8), t, Reduction.SUM).backward();
        // log(1 - p) - log p
        assertThat(t.grad().toArray())
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(0, Math.log(0.25));
        t.zeroGrad();
        Losses.binaryCrossEntropyWithLogits(Tensor.of(3, -2), t, Reduction.SUM).backward();
        assertThat(t.grad().toArray()).containsExactly(-3, 2);
    }

    @Test
    void theBatchMeanOfASingleNumberIsThatNumber() {
        Tensor x = Tensor.scalar(-0.5);
        assertThat(Losses.klDiv(x, Tensor.scalar(1), Reduction.BATCH_MEAN).item()).isEqualTo(0.5);
    }

    // ---- messages

    @Test
    void refusesATargetOfAnotherShape() {
        Tensor p = Tensor.ones(6, 1).named("prediction");
        Tensor t = Tensor.ones(6).named("y");
        Stream.<Pairwise>of(
                        Losses::mseLoss,
                        Losses::l1Loss,
                        (a, b) -> Losses.huberLoss(a, b, 1),
                        Losses::binaryCrossEntropy,
                        Losses::binaryCrossEntropyWithLogits,
                        Losses::klDiv)
                .forEach(
                        loss ->
                                assertThatThrownBy(() -> loss.apply(p, t))
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasMessageContainingAll(
                                                "prediction 'prediction' [6, 1] FLOAT64",
                                                "target 'y' [6] FLOAT64 differ in shape",
                                                "reshape one"));
        assertThatThrownBy(() -> Losses.mseLoss(t, Tensor.ones(DType.FLOAT32, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "mseLoss: prediction 'y' [6] FLOAT64 and target ones [6] FLOAT32 differ in"
                                + " type: convert one with to(DType)");
    }

    @Test
    void refusesClassesThatDoNotFit() {
        Tensor x = Tensor.ones(3, 4);
        assertThatThrownBy(() -> Losses.crossEntropy(x, Indices.of(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "crossEntropy: logits ones [3, 4] FLOAT64 and classes of shape [2] don't"
                            + " fit: there must be [N, C] logits and [N] classes, or [N, C, …] and"
                            + " [N, …] (reshape(-1, C) joins leading dimensions)");
        assertThatThrownBy(() -> Losses.nllLoss(Tensor.ones(4), Indices.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nllLoss: log-probabilities ones [4] FLOAT64");
        assertThatThrownBy(() -> Losses.crossEntropy(x, Indices.of(0, 4, 1)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage(
                        "crossEntropy: class 4 of row 1 is outside 0 … 3: logits ones [3, 4]"
                                + " FLOAT64 know 4 classes");
        assertThatThrownBy(() -> Losses.nllLoss(x, Indices.of(0, -1, 1)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("class -1 of row 1");
    }

    @Test
    void refusesOptionsThatDoNotFit() {
        Tensor x = Tensor.ones(3, 4);
        Indices some = Indices.of(0, 1, 2);
        assertThatThrownBy(
                        () -> Losses.crossEntropy(x, some, ClassOptions.DEFAULT.withWeights(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "crossEntropy: 2 class weights don't fit logits ones [3, 4] FLOAT64: there"
                                + " must be one for each of the 4 classes");
        assertThatThrownBy(() -> ClassOptions.DEFAULT.withWeights(1, -2))
                .hasMessage("class weights must be finite and not negative, not [1.0, -2.0]");
        assertThatThrownBy(() -> ClassOptions.DEFAULT.withSmoothing(1.5))
                .hasMessage("a label smoothing of 1.5 is not between 0 and 1");
        assertThatThrownBy(() -> Losses.nllLoss(x, some, ClassOptions.DEFAULT.withSmoothing(0.1)))
                .hasMessage("nllLoss: has no label smoothing: use crossEntropy, on the logits");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01})
    void refusesWhatIsNoProbability(double value) {
        assertThatThrownBy(() -> Losses.binaryCrossEntropy(Tensor.of(0.5, value), Tensor.of(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "binaryCrossEntropy: prediction",
                        String.valueOf(value),
                        "sigmoid()",
                        "binaryCrossEntropyWithLogits");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void refusesAHuberLossWithoutBounds(double delta) {
        assertThatThrownBy(() -> Losses.huberLoss(Tensor.ones(2), Tensor.ones(2), delta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("huberLoss: delta must be positive, not %s".formatted(delta));
    }

    @Test
    void optionsAreValues() {
        var options =
                ClassOptions.DEFAULT
                        .withReduction(Reduction.SUM)
                        .withWeights(1, 2)
                        .withSmoothing(0.5);
        assertThat(options)
                .isEqualTo(new ClassOptions(Reduction.SUM, List.of(1.0, 2.0), 0.5))
                .isNotEqualTo(ClassOptions.DEFAULT);
    }
}

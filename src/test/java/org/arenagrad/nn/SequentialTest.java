package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Layers in sequence, and how long the values between them live.
@Tag("backend")
class SequentialTest {
    private final Rng random = Rng.seed(3);

    /// A layer that looks at the values that pass: which earlier ones still live.
    private static final class Spy implements Layer {
        private final List<Tensor> seen = new ArrayList<>();
        private final List<List<Boolean>> alive = new ArrayList<>();

        Layer watch(Layer inner) {
            return x -> {
                alive.add(seen.stream().map(t -> t.array().buffer().isAlive()).toList());
                Tensor y = inner.apply(x);
                seen.add(y);
                return y;
            };
        }

        @Override
        public Tensor apply(Tensor x) {
            return watch(y -> y).apply(x);
        }
    }

    @Test
    void appliesLayersInOrder() {
        var model = Sequential.of(x -> x.add(1), x -> x.mul(2), Activations.relu());
        assertThat(model.apply(Tensor.of(1, -3)).toArray()).containsExactly(4, 0);
    }

    @Test
    void withoutLayersIsTheIdentity() {
        Tensor x = Tensor.of(1, 2);
        assertThat(Sequential.of().apply(x)).isSameAs(x);
        assertThat(Sequential.of().parameters()).isEmpty();
    }

    @Test
    void namesParametersByPlaceAlsoInMessages() {
        var inner = Sequential.of(Linear.of(3, 3, random), LayerNorm.of(3));
        var model =
                Sequential.of(
                        Linear.of(2, 3, random),
                        Activations.relu(),
                        inner,
                        Linear.withoutBias(3, 1, DType.FLOAT64, random));
        assertThat(model.namedParameters().sequencedKeySet())
                .containsExactly(
                        "0.weight",
                        "0.bias",
                        "2.0.weight",
                        "2.0.bias",
                        "2.1.weight",
                        "2.1.bias",
                        "3.weight");
        model.namedParameters()
                .forEach((name, parameter) -> assertThat(parameter.name()).isEqualTo(name));
        assertThatThrownBy(() -> model.apply(Tensor.ones(5, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("linear", "[5, 4]", "'0.weight' [3, 2]");
    }

    @Test
    void listsASharedParameterOnce() {
        var shared = Linear.of(2, 2, random);
        var model = Sequential.of(shared, Activations.tanh(), shared);
        assertThat(model.namedParameters().sequencedKeySet()).containsExactly("0.weight", "0.bias");
        assertThat(model.parameters()).hasSize(2);
    }

    @Test
    void switchesAllPartsBetweenTrainingAndEvaluation() {
        Tensor x = Tensor.ones(4, 100);
        var model = Sequential.of(Sequential.of(Dropout.of(0.5, random)));
        assertThat(model.apply(x).toArray()).contains(0, 2);
        model.eval();
        assertThat(model.apply(x)).isSameAs(x);
        model.train();
        assertThat(model.apply(x).toArray()).contains(0, 2);
    }

    @Test
    void findsThePartsOfALayerPutTogetherByTheUser() {
        var model = Sequential.of(new Residual(Linear.of(2, 4, random), Linear.of(4, 2, random)));
        assertThat(model.namedParameters().sequencedKeySet())
                .containsExactly("0.in.weight", "0.in.bias", "0.out.weight", "0.out.bias");
        try (var _ = Scope.open("step")) {
            Tensor x = Tensor.of(new double[][] {{1, 2}});
            model.apply(x).sum().backward();
            assertThat(model.parameters()).allMatch(Tensor::hasGrad);
        }
    }

    // ---- lifetimes

    @Test
    void evaluationPeaksAtTheTwoLargestNeighbours() {
        try (var _ = Scope.open("life")) {
            int n = 10;
            int[] widths = {16, 64, 128, 96, 128, 32, 8};
            List<Layer> layers = new ArrayList<>();
            for (int i = 0; i + 1 < widths.length; i++) {
                layers.add(Linear.of(widths[i], widths[i + 1], random));
                layers.add(Activations.relu());
            }
            var model = Sequential.of(layers.toArray(Layer[]::new));
            Tensor x = Tensor.ones(n, widths[0]);
            Ledger ledger = Ledger.current();
            long before = ledger.liveBytes();
            ledger.resetPeak();
            try (var _ = Scope.open("evaluation");
                    var _ = Autograd.noGrad()) {
                model.apply(x);
                // The widest layer and the ReLU behind it; the input is the user's.
                assertThat(ledger.peakBytes() - before).isEqualTo(8L * n * (128 + 128));
                assertThat(ledger.liveBytes() - before).isEqualTo(8L * n * 8);
            }
            assertThat(ledger.liveBytes()).isEqualTo(before);
        }
    }

    @Test
    void trainingKeepsOnlyWhatGradientsRead() {
        try (var _ = Scope.open("life")) {
            int n = 10;
            int width = 32;
            var model =
                    Sequential.of(
                            Linear.of(4, width, random),
                            Activations.relu(),
                            Linear.of(width, width, random),
                            Activations.relu(),
                            Linear.of(width, 3, random));
            Tensor x = Tensor.ones(n, 4);
            long before = Ledger.current().liveBytes();
            try (var _ = Scope.open("step")) {
                model.apply(x);
                long kept = 8L * n * (width + width);
                long result = 8L * n * 3;
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(kept + result);
            }
        }
    }

    @Test
    void whatAReluHasReadIsGoneBeforeTheNextLayerRuns() {
        try (var _ = Scope.open("step")) {
            Spy spy = new Spy();
            Sequential.of(
                            spy.watch(Linear.of(4, 8, random)),
                            spy.watch(Activations.relu()),
                            spy.watch(Linear.of(8, 3, random)),
                            spy.watch(Activations.tanh()))
                    .apply(Tensor.ones(2, 4));
            assertThat(spy.alive)
                    .containsExactly(
                            List.of(),
                            List.of(true),
                            List.of(false, true), // the ReLU's gradient reads its result
                            List.of(false, true, true));
            assertThat(spy.seen.getLast().array().buffer().isAlive()).isTrue();
        }
    }

    @Test
    void neverEndsTheInputOrTheResult() {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            Tensor data = Tensor.ones(2, 6);
            // Computed in this very scope: nothing but its age tells it from a value of a layer's.
            Tensor input = data.mul(2);
            Tensor result = Sequential.of(x -> x.add(1), Flatten.of()).apply(input);
            assertThat(input.toArray()).containsOnly(2);
            assertThat(result.toArray()).containsOnly(3);
        }
    }

    @Test
    void viewsOfTheInputKeepItAlive() {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            Tensor input = Tensor.ones(2, 3, 2).mul(2);
            Tensor result =
                    Sequential.of(
                                    Flatten.of(),
                                    x -> x,
                                    x -> x.transpose(0, 1),
                                    x -> x.transpose(0, 1),
                                    x -> x.add(1),
                                    x -> x.reshape(2, 3, 2),
                                    Flatten.of())
                            .apply(input);
            assertThat(input.toArray()).containsOnly(2);
            assertThat(result.toArray()).containsOnly(3).hasSize(12);
        }
    }

    @Test
    void viewsOfAnIntermediateEndWithTheLastOfThem() {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            Spy spy = new Spy();
            Sequential.of(
                            spy.watch(x -> x.mul(2)),
                            spy.watch(Flatten.of()),
                            spy,
                            spy.watch(x -> x.add(1)),
                            spy.watch(x -> x.add(1)))
                    .apply(Tensor.ones(2, 3, 2));
            assertThat(spy.alive.get(3)).containsExactly(true, true, true);
            assertThat(spy.alive.get(4)).containsExactly(false, false, false, true);
        }
    }

    @Test
    void dropoutInEvaluationIsTransparent() {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            var model = Sequential.of(Dropout.of(0.9, random), x -> x.add(1), x -> x.mul(3));
            model.eval();
            Tensor input = Tensor.ones(2, 2).mul(2);
            assertThat(model.apply(input).toArray()).containsOnly(9);
            assertThat(input.toArray()).containsOnly(2);
        }
    }

    @Test
    void aValueThatALayerKeepsFromBeforeIsLeftAlone() {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            Tensor constant = Tensor.ones(2, 2).mul(5);
            var model = Sequential.of(x -> constant, x -> x.add(1));
            assertThat(model.apply(Tensor.zeros(2, 2)).toArray()).containsOnly(6);
            assertThat(model.apply(Tensor.zeros(2, 2)).toArray()).containsOnly(6);
            assertThat(constant.toArray()).containsOnly(5);
        }
    }

    @Test
    void aLayerThatLooksAtItsValueLaterRetainsIt() {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            Tensor[] kept = new Tensor[2];
            Sequential.of(x -> kept[0] = x.add(1), x -> kept[1] = x.add(1).retain(), x -> x.add(1))
                    .apply(Tensor.zeros(2));
            assertThat(kept[1].toArray()).containsOnly(2);
            assertThatThrownBy(() -> kept[0].toArray())
                    .isInstanceOf(TensorClosedException.class)
                    .hasMessageContainingAll("add", "the layer or loss around it", "retain()");
        }
    }

    @Test
    void anInputUsedTwiceLivesUntilItsLayerIsDone() {
        try (var _ = Scope.open("step");
                var _ = Autograd.noGrad()) {
            Layer inner = Sequential.of(x -> x.mul(2), x -> x.add(1));
            var model = Sequential.of(x -> x.add(1), x -> x.add(inner.apply(x)));
            assertThat(model.apply(Tensor.ones(3)).toArray()).containsOnly(2 + 5);
        }
    }

    @Test
    void worksWithNoScopeOpen() {
        var model = Sequential.of(Linear.of(2, 3, random), Activations.relu());
        try (var _ = Autograd.noGrad()) {
            assertThat(model.apply(Tensor.ones(4, 2)).shape().toArray()).containsExactly(4, 3);
        }
    }

    @Test
    void anErrorInALayerLeavesNothingBehindTheScope() {
        long before = Ledger.current().liveBytes();
        try (var _ = Scope.open("step")) {
            Tensor x = Tensor.ones(2, 2);
            var model =
                    Sequential.of(
                            y -> y.add(1),
                            y -> {
                                throw new IllegalStateException("half-way");
                            });
            assertThatThrownBy(() -> model.apply(x)).hasMessage("half-way");
            assertThat(x.toArray()).containsOnly(1);
        }
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void gradientsAreThoseOfTheSameLayersByHand() {
        try (var _ = Scope.open("step")) {
            Linear first = Linear.of(3, 5, random);
            Linear second = Linear.of(5, 2, random);
            Tensor x = Tensor.randn(random, 4, 3);
            second.apply(first.apply(x).gelu()).square().sum().backward();
            double[] expected = first.weight().grad().toArray();
            first.weight().zeroGrad();
            Sequential.of(first, Activations.gelu(), second, Tensor::square)
                    .apply(x)
                    .sum()
                    .backward();
            assertThat(first.weight().grad().toArray()).containsExactly(expected);
        }
    }

    @Test
    void aLayerThatReturnsNoTensorIsNamed() {
        Layer forgetful =
                new Layer() {
                    @Override
                    @SuppressWarnings("NullAway") // the mistake that is looked for
                    public Tensor apply(Tensor x) {
                        return null;
                    }

                    @Override
                    public String toString() {
                        return "forgetful";
                    }
                };
        Tensor x = Tensor.of(1);
        assertThatThrownBy(() -> Sequential.of(forgetful).apply(x))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("Sequential: layer forgetful returned null: a layer returns a tensor");
    }

    @Test
    void printsItsLayersALineEach() {
        var model =
                Sequential.of(
                        Linear.of(2, 3, random),
                        Sequential.of(Activations.leakyRelu(0.1), Dropout.of(0.5, random)),
                        Flatten.of());
        assertThat(model)
                .hasToString(
                        """
                        Sequential(
                          (0): Linear[2 → 3]
                          (1): Sequential(
                            (0): LeakyReLU[0.1]
                            (1): Dropout[0.5]
                          )
                          (2): Flatten[start=1]
                        )\
                        """);
        assertThat(model.layers()).hasSize(3);
    }

    private record Residual(Linear in, Linear out) implements Layer {
        @Override
        public Tensor apply(Tensor x) {
            return x.add(out.apply(in.apply(x).relu()));
        }

        @Override
        public void declare(Parts parts) {
            parts.layer("in", in).layer("out", out);
        }
    }
}

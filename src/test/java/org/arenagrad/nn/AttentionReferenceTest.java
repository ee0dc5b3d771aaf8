package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.GradCheck;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.loss.Reduction;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.reference.Differentiated;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.arenagrad.reference.Reference.Values;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// Attention and the layers around it agree with PyTorch, and take memory that grows with the
/// length of a sequence.
@Tag("backend")
class AttentionReferenceTest {
    static Stream<Arguments> everyCaseInEveryType() {
        return cases(List.of("attention", "ctc"), 20);
    }

    static Stream<Arguments> everyLayerInEveryType() {
        return cases(List.of("encoder", "decoder", "heads"), 7);
    }

    private static Stream<Arguments> cases(List<String> operations, int count) {
        List<Case> cases =
                Reference.cases("attention.json").stream()
                        .filter(c -> operations.contains(c.op()))
                        .toList();
        assertThat(cases).hasSize(count);
        return Arrays.stream(DType.values())
                .flatMap(dtype -> cases.stream().map(c -> Arguments.of(c, dtype)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void agreesWithPyTorch(Case c, DType dtype) {
        Differentiated.assertAgrees(c, dtype, AttentionReferenceTest::compute);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void aDryRunTakesWhatTheRealOneTakes(Case c, DType dtype) {
        Differentiated.assertPredicted(c, dtype, AttentionReferenceTest::compute);
    }

    private static List<Tensor> compute(Case c, Tensor[] x) {
        return List.of(
                switch (c.op()) {
                    case "attention" ->
                            Fused.scaledDotProductAttention(x[0], x[1], x[2], options(c, x[0]));
                    case "ctc" ->
                            Losses.ctcLoss(
                                    x[0].logSoftmax(2),
                                    c.values("targets").indices(),
                                    c.ints("lengths"),
                                    c.ints("target_lengths"),
                                    0,
                                    Reduction.valueOf(
                                            c.attr("reduction").asText().toUpperCase(Locale.ROOT)));
                    default -> throw new IllegalArgumentException(c.op());
                });
    }

    private static AttentionOptions options(Case c, Tensor like) {
        AttentionOptions options =
                c.hasAttr("causal") ? AttentionOptions.CAUSAL : AttentionOptions.DEFAULT;
        if (c.hasAttr("mask")) {
            options = options.withMask(c.values("mask").tensor(like.dtype()));
        }
        return c.hasAttr("scale") ? options.withScale(c.attr("scale").asDouble()) : options;
    }

    private static TransformerEncoderLayer.Options shape(Case c, DType dtype) {
        boolean gelu = !c.hasAttr("activation") || c.attr("activation").asText().equals("gelu");
        return new TransformerEncoderLayer.Options(
                8,
                2,
                12,
                0,
                gelu ? Activations.gelu() : Activations.relu(),
                c.attr("first").asBoolean(),
                false,
                dtype);
    }

    private interface Model {
        Tensor apply(Tensor[] inputs);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyLayerInEveryType")
    void layersAgreeWithPyTorch(Case c, DType dtype) {
        try (var _ = Scope.open("case")) {
            Rng random = Rng.seed(1);
            Trainable layer;
            Model model;
            switch (c.op()) {
                case "encoder" -> {
                    var encoder = TransformerEncoderLayer.of(shape(c, dtype), random);
                    layer = encoder;
                    model = x -> encoder.apply(x[0]);
                }
                case "decoder" -> {
                    var decoder = TransformerDecoderLayer.of(shape(c, dtype), random);
                    layer = decoder;
                    model = x -> decoder.apply(x[0], x[1]);
                }
                default -> {
                    var heads = MultiHeadAttention.of(6, 3, true, 0, false, dtype, random);
                    layer = heads;
                    model = x -> heads.apply(x[0]);
                }
            }
            int own = c.attr("own").asInt();
            var named = layer.namedParameters();
            assertThat(named).hasSize(c.inputs() - own);
            Tensor[] x = new Tensor[own];
            for (int i = 0; i < own; i++) {
                x[i] = c.input(i).leaf(dtype);
            }
            Tensor[] parameters = new Tensor[c.inputs() - own];
            for (int i = 0; i < parameters.length; i++) {
                String name = c.attr("names").get(i).asText().replaceFirst("^inner[.]", "");
                assertThat(named).containsKey(name);
                parameters[i] = Objects.requireNonNull(named.get(name));
                try (var _ = Autograd.noGrad()) {
                    parameters[i].copyFrom(c.input(own + i).tensor(dtype));
                }
            }
            Tensor y = model.apply(x);
            Reference.assertClose(c + " output", Values.of(c.json().get("outputs").get(0)), y);
            y.backward(Values.of(c.json().get("upstreams").get(0)).tensor(dtype));
            for (int i = 0; i < c.inputs(); i++) {
                Tensor leaf = i < own ? x[i] : parameters[i - own];
                Reference.assertClose(
                        c + " gradient " + i, Values.of(c.json().get("grads").get(i)), leaf.grad());
            }
        }
    }

    /// Kept for backward are query, key and value; beside them live blocks of 64 rows.
    @Test
    void memoryGrowsWithTheLengthAndNotWithItsSquare() {
        long[] peaks = new long[3];
        for (int i = 0; i < peaks.length; i++) {
            int length = 512 << i;
            peaks[i] =
                    Scope.dryRun(
                                    () -> {
                                        Tensor q = Tensor.zeros(1, 1, length, 8).requireGrad();
                                        Tensor k = Tensor.zeros(1, 1, length, 8).requireGrad();
                                        Tensor v = Tensor.zeros(1, 1, length, 8).requireGrad();
                                        Fused.scaledDotProductAttention(
                                                        q, k, v, AttentionOptions.CAUSAL)
                                                .sum()
                                                .backward();
                                    })
                            .peakBytes();
        }
        assertThat(peaks[2] - peaks[1]).isEqualTo(2 * (peaks[1] - peaks[0]));
        long all = 8L * 2048 * 2048;
        assertThat(peaks[2]).as("less than one matrix of all weights").isLessThan(all / 2);
    }

    @Test
    void forwardKeepsItsOperandsAlone() {
        try (var scope = Scope.open("step")) {
            Tensor q = Tensor.randn(Rng.seed(1), 1, 2, 70, 4).requireGrad();
            Tensor k = Tensor.randn(Rng.seed(2), 1, 2, 70, 4).requireGrad();
            Tensor v = Tensor.randn(Rng.seed(3), 1, 2, 70, 4).requireGrad();
            long before = scope.liveBytes();
            Tensor y = Fused.scaledDotProductAttention(q, k, v, AttentionOptions.DEFAULT);
            assertThat(scope.liveBytes() - before).isEqualTo(8 * y.shape().elements());
            assertThat(Ledger.current().liveBytes()).isEqualTo(scope.liveBytes());
        }
    }

    @Test
    void droppedWeightsAreTheSameInBackward() {
        Rng seed = Rng.seed(3);
        Rng.State state = seed.state();
        GradCheck.of(
                        x -> {
                            Rng random = Rng.seed(0);
                            random.restore(state);
                            return Fused.scaledDotProductAttention(
                                    x[0],
                                    x[1],
                                    x[2],
                                    AttentionOptions.CAUSAL.withDropout(0.4, random));
                        })
                .secondOrder()
                .check(
                        Tensor.randn(seed, 70, 3),
                        Tensor.randn(seed, 70, 3),
                        Tensor.randn(seed, 70, 2));
    }

    @Test
    void aCacheGivesWhatTheWholeSequenceGives() {
        Rng random = Rng.seed(4);
        var layer =
                TransformerEncoderLayer.of(TransformerEncoderLayer.Options.gpt(8, 2, 0), random);
        Tensor x = Tensor.randn(random, 1, 7, 8);
        try (var _ = Autograd.noGrad()) {
            double[] whole = layer.apply(x).toArray();
            KeyValueCache cache = KeyValueCache.of(1, 2, 7, 4, DType.FLOAT64);
            Tensor first = layer.apply(x.narrow(1, 0, 3), cache);
            Tensor[] parts = new Tensor[5];
            parts[0] = first;
            for (int t = 3; t < 7; t++) {
                parts[t - 2] = layer.apply(x.narrow(1, t, 1), cache);
            }
            assertThat(Tensor.cat(1, parts).toArray()).containsExactly(whole, within(1e-12));
            assertThat(cache.length()).isEqualTo(7);
            assertThatThrownBy(() -> layer.apply(x.narrow(1, 0, 1), cache))
                    .hasMessageContaining("holds 7 of 7 steps");
            cache.clear();
            assertThat(layer.apply(x, cache).toArray()).containsExactly(whole, within(1e-12));
        }
    }

    @Test
    void rotationsKeepDistances() {
        RotaryPositions positions = RotaryPositions.of();
        Tensor a = Tensor.randn(Rng.seed(5), 1, 6);
        Tensor b = Tensor.randn(Rng.seed(6), 1, 6);
        double near = positions.apply(a, 3).mul(positions.apply(b, 1)).sum().item();
        double far = positions.apply(a, 103).mul(positions.apply(b, 101)).sum().item();
        double other = positions.apply(a, 13).mul(positions.apply(b, 1)).sum().item();
        assertThat(far).isCloseTo(near, within(1e-12));
        assertThat(other).isNotCloseTo(near, within(1e-3));
        assertThat(positions.apply(a, 0).toArray()).containsExactly(a.toArray());
        GradCheck.of(x -> positions.apply(x[0], 2)).check(Tensor.randn(Rng.seed(7), 3, 4));
        assertThatThrownBy(() -> positions.apply(Tensor.ones(2, 3), 0))
                .hasMessageContaining("odd length");
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Tensor q = Tensor.ones(2, 3, 4);
        assertThatThrownBy(
                        () ->
                                Fused.scaledDotProductAttention(
                                        q, Tensor.ones(2, 5, 6), q, AttentionOptions.DEFAULT))
                .hasMessageContaining("attention: query")
                .hasMessageContaining("[2, 5, 6]");
        assertThatThrownBy(() -> MultiHeadAttention.of(6, 4, false, Rng.seed(1)))
                .hasMessageContaining("4 heads");
        assertThatThrownBy(() -> AttentionOptions.DEFAULT.withDropout(0.5, null))
                .hasMessageContaining("Rng");
        assertThatThrownBy(() -> AttentionOptions.DEFAULT.withMask(Tensor.ones(3, 3).requireGrad()))
                .hasMessageContaining("detach()");
    }
}

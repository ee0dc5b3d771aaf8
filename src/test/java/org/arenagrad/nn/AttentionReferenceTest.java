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
        return cases(List.of("attention", "ctc"), 29);
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
                            Fused.scaledDotProductAttention(x[0], x[1], x[2], options(c, x));
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

    private static AttentionOptions options(Case c, Tensor[] x) {
        AttentionOptions options =
                c.hasAttr("causal") ? AttentionOptions.CAUSAL : AttentionOptions.DEFAULT;
        if (c.hasAttr("mask")) {
            options = options.withMask(c.values("mask").tensor(x[0].dtype()));
        }
        if (c.hasAttr("learned")) {
            options = options.withMask(x[3]);
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

    /// Where causality and a mask hide all keys from a query, together.
    @Test
    void aQueryThatMayLookAtNothingGetsZerosAndPassesNoGradient() {
        double hidden = Double.NEGATIVE_INFINITY;
        Tensor mask = Tensor.of(new double[][] {{hidden, 0, 0}, {0, 0, 0}, {0, 0, hidden}});
        Tensor q = Tensor.randn(Rng.seed(1), 3, 2).requireGrad();
        Tensor k = Tensor.randn(Rng.seed(2), 3, 2).requireGrad();
        Tensor v = Tensor.ones(3, 2).requireGrad();
        Tensor y = Fused.scaledDotProductAttention(q, k, v, AttentionOptions.CAUSAL.withMask(mask));
        assertThat(y.select(0, 0).toArray()).containsOnly(0);
        assertThat(y.narrow(0, 1, 2).toArray())
                .containsExactly(new double[] {1, 1, 1, 1}, within(1e-12));
        y.backward(Tensor.randn(Rng.seed(3), 3, 2));
        assertThat(q.grad().select(0, 0).toArray()).containsOnly(0);
        assertThat(k.grad().select(0, 2).toArray()).containsOnly(0);
        assertThat(v.grad().select(0, 2).toArray()).containsOnly(0);
        assertThat(v.grad().isFinite().all().item()).isEqualTo(1);
    }

    /// A softmax stays the same if all its inputs are shifted together.
    @Test
    void aBiasOfAllKeysOfAQueryHasNoGradient() {
        Tensor q = Tensor.randn(Rng.seed(1), 2, 70, 3);
        Tensor k = Tensor.randn(Rng.seed(2), 2, 3, 3);
        for (int[] shape : new int[][] {{}, {1}, {70, 1}, {2, 1, 1}}) {
            Tensor bias = Tensor.randn(Rng.seed(3), shape).requireGrad();
            var options = AttentionOptions.DEFAULT.withMask(bias);
            Tensor y = Fused.scaledDotProductAttention(q, k, k, options);
            double[] plain =
                    Fused.scaledDotProductAttention(q, k, k, AttentionOptions.DEFAULT).toArray();
            assertThat(y.toArray()).containsExactly(plain, within(1e-12));
            y.backward(Tensor.randn(Rng.seed(4), 2, 70, 3));
            assertThat(bias.grad().shape()).isEqualTo(bias.shape());
            assertThat(bias.grad().abs().amax().item()).isLessThan(1e-12);
        }
    }

    @Test
    void anEmptyBatchIsAttendedTo() {
        Tensor q = Tensor.ones(0, 2, 3).requireGrad();
        Tensor mask = Tensor.ones(2, 2).requireGrad();
        Tensor y = Fused.scaledDotProductAttention(q, q, q, AttentionOptions.CAUSAL.withMask(mask));
        assertThat(y.shape()).isEqualTo(q.shape());
        y.sum().backward();
        assertThat(mask.grad().toArray()).containsExactly(0, 0, 0, 0);
    }

    /// As in PyTorch: a mistake in a mask does not hide.
    @Test
    void aMaskThatIsNotANumberSpreads() {
        Tensor q = Tensor.ones(2, 2);
        Tensor mask = Tensor.of(new double[][] {{Double.NaN, 0}, {0, 0}});
        Tensor y =
                Fused.scaledDotProductAttention(q, q, q, AttentionOptions.DEFAULT.withMask(mask));
        assertThat(y.toArray()).containsExactly(Double.NaN, Double.NaN, 1, 1);
    }

    @Test
    void aMaskThatWasChangedBeforeBackwardIsToldOf() {
        try (var _ = Scope.open("step")) {
            Tensor q = Tensor.ones(2, 2).requireGrad();
            Tensor mask = Tensor.zeros(2, 2);
            Tensor y =
                    Fused.scaledDotProductAttention(
                            q, q, q, AttentionOptions.DEFAULT.withMask(mask));
            mask.fill(1);
            assertThatThrownBy(() -> y.sum().backward()).hasMessageContaining("attention");
        }
    }

    @Test
    void stridedOperandsAreThoseOfTheirCopies() {
        Tensor[] x = new Tensor[4];
        for (int i = 0; i < 4; i++) {
            x[i] = Tensor.randn(Rng.seed(i), 4, 2, 5, 4).transpose(0, 2).transpose(-1, -2);
        }
        x[3] = x[3].narrow(0, 1, 1).narrow(3, 0, 1);
        Tensor[] copies = Arrays.stream(x).map(Tensor::contiguous).toArray(Tensor[]::new);
        double[] expected = attended(copies);
        assertThat(attended(x)).containsExactly(expected, within(1e-12));
        GradCheck.of(
                        in ->
                                Fused.scaledDotProductAttention(
                                        in[0].transpose(0, 1),
                                        in[1],
                                        in[2].flip(0),
                                        AttentionOptions.DEFAULT.withMask(in[3].transpose(0, 1))))
                .secondOrder()
                .check(
                        Tensor.randn(Rng.seed(5), 3, 4),
                        Tensor.randn(Rng.seed(6), 2, 3),
                        Tensor.randn(Rng.seed(7), 2, 2),
                        Tensor.randn(Rng.seed(8), 2, 4));
    }

    private static double[] attended(Tensor[] x) {
        return Fused.scaledDotProductAttention(
                        x[0], x[1], x[2], AttentionOptions.CAUSAL.withMask(x[3]))
                .toArray();
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
    void aCacheOfAnotherModelIsRefusedAndStaysAsItWas() {
        var heads = MultiHeadAttention.of(4, 2, true, Rng.seed(1));
        Tensor x = Tensor.ones(1, 2, 4);
        KeyValueCache fits = KeyValueCache.of(1, 2, 5, 2, DType.FLOAT64);
        assertThatThrownBy(() -> heads.apply(x, fits)).hasMessageContaining("noGrad()");
        KeyValueCache[] others = {
            KeyValueCache.of(2, 2, 5, 2, DType.FLOAT64),
            KeyValueCache.of(1, 4, 5, 2, DType.FLOAT64),
            KeyValueCache.of(1, 2, 5, 4, DType.FLOAT64),
            KeyValueCache.of(1, 2, 5, 2, DType.FLOAT32)
        };
        try (var _ = Autograd.noGrad()) {
            for (KeyValueCache other : others) {
                assertThatThrownBy(() -> heads.apply(x, other))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("the cache 'keys'")
                        .hasMessageContaining("[1, 2, 2, 2]");
                assertThat(other.length()).isZero();
            }
            assertThat(heads.apply(x, fits).shape()).isEqualTo(x.shape());
            assertThat(heads.apply(Tensor.ones(1, 0, 4), fits).shape().size(1)).isZero();
        }
        assertThat(fits.length()).isEqualTo(2);
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
        for (Tensor mask :
                new Tensor[] {
                    Tensor.ones(2, 3),
                    Tensor.ones(4, 3),
                    Tensor.ones(1, 2, 3, 3),
                    Tensor.ones(3, 3, 3),
                    Tensor.ones(0),
                    Tensor.ones(DType.FLOAT32, 3, 3)
                }) {
            var options = AttentionOptions.CAUSAL.withMask(mask);
            assertThatThrownBy(() -> Fused.scaledDotProductAttention(q, q, q, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the mask")
                    .hasMessageContaining(mask.shape().toString())
                    .hasMessageContaining("broadcast to [2, 3, 3]");
        }
        Tensor none = Tensor.ones(2, 0);
        assertThatThrownBy(
                        () ->
                                Fused.scaledDotProductAttention(
                                        none, none, none, AttentionOptions.DEFAULT))
                .hasMessageContaining("E not 0");
        assertThatThrownBy(() -> AttentionOptions.DEFAULT.withScale(Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> MultiHeadAttention.of(1 << 30, 1, false, Rng.seed(1)))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> TransformerEncoderLayer.Options.gpt(1 << 30, 1, 0))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> new RotaryPositions(-1)).hasMessageContaining("-1.0");
        var heads = MultiHeadAttention.of(6, 3, false, Rng.seed(1));
        for (Tensor x : new Tensor[] {Tensor.ones(4, 6), Tensor.ones(2, 4, 5), Tensor.ones(6)}) {
            assertThatThrownBy(() -> heads.apply(x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("multiHeadAttention")
                    .hasMessageContaining(x.shape().toString())
                    .hasMessageContaining("[N, T, E] with E = 6");
        }
        assertThatThrownBy(
                        () ->
                                heads.apply(
                                        Tensor.ones(2, 4, 6),
                                        Tensor.ones(3, 4, 6),
                                        Tensor.ones(3, 4, 6),
                                        AttentionOptions.DEFAULT))
                .hasMessageContaining("attention: query")
                .hasMessageContaining("don't fit");
        assertThatThrownBy(
                        () ->
                                MultiHeadAttention.of(
                                        Tensor.ones(17, 6),
                                        null,
                                        Linear.of(6, 6, Rng.seed(1)),
                                        3,
                                        0,
                                        false,
                                        Rng.seed(1)))
                .hasMessageContaining("[3·E, E]")
                .hasMessageContaining("[17, 6]");
    }
}

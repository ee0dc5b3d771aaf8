package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.io.ModelFile;
import org.arenagrad.io.SafeTensors;
import org.arenagrad.memory.Scope;
import org.arenagrad.reference.Differentiated;
import org.arenagrad.reference.Reference;
import org.arenagrad.reference.Reference.Case;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Recurrent layers and cells agree with PyTorch: values, gradients of a random upstream gradient,
/// and gradients of those, for several layers, both directions and sequences of different lengths;
/// a dry run takes what the real one takes; and PyTorch's weights go in and out by name.
@Tag("backend")
class RecurrentReferenceTest {
    private static final int CASES = 47;

    @TempDir private Path folder;

    static List<Case> everyCase() {
        List<Case> cases = Reference.cases("recurrent.json");
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
        Differentiated.assertAgrees(c, dtype, RecurrentReferenceTest::compute);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCase")
    void aDryRunTakesWhatTheRealOneTakes(Case c) {
        Differentiated.assertPredicted(c, DType.FLOAT64, RecurrentReferenceTest::compute);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCaseInEveryType")
    void weightsOfPyTorchGoInAndOutByName(Case c, DType dtype) throws IOException {
        try (var _ = Scope.open("case")) {
            Tensor[] x = new Tensor[c.inputs()];
            Arrays.setAll(x, i -> c.input(i).tensor(dtype));
            SequencedMap<String, Tensor> theirs = parameters(c, x);
            Path file = folder.resolve("theirs.safetensors");
            SafeTensors.write(file, theirs, Map.of());
            Trainable fresh = fresh(c, theirs, dtype);
            try (ModelFile weights = ModelFile.open(file)) {
                weights.loadInto(fresh);
            }
            Path back = folder.resolve("back.safetensors");
            ModelFile.saveWeights(back, fresh, Map.of());
            try (SafeTensors saved = SafeTensors.open(back)) {
                assertThat(saved.names()).containsExactlyInAnyOrderElementsOf(theirs.keySet());
                for (Map.Entry<String, Tensor> one : theirs.entrySet()) {
                    assertThat(saved.tensor(one.getKey()).toArray())
                            .containsExactly(one.getValue().toArray());
                }
            }
        }
    }

    /// A layer of other weights.
    private static Trainable fresh(Case c, Map<String, Tensor> parameters, DType dtype) {
        Rng random = Rng.seed(1);
        boolean cell = c.op().endsWith("_cell");
        Tensor ih = named(parameters, cell ? "weight_ih" : "weight_ih_l0");
        Tensor hh = named(parameters, cell ? "weight_hh" : "weight_hh_l0");
        int in = ih.shape().size(1);
        int hidden = hh.shape().size(1);
        boolean bias = c.attr("bias").asBoolean();
        return switch (c.op()) {
            case "rnn" -> RNN.of(in, hidden, nonlinearity(c), options(c), dtype, random);
            case "gru" -> GRU.of(in, hidden, options(c), dtype, random);
            case "lstm" -> LSTM.of(in, hidden, options(c), dtype, random);
            case "rnn_cell" -> RNNCell.of(in, hidden, nonlinearity(c), bias, dtype, random);
            case "gru_cell" -> GRUCell.of(in, hidden, bias, dtype, random);
            default -> LSTMCell.of(in, hidden, bias, dtype, random);
        };
    }

    private static Tensor named(Map<String, Tensor> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    private static SequencedMap<String, Tensor> parameters(Case c, Tensor[] x) {
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        int at = 1 + c.attr("states").asInt();
        for (var name : c.attr("parameters")) {
            named.put(name.asText(), x[at++]);
        }
        return named;
    }

    private static RNN.Nonlinearity nonlinearity(Case c) {
        return c.attr("nonlinearity").asText().equals("relu")
                ? RNN.Nonlinearity.RELU
                : RNN.Nonlinearity.TANH;
    }

    private static RecurrentOptions options(Case c) {
        return RecurrentOptions.DEFAULT
                .withLayers(c.attr("layers").asInt())
                .withBidirectional(c.attr("bidirectional").asBoolean())
                .withBatchFirst(c.attr("batch_first").asBoolean())
                .withBias(c.attr("bias").asBoolean());
    }

    private static List<Tensor> compute(Case c, Tensor[] x) {
        Map<String, Tensor> p = parameters(c, x);
        int states = c.attr("states").asInt();
        @Nullable Tensor h = states > 0 ? x[1] : null;
        LSTM.@Nullable State both = states == 2 ? new LSTM.State(x[1], x[2]) : null;
        @Nullable Indices lengths = c.hasAttr("lengths") ? Indices.of(c.ints("lengths")) : null;
        Rng random = Rng.seed(1);
        return switch (c.op()) {
            case "rnn" -> {
                var out = RNN.of(p, nonlinearity(c), options(c), random).apply(x[0], h, lengths);
                yield List.of(out.y(), out.state());
            }
            case "gru" -> {
                var out = GRU.of(p, options(c), random).apply(x[0], h, lengths);
                yield List.of(out.y(), out.state());
            }
            case "lstm" -> {
                var out = LSTM.of(p, options(c), random).apply(x[0], both, lengths);
                yield List.of(out.y(), out.state().h(), out.state().c());
            }
            default -> cell(c, p, x[0], h, both);
        };
    }

    private static List<Tensor> cell(
            Case c,
            Map<String, Tensor> p,
            Tensor x,
            @Nullable Tensor h,
            LSTM.@Nullable State both) {
        Tensor ih = named(p, "weight_ih");
        Tensor hh = named(p, "weight_hh");
        @Nullable Tensor biasIh = p.get("bias_ih");
        @Nullable Tensor biasHh = p.get("bias_hh");
        return switch (c.op()) {
            case "rnn_cell" ->
                    List.of(RNNCell.of(nonlinearity(c), ih, hh, biasIh, biasHh).apply(x, h));
            case "gru_cell" -> List.of(GRUCell.of(ih, hh, biasIh, biasHh).apply(x, h));
            case "lstm_cell" -> {
                LSTM.State next = LSTMCell.of(ih, hh, biasIh, biasHh).apply(x, both);
                yield List.of(next.h(), next.c());
            }
            default -> throw new IllegalArgumentException("no layer for " + c.op());
        };
    }
}

package org.arenagrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Fused;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// What recurrent layers promise beyond PyTorch's values, which [RecurrentReferenceTest] holds them
/// to: memory, lifetimes, names, and errors.
class RecurrentTest {
    private static final int ROWS = 3;
    private static final int IN = 2;
    private static final int HIDDEN = 5;

    /// Numbers of a state.
    private static final int STATE = ROWS * HIDDEN;

    private final Rng random = Rng.seed(6);

    private Tensor sequences(int steps) {
        return Tensor.randn(random, steps, ROWS, IN);
    }

    private static Tensor named(Trainable layer, String name) {
        return Objects.requireNonNull(layer.state().get(name), name);
    }

    private UnaryOperator<Tensor> layer(String kind, RecurrentOptions options) {
        return switch (kind) {
            case "RNN" -> {
                var rnn = RNN.of(IN, HIDDEN, RNN.Nonlinearity.TANH, options, DType.FLOAT64, random);
                yield x -> rnn.apply(x).y();
            }
            case "GRU" -> {
                var gru = GRU.of(IN, HIDDEN, options, DType.FLOAT64, random);
                yield x -> gru.apply(x).y();
            }
            default -> {
                var lstm = LSTM.of(IN, HIDDEN, options, DType.FLOAT64, random);
                yield x -> lstm.apply(x).y();
            }
        };
    }

    /// As the pages of the layers say: a number of states for each step; the last hidden state is
    /// in what was returned, and needed only by tanh.
    @ParameterizedTest
    @CsvSource({"RNN, 1, 0, 1", "GRU, 5, 1, 1", "LSTM, 6, 1, 2"})
    void keepsGatesAndStatesOfEachStep(String kind, int perStep, int less, int states) {
        for (int steps : new int[] {1, 2, 7}) {
            try (var _ = Scope.open("life")) {
                Tensor x = sequences(steps);
                var layer = layer(kind, RecurrentOptions.DEFAULT);
                long before = Ledger.current().liveBytes();
                Tensor outputs = layer.apply(x);
                long y = (long) steps * STATE;
                assertThat(outputs.shape().elements()).isEqualTo(y);
                long kept = perStep * y - (long) less * STATE;
                long zeros = STATE;
                long last = (long) states * STATE;
                assertThat(Ledger.current().liveBytes() - before)
                        .isEqualTo(8 * (kept + zeros + y + last));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"RNN, 1, 1", "GRU, 3, 1", "LSTM, 4, 2"})
    void withoutGradientsOnlyOutputsRemain(String kind, int gates, int states) {
        try (var _ = Scope.open("life");
                var _ = Autograd.noGrad()) {
            Tensor x = sequences(20);
            var layer = layer(kind, RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true));
            long before = Ledger.current().liveBytes();
            Ledger.current().resetPeak();
            Tensor outputs = layer.apply(x);
            long y = 20L * 2 * STATE;
            assertThat(outputs.shape().elements()).isEqualTo(y);
            long last = (long) states * 4 * STATE;
            assertThat(Ledger.current().liveBytes() - before).isEqualTo(8 * (y + last + STATE));
            // What the first layer gave, the second's product, its outputs and some steps.
            assertThat(Ledger.current().peakBytes() - before)
                    .isLessThan(8 * (y + 20L * gates * STATE + 2 * y + 40L * STATE));
        }
    }

    @ParameterizedTest
    @CsvSource({"RNN", "GRU", "LSTM"})
    void backwardEndsAllOfIt(String kind) {
        try (var _ = Scope.open("life")) {
            Tensor x = sequences(6);
            var layer = layer(kind, RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true));
            long before = Ledger.current().liveBytes();
            try (var _ = Scope.open("step")) {
                Tensor y = layer.apply(x);
                y.backward(Tensor.randn(random, y.shape().toArray()));
            }
            assertThat(Ledger.current().liveBytes()).isEqualTo(before);
        }
    }

    /// The state of a piece, copied outside, is where the next one starts: together they are the
    /// whole, and each takes the memory of a piece.
    @Test
    void aSequenceInPiecesIsTheSequence() {
        try (var life = Scope.open("life")) {
            var lstm = LSTM.of(IN, HIDDEN, random);
            Tensor x = sequences(12);
            double[] whole = lstm.apply(x).y().toArray();
            LSTM.State state = null;
            for (int piece = 0; piece < 3; piece++) {
                long before = Ledger.current().liveBytes();
                try (var _ = Scope.open("step")) {
                    var out = lstm.apply(x.narrow(0, 4 * piece, 4), state);
                    LSTM.State outside = out.state().copyTo(life);
                    int from = 4 * piece * STATE;
                    double[] y = out.y().toArray();
                    for (int i = 0; i < y.length; i++) {
                        assertThat(y[i]).isEqualTo(whole[from + i]);
                    }
                    out.y().square().mean().backward();
                    if (state != null) {
                        state.h().close();
                        state.c().close();
                    }
                    state = outside;
                    assertThat(state.h().requiresGrad()).isFalse();
                }
                long kept = piece == 0 ? 2 * 8 * STATE : 0;
                assertThat(Ledger.current().liveBytes() - before).isEqualTo(kept);
            }
        }
    }

    @Test
    void aDetachedStatePassesNoGradient() {
        try (var _ = Scope.open("life")) {
            var lstm = LSTM.of(IN, HIDDEN, random);
            Tensor x = sequences(2).requireGrad();
            var first = lstm.apply(x);
            var second = lstm.apply(sequences(2), first.state().detach());
            second.y().sum().backward();
            assertThat(x.hasGrad()).isFalse();
        }
    }

    @Test
    void theCellIsAStepOfTheLayer() {
        var lstm = LSTM.of(IN, HIDDEN, random);
        var cell =
                LSTMCell.of(
                        named(lstm, "weight_ih_l0"),
                        named(lstm, "weight_hh_l0"),
                        named(lstm, "bias_ih_l0"),
                        named(lstm, "bias_hh_l0"));
        Tensor x = sequences(4);
        LSTM.State state = cell.apply(x.select(0, 0), null);
        for (int t = 1; t < 4; t++) {
            state = cell.apply(x.select(0, t), state);
        }
        double[] last = lstm.apply(x).state().h().toArray();
        assertThat(state.h().toArray()).containsExactly(last);
    }

    /// Neither for values nor for gradients, not even if it is not a number.
    @ParameterizedTest
    @CsvSource({"RNN, false", "GRU, true", "LSTM, false"})
    void whatLiesBeyondALengthIsNotRead(String kind, boolean batchFirst) {
        var options =
                RecurrentOptions.DEFAULT
                        .withBidirectional(true)
                        .withLayers(2)
                        .withBatchFirst(batchFirst);
        var tanh = RNN.Nonlinearity.TANH;
        Trainable layer =
                switch (kind) {
                    case "RNN" -> RNN.of(IN, HIDDEN, tanh, options, DType.FLOAT64, random);
                    case "GRU" -> GRU.of(IN, HIDDEN, options, DType.FLOAT64, random);
                    default -> LSTM.of(IN, HIDDEN, options, DType.FLOAT64, random);
                };
        Tensor clean = sequences(5);
        Tensor spoilt = clean.copy();
        spoilt.set(1e9, 4, 1, 0);
        spoilt.set(Double.NaN, 3, 0, 1);
        spoilt.set(Double.POSITIVE_INFINITY, 3, 2, 0);
        Tensor upstream = Tensor.randn(random, 5, ROWS, 2 * HIDDEN);
        List<double[]> expected = outputAndGradients(layer, clean, upstream, batchFirst);
        List<double[]> found = outputAndGradients(layer, spoilt, upstream, batchFirst);
        assertThat(found).hasSize(2 + 16);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).containsExactly(expected.get(i));
        }
        assertThat(found.get(1)).as("the gradient of x").contains(0.0);
    }

    private static List<double[]> outputAndGradients(
            Trainable layer, Tensor sequences, Tensor upstream, boolean batchFirst) {
        Indices lengths = Indices.of(2, 4, 3);
        Tensor x = batchFirst ? sequences.transpose(0, 1).copy() : sequences.copy();
        x.requireGrad();
        Tensor y =
                switch (layer) {
                    case RNN rnn -> rnn.apply(x, null, lengths).y();
                    case GRU gru -> gru.apply(x, null, lengths).y();
                    case LSTM lstm -> lstm.apply(x, null, lengths).y();
                    default -> throw new IllegalArgumentException(layer.toString());
                };
        List<double[]> all = new ArrayList<>();
        all.add(y.toArray());
        y.backward(batchFirst ? upstream.transpose(0, 1) : upstream);
        all.add(x.grad().toArray());
        layer.parameters().forEach(each -> all.add(each.grad().toArray()));
        layer.parameters().forEach(Tensor::zeroGrad);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"RNN", "GRU", "LSTM"})
    void anEmptyBatchOfSequencesIsReadAndLearnedFrom(String kind) {
        var layer = layer(kind, RecurrentOptions.DEFAULT.withBidirectional(true));
        Tensor x = Tensor.zeros(3, 0, IN).requireGrad();
        Tensor y = layer.apply(x);
        assertThat(y.shape()).isEqualTo(Shape.of(3, 0, 2 * HIDDEN));
        y.sum().backward();
        assertThat(x.grad().shape()).isEqualTo(x.shape());
    }

    @Test
    void sizesThatOverflowAreRefused() {
        int half = 1 << 30;
        assertThatThrownBy(() -> LSTM.of(1, half, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("lstm", "1073741824", "4 gates");
        assertThatThrownBy(() -> GRUCell.of(1, half + 1, random)).hasMessageContaining("3 gates");
        assertThatThrownBy(() -> RecurrentOptions.DEFAULT.withLayers(half))
                .hasMessageContaining("1073741824 layers");
    }

    @Test
    void dropoutIsBetweenLayersInTrainingOnly() {
        var options = RecurrentOptions.DEFAULT.withLayers(2).withDropout(0.5);
        var lstm = LSTM.of(IN, HIDDEN, options, DType.FLOAT64, random);
        var same = LSTM.of(lstm.state(), options.withDropout(0), random);
        Tensor x = sequences(4);
        double[] without = same.apply(x).y().toArray();
        assertThat(lstm.apply(x).y().toArray()).isNotEqualTo(without);
        assertThat(lstm.apply(x).y().toArray()).doesNotContain(0.0);
        lstm.eval();
        assertThat(lstm.apply(x).y().toArray()).containsExactly(without);
    }

    @Test
    void theyNameThemselvesAndTheirParts() {
        var options = RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true);
        var lstm = LSTM.of(IN, HIDDEN, options, DType.FLOAT64, random);
        assertThat(lstm).hasToString("LSTM[2 → 5, 2 layers, both directions]");
        assertThat(lstm.state()).hasSize(16).containsKey("bias_hh_l1_reverse");
        assertThat(named(lstm, "weight_ih_l1").shape()).isEqualTo(Shape.of(20, 10));
        assertThat(named(lstm, "weight_ih_l1").name()).isEqualTo("weight_ih_l1");
        assertThat(GRU.of(IN, HIDDEN, random)).hasToString("GRU[2 → 5]");
        assertThat(RNN.of(IN, HIDDEN, random)).hasToString("RNN[2 → 5]");
        assertThat(LSTMCell.of(IN, HIDDEN, random)).hasToString("LSTMCell[2 → 5]");
        assertThat(GRUCell.of(IN, HIDDEN, random)).hasToString("GRUCell[2 → 5]");
        assertThat(RNNCell.of(IN, HIDDEN, random)).hasToString("RNNCell[2 → 5]");
    }

    @Test
    void errorsNameShapesAndWhatToDo() {
        var gru = GRU.of(IN, HIDDEN, random);
        Tensor x = sequences(4);
        assertThatThrownBy(() -> gru.apply(Tensor.ones(4, IN)))
                .hasMessageContainingAll("gru", "[4, 2]", "[T, N, in]", "[15, 2]", "unsqueeze(1)");
        assertThatThrownBy(() -> gru.apply(Tensor.ones(4, 3, 7)))
                .hasMessageContainingAll("[4, 3, 7]", "in = 2");
        assertThatThrownBy(() -> gru.apply(Tensor.zeros(0, 3, 2)))
                .hasMessageContaining("at least one step");
        assertThatThrownBy(() -> gru.apply(x, Tensor.zeros(3, HIDDEN)))
                .hasMessageContainingAll("[3, 5]", "[4, 3, 2]", "[1, 3, 5]");
        assertThatThrownBy(() -> gru.apply(x, null, Indices.of(4, 4)))
                .hasMessageContainingAll("[2]", "[4, 3, 2]", "3 sequences");
        assertThatThrownBy(() -> gru.apply(x, null, Indices.of(4, 0, 4)))
                .hasMessageContainingAll("length 0 of sequence 1", "4 steps");
        assertThatThrownBy(() -> gru.apply(x, null, Indices.of(4, 4, 5)))
                .hasMessageContaining("length 5 of sequence 2");
        assertThatThrownBy(() -> GRU.of(0, 3, random)).hasMessageContaining("from 0 to 3");
        assertThatThrownBy(() -> GRU.of(Map.of(), RecurrentOptions.DEFAULT, random))
                .hasMessageContaining("'weight_ih_l0' is missing");
        assertThatThrownBy(
                        () -> GRU.of(gru.state(), RecurrentOptions.DEFAULT.withBias(false), random))
                .hasMessageContainingAll("no place for", "bias_hh_l0", "no bias");
        Tensor nine = Tensor.ones(9, 2);
        assertThatThrownBy(() -> GRUCell.of(nine, Tensor.ones(9, 4), null, null))
                .hasMessageContainingAll("[3·H, in]", "[9, 2]", "[9, 4]");
        var cell = GRUCell.of(IN, HIDDEN, random);
        assertThatThrownBy(() -> cell.apply(Tensor.ones(3, 4), null))
                .hasMessageContainingAll("[3, 4]", "[N, 2]", "[15, 2]");
        assertThatThrownBy(() -> cell.apply(Tensor.ones(3, 2), Tensor.ones(2, 5)))
                .hasMessageContainingAll("[2, 5]", "[3, 2]", "[3, 5]");
        assertThatThrownBy(() -> RecurrentOptions.DEFAULT.withLayers(0))
                .hasMessageContaining("0 layers");
        assertThatThrownBy(() -> RecurrentOptions.DEFAULT.withDropout(1.5))
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> Fused.lstmCell(Tensor.ones(2, 8), Tensor.ones(2, 3)))
                .hasMessageContainingAll("lstmCell", "[2, 8]", "[2, 3]", "[N, 4·H]");
    }

    @Test
    void layersOfWeightsThatDontFitTogetherAreRefused() {
        var options = RecurrentOptions.DEFAULT.withLayers(2).withBias(false);
        Map<String, Tensor> parts =
                Map.of(
                        "weight_ih_l0", Tensor.ones(4, 2),
                        "weight_hh_l0", Tensor.ones(4, 4),
                        "weight_ih_l1", Tensor.ones(4, 3),
                        "weight_hh_l1", Tensor.ones(4, 4));
        assertThatThrownBy(() -> RNN.of(parts, RNN.Nonlinearity.RELU, options, random))
                .hasMessageContainingAll("weight_ih_l1", "[4, 3]", "[4, 2]", "take 4 values");
    }
}

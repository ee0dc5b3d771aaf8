package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.AttentionOptions;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.BatchNorm1d;
import org.arenagrad.nn.BatchNorm2d;
import org.arenagrad.nn.Conv1d;
import org.arenagrad.nn.Conv2d;
import org.arenagrad.nn.ConvTranspose2d;
import org.arenagrad.nn.Embedding;
import org.arenagrad.nn.GRU;
import org.arenagrad.nn.GRUCell;
import org.arenagrad.nn.GroupNorm;
import org.arenagrad.nn.InstanceNorm1d;
import org.arenagrad.nn.InstanceNorm2d;
import org.arenagrad.nn.LSTM;
import org.arenagrad.nn.LSTMCell;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.MultiHeadAttention;
import org.arenagrad.nn.PReLU;
import org.arenagrad.nn.Parts;
import org.arenagrad.nn.RMSNorm;
import org.arenagrad.nn.RNN;
import org.arenagrad.nn.RNNCell;
import org.arenagrad.nn.RecurrentOptions;
import org.arenagrad.nn.Trainable;
import org.arenagrad.nn.TransformerDecoderLayer;
import org.arenagrad.nn.TransformerEncoderLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// The state dictionary that PyTorch saves of its layers (`src/test/resources/io/layers.py`) loads
/// by name, with nothing missing and nothing left; outputs are PyTorch's, training goes on as
/// there, and what is saved has the same names and values.
@Tag("backend")
class PyTorchLayersTest {
    @TempDir private Path folder;

    /// PyTorch's `ModuleDict` of them.
    private static final class Every implements Trainable {
        private final Map<String, Trainable> layers = new LinkedHashMap<>();
        private final Map<String, UnaryOperator<Tensor>> calls = new LinkedHashMap<>();

        Every(DType dtype, Tensor memory) {
            Rng rng = Rng.seed(1);
            ConvOptions groups = ConvOptions.DEFAULT.withStride(2).withGroups(2);
            layer("linear", Linear.of(6, 3, dtype, rng));
            layer("plain", Linear.withoutBias(6, 3, dtype, rng));
            layer("conv1d", Conv1d.of(4, 6, 3, groups, dtype, rng));
            Tensor kernel = Tensor.zeros(dtype, 5, 4, 3, 2);
            ConvOptions padded = ConvOptions.DEFAULT.withPadding(1);
            layer("conv2d", Conv2d.of(kernel, Tensor.zeros(dtype, 5), padded));
            ConvOptions outside = groups.withOutputPadding(new Pair(1, 1));
            layer("transposed", ConvTranspose2d.of(4, 6, 3, outside, dtype, rng));
            layer("batch1d", BatchNorm1d.of(4, 1e-5, 0.3, true, dtype));
            layer("batch2d", BatchNorm2d.of(4, 1e-5, null, true, dtype));
            layer("rows", BatchNorm1d.of(6, 1e-5, 0.1, false, dtype));
            layer("groups", GroupNorm.of(2, 4, 1e-5, true, dtype));
            layer("instance1d", InstanceNorm1d.tracking(4, 1e-5, 0.1, true, dtype));
            layer("instance2d", InstanceNorm2d.of(4, 1e-5, true, dtype));
            layer("tracking", InstanceNorm2d.tracking(4, 1e-5, 0.4, false, dtype));
            layer("layernorm", LayerNorm.of(dtype, 5, 6));
            layer("rms", RMSNorm.of(Tensor.ones(dtype, 6), 1e-3));
            Embedding embedding = Embedding.of(7, 3, dtype, rng);
            add("embedding", embedding, x -> embedding.apply(indices(x)));
            layer("slopes", PReLU.of(4, dtype));
            layer("slope", PReLU.of(1, dtype));
            var both = RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true);
            RNN rnn = RNN.of(6, 3, RNN.Nonlinearity.RELU, both, dtype, rng);
            add("rnn", rnn, x -> rnn.apply(x).y());
            GRU gru = GRU.of(6, 3, both.withBatchFirst(true), dtype, rng);
            add("gru", gru, x -> gru.apply(x).y());
            LSTM lstm = LSTM.of(6, 3, both, dtype, rng);
            add("lstm", lstm, x -> lstm.apply(x).y());
            RNNCell rnnCell = RNNCell.of(6, 3, RNN.Nonlinearity.TANH, true, dtype, rng);
            add("rnncell", rnnCell, x -> rnnCell.apply(x, null));
            GRUCell gruCell = GRUCell.of(6, 3, false, dtype, rng);
            add("grucell", gruCell, x -> gruCell.apply(x, null));
            LSTMCell lstmCell = LSTMCell.of(6, 3, true, dtype, rng);
            add("lstmcell", lstmCell, x -> lstmCell.apply(x, null).h());
            var attention = MultiHeadAttention.of(6, 3, true, 0, false, dtype, rng);
            add("attention", attention, x -> attention.apply(x, x, x, AttentionOptions.DEFAULT));
            layer(
                    "encoder",
                    TransformerEncoderLayer.of(
                            new TransformerEncoderLayer.Options(
                                    6, 2, 9, 0.1, Activations.gelu(), true, false, dtype),
                            rng));
            var decoder =
                    TransformerDecoderLayer.of(
                            new TransformerEncoderLayer.Options(
                                    6, 3, 8, 0.1, Activations.relu(), false, false, dtype),
                            rng);
            add("decoder", decoder, x -> decoder.apply(x, memory));
        }

        private void layer(String name, Layer layer) {
            add(name, layer, layer::apply);
        }

        private void add(String name, Trainable layer, UnaryOperator<Tensor> call) {
            layers.put(name, layer);
            calls.put(name, call);
        }

        private static Indices indices(Tensor x) {
            int[] each = Arrays.stream(x.toArray()).mapToInt(i -> (int) i).toArray();
            return Indices.of(each).reshape(x.shape().toArray());
        }

        @Override
        public void declare(Parts parts) {
            layers.forEach(parts::layer);
        }

        @Override
        public void train(boolean on) {
            layers.values().forEach(layer -> layer.train(on));
        }
    }

    private static SafeTensors values() throws IOException {
        return SafeTensors.open(Fixtures.file("torch-layers-values.safetensors"));
    }

    private static Every loaded(DType dtype, SafeTensors values) throws IOException {
        Every every = new Every(dtype, values.tensor("memory", dtype));
        try (var file = ModelFile.open(Fixtures.file("torch-layers.safetensors"))) {
            file.loadInto(every);
        }
        return every;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void outputsArePyTorchs(DType dtype) throws IOException {
        try (var _ = Scope.open("test");
                SafeTensors values = values()) {
            Every every = loaded(dtype, values);
            every.eval();
            double tolerance = dtype == DType.FLOAT64 ? 1e-9 : 1e-4;
            for (var each : every.calls.entrySet()) {
                Tensor x = values.tensor(each.getKey() + ".x", dtype);
                Tensor expected = values.tensor(each.getKey() + ".y", dtype);
                Tensor y = each.getValue().apply(x);
                assertThat(y.shape()).as(each.getKey()).isEqualTo(expected.shape());
                assertThat(y.toArray())
                        .as(each.getKey())
                        .containsExactly(expected.toArray(), within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void runningValuesGoOnAsInPyTorch(DType dtype) throws IOException {
        try (var _ = Scope.open("test");
                SafeTensors values = values()) {
            Every every = loaded(dtype, values);
            int checked = 0;
            for (var each : every.layers.entrySet()) {
                for (var buffer : each.getValue().namedBuffers().entrySet()) {
                    if (buffer.getKey().equals("running_mean")) {
                        Tensor x = values.tensor(each.getKey() + ".x", dtype);
                        Tensor _ = Objects.requireNonNull(every.calls.get(each.getKey())).apply(x);
                    }
                    String name = "%s.%s.after".formatted(each.getKey(), buffer.getKey());
                    assertThat(buffer.getValue().toArray())
                            .as(name)
                            .containsExactly(
                                    values.tensor(name, dtype).toArray(),
                                    within(dtype == DType.FLOAT64 ? 1e-12 : 1e-5));
                    checked++;
                }
            }
            assertThat(checked).isEqualTo(15);
        }
    }

    @Test
    void whatIsSavedHasTheSameNamesAndValues() throws IOException {
        Path back = folder.resolve("back.safetensors");
        try (var _ = Scope.open("test");
                SafeTensors values = values();
                SafeTensors theirs = SafeTensors.open(Fixtures.file("torch-layers.safetensors"))) {
            ModelFile.saveWeights(back, loaded(DType.FLOAT64, values), Map.of());
            try (SafeTensors ours = SafeTensors.open(back)) {
                assertThat(ours.names()).containsExactlyInAnyOrderElementsOf(theirs.names());
                assertThat(theirs.info("batch1d.num_batches_tracked").type()).isEqualTo("I64");
                for (String name : theirs.names()) {
                    Tensor expected = theirs.tensor(name, DType.FLOAT64);
                    assertThat(ours.info(name).shape()).isEqualTo(theirs.info(name).shape());
                    assertThat(ours.tensor(name).toArray())
                            .as(name)
                            .containsExactly(expected.toArray());
                }
            }
        }
    }
}

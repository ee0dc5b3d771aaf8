package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.AdaptiveAvgPool2d;
import org.arenagrad.nn.AdaptiveMaxPool2d;
import org.arenagrad.nn.AvgPool2d;
import org.arenagrad.nn.BatchNorm;
import org.arenagrad.nn.BatchNorm1d;
import org.arenagrad.nn.BatchNorm2d;
import org.arenagrad.nn.Checkpoint;
import org.arenagrad.nn.Conv1d;
import org.arenagrad.nn.Conv2d;
import org.arenagrad.nn.ConvTranspose2d;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Embedding;
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.GroupNorm;
import org.arenagrad.nn.InstanceNorm2d;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.MaxPool2d;
import org.arenagrad.nn.RMSNorm;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Counter;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.ParameterGroup;
import org.arenagrad.optim.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A model comes back from its file alone; weights go by name into a model that fits, and into no
/// other.
class ModelFileTest {
    @TempDir private Path folder;

    private Path path() {
        return folder.resolve("model.safetensors");
    }

    private static Sequential ofEverything(DType dtype) {
        Rng rng = Rng.seed(1);
        return Sequential.of(
                Flatten.of(),
                Linear.of(6, 8, dtype, rng),
                LayerNorm.of(dtype, 8),
                Activations.relu(),
                Checkpoint.of(
                        Sequential.of(
                                Linear.withoutBias(8, 4, dtype, rng),
                                Activations.leakyRelu(0.2),
                                Activations.elu(),
                                Activations.gelu())),
                Dropout.of(0.25, rng),
                Activations.geluTanh(),
                Activations.silu(),
                Activations.softplus(),
                Activations.sigmoid(),
                Activations.tanh(),
                Sequential.of(Activations.softmax(-1), Activations.logSoftmax(1)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void needsNothingElse(DType dtype) throws IOException {
        try (var _ = Scope.open("test")) {
            Sequential model = ofEverything(dtype);
            ModelFile.save(path(), model, Map.of("note", "of mine"));
            try (var file = ModelFile.open(path())) {
                Sequential back = file.model(Rng.seed(5));
                assertThat(back).hasToString(model.toString());
                assertThat(back.namedParameters().keySet())
                        .containsExactlyElementsOf(model.namedParameters().keySet());
                assertThat(file.metadata()).containsExactly(Map.entry("note", "of mine"));
                assertThat(file.hasOptimizer()).isFalse();
                model.eval();
                back.eval();
                Tensor x = Tensor.randn(dtype, Rng.seed(3), 5, 2, 3);
                assertThat(back.apply(x).toArray()).containsExactly(model.apply(x).toArray());
                assertThat(back.parameters()).allMatch(Tensor::requiresGrad);
            }
        }
    }

    private static Sequential ofImages(DType dtype) {
        Rng rng = Rng.seed(1);
        ConvOptions same = ConvOptions.DEFAULT.withSamePadding().withGroups(2);
        ConvOptions wide = ConvOptions.DEFAULT.withStride(new Pair(1, 2)).withPadding(1);
        return Sequential.of(
                Conv2d.of(2, 4, 3, same, dtype, rng),
                new MaxPool2d(Window.of(3).withStride(2).withPadding(1).withCeilMode(true)),
                Conv2d.withoutBias(4, 3, 1, ConvOptions.DEFAULT, dtype, rng),
                new AvgPool2d(Window.of(2).withPadding(1), false),
                ConvTranspose2d.of(3, 2, 2, wide.withOutputPadding(new Pair(0, 1)), dtype, rng),
                new AdaptiveMaxPool2d(4, 3),
                new AdaptiveAvgPool2d(1, 3),
                new Flatten(-2),
                Conv1d.of(2, 2, 2, ConvOptions.DEFAULT.withDilation(2), dtype, rng));
    }

    private static BatchNorm first(Sequential model) {
        return (BatchNorm) model.layers().getFirst();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void layersForImagesComeBack(DType dtype) throws IOException {
        try (var _ = Scope.open("test")) {
            Sequential model = ofImages(dtype);
            ModelFile.save(path(), model, Map.of());
            try (var file = ModelFile.open(path())) {
                Sequential back = file.model(Rng.seed(5));
                assertThat(back).hasToString(model.toString());
                assertThat(back.namedParameters().keySet())
                        .containsExactly(
                                "0.weight",
                                "0.bias",
                                "2.weight",
                                "4.weight",
                                "4.bias",
                                "8.weight",
                                "8.bias");
                Tensor x = Tensor.randn(dtype, Rng.seed(3), 2, 2, 7, 6);
                assertThat(back.apply(x).toArray()).containsExactly(model.apply(x).toArray());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void normalisationsComeBackWithTheirRunningValues(DType dtype) throws IOException {
        try (var _ = Scope.open("test")) {
            Sequential model =
                    Sequential.of(
                            BatchNorm2d.of(4, 1e-3, 0.2, true, dtype),
                            GroupNorm.of(2, 4, 1e-4, true, dtype),
                            GroupNorm.of(1, 4, 1e-4, false, dtype),
                            InstanceNorm2d.of(4, 1e-3, true, dtype),
                            InstanceNorm2d.of(4, 1e-5, false, dtype),
                            Flatten.of(),
                            BatchNorm1d.of(24, 1e-5, 0.1, false, dtype),
                            RMSNorm.of(dtype, 24),
                            RMSNorm.withoutWeight(0.1, 24));
            Tensor x = Tensor.randn(dtype, Rng.seed(3), 5, 4, 2, 3).mul(2).add(1);
            model.apply(x);
            ModelFile.save(path(), model, Map.of());
            try (var file = ModelFile.open(path())) {
                Sequential back = file.model(Rng.seed(5));
                assertThat(back).hasToString(model.toString());
                assertThat(back.state().keySet()).containsExactlyElementsOf(model.state().keySet());
                assertThat(first(back).numBatchesTracked().item()).isEqualTo(1);
                for (boolean training : new boolean[] {false, true}) {
                    model.train(training);
                    back.train(training);
                    assertThat(back.apply(x).toArray()).containsExactly(model.apply(x).toArray());
                }
                assertThat(first(back).runningVar().toArray())
                        .containsExactly(first(model).runningVar().toArray());
            }
        }
    }

    @Test
    void describesLayersInWords() throws IOException {
        ModelFile.save(
                path(),
                Sequential.of(Linear.of(2, 3, Rng.seed(1)), Activations.leakyRelu(0.2)),
                Map.of());
        try (var file = ModelFile.open(path())) {
            assertThat(file.architecture())
                    .contains(
                            "{\"layer\":\"Sequential\",\"layers\":["
                                    + "{\"layer\":\"Linear\",\"in\":2,\"out\":3,\"bias\":true},"
                                    + "{\"layer\":\"LeakyReLU\",\"argument\":0.2}]}");
        }
    }

    @Test
    void aLayerOfTheUsersIsNamed() {
        Layer square = x -> x.mul(x);
        Sequential model = Sequential.of(Activations.relu(), Sequential.of(square));
        assertThatThrownBy(() -> ModelFile.save(path(), model, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer 0 of layer 1 of the model, ")
                .hasMessageContaining("can't be described in a file")
                .hasMessageContaining("saveWeights");
        assertThat(path()).doesNotExist();
    }

    @Test
    void weightsAloneGoIntoAModelThatIsThere() throws IOException {
        Embedding table = Embedding.of(5, 3, Rng.seed(1));
        Embedding other = Embedding.of(5, 3, DType.FLOAT32, Rng.seed(2));
        ModelFile.saveWeights(path(), table, Map.of());
        try (var file = ModelFile.open(path())) {
            assertThat(file.architecture()).isEmpty();
            assertThatThrownBy(() -> file.model(Rng.seed(1)))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("does not say of which layers")
                    .hasMessageContaining("loadInto(model)");
            file.loadInto(other);
        }
        assertThat(other.weight().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(other.weight().toArray())
                .containsExactly(table.weight().toArray(), within(1e-6));
    }

    /// State of a training run is not a weight of the model.
    @Test
    void companionsComeBackAndAreNoWeights() throws IOException {
        Sequential model = Sequential.of(Linear.of(2, 1, Rng.seed(1)));
        Optimizer adam = Adam.of(model.parameters(), 0.1);
        ModelFile.save(path(), model, adam, Map.of(), Map.of("best", Tensor.of(1.5, 2)));
        try (var file = ModelFile.open(path())) {
            assertThat(file.companion("best").toArray()).containsExactly(1.5, 2);
            assertThat(file.model(Rng.seed(2)).parameters().getFirst().toArray())
                    .containsExactly(model.parameters().getFirst().toArray());
            file.loadInto(model);
            assertThatThrownBy(() -> file.companion("worst"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no tensor 'companion.worst'");
        }
    }

    @Test
    void aWeightThatCantBeConvertedChangesNothing() throws IOException {
        String json =
                "{\"0.weight\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,16]},"
                    + "\"0.bias\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[16,17]}}";
        byte[] data = Arrays.copyOf(Raw.doubles(5, 6), 17);
        Files.write(path(), Raw.safetensors(json, data));
        Sequential model = Sequential.of(Linear.of(2, 1, Rng.seed(1)));
        double[] before = model.parameters().getFirst().toArray();
        try (var file = ModelFile.open(path())) {
            assertThatThrownBy(() -> file.loadInto(model))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("tensor '0.bias' is of type F8_E4M3");
        }
        assertThat(model.parameters().getFirst().toArray()).containsExactly(before);
    }

    @Test
    void loadsIntoTheOtherType() throws IOException {
        Sequential narrow = Sequential.of(Linear.of(2, 3, DType.FLOAT32, Rng.seed(1)));
        ModelFile.save(path(), narrow, Map.of());
        try (var file = ModelFile.open(path())) {
            Sequential wide = file.model(DType.FLOAT64, Rng.seed(1));
            assertThat(wide.parameters().getFirst().dtype()).isEqualTo(DType.FLOAT64);
            assertThat(wide.parameters().getFirst().toArray())
                    .containsExactly(narrow.parameters().getFirst().toArray());
        }
    }

    /// The weights of `torch.nn.Sequential(Linear(2, 4), ReLU(), Linear(4, 3, bias=False),
    /// Tanh())`.
    @Test
    void takesTheWeightsOfPyTorch() throws IOException {
        try (var _ = Scope.open("test");
                var file = ModelFile.open(Fixtures.file("torch-sequential.safetensors"))) {
            Rng rng = Rng.seed(1);
            Sequential model =
                    Sequential.of(
                            Linear.of(2, 4, DType.FLOAT32, rng),
                            Activations.relu(),
                            Linear.withoutBias(4, 3, DType.FLOAT32, rng),
                            Activations.tanh());
            file.loadInto(model);
            Tensor x = Tensor.from(DType.FLOAT32, Fixtures.list("torch-sequential", "input"), 2, 2);
            assertThat(model.apply(x).toArray())
                    .containsExactly(Fixtures.list("torch-sequential", "output"), within(1e-6));
        }
    }

    @Test
    void listsAllThatDoesNotFitAndChangesNothing() throws IOException {
        Rng rng = Rng.seed(1);
        Sequential model =
                Sequential.of(Linear.of(2, 5, rng), Activations.relu(), Linear.of(4, 3, rng));
        double[] before = model.parameters().getLast().toArray();
        ModelFile.save(
                path(),
                Sequential.of(
                        Linear.of(2, 4, rng),
                        Linear.of(2, 2, rng),
                        Linear.withoutBias(4, 3, DType.FLOAT64, rng)),
                Map.of());
        try (var file = ModelFile.open(path())) {
            assertThatThrownBy(() -> file.loadInto(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            path()
                                    + " does not fit the model. Missing in the file: '2.bias'. Not"
                                    + " in the model: '1.weight', '1.bias'. Of another shape:"
                                    + " '0.weight is [4, 2] instead of [5, 2]', '0.bias is [4]"
                                    + " instead of [5]'");
        }
        assertThat(model.parameters().getLast().toArray()).containsExactly(before);
    }

    @Test
    void notesMayNotTakeOurNames() {
        assertThatThrownBy(
                        () ->
                                ModelFile.save(
                                        path(),
                                        Sequential.of(),
                                        Map.of("arenagrad.architecture", "mine")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names that begin with 'arenagrad.' are taken");
    }

    /// What descriptions may be wrong in, beside the file itself.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [] | the model is not described by an object
                    {"layer":"ReLU"} | the model is not a Sequential
                    {"layer":"Sequential"} | 'layers' of the model must be a list, not null
                    {"layer":"Sequential","layers":[{"layer":"Magic"}]} | there is no activation function 'Magic'
                    {"layer":"Sequential","layers":[{"layer":"ReLU","argument":1}]} | ReLU takes no argument
                    {"layer":"Sequential","layers":[{"layer":"Linear","in":2.5,"out":1,"bias":true}]} | 'in' of layer 0 must be a whole number, not 2.5
                    {"layer":"Sequential","layers":[{"layer":"Linear","in":4294967298,"out":1,"bias":true}]} | must be a whole number of 32 bits
                    {"layer":"Sequential","layers":[{"layer":"Linear","in":-2,"out":1,"bias":true}]} | negative size
                    {"layer":"Sequential","layers":[{"layer":"Linear","in":3,"out":1,"bias":true}]} | tensor '0.weight' is [1, 2], but [1, 3] is needed
                    {"layer":"Sequential","layers":[{"layer":"Dropout","p":2}]} | the probability 2.0 is not between 0 and 1
                    {"layer":"Sequential","layers":[]} | its layers have no place for '0.weight', '0.bias'
                    {"layer":"Sequential","layers":[]} 1 | more follows
                    {"layer":"Sequential","layer":"Linear"} | Duplicate field 'layer'
                    {"layer": | Unexpected end-of-input
                    """)
    void saysWhatIsWrongInADescription(String json, String message) throws IOException {
        SafeTensors.write(
                path(),
                Sequential.of(Linear.of(2, 1, Rng.seed(1))).namedParameters(),
                Map.of("arenagrad.architecture", json));
        try (var file = ModelFile.open(path())) {
            assertThatThrownBy(() -> file.model(Rng.seed(1)))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageStartingWith(path().toString())
                    .hasMessageContaining(message);
        }
    }

    @Test
    void anOptimizerTakesTheMemoryOfItsKindOnly() throws IOException {
        Sequential model = Sequential.of(Linear.of(2, 1, Rng.seed(1)));
        Optimizer adam = Adam.of(model.parameters(), 0.1);
        ModelFile.save(path(), model, adam, Map.of());
        try (var file = ModelFile.open(path())) {
            assertThat(file.hasOptimizer()).isTrue();
            assertThat(file.tensors().names())
                    .contains("0.weight", "optimizer.0.weight.mean", "optimizer.0.bias.square");
            Optimizer sgd = SGD.of(model.parameters(), 0.1);
            assertThatThrownBy(() -> file.restore(sgd, model))
                    .hasMessage("the file has the memory of Adam, which SGD can't use");
            Optimizer decoupled = AdamW.of(model.parameters(), 0.1);
            assertThatThrownBy(() -> file.restore(decoupled, model))
                    .hasMessage("the file has the memory of Adam, which AdamW can't use");
            Optimizer amsgrad = Adam.of(model.parameters(), 0.1, Adam.defaults().amsgrad(true));
            assertThatThrownBy(() -> file.restore(amsgrad, model))
                    .hasMessageContaining(
                            "state is [mean, square, largest square], that of the file 'mean',"
                                    + " 'square'");
            Optimizer ofLess = Adam.of(List.of(model.parameters().getFirst()), 0.1);
            assertThatThrownBy(() -> file.restore(ofLess, model))
                    .hasMessageContaining("improves '0.weight', that of");
            Sequential other = Sequential.of(Linear.of(3, 1, Rng.seed(1)));
            assertThatThrownBy(() -> file.optimizer(other))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("'optimizer.0.weight.mean' is [1, 2], but [1, 3] is");
            assertThatThrownBy(() -> ModelFile.save(path(), other, adam, Map.of()))
                    .hasMessageContaining("which is not a parameter of the model");
            file.loadInto(model);
        }
    }

    /// Gradient descent that takes every second step.
    private static final class EverySecond extends Optimizer {
        private final List<Tensor> sums = stateSlot("sum");
        private final Counter steps = counter("step");

        EverySecond(List<Tensor> parameters) {
            super(parameters, 0.5);
        }

        @Override
        protected void update(int index, Tensor parameter, Tensor gradient) {
            Tensor sum = sums.get(index).addInPlace(gradient);
            if (steps.increment(index) % 2 == 0) {
                parameter.addInPlace(sum, -learningRateOf(index));
                sum.fill(0);
            }
        }
    }

    @Test
    void theStateOfAnOptimizerOfOnesOwnIsSavedByName() throws IOException {
        Sequential model = Sequential.of(Linear.of(2, 1, Rng.seed(1)));
        Tensor weight = model.parameters().getFirst();
        Optimizer own = new EverySecond(model.parameters());
        weight.backward(Tensor.from(DType.FLOAT64, new double[] {3, -1}, 1, 2));
        own.step();
        ModelFile.save(path(), model, own, Map.of());
        try (var file = ModelFile.open(path())) {
            assertThat(file.tensors().names())
                    .contains("optimizer.0.weight.sum", "optimizer.0.bias.sum");
            assertThatThrownBy(() -> file.optimizer(model))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("EverySecond' in the framework")
                    .hasMessageContaining("restore(optimizer, model)");
            Optimizer adam = Adam.of(model.parameters(), 0.1);
            assertThatThrownBy(() -> file.restore(adam, model))
                    .hasMessageContaining("EverySecond, which Adam can't use");
            double[] before = weight.toArray();
            Optimizer again = new EverySecond(model.parameters());
            file.restore(again, model);
            assertThat(again.state().counters()).isEqualTo(Map.of("step", List.of(1, 0)));
            again.step();
            assertThat(weight.toArray()).containsExactly(before[0] - 3, before[1] + 1);
        }
    }

    @Test
    void groupsComeBackWithTheirParameters() throws IOException {
        Sequential model = Sequential.of(Linear.of(2, 1, Rng.seed(1)));
        Tensor weight = model.parameters().getFirst();
        Tensor bias = model.parameters().getLast();
        Optimizer saved =
                SGD.ofGroups(
                        List.of(
                                ParameterGroup.of(List.of(bias)).rateFactor(0.3).weightDecay(0),
                                ParameterGroup.of(List.of(weight))),
                        0.1,
                        SGD.defaults().weightDecay(0.7));
        ModelFile.save(path(), model, saved, Map.of());
        try (var file = ModelFile.open(path())) {
            assertThat(file.optimizer(model).groups()).isEqualTo(saved.groups());
        }
    }

    /// What earlier versions wrote: no groups, and no options that came later.
    @Test
    void anOptimizerOfAnOlderFileIsRead() throws IOException {
        Sequential model = Sequential.of(Linear.of(2, 1, Rng.seed(1)));
        String json =
                """
                {"kind": "SGD", "learningRate": 0.25, "options": {"momentum": 0.0, "dampening": 0.0,
                 "nesterov": false, "weightDecay": 0.5}, "parameters": ["0.bias"], "arrays": [],
                 "counters": {"step": [7]}}
                """;
        SafeTensors.write(path(), model.namedParameters(), Map.of("arenagrad.optimizer", json));
        try (var file = ModelFile.open(path())) {
            SGD sgd = (SGD) file.optimizer(model);
            assertThat(sgd.options()).isEqualTo(SGD.defaults().weightDecay(0.5));
            assertThat(sgd.groups())
                    .containsExactly(ParameterGroup.of(List.of(model.parameters().getLast())));
            assertThat(sgd.state().counters()).isEqualTo(Map.of("step", List.of(7)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, have 1 parameters but 2 are named", "3, have more parameters than the 2 named"})
    void groupsThatDoNotFitTheParametersAreRefused(int size, String message) throws IOException {
        Sequential model = Sequential.of(Linear.of(2, 1, Rng.seed(1)));
        String json =
                """
                {"kind": "Adagrad", "learningRate": 0.25, "options": {"eps": 0, "weightDecay": 0.5},
                 "groups": [{"parameters": %s, "rateFactor": 1}],
                 "parameters": ["0.weight", "0.bias"], "arrays": [], "counters": {}}
                """
                        .formatted(size);
        SafeTensors.write(path(), model.namedParameters(), Map.of("arenagrad.optimizer", json));
        try (var file = ModelFile.open(path())) {
            assertThatThrownBy(() -> file.optimizer(model))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("its groups " + message);
        }
    }

    @Test
    void aStateThatDoesNotFitChangesNothing() {
        Tensor p = Tensor.of(1, 2).requireGrad();
        Tensor q = Tensor.of(1, 2, 3).requireGrad();
        Optimizer one = SGD.of(List.of(p), 0.1, SGD.defaults().momentum(0.9));
        assertThatThrownBy(
                        () ->
                                one.restore(
                                        SGD.of(List.of(q), 0.1, SGD.defaults().momentum(0.9))
                                                .state()))
                .hasMessage("restore: 'momentum' has the shapes [[2]], the state's have [[3]]");
        assertThatThrownBy(() -> one.restore(SGD.of(List.of(p), 0.1).state()))
                .hasMessageContaining("has state [momentum] and counters [step]");
        NdArray own = one.state().arrays().sequencedValues().getFirst().getFirst();
        assertThat(own.toArray()).containsExactly(0, 0);
    }
}

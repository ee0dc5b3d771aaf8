package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activation;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.AdaptiveAvgPool1d;
import org.arenagrad.nn.AdaptiveAvgPool2d;
import org.arenagrad.nn.AdaptiveMaxPool2d;
import org.arenagrad.nn.AvgPool1d;
import org.arenagrad.nn.AvgPool2d;
import org.arenagrad.nn.BatchNorm1d;
import org.arenagrad.nn.BatchNorm2d;
import org.arenagrad.nn.Checkpoint;
import org.arenagrad.nn.Conv1d;
import org.arenagrad.nn.Conv2d;
import org.arenagrad.nn.ConvTranspose2d;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.GroupNorm;
import org.arenagrad.nn.InstanceNorm1d;
import org.arenagrad.nn.InstanceNorm2d;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.MaxPool1d;
import org.arenagrad.nn.MaxPool2d;
import org.arenagrad.nn.MultiHeadAttention;
import org.arenagrad.nn.PReLU;
import org.arenagrad.nn.RMSNorm;
import org.arenagrad.nn.Sequential;
import org.arenagrad.nn.TransformerEncoderLayer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every layer of the framework comes back from a file as it was: the same description, the same
/// weights under the same names, and the same outputs in training and in evaluation.
class EveryLayerTest {
    private static final Shape ROWS = Shape.of(5, 6);
    private static final Shape SIGNALS = Shape.of(3, 4, 6);
    private static final Shape IMAGES = Shape.of(3, 4, 5, 6);

    @TempDir private Path folder;

    /// @param x the shape of an input
    record Example(Layer layer, Shape x) {
        @Override
        public String toString() {
            return layer.toString();
        }
    }

    private static List<Example> examples(DType dtype) {
        Rng rng = Rng.seed(1);
        ConvOptions groups = ConvOptions.DEFAULT.withGroups(2).withPadding(1);
        ConvOptions same = ConvOptions.DEFAULT.withSamePadding().withDilation(2);
        ConvOptions wide = ConvOptions.DEFAULT.withStride(new Pair(1, 2)).withPadding(1);
        Window window = Window.of(3).withStride(2).withPadding(1).withCeilMode(true);
        var encoder =
                new TransformerEncoderLayer.Options(
                        6, 3, 7, 0.2, Activations.leakyRelu(0.3), true, true, dtype);
        var learned =
                new TransformerEncoderLayer.Options(
                        6, 2, 5, 0, Activations.gelu(), false, false, dtype);
        return List.of(
                new Example(Linear.of(6, 3, dtype, rng), ROWS),
                new Example(Linear.withoutBias(6, 3, dtype, rng), ROWS),
                new Example(Sequential.of(Linear.of(6, 2, dtype, rng), PReLU.of(2, dtype)), ROWS),
                new Example(Checkpoint.of(Linear.of(6, 2, dtype, rng)), ROWS),
                new Example(Checkpoint.of(Sequential.of(Linear.of(6, 2, dtype, rng))), ROWS),
                new Example(PReLU.of(1, dtype), ROWS),
                new Example(PReLU.of(4, dtype), IMAGES),
                new Example(Dropout.of(0.25, rng), ROWS),
                new Example(new Flatten(-2), IMAGES),
                new Example(Conv1d.of(4, 2, 3, groups, dtype, rng), SIGNALS),
                new Example(Conv1d.withoutBias(4, 3, 2, same, dtype, rng), SIGNALS),
                new Example(Conv2d.of(4, 2, 3, groups, dtype, rng), IMAGES),
                new Example(Conv2d.withoutBias(4, 3, 2, same, dtype, rng), IMAGES),
                new Example(
                        ConvTranspose2d.of(
                                4, 2, 3, wide.withOutputPadding(new Pair(0, 1)), dtype, rng),
                        IMAGES),
                new Example(new MaxPool1d(window), SIGNALS),
                new Example(new AvgPool1d(window, false), SIGNALS),
                new Example(new AvgPool1d(window, true), SIGNALS),
                new Example(new AdaptiveAvgPool1d(4), SIGNALS),
                new Example(new MaxPool2d(window.withStride(new Pair(2, 1))), IMAGES),
                new Example(new AvgPool2d(window, false), IMAGES),
                new Example(new AdaptiveAvgPool2d(2, 4), IMAGES),
                new Example(new AdaptiveMaxPool2d(2, 4), IMAGES),
                new Example(LayerNorm.of(dtype, 5, 6), IMAGES),
                new Example(RMSNorm.of(dtype, 5, 6), IMAGES),
                new Example(RMSNorm.withoutWeight(0.1, 6), ROWS),
                new Example(BatchNorm1d.of(6, 1e-3, 0.2, true, dtype), ROWS),
                new Example(BatchNorm1d.of(4, 1e-3, null, false, dtype), SIGNALS),
                new Example(BatchNorm2d.of(4, 1e-3, 0.0, true, dtype), IMAGES),
                new Example(BatchNorm2d.of(4, 1e-3, null, true, dtype), IMAGES),
                new Example(GroupNorm.of(2, 4, 1e-3, true, dtype), IMAGES),
                new Example(GroupNorm.of(2, 4, 1e-3, false, dtype), SIGNALS),
                new Example(InstanceNorm1d.of(4, 1e-3, true, dtype), SIGNALS),
                new Example(InstanceNorm1d.of(4, 1e-3, false, dtype), SIGNALS),
                new Example(InstanceNorm1d.tracking(4, 1e-3, 0.2, true, dtype), SIGNALS),
                new Example(InstanceNorm2d.of(4, 1e-3, true, dtype), IMAGES),
                new Example(InstanceNorm2d.of(4, 1e-3, false, dtype), IMAGES),
                new Example(InstanceNorm2d.tracking(4, 1e-3, 0.2, false, dtype), IMAGES),
                new Example(MultiHeadAttention.of(6, 2, false, 0.3, true, dtype, rng), SIGNALS),
                new Example(MultiHeadAttention.of(6, 3, true, 0, false, dtype, rng), SIGNALS),
                new Example(TransformerEncoderLayer.of(encoder, rng), SIGNALS),
                new Example(TransformerEncoderLayer.of(learned, rng), SIGNALS));
    }

    private static Stream<Example> activations() {
        return Arrays.stream(ActivationKind.values())
                .map(kind -> new Example(Activations.of(kind.title(), argumentOf(kind)), ROWS));
    }

    /// One that is not the default.
    private static @Nullable Number argumentOf(ActivationKind kind) {
        Layer plain = withoutOrNull(kind);
        if (plain == null) {
            return 1;
        }
        return plain instanceof Activation activation && activation.argument() instanceof Double
                ? 0.7
                : null;
    }

    private static @Nullable Layer withoutOrNull(ActivationKind kind) {
        try {
            return Activations.of(kind.title(), null);
        } catch (IllegalArgumentException needsOne) {
            return null;
        }
    }

    static Stream<Arguments> everyExample() {
        return Arrays.stream(DType.values())
                .flatMap(
                        dtype ->
                                Stream.concat(examples(dtype).stream(), activations())
                                        .map(each -> Arguments.of(each, dtype)));
    }

    /// A layer that is new is not forgotten here.
    @Test
    void everyLayerHasAnExample() {
        Set<String> layers =
                new ClassFileImporter()
                        .importPackages("org.arenagrad.nn").stream()
                                .filter(each -> each.isAssignableTo(Layer.class))
                                .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                                .filter(
                                        each ->
                                                !each.getModifiers()
                                                        .contains(JavaModifier.ABSTRACT))
                                .map(JavaClass::getName)
                                .collect(Collectors.toSet());
        assertThat(layers).contains(Linear.class.getName());
        Set<String> shown =
                Stream.concat(examples(DType.FLOAT64).stream(), activations())
                        .map(each -> each.layer.getClass().getName())
                        .collect(Collectors.toSet());
        assertThat(shown).containsExactlyInAnyOrderElementsOf(layers);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyExample")
    void comesBackAsItWas(Example example, DType dtype) throws IOException {
        Path path = folder.resolve("model.safetensors");
        try (var _ = Scope.open("test")) {
            Sequential model = Sequential.of(example.layer);
            Tensor x = Tensor.randn(dtype, Rng.seed(3), example.x.toArray());
            // Weights and running values that are not those of a fresh layer.
            for (Tensor parameter : model.parameters()) {
                try (var _ = Autograd.noGrad()) {
                    parameter.addInPlace(
                            Tensor.rand(dtype, Rng.seed(4), parameter.shape().toArray()));
                }
            }
            model.apply(x);
            ModelFile.save(path, model, Map.of());
            try (var file = ModelFile.open(path)) {
                Sequential back = file.model(Rng.seed(7));
                assertThat(back).hasToString(model.toString());
                assertThat(back.tree()).isEqualTo(model.tree());
                assertThat(values(back)).isEqualTo(values(model));
                assertThat(back.namedBuffers().keySet()).isEqualTo(model.namedBuffers().keySet());
                assertThat(back.parameters()).allMatch(Tensor::requiresGrad);
                back.eval();
                model.eval();
                assertThat(back.apply(x).toArray()).containsExactly(model.apply(x).toArray());
                String described = Architecture.describe(model, List.of());
                if (example.layer instanceof Dropout
                        || (described.contains("dropout")
                                && !described.contains("dropout\":0.0"))) {
                    return;
                }
                back.train(true);
                model.train(true);
                assertThat(back.apply(x).toArray()).containsExactly(model.apply(x).toArray());
                assertThat(values(back)).isEqualTo(values(model));
            }
        }
    }

    private static List<String> values(Sequential model) {
        List<String> all = new ArrayList<>();
        model.state().forEach((name, each) -> all.add(name + Arrays.toString(each.toArray())));
        return all;
    }

    /// What chooses only in training is in the description.
    @Test
    void describesAttentionInWords() {
        var options =
                new TransformerEncoderLayer.Options(
                        6, 3, 7, 0.2, Activations.leakyRelu(0.3), true, false, DType.FLOAT64);
        Sequential model =
                Sequential.of(
                        TransformerEncoderLayer.of(options, Rng.seed(1)),
                        MultiHeadAttention.of(6, 2, false, 0.3, true, DType.FLOAT64, Rng.seed(1)));
        assertThat(Architecture.describe(model, List.of()))
                .isEqualTo(
                        "{\"layer\":\"Sequential\",\"layers\":["
                            + "{\"layer\":\"TransformerEncoderLayer\",\"embedding\":6,\"heads\":3,"
                            + "\"hidden\":7,\"dropout\":0.2,"
                            + "\"activation\":{\"layer\":\"LeakyReLU\",\"argument\":0.3},"
                            + "\"normFirst\":true,\"causal\":false},"
                            + "{\"layer\":\"MultiHeadAttention\",\"embedding\":6,\"heads\":2,"
                            + "\"bias\":false,\"dropout\":0.3,\"causal\":true}]}");
    }

    @Test
    void anActivationOfTheUsersIsNamed() {
        Layer square = x -> x.mul(x);
        var options =
                new TransformerEncoderLayer.Options(6, 3, 7, 0, square, true, false, DType.FLOAT64);
        Sequential model = Sequential.of(TransformerEncoderLayer.of(options, Rng.seed(1)));
        assertThatThrownBy(() -> ModelFile.save(folder.resolve("m"), model, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the activation of layer 0 of the model, ");
    }

    /// Sizes are compared with the file before anything of that size is made.
    @Test
    void aDescriptionOfHugeSizesIsRefused() throws IOException {
        Path path = folder.resolve("model.safetensors");
        Sequential small =
                Sequential.of(
                        MultiHeadAttention.of(6, 2, true, 0, false, DType.FLOAT64, Rng.seed(1)));
        for (String width : List.of("100000", "2000000000", "-6", "0")) {
            String json =
                    "{\"layer\":\"Sequential\",\"layers\":[{\"layer\":\"MultiHeadAttention\","
                            + "\"embedding\":"
                            + width
                            + ",\"heads\":2,\"bias\":true,\"dropout\":0.0,\"causal\":false}]}";
            SafeTensors.write(path, small.state(), Map.of("arenagrad.architecture", json));
            try (var file = ModelFile.open(path)) {
                assertThatThrownBy(() -> file.model(Rng.seed(1)))
                        .isInstanceOf(FileFormatException.class)
                        .hasMessageStartingWith(path.toString());
            }
        }
    }
}

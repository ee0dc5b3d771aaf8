package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activation;
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
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.GroupNorm;
import org.arenagrad.nn.InstanceNorm2d;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.MaxPool2d;
import org.arenagrad.nn.RMSNorm;
import org.arenagrad.nn.Sequential;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The layers of a model as JSON, and the model again from it and its weights:
///
/// ```json
/// {"layer": "Sequential", "layers": [
///     {"layer": "Linear", "in": 2, "out": 16, "bias": true},
///     {"layer": "LeakyReLU", "argument": 0.01},
///     {"layer": "Linear", "in": 16, "out": 3, "bias": true}]}
/// ```
///
/// Layers of the framework, and those whose [LayerType] the program names: others exist as code,
/// and no file may bring code along.
final class Architecture {
    /// Where the weights of a model come from.
    @FunctionalInterface
    interface Weights {
        /// The weight of a name, which must be of the shape.
        Tensor get(String name, int... shape) throws IOException;
    }

    private final Weights weights;
    private final DType dtype;
    private final RandomGenerator random;
    private final List<LayerType<?>> types;

    private Architecture(
            Weights weights, DType dtype, RandomGenerator random, List<LayerType<?>> types) {
        this.weights = weights;
        this.dtype = dtype;
        this.random = random;
        this.types = types;
    }

    /// The description of a model.
    ///
    /// @throws IllegalArgumentException if one of its layers has none
    static String describe(Sequential model, List<LayerType<?>> types) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.generate(json)) {
            describe(model, "the model", types, out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return json.toString(StandardCharsets.UTF_8);
    }

    private static void describe(
            Layer layer, String place, List<LayerType<?>> types, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        switch (layer) {
            case Sequential sequential -> {
                out.writeStringField("layer", "Sequential");
                out.writeArrayFieldStart("layers");
                for (int i = 0; i < sequential.layers().size(); i++) {
                    String inside = "layer %s of %s".formatted(i, place);
                    describe(sequential.layers().get(i), inside, types, out);
                }
                out.writeEndArray();
            }
            case Linear linear -> {
                out.writeStringField("layer", "Linear");
                out.writeNumberField("in", linear.weight().shape().size(1));
                out.writeNumberField("out", linear.weight().shape().size(0));
                out.writeBooleanField("bias", linear.bias() != null);
            }
            case LayerNorm norm -> {
                out.writeStringField("layer", "LayerNorm");
                describe(norm.weight().shape(), norm.eps(), out);
            }
            case RMSNorm norm -> {
                out.writeStringField("layer", "RMSNorm");
                describe(norm.size(), norm.eps(), out);
                out.writeBooleanField("affine", norm.weight() != null);
            }
            case BatchNorm norm -> {
                out.writeStringField("layer", norm.getClass().getSimpleName());
                describe(norm.runningMean().shape().size(0), norm.weight(), norm.eps(), out);
                out.writeNumberField("momentum", norm.momentum());
            }
            case GroupNorm norm -> {
                out.writeStringField("layer", "GroupNorm");
                out.writeNumberField("groups", norm.groups());
                describe(norm.channels(), norm.weight(), norm.eps(), out);
            }
            case InstanceNorm2d norm -> {
                out.writeStringField("layer", "InstanceNorm2d");
                describe(norm.channels(), norm.weight(), norm.eps(), out);
            }
            case Dropout dropout -> {
                out.writeStringField("layer", "Dropout");
                out.writeNumberField("p", dropout.p());
            }
            case Flatten flatten -> {
                out.writeStringField("layer", "Flatten");
                out.writeNumberField("start", flatten.start());
            }
            case Conv1d conv ->
                    Images.describe("Conv1d", conv.weight(), conv.bias(), conv.options(), out);
            case Conv2d conv ->
                    Images.describe("Conv2d", conv.weight(), conv.bias(), conv.options(), out);
            case ConvTranspose2d conv ->
                    Images.describe(
                            "ConvTranspose2d", conv.weight(), conv.bias(), conv.options(), out);
            case MaxPool2d pool -> Images.describe("MaxPool2d", pool.window(), out);
            case AvgPool2d pool -> {
                Images.describe("AvgPool2d", pool.window(), out);
                out.writeBooleanField("countIncludePad", pool.countIncludePad());
            }
            case AdaptiveAvgPool2d pool -> {
                out.writeStringField("layer", "AdaptiveAvgPool2d");
                Images.write("size", new Pair(pool.height(), pool.width()), out);
            }
            case AdaptiveMaxPool2d pool -> {
                out.writeStringField("layer", "AdaptiveMaxPool2d");
                Images.write("size", new Pair(pool.height(), pool.width()), out);
            }
            case Checkpoint checkpoint -> {
                out.writeStringField("layer", "Checkpoint");
                out.writeFieldName("recomputed");
                describe(checkpoint.layer(), place, types, out);
            }
            case Activation activation -> describe(activation, out);
            default -> {
                LayerType<?> type =
                        types.stream()
                                .filter(each -> each.type() == layer.getClass())
                                .findFirst()
                                .orElseThrow(() -> unknown(place, layer));
                describe(type, layer, out);
            }
        }
        out.writeEndObject();
    }

    private static void describe(Shape size, double eps, JsonGenerator out) throws IOException {
        int[] sizes = size.toArray();
        out.writeFieldName("size");
        out.writeArray(sizes, 0, sizes.length);
        out.writeNumberField("eps", eps);
    }

    private static void describe(
            int channels, @Nullable Tensor weight, double eps, JsonGenerator out)
            throws IOException {
        out.writeNumberField("channels", channels);
        out.writeNumberField("eps", eps);
        out.writeBooleanField("affine", weight != null);
    }

    private static IllegalArgumentException unknown(String place, Layer layer) {
        return new IllegalArgumentException(
                "%s, %s, can't be described in a file: only layers of the framework can, and those whose LayerType is given. Or save the weights alone (saveWeights) and load them into the model that your code makes"
                        .formatted(place, layer));
    }

    private static <L extends Layer> void describe(
            LayerType<L> type, Layer layer, JsonGenerator out) throws IOException {
        out.writeStringField("layer", type.name());
        for (Map.Entry<String, ?> setting :
                type.settings().of(type.type().cast(layer)).entrySet()) {
            out.writeFieldName(setting.getKey());
            switch (setting.getValue()) {
                case Integer whole -> out.writeNumber(whole);
                case Double real -> out.writeNumber(real);
                case Boolean truth -> out.writeBoolean(truth);
                case String text -> out.writeString(text);
                default ->
                        throw new IllegalArgumentException(
                                "setting '%s' of %s is %s: a setting is an Integer, a Double, a Boolean or a String"
                                        .formatted(
                                                setting.getKey(), type.name(), setting.getValue()));
            }
        }
    }

    private static void describe(Activation activation, JsonGenerator out) throws IOException {
        out.writeStringField("layer", activation.kind().title());
        Number argument = activation.argument();
        if (argument instanceof Integer dim) {
            out.writeNumberField("argument", dim);
        } else if (argument != null) {
            out.writeNumberField("argument", argument.doubleValue());
        }
    }

    /// The model of a description.
    ///
    /// @param random what its [Dropout]s draw from
    /// @throws IllegalArgumentException if it describes none
    static Sequential build(
            String json,
            Weights weights,
            DType dtype,
            RandomGenerator random,
            List<LayerType<?>> types)
            throws IOException {
        JsonObject described = new JsonObject(Json.tree(json), "the model");
        Layer model = new Architecture(weights, dtype, random, types).layer(described, "");
        if (!(model instanceof Sequential sequential)) {
            throw new IllegalArgumentException("the model is not a Sequential");
        }
        return sequential;
    }

    private Layer layer(JsonObject from, String prefix) throws IOException {
        String kind = from.string("layer");
        for (LayerType<?> type : types) {
            if (type.name().equals(kind)) {
                return own(type, from, prefix);
            }
        }
        return switch (kind) {
            case "Sequential" -> sequential(from, prefix);
            case "Linear" -> linear(from, prefix);
            case "LayerNorm" ->
                    LayerNorm.of(
                            weights.get(prefix + "weight", from.wholes("size")),
                            weights.get(prefix + "bias", from.wholes("size")),
                            from.real("eps"));
            case "Conv1d" -> {
                Tensor weight = weights.get(prefix + "weight", Images.weight(from, 3));
                yield Conv1d.of(weight, bias(from, prefix), Images.options(from));
            }
            case "Conv2d" -> {
                Tensor weight = weights.get(prefix + "weight", Images.weight(from, 4));
                yield Conv2d.of(weight, bias(from, prefix), Images.options(from));
            }
            case "ConvTranspose2d" -> {
                Tensor weight = weights.get(prefix + "weight", Images.weight(from, 4));
                yield ConvTranspose2d.of(weight, bias(from, prefix), Images.options(from));
            }
            case "MaxPool2d" -> new MaxPool2d(Images.window(from));
            case "AvgPool2d" -> new AvgPool2d(Images.window(from), from.truth("countIncludePad"));
            case "AdaptiveAvgPool2d" -> {
                Pair size = Images.pair(from, "size");
                yield new AdaptiveAvgPool2d(size.height(), size.width());
            }
            case "AdaptiveMaxPool2d" -> {
                Pair size = Images.pair(from, "size");
                yield new AdaptiveMaxPool2d(size.height(), size.width());
            }
            case "RMSNorm" -> rmsNorm(from, prefix);
            case "BatchNorm1d", "BatchNorm2d" -> batchNorm(kind, from, prefix);
            case "GroupNorm" -> groupNorm(from, prefix);
            case "InstanceNorm2d" -> instanceNorm(from, prefix);
            case "Dropout" -> Dropout.of(from.real("p"), random);
            case "Flatten" -> new Flatten(from.whole("start"));
            case "Checkpoint" -> Checkpoint.of(layer(from.object("recomputed"), prefix));
            default -> Activations.of(kind, from.has("argument") ? from.number("argument") : null);
        };
    }

    private Layer own(LayerType<?> type, JsonObject from, String prefix) throws IOException {
        Layer layer = type.make().from(new SettingsOfFile(from, dtype, random));
        for (Map.Entry<String, Tensor> named : layer.state().entrySet()) {
            Tensor to = named.getValue();
            try (Scope _ = Scope.open("load");
                    var _ = Autograd.noGrad()) {
                to.copyFrom(weights.get(prefix + named.getKey(), to.shape().toArray()));
            }
        }
        return layer;
    }

    private record SettingsOfFile(JsonObject from, DType dtype, RandomGenerator random)
            implements LayerType.Settings {
        @Override
        public int whole(String name) {
            return from.whole(name);
        }

        @Override
        public double real(String name) {
            return from.real(name);
        }

        @Override
        public boolean truth(String name) {
            return from.truth(name);
        }

        @Override
        public String text(String name) {
            return from.string(name);
        }
    }

    private Sequential sequential(JsonObject from, String prefix) throws IOException {
        List<?> described = from.list("layers");
        Layer[] layers = new Layer[described.size()];
        for (int i = 0; i < layers.length; i++) {
            String what = "layer %s%s".formatted(prefix, i);
            layers[i] = layer(new JsonObject(described.get(i), what), prefix + i + ".");
        }
        return Sequential.of(layers);
    }

    /// The bias of a convolution, null if it has none.
    private @Nullable Tensor bias(JsonObject from, String prefix) throws IOException {
        int size = from.whole("bias");
        return size == 0 ? null : weights.get(prefix + "bias", size);
    }

    private Linear linear(JsonObject from, String prefix) throws IOException {
        int in = from.whole("in");
        int out = from.whole("out");
        Tensor weight = weights.get(prefix + "weight", out, in);
        @Nullable Tensor bias = from.truth("bias") ? weights.get(prefix + "bias", out) : null;
        return Linear.of(weight, bias);
    }

    private RMSNorm rmsNorm(JsonObject from, String prefix) throws IOException {
        int[] size = from.wholes("size");
        double eps = from.real("eps");
        return from.truth("affine")
                ? RMSNorm.of(weights.get(prefix + "weight", size), eps)
                : RMSNorm.withoutWeight(eps, size);
    }

    private BatchNorm batchNorm(String kind, JsonObject from, String prefix) throws IOException {
        int channels = from.whole("channels");
        @Nullable Tensor weight = channel("weight", from, prefix);
        @Nullable Tensor bias = channel("bias", from, prefix);
        Tensor mean = weights.get(prefix + "running_mean", channels);
        Tensor variance = weights.get(prefix + "running_var", channels);
        Tensor batches = weights.get(prefix + "num_batches_tracked");
        double eps = from.real("eps");
        double momentum = from.real("momentum");
        return kind.equals("BatchNorm1d")
                ? BatchNorm1d.of(weight, bias, mean, variance, batches, eps, momentum)
                : BatchNorm2d.of(weight, bias, mean, variance, batches, eps, momentum);
    }

    private GroupNorm groupNorm(JsonObject from, String prefix) throws IOException {
        int groups = from.whole("groups");
        double eps = from.real("eps");
        @Nullable Tensor weight = channel("weight", from, prefix);
        @Nullable Tensor bias = channel("bias", from, prefix);
        return weight == null || bias == null
                ? GroupNorm.of(groups, from.whole("channels"), eps, false, dtype)
                : GroupNorm.of(groups, weight, bias, eps);
    }

    private InstanceNorm2d instanceNorm(JsonObject from, String prefix) throws IOException {
        double eps = from.real("eps");
        @Nullable Tensor weight = channel("weight", from, prefix);
        @Nullable Tensor bias = channel("bias", from, prefix);
        return weight == null || bias == null
                ? InstanceNorm2d.of(from.whole("channels"), eps, false, dtype)
                : InstanceNorm2d.of(weight, bias, eps);
    }

    /// What a normalisation learned of each channel; null if it learns nothing.
    private @Nullable Tensor channel(String name, JsonObject from, String prefix)
            throws IOException {
        return from.truth("affine") ? weights.get(prefix + name, from.whole("channels")) : null;
    }
}

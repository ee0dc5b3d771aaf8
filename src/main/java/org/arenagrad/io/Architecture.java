package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.Activation;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Checkpoint;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.LayerNorm;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
/// Layers of the framework only: others exist as code, and no file may bring code along.
final class Architecture {
    /// Where the weights of a model come from.
    @FunctionalInterface
    interface Weights {
        /// The weight of a name, which must be of the shape.
        Tensor get(String name, int... shape) throws IOException;
    }

    private final Weights weights;
    private final RandomGenerator random;

    private Architecture(Weights weights, RandomGenerator random) {
        this.weights = weights;
        this.random = random;
    }

    /// The description of a model.
    ///
    /// @throws IllegalArgumentException if one of its layers has none
    static String describe(Sequential model) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.generate(json)) {
            describe(model, "the model", out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return json.toString(StandardCharsets.UTF_8);
    }

    private static void describe(Layer layer, String place, JsonGenerator out) throws IOException {
        out.writeStartObject();
        switch (layer) {
            case Sequential sequential -> {
                out.writeStringField("layer", "Sequential");
                out.writeArrayFieldStart("layers");
                for (int i = 0; i < sequential.layers().size(); i++) {
                    String inside = "layer %s of %s".formatted(i, place);
                    describe(sequential.layers().get(i), inside, out);
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
                int[] size = norm.weight().shape().toArray();
                out.writeFieldName("size");
                out.writeArray(size, 0, size.length);
                out.writeNumberField("eps", norm.eps());
            }
            case Dropout dropout -> {
                out.writeStringField("layer", "Dropout");
                out.writeNumberField("p", dropout.p());
            }
            case Flatten flatten -> {
                out.writeStringField("layer", "Flatten");
                out.writeNumberField("start", flatten.start());
            }
            case Checkpoint checkpoint -> {
                out.writeStringField("layer", "Checkpoint");
                out.writeFieldName("recomputed");
                describe(checkpoint.layer(), place, out);
            }
            case Activation activation -> describe(activation, out);
            default ->
                    throw new IllegalArgumentException(
                            "%s, %s, can't be described in a file: only layers of the framework can. Save the weights alone (saveWeights) and load them into the model that your code makes"
                                    .formatted(place, layer));
        }
        out.writeEndObject();
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
    static Sequential build(String json, Weights weights, RandomGenerator random)
            throws IOException {
        Described described = new Described(Json.tree(json), "the model");
        Layer model = new Architecture(weights, random).layer(described, "");
        if (!(model instanceof Sequential sequential)) {
            throw new IllegalArgumentException("the model is no Sequential");
        }
        return sequential;
    }

    private Layer layer(Described from, String prefix) throws IOException {
        String kind = from.string("layer");
        return switch (kind) {
            case "Sequential" -> sequential(from, prefix);
            case "Linear" -> linear(from, prefix);
            case "LayerNorm" ->
                    LayerNorm.of(
                            weights.get(prefix + "weight", from.wholes("size")),
                            weights.get(prefix + "bias", from.wholes("size")),
                            from.real("eps"));
            case "Dropout" -> Dropout.of(from.real("p"), random);
            case "Flatten" -> new Flatten(from.whole("start"));
            case "Checkpoint" -> Checkpoint.of(layer(from.object("recomputed"), prefix));
            default -> Activations.of(kind, from.has("argument") ? from.number("argument") : null);
        };
    }

    private Sequential sequential(Described from, String prefix) throws IOException {
        List<?> described = from.list("layers");
        Layer[] layers = new Layer[described.size()];
        for (int i = 0; i < layers.length; i++) {
            String what = "layer %s%s".formatted(prefix, i);
            layers[i] = layer(new Described(described.get(i), what), prefix + i + ".");
        }
        return Sequential.of(layers);
    }

    private Linear linear(Described from, String prefix) throws IOException {
        int in = from.whole("in");
        int out = from.whole("out");
        Tensor weight = weights.get(prefix + "weight", out, in);
        @Nullable Tensor bias = from.truth("bias") ? weights.get(prefix + "bias", out) : null;
        return Linear.of(weight, bias);
    }
}

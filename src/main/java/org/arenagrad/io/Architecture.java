package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.Layer;
import org.arenagrad.nn.Sequential;

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
/// Layers of the framework, each a [LayerKind], and those whose [LayerType] the program names:
/// others exist as code, and no file may bring code along.
final class Architecture {
    /// Where the weights of a model come from.
    @FunctionalInterface
    interface Weights {
        /// The weight of a name, which must be of the shape.
        Tensor get(String name, int... shape) throws IOException;
    }

    private Architecture() {}

    /// The description of a model.
    ///
    /// @throws IllegalArgumentException if one of its layers has none
    static String describe(Sequential model, List<LayerType<?>> types) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.generate(json)) {
            new LayerWriter(out, types, "the model").write(model);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return json.toString(StandardCharsets.UTF_8);
    }

    /// The model of a description.
    ///
    /// @param random what its dropouts draw from
    /// @throws IllegalArgumentException if it describes none
    static Sequential build(
            String json,
            Weights weights,
            DType dtype,
            RandomGenerator random,
            List<LayerType<?>> types)
            throws IOException {
        JsonObject described = new JsonObject(Json.tree(json), "the model");
        var model = new LayerReader.Model(weights, dtype, random, types);
        Layer layer = new LayerReader(described, "", model).read();
        if (!(layer instanceof Sequential sequential)) {
            throw new IllegalArgumentException("the model is not a Sequential");
        }
        return sequential;
    }
}

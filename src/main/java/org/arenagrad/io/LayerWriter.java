package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.Pair;
import org.arenagrad.array.Shape;
import org.arenagrad.nn.Activation;
import org.arenagrad.nn.Layer;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Writes what a file says of a layer, see [Architecture].
final class LayerWriter {
    private final JsonGenerator out;
    private final List<LayerType<?>> types;
    private final String place;

    /// @param types kinds of the program's own
    /// @param place where the layer is, for messages
    LayerWriter(JsonGenerator out, List<LayerType<?>> types, String place) {
        this.out = out;
        this.types = types;
        this.place = place;
    }

    /// The layer as an object.
    ///
    /// @throws IllegalArgumentException if it is of no known kind
    void write(Layer layer) throws IOException {
        out.writeStartObject();
        if (layer instanceof Activation activation) {
            activation(activation);
        } else {
            known(layer);
        }
        out.writeEndObject();
    }

    private void known(Layer layer) throws IOException {
        for (LayerKind<?> kind : LayerKind.ALL) {
            if (kind.type() == layer.getClass()) {
                out.writeStringField("layer", kind.name());
                kind.describe(layer, this);
                return;
            }
        }
        own(
                types.stream()
                        .filter(each -> each.type() == layer.getClass())
                        .findFirst()
                        .orElseThrow(() -> unknown(layer)),
                layer);
    }

    private IllegalArgumentException unknown(Layer layer) {
        return new IllegalArgumentException(
                "%s, %s, can't be described in a file: only layers of the framework can, and those whose LayerType is given. Or save the weights alone (saveWeights) and load them into the model that your code makes"
                        .formatted(place, layer));
    }

    private void activation(Activation activation) throws IOException {
        out.writeStringField("layer", activation.kind().title());
        Number argument = activation.argument();
        if (argument instanceof Integer dim) {
            out.writeNumberField("argument", dim);
        } else if (argument != null) {
            out.writeNumberField("argument", argument.doubleValue());
        }
    }

    private <L extends Layer> void own(LayerType<L> type, Layer layer) throws IOException {
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

    void whole(String key, int value) throws IOException {
        out.writeNumberField(key, value);
    }

    void real(String key, double value) throws IOException {
        out.writeNumberField(key, value);
    }

    void truth(String key, boolean value) throws IOException {
        out.writeBooleanField(key, value);
    }

    void wholes(String key, int... values) throws IOException {
        out.writeFieldName(key);
        out.writeArray(values, 0, values.length);
    }

    void shape(String key, Shape shape) throws IOException {
        wholes(key, shape.toArray());
    }

    void pair(String key, Pair pair) throws IOException {
        wholes(key, pair.height(), pair.width());
    }

    /// A layer inside.
    ///
    /// @param which what messages call it; empty if it stands where this one does
    void layer(String key, Layer layer, String which) throws IOException {
        out.writeFieldName(key);
        inside(which).write(layer);
    }

    /// Layers inside, in order.
    void layers(String key, List<Layer> layers) throws IOException {
        out.writeArrayFieldStart(key);
        for (int i = 0; i < layers.size(); i++) {
            inside("layer %s of ".formatted(i)).write(layers.get(i));
        }
        out.writeEndArray();
    }

    private LayerWriter inside(String which) {
        return new LayerWriter(out, types, which + place);
    }
}

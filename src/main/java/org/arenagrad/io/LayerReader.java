package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.arenagrad.array.Pair;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Layer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Reads what a file says of a layer, see [Architecture], and its weights.
///
/// @param from what it says
/// @param prefix what names of the layer's weights begin with
/// @param model what is the same for all layers
record LayerReader(JsonObject from, String prefix, Model model) implements LayerType.Settings {
    /// What layers are made with.
    ///
    /// @param weights by name
    /// @param dtype the type of elements
    /// @param random what dropouts draw from
    /// @param types kinds of the program's own
    record Model(
            Architecture.Weights weights,
            DType dtype,
            RandomGenerator random,
            List<LayerType<?>> types) {}

    /// The layer.
    Layer read() throws IOException {
        String name = from.string("layer");
        for (LayerType<?> type : model.types) {
            if (type.name().equals(name)) {
                return own(type);
            }
        }
        for (LayerKind<?> kind : LayerKind.ALL) {
            if (kind.name().equals(name)) {
                return kind.making().make(this);
            }
        }
        return Activations.of(name, has("argument") ? from.number("argument") : null);
    }

    private Layer own(LayerType<?> type) throws IOException {
        Layer layer = type.make().from(this);
        for (Map.Entry<String, Tensor> named : layer.state().entrySet()) {
            Tensor to = named.getValue();
            try (Scope _ = Scope.open("load");
                    var _ = Autograd.noGrad()) {
                to.copyFrom(weight(named.getKey(), to.shape().toArray()));
            }
        }
        return layer;
    }

    boolean has(String key) {
        return from.has(key);
    }

    @Override
    public int whole(String key) {
        return from.whole(key);
    }

    @Override
    public double real(String key) {
        return from.real(key);
    }

    @Override
    public boolean truth(String key) {
        return from.truth(key);
    }

    @Override
    public String text(String key) {
        return from.string(key);
    }

    @Override
    public DType dtype() {
        return model.dtype;
    }

    @Override
    public RandomGenerator random() {
        return model.random;
    }

    /// For layers that can draw again what they drew.
    Rng rng() {
        return model.random instanceof Rng rng ? rng : Rng.seed(model.random.nextLong());
    }

    int[] wholes(String key) {
        return from.wholes(key);
    }

    Pair pair(String key) {
        int[] both = wholes(key);
        if (both.length != 2) {
            throw new IllegalArgumentException(
                    "'%s' of a %s is two numbers, height and width, not %s"
                            .formatted(key, text("layer"), both.length));
        }
        return new Pair(both[0], both[1]);
    }

    /// The weight of a name, which must be of the shape. A weight of a layer inside has the name of
    /// that in front, and a dot.
    Tensor weight(String name, int... shape) throws IOException {
        return model.weights.get(prefix + name, shape);
    }

    /// The same if there is one, else null.
    @Nullable Tensor weight(boolean there, String name, int... shape) throws IOException {
        return there ? weight(name, shape) : null;
    }

    /// A layer inside, whose weights have names as this one's.
    Layer layer(String key) throws IOException {
        return new LayerReader(from.object(key), prefix, model).read();
    }

    /// Layers inside, in order.
    Layer[] layers(String key) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (Object each : from.list(key)) {
            int i = layers.size();
            JsonObject described = new JsonObject(each, "layer %s%s".formatted(prefix, i));
            layers.add(new LayerReader(described, prefix + i + ".", model).read());
        }
        return layers.toArray(Layer[]::new);
    }
}

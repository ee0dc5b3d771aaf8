package org.arenagrad.io;

import org.arenagrad.nn.Checkpoint;
import org.arenagrad.nn.Dropout;
import org.arenagrad.nn.Flatten;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.PReLU;
import org.arenagrad.nn.Sequential;

import java.io.IOException;
import java.util.List;

/// The layers that perceptrons are made of, as JSON, see [Architecture].
final class BasicLayers {
    static final List<LayerKind<?>> KINDS =
            List.of(
                    new LayerKind<>(
                            Sequential.class,
                            (layer, out) -> out.layers("layers", layer.layers()),
                            from -> Sequential.of(from.layers("layers"))),
                    new LayerKind<>(Linear.class, BasicLayers::describe, BasicLayers::linear),
                    new LayerKind<>(
                            PReLU.class,
                            (layer, out) -> out.whole("slopes", layer.weight().shape().size(0)),
                            from -> PReLU.of(from.weight("weight", from.whole("slopes")))),
                    new LayerKind<>(
                            Dropout.class,
                            (layer, out) -> out.real("p", layer.p()),
                            from -> Dropout.of(from.real("p"), from.random())),
                    new LayerKind<>(
                            Flatten.class,
                            (layer, out) -> out.whole("start", layer.start()),
                            from -> new Flatten(from.whole("start"))),
                    new LayerKind<>(
                            Checkpoint.class,
                            (layer, out) -> out.layer("recomputed", layer.layer(), ""),
                            from -> Checkpoint.of(from.layer("recomputed"))));

    private BasicLayers() {}

    private static void describe(Linear linear, LayerWriter out) throws IOException {
        out.whole("in", linear.weight().shape().size(1));
        out.whole("out", linear.weight().shape().size(0));
        out.truth("bias", linear.bias() != null);
    }

    private static Linear linear(LayerReader from) throws IOException {
        return linear(from, "", from.whole("in"), from.whole("out"), from.truth("bias"));
    }

    /// @param name what names of its weights begin with
    static Linear linear(LayerReader from, String name, int in, int out, boolean bias)
            throws IOException {
        return Linear.of(
                from.weight(name + "weight", out, in), from.weight(bias, name + "bias", out));
    }
}

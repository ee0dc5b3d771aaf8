package org.arenagrad.io;

import org.arenagrad.nn.Layer;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// A kind of layer of the framework: what a file says of one, and how one is made of that. Files
/// call it by the simple name of its class.
///
/// @param type its class
/// @param describing writes its settings
/// @param making reads the same settings
/// @param <L> the class of such layers
record LayerKind<L extends Layer>(Class<L> type, Describing<L> describing, Making<L> making) {
    /// All there are, beside activations, which are described by their title.
    static final List<LayerKind<?>> ALL =
            Stream.of(BasicLayers.KINDS, NormLayers.KINDS, ImageLayers.KINDS, AttentionLayers.KINDS)
                    .flatMap(List::stream)
                    .toList();

    /// Writes the settings of a layer.
    @FunctionalInterface
    interface Describing<L> {
        void describe(L layer, LayerWriter out) throws IOException;
    }

    /// Makes a layer of its settings and weights.
    @FunctionalInterface
    interface Making<L> {
        L make(LayerReader from) throws IOException;
    }

    String name() {
        return type.getSimpleName();
    }

    void describe(Layer layer, LayerWriter out) throws IOException {
        describing.describe(type.cast(layer), out);
    }
}

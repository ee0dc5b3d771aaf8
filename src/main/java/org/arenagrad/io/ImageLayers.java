package org.arenagrad.io;

import org.arenagrad.array.Pair;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.AdaptiveAvgPool1d;
import org.arenagrad.nn.AdaptiveAvgPool2d;
import org.arenagrad.nn.AdaptiveMaxPool2d;
import org.arenagrad.nn.AvgPool1d;
import org.arenagrad.nn.AvgPool2d;
import org.arenagrad.nn.Conv1d;
import org.arenagrad.nn.Conv2d;
import org.arenagrad.nn.ConvTranspose2d;
import org.arenagrad.nn.MaxPool1d;
import org.arenagrad.nn.MaxPool2d;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// Layers for images and signals as JSON, see [Architecture]:
///
/// ```json
/// {"layer": "Conv2d", "weight": [8, 1, 5, 5], "bias": 8, "stride": [1, 1], "padding": [2, 2],
///  "same": false, "dilation": [1, 1], "groups": 1, "outputPadding": [0, 0]}
/// {"layer": "MaxPool2d", "kernel": [2, 2], "stride": [2, 2], "before": [0, 0], "after": [0, 0],
///  "dilation": [1, 1], "ceilMode": false}
/// ```
final class ImageLayers {
    static final List<LayerKind<?>> KINDS =
            List.of(
                    new LayerKind<>(
                            Conv1d.class,
                            (conv, out) ->
                                    describe(conv.weight(), conv.bias(), conv.options(), out),
                            from -> Conv1d.of(weight(from, 3), bias(from), options(from))),
                    new LayerKind<>(
                            Conv2d.class,
                            (conv, out) ->
                                    describe(conv.weight(), conv.bias(), conv.options(), out),
                            from -> Conv2d.of(weight(from, 4), bias(from), options(from))),
                    new LayerKind<>(
                            ConvTranspose2d.class,
                            (conv, out) ->
                                    describe(conv.weight(), conv.bias(), conv.options(), out),
                            from -> ConvTranspose2d.of(weight(from, 4), bias(from), options(from))),
                    new LayerKind<>(
                            MaxPool1d.class,
                            (pool, out) -> describe(pool.window(), out),
                            from -> new MaxPool1d(window(from))),
                    new LayerKind<>(
                            MaxPool2d.class,
                            (pool, out) -> describe(pool.window(), out),
                            from -> new MaxPool2d(window(from))),
                    new LayerKind<>(
                            AvgPool1d.class,
                            (pool, out) -> describe(pool.window(), pool.countIncludePad(), out),
                            from -> new AvgPool1d(window(from), from.truth("countIncludePad"))),
                    new LayerKind<>(
                            AvgPool2d.class,
                            (pool, out) -> describe(pool.window(), pool.countIncludePad(), out),
                            from -> new AvgPool2d(window(from), from.truth("countIncludePad"))),
                    new LayerKind<>(
                            AdaptiveAvgPool1d.class,
                            (pool, out) -> out.whole("length", pool.length()),
                            from -> new AdaptiveAvgPool1d(from.whole("length"))),
                    new LayerKind<>(
                            AdaptiveAvgPool2d.class,
                            (pool, out) -> out.pair("size", new Pair(pool.height(), pool.width())),
                            from -> {
                                Pair size = from.pair("size");
                                return new AdaptiveAvgPool2d(size.height(), size.width());
                            }),
                    new LayerKind<>(
                            AdaptiveMaxPool2d.class,
                            (pool, out) -> out.pair("size", new Pair(pool.height(), pool.width())),
                            from -> {
                                Pair size = from.pair("size");
                                return new AdaptiveMaxPool2d(size.height(), size.width());
                            }));

    private ImageLayers() {}

    private static void describe(
            Tensor weight, @Nullable Tensor bias, ConvOptions options, LayerWriter out)
            throws IOException {
        out.shape("weight", weight.shape());
        out.whole("bias", bias == null ? 0 : bias.shape().size(0));
        out.pair("stride", options.stride());
        out.pair("padding", options.padding());
        out.truth("same", options.same());
        out.pair("dilation", options.dilation());
        out.whole("groups", options.groups());
        out.pair("outputPadding", options.outputPadding());
    }

    private static Tensor weight(LayerReader from, int rank) throws IOException {
        int[] sizes = from.wholes("weight");
        if (sizes.length != rank) {
            throw new IllegalArgumentException(
                    "the weight of a %s has %s dimensions, not %s"
                            .formatted(from.text("layer"), rank, sizes.length));
        }
        return from.weight("weight", sizes);
    }

    private static @Nullable Tensor bias(LayerReader from) throws IOException {
        int size = from.whole("bias");
        return from.weight(size != 0, "bias", size);
    }

    private static ConvOptions options(LayerReader from) {
        return new ConvOptions(
                from.pair("stride"),
                from.pair("padding"),
                from.truth("same"),
                from.pair("dilation"),
                from.whole("groups"),
                from.pair("outputPadding"));
    }

    private static void describe(Window window, LayerWriter out) throws IOException {
        out.pair("kernel", window.kernel());
        out.pair("stride", window.stride());
        out.pair("before", window.before());
        out.pair("after", window.after());
        out.pair("dilation", window.dilation());
        out.truth("ceilMode", window.ceilMode());
    }

    private static void describe(Window window, boolean countIncludePad, LayerWriter out)
            throws IOException {
        describe(window, out);
        out.truth("countIncludePad", countIncludePad);
    }

    private static Window window(LayerReader from) {
        return new Window(
                from.pair("kernel"),
                from.pair("stride"),
                from.pair("before"),
                from.pair("after"),
                from.pair("dilation"),
                from.truth("ceilMode"));
    }
}

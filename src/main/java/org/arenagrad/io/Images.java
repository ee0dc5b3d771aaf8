package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.Pair;
import org.arenagrad.array.Window;
import org.arenagrad.autograd.ConvOptions;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Layers for images as JSON, see [Architecture]:
///
/// ```json
/// {"layer": "Conv2d", "weight": [8, 1, 5, 5], "bias": 8, "stride": [1, 1], "padding": [2, 2],
///  "same": false, "dilation": [1, 1], "groups": 1, "outputPadding": [0, 0]}
/// {"layer": "MaxPool2d", "kernel": [2, 2], "stride": [2, 2], "before": [0, 0], "after": [0, 0],
///  "dilation": [1, 1], "ceilMode": false}
/// ```
final class Images {
    private Images() {}

    static void describe(
            String layer,
            Tensor weight,
            @Nullable Tensor bias,
            ConvOptions options,
            JsonGenerator out)
            throws IOException {
        out.writeStringField("layer", layer);
        int[] sizes = weight.shape().toArray();
        out.writeFieldName("weight");
        out.writeArray(sizes, 0, sizes.length);
        out.writeNumberField("bias", bias == null ? 0 : bias.shape().size(0));
        write("stride", options.stride(), out);
        write("padding", options.padding(), out);
        out.writeBooleanField("same", options.same());
        write("dilation", options.dilation(), out);
        out.writeNumberField("groups", options.groups());
        write("outputPadding", options.outputPadding(), out);
    }

    static void describe(String layer, Window window, JsonGenerator out) throws IOException {
        out.writeStringField("layer", layer);
        write("kernel", window.kernel(), out);
        write("stride", window.stride(), out);
        write("before", window.before(), out);
        write("after", window.after(), out);
        write("dilation", window.dilation(), out);
        out.writeBooleanField("ceilMode", window.ceilMode());
    }

    static void write(String key, Pair pair, JsonGenerator out) throws IOException {
        out.writeFieldName(key);
        out.writeArray(new int[] {pair.height(), pair.width()}, 0, 2);
    }

    /// The shape of a weight.
    static int[] weight(JsonObject from, int rank) {
        int[] sizes = from.wholes("weight");
        if (sizes.length != rank) {
            throw new IllegalArgumentException(
                    "the weight of a %s has %s dimensions, not %s"
                            .formatted(from.string("layer"), rank, sizes.length));
        }
        return sizes;
    }

    static ConvOptions options(JsonObject from) {
        return new ConvOptions(
                pair(from, "stride"),
                pair(from, "padding"),
                from.truth("same"),
                pair(from, "dilation"),
                from.whole("groups"),
                pair(from, "outputPadding"));
    }

    static Window window(JsonObject from) {
        return new Window(
                pair(from, "kernel"),
                pair(from, "stride"),
                pair(from, "before"),
                pair(from, "after"),
                pair(from, "dilation"),
                from.truth("ceilMode"));
    }

    static Pair pair(JsonObject from, String key) {
        int[] both = from.wholes(key);
        if (both.length != 2) {
            throw new IllegalArgumentException(
                    "'%s' of a %s is two numbers, height and width, not %s"
                            .formatted(key, from.string("layer"), both.length));
        }
        return new Pair(both[0], both[1]);
    }
}

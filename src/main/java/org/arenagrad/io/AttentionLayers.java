package org.arenagrad.io;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.MultiHeadAttention;
import org.arenagrad.nn.TransformerEncoderLayer;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attention and transformers as JSON, see [Architecture]:
///
/// ```json
/// {"layer": "MultiHeadAttention", "embedding": 64, "heads": 4, "bias": true, "dropout": 0.1,
///  "causal": true}
/// {"layer": "TransformerEncoderLayer", "embedding": 64, "heads": 4, "hidden": 256,
///  "dropout": 0.1, "activation": {"layer": "GELU"}, "normFirst": true, "causal": true}
/// ```
final class AttentionLayers {
    static final List<LayerKind<?>> KINDS =
            List.of(
                    new LayerKind<>(
                            MultiHeadAttention.class,
                            AttentionLayers::describe,
                            AttentionLayers::attention),
                    new LayerKind<>(
                            TransformerEncoderLayer.class,
                            AttentionLayers::describe,
                            AttentionLayers::encoder));

    private AttentionLayers() {}

    private static void describe(MultiHeadAttention attention, LayerWriter out) throws IOException {
        out.whole("embedding", attention.embedding());
        out.whole("heads", attention.heads());
        out.truth("bias", attention.hasBias());
        out.real("dropout", attention.dropout());
        out.truth("causal", attention.causal());
    }

    private static MultiHeadAttention attention(LayerReader from) throws IOException {
        int width = from.whole("embedding");
        int wide = Math.multiplyExact(3, width);
        boolean bias = from.truth("bias");
        return MultiHeadAttention.of(
                from.weight("in_proj_weight", wide, width),
                from.weight(bias, "in_proj_bias", wide),
                BasicLayers.linear(from, "out_proj.", width, width, bias),
                from.whole("heads"),
                from.real("dropout"),
                from.truth("causal"),
                from.rng());
    }

    private static void describe(TransformerEncoderLayer layer, LayerWriter out)
            throws IOException {
        TransformerEncoderLayer.Options options = layer.options();
        out.whole("embedding", options.embedding());
        out.whole("heads", options.heads());
        out.whole("hidden", options.hidden());
        out.real("dropout", options.dropout());
        out.layer("activation", options.activation(), "the activation of ");
        out.truth("normFirst", options.normFirst());
        out.truth("causal", options.causal());
    }

    private static TransformerEncoderLayer encoder(LayerReader from) throws IOException {
        var options =
                new TransformerEncoderLayer.Options(
                        from.whole("embedding"),
                        from.whole("heads"),
                        from.whole("hidden"),
                        from.real("dropout"),
                        from.layer("activation"),
                        from.truth("normFirst"),
                        from.truth("causal"),
                        from.dtype());
        int width = options.embedding();
        int hidden = options.hidden();
        int wide = Math.multiplyExact(3, width);
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("self_attn.in_proj_weight", new int[] {wide, width});
        shapes.put("self_attn.in_proj_bias", new int[] {wide});
        shapes.put("self_attn.out_proj.weight", new int[] {width, width});
        shapes.put("self_attn.out_proj.bias", new int[] {width});
        shapes.put("linear1.weight", new int[] {hidden, width});
        shapes.put("linear1.bias", new int[] {hidden});
        shapes.put("linear2.weight", new int[] {width, hidden});
        shapes.put("linear2.bias", new int[] {width});
        shapes.put("norm1.weight", new int[] {width});
        shapes.put("norm1.bias", new int[] {width});
        shapes.put("norm2.weight", new int[] {width});
        shapes.put("norm2.bias", new int[] {width});
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, int[]> each : shapes.entrySet()) {
            parameters.put(each.getKey(), from.weight(each.getKey(), each.getValue()));
        }
        return TransformerEncoderLayer.of(parameters, options, from.rng());
    }
}

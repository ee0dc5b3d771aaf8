package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.NdArray;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.optim.Adagrad;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Momentum;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.OptimizerState;
import org.arenagrad.optim.RMSProp;
import org.arenagrad.optim.SGD;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// An optimizer as JSON, but for its arrays, which are tensors beside the weights:
///
/// ```json
/// {"kind": "SGD", "learningRate": 0.1,
///  "options": {"momentum": 0.9, "dampening": 0.0, "nesterov": false, "weightDecay": 0.0},
///  "parameters": ["0.weight", "0.bias"], "arrays": ["momentum"], "counters": {"step": [10, 10]}}
/// ```
final class OptimizerJson {
    private final JsonObject described;

    /// @throws IllegalArgumentException if it describes no optimizer
    OptimizerJson(String json) throws IOException {
        this.described = new JsonObject(Json.tree(json), "the optimizer");
    }

    /// @param names of its parameters, in its order
    /// @throws IllegalArgumentException if it is none of the framework's
    static String describe(Optimizer optimizer, List<String> names) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.generate(json)) {
            out.writeStartObject();
            describe(optimizer, out);
            OptimizerState state = optimizer.state();
            out.writeFieldName("parameters");
            out.writeArray(names.toArray(String[]::new), 0, names.size());
            out.writeFieldName("arrays");
            out.writeArray(
                    state.arrays().keySet().toArray(String[]::new), 0, state.arrays().size());
            out.writeObjectFieldStart("counters");
            for (Map.Entry<String, List<Integer>> each : state.counters().entrySet()) {
                int[] counts = each.getValue().stream().mapToInt(Integer::intValue).toArray();
                out.writeFieldName(each.getKey());
                out.writeArray(counts, 0, counts.length);
            }
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return json.toString(StandardCharsets.UTF_8);
    }

    private static void describe(Optimizer optimizer, JsonGenerator out) throws IOException {
        String kind = kind(optimizer);
        out.writeStringField("kind", kind);
        out.writeNumberField("learningRate", optimizer.learningRate());
        out.writeObjectFieldStart("options");
        switch (optimizer) {
            case SGD sgd -> {
                SGD.Options chosen = sgd.chosen();
                out.writeNumberField("momentum", chosen.momentum());
                out.writeNumberField("dampening", chosen.dampening());
                out.writeBooleanField("nesterov", chosen.nesterov());
                out.writeNumberField("weightDecay", chosen.weightDecay());
            }
            case Adam adam -> {
                Adam.Options chosen = adam.chosen();
                out.writeNumberField("beta1", chosen.beta1());
                out.writeNumberField("beta2", chosen.beta2());
                out.writeNumberField("eps", chosen.eps());
                out.writeNumberField("weightDecay", chosen.weightDecay());
                out.writeBooleanField("amsgrad", chosen.amsgrad());
            }
            case RMSProp rmsprop -> {
                RMSProp.Options chosen = rmsprop.chosen();
                out.writeNumberField("alpha", chosen.alpha());
                out.writeNumberField("eps", chosen.eps());
                out.writeNumberField("weightDecay", chosen.weightDecay());
            }
            case Adagrad adagrad -> {
                Adagrad.Options chosen = adagrad.chosen();
                out.writeNumberField("eps", chosen.eps());
                out.writeNumberField("weightDecay", chosen.weightDecay());
            }
            default -> throw new IllegalStateException(kind);
        }
        out.writeEndObject();
    }

    private static String kind(Optimizer optimizer) {
        return switch (optimizer) {
            case Momentum _ -> "Momentum";
            case SGD _ -> "SGD";
            case AdamW _ -> "AdamW";
            case Adam _ -> "Adam";
            case RMSProp _ -> "RMSProp";
            case Adagrad _ -> "Adagrad";
            default ->
                    throw new IllegalArgumentException(
                            "the optimizer %s can't be described in a file: only those of the framework can"
                                    .formatted(optimizer));
        };
    }

    /// @throws IllegalArgumentException if an optimizer is not of the kind described
    void requireKind(Optimizer optimizer) {
        String other = kind(optimizer);
        if (!other.equals(described.string("kind"))) {
            throw new IllegalArgumentException(
                    "the file has the memory of %s, which %s can't use"
                            .formatted(Json.shortened(described.string("kind")), other));
        }
    }

    /// The names of the parameters it improves, in its order.
    List<String> parameters() {
        return described.strings("parameters");
    }

    /// The kinds of arrays it remembers.
    List<String> arrays() {
        return described.strings("arrays");
    }

    /// What it remembers.
    ///
    /// @param arrays by kind, in the order of the parameters
    OptimizerState state(SequencedMap<String, List<NdArray>> arrays) {
        SequencedMap<String, List<Integer>> counters = new LinkedHashMap<>();
        JsonObject counted = described.object("counters");
        for (String kind : counted.keys()) {
            counters.put(kind, Arrays.stream(counted.wholes(kind)).boxed().toList());
        }
        return new OptimizerState(arrays, counters);
    }

    /// An optimizer as described, which remembers nothing yet.
    ///
    /// @throws IllegalArgumentException if it describes none
    Optimizer build(List<Tensor> parameters) {
        double rate = described.real("learningRate");
        JsonObject options = described.object("options");
        String kind = described.string("kind");
        return switch (kind) {
            case "SGD" -> SGD.of(parameters, rate, sgd(options));
            case "Momentum" -> Momentum.of(parameters, rate, sgd(options));
            case "Adam" -> Adam.of(parameters, rate, adam(options));
            case "AdamW" -> AdamW.of(parameters, rate, adam(options));
            case "RMSProp" ->
                    RMSProp.of(
                            parameters,
                            rate,
                            new RMSProp.Options(
                                    options.real("alpha"),
                                    options.real("eps"),
                                    options.real("weightDecay")));
            case "Adagrad" ->
                    Adagrad.of(
                            parameters,
                            rate,
                            new Adagrad.Options(options.real("eps"), options.real("weightDecay")));
            default ->
                    throw new IllegalArgumentException(
                            "there is no optimizer '%s'".formatted(Json.shortened(kind)));
        };
    }

    private static SGD.Options sgd(JsonObject options) {
        return new SGD.Options(
                options.real("momentum"),
                options.real("dampening"),
                options.truth("nesterov"),
                options.real("weightDecay"));
    }

    private static Adam.Options adam(JsonObject options) {
        return new Adam.Options(
                options.real("beta1"),
                options.real("beta2"),
                options.real("eps"),
                options.real("weightDecay"),
                options.truth("amsgrad"));
    }
}

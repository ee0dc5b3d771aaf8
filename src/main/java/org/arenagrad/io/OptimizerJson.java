package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.autograd.Tensor;
import org.arenagrad.ndarray.NdArray;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.OptimizerState;
import org.arenagrad.optim.ParameterGroup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// An optimizer as JSON, except its arrays, which are tensors in the same file:
///
/// ```json
/// {"kind": "SGD", "learningRate": 0.1,
///  "options": {"momentum": 0.9, "dampening": 0.0, "nesterov": false, "weightDecay": 0.0,
///              "maximize": false},
///  "groups": [{"parameters": 2, "rateFactor": 1.0}],
///  "parameters": ["0.weight", "0.bias"], "arrays": ["momentum"], "counters": {"step": [10, 10]}}
/// ```
///
/// Groups take their parameters in order. Files of older versions have none, and no option that
/// came later.
final class OptimizerJson {
    private final JsonObject described;

    /// @throws IllegalArgumentException if it describes no optimizer
    OptimizerJson(String json) throws IOException {
        this.described = new JsonObject(Json.tree(json), "the optimizer");
    }

    /// @param names of its parameters, in its order
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
        out.writeStringField("kind", OptimizerKind.of(optimizer));
        out.writeNumberField("learningRate", optimizer.learningRate());
        out.writeObjectFieldStart("options");
        OptimizerKind.describeOptions(optimizer, out);
        out.writeEndObject();
        out.writeArrayFieldStart("groups");
        for (ParameterGroup group : optimizer.groups()) {
            out.writeStartObject();
            out.writeNumberField("parameters", group.parameters().size());
            out.writeNumberField("rateFactor", group.rateFactor());
            if (group.weightDecay().isPresent()) {
                out.writeNumberField("weightDecay", group.weightDecay().getAsDouble());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// @throws IllegalArgumentException if an optimizer is not of the kind described
    void requireKind(Optimizer optimizer) {
        String other = OptimizerKind.of(optimizer);
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

    /// The names of its state arrays.
    List<String> arrays() {
        return described.strings("arrays");
    }

    /// Its state.
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

    /// An optimizer as described, without state yet.
    ///
    /// @throws IllegalArgumentException if it describes none of the framework's
    Optimizer build(List<Tensor> parameters) {
        return OptimizerKind.build(
                described.string("kind"),
                groups(parameters),
                described.real("learningRate"),
                described.object("options"));
    }

    private List<ParameterGroup> groups(List<Tensor> parameters) {
        if (!described.has("groups")) {
            return List.of(ParameterGroup.of(parameters));
        }
        List<ParameterGroup> groups = new ArrayList<>();
        int next = 0;
        for (Object each : described.list("groups")) {
            JsonObject group = new JsonObject(each, "group %s".formatted(groups.size()));
            int size = group.whole("parameters");
            if (size < 0 || size > parameters.size() - next) {
                throw new IllegalArgumentException(
                        "its groups have more parameters than the %s named"
                                .formatted(parameters.size()));
            }
            ParameterGroup made =
                    ParameterGroup.of(parameters.subList(next, next + size))
                            .rateFactor(group.real("rateFactor"));
            groups.add(
                    group.has("weightDecay") ? made.weightDecay(group.real("weightDecay")) : made);
            next += size;
        }
        if (next < parameters.size()) {
            throw new IllegalArgumentException(
                    "its groups have %s parameters but %s are named"
                            .formatted(next, parameters.size()));
        }
        return groups;
    }
}

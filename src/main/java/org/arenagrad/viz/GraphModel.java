package org.arenagrad.viz;

import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.Graph.Node;
import org.arenagrad.autograd.Graph.Value;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A [Graph] as boxes and arrows, before anyone says in which format: a box for each operation, for
/// each tensor that none of them made, and for each that none of them read.
///
/// @param boxes what is drawn, each after the boxes its arrows come from
/// @param arrows the tensors between them
record GraphModel(List<Box> boxes, List<Arrow> arrows) {
    /// A box.
    ///
    /// @param node the operation; null for a tensor
    /// @param value the tensor; of an operation, what it computed
    /// @param kind what it is
    /// @param words what stands in it
    /// @param detail its second line; empty if there is none
    record Box(@Nullable Node node, Value value, Kind kind, String words, String detail) {}

    /// What a box stands for.
    enum Kind {
        OPERATION,
        LEAF,
        RESULT
    }

    /// A tensor on its way.
    ///
    /// @param from the box it comes from
    /// @param to the box that reads it
    /// @param value the tensor
    /// @param label its name and shape; empty if it comes from a box that says so
    record Arrow(int from, int to, Value value, String label) {}

    static GraphModel of(Graph graph) {
        GraphModel model = new GraphModel(new ArrayList<>(), new ArrayList<>());
        Map<Integer, Integer> boxOf = new HashMap<>();
        Map<Integer, Integer> unread = new HashMap<>();
        for (Node node : graph.nodes()) {
            for (int input : node.inputs()) {
                unread.remove(input);
                boxOf.computeIfAbsent(input, v -> model.leaf(graph.values().get(v)));
            }
            int box = model.boxes.size();
            Value first = graph.values().get(node.outputs().getFirst());
            model.boxes.add(new Box(node, first, Kind.OPERATION, node.operation(), ""));
            for (int output : node.outputs()) {
                boxOf.put(output, box);
                unread.put(output, box);
            }
            for (int input : node.inputs()) {
                model.arrow(boxOf.getOrDefault(input, box), box, graph.values().get(input));
            }
        }
        unread.keySet().stream()
                .sorted()
                .forEach(v -> model.result(graph.values().get(v), unread.getOrDefault(v, 0)));
        return model;
    }

    private int leaf(Value value) {
        boxes.add(new Box(null, value, Kind.LEAF, value.label(), value.shape().toString()));
        return boxes.size() - 1;
    }

    private void result(Value value, int from) {
        int box = boxes.size();
        String name = value.name();
        boxes.add(new Box(null, value, Kind.RESULT, name == null ? "result" : name, ""));
        arrow(from, box, value);
    }

    private void arrow(int from, int to, Value value) {
        String name = value.name();
        String shape = value.shape().toString();
        String label =
                boxes.get(from).kind() == Kind.LEAF
                        ? ""
                        : name == null || boxes.get(to).kind() == Kind.RESULT
                                ? shape
                                : name + " " + shape;
        arrows.add(new Arrow(from, to, value, label));
    }
}

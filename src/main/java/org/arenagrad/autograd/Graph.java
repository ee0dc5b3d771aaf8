package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.BufferInfo;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/// What was recorded for backward, to be looked at: operations as nodes, tensors as the edges
/// between them.
///
/// [#of] takes the graph behind one tensor as it stands; [#record] watches graphs grow in forward
/// and be consumed by backward.
///
/// @param values the tensors, in the order they were met
/// @param nodes the operations; each comes after those whose results it reads
public record Graph(List<Value> values, List<Node> nodes) {
    /// [Node#consumedAt] of a node that was not consumed.
    public static final int NEVER = Integer.MAX_VALUE;

    /// Copies what it is given.
    public Graph {
        values = List.copyOf(values);
        nodes = List.copyOf(nodes);
    }

    /// A tensor of the graph.
    ///
    /// @param name what the user calls it, or null
    /// @param operation what made it
    /// @param shape its shape
    /// @param dtype the type of its elements
    /// @param isLeaf whether it was made by the user, not by an operation of the graph
    /// @param requiresGrad whether gradients flow to it
    /// @param buffer the memory it lies in
    public record Value(
            @Nullable String name,
            String operation,
            Shape shape,
            DType dtype,
            boolean isLeaf,
            boolean requiresGrad,
            BufferInfo buffer) {
        /// What to call it: its name, else the operation that made it.
        public String label() {
            return name == null ? operation : name;
        }
    }

    /// An operation of the graph.
    ///
    /// @param operation what it is called
    /// @param inputs what it read, as places in [Graph#values]
    /// @param outputs what it computed, as places in [Graph#values]
    /// @param recordedAt when it was recorded, by the clock of the recorder
    /// @param consumedAt when backward consumed it, or [#NEVER]
    public record Node(
            String operation,
            List<Integer> inputs,
            List<Integer> outputs,
            int recordedAt,
            int consumedAt) {
        /// Copies what it is given.
        public Node {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /// The graph behind a tensor, as far as no backward has consumed it. Empty for a leaf.
    public static Graph of(Tensor root) {
        List<Operation> found = new ArrayList<>();
        Set<Operation> seen = new HashSet<>();
        Deque<Tensor> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Operation producer = open.pop().producer();
            if (producer != null && !producer.isConsumed() && seen.add(producer)) {
                found.add(producer);
                for (int i = producer.inputs() - 1; i >= 0; i--) {
                    open.push(producer.input(i));
                }
            }
        }
        found.sort(Comparator.comparingInt(Operation::depth));
        Recorder recorder = new Recorder(() -> 0);
        found.forEach(recorder::recorded);
        return recorder.graph();
    }

    /// Writes down every operation that this thread records, until the result is closed.
    ///
    /// @param clock tells the time of each event
    public static Recorder record(IntSupplier clock) {
        Recorder recorder = new Recorder(clock);
        Modes modes = Modes.current();
        recorder.before = modes.graph;
        modes.graph = recorder;
        return recorder;
    }

    /// Writes graphs down, see [Graph#record].
    public static final class Recorder implements AutoCloseable {
        private final IntSupplier clock;
        private final List<Value> values = new ArrayList<>();
        private final Map<Tensor, Integer> places = new HashMap<>();
        private final List<Node> nodes = new ArrayList<>();
        private final Map<Operation, Integer> nodeOf = new HashMap<>();
        private @Nullable Recorder before;

        private Recorder(IntSupplier clock) {
            this.clock = clock;
        }

        void recorded(Operation node) {
            List<Integer> inputs = new ArrayList<>();
            for (int i = 0; i < node.inputs(); i++) {
                inputs.add(place(node.input(i)));
            }
            nodeOf.put(node, nodes.size());
            List<Integer> outputs = new ArrayList<>();
            for (int i = 0; i < node.outputs(); i++) {
                outputs.add(place(node.output(i)));
            }
            nodes.add(new Node(node.name(), inputs, outputs, clock.getAsInt(), NEVER));
        }

        private int place(Tensor tensor) {
            return places.computeIfAbsent(
                    tensor,
                    t -> {
                        values.add(
                                new Value(
                                        t.name(),
                                        t.array().buffer().operation(),
                                        t.shape(),
                                        t.dtype(),
                                        t.isLeaf(),
                                        t.requiresGrad(),
                                        t.array().buffer()));
                        return values.size() - 1;
                    });
        }

        void consumed(Operation operation) {
            Integer place = nodeOf.get(operation);
            if (place != null) {
                Node node = nodes.get(place);
                nodes.set(
                        place,
                        new Node(
                                node.operation(),
                                node.inputs(),
                                node.outputs(),
                                node.recordedAt(),
                                clock.getAsInt()));
            }
        }

        /// All that was recorded so far.
        public Graph graph() {
            return new Graph(values, nodes);
        }

        /// Stops.
        @Override
        public void close() {
            Modes.current().graph = before;
        }
    }
}

package org.arenagrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// The graph as it can be looked at: what was recorded, from what, and when it was consumed.
class GraphTest {
    private Scope scope = Scope.open("unused");

    GraphTest() {
        scope.close();
    }

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static List<String> operations(Graph graph) {
        return graph.nodes().stream().map(Graph.Node::operation).toList();
    }

    private static List<String> labels(Graph graph) {
        return graph.values().stream().map(Graph.Value::label).toList();
    }

    @Test
    void hasEachOperationOnceAfterThoseItReads() {
        Tensor x = Tensor.of(1, 2).requireGrad().named("x");
        Tensor data = Tensor.of(3, 4);
        Tensor h = x.mul(data);
        Graph graph = Graph.of(h.exp().add(h).sum());
        assertThat(labels(graph)).containsExactly("x", "tensor", "mul", "exp", "add", "sum");
        assertThat(graph.nodes())
                .containsExactly(
                        new Graph.Node("mul", List.of(0, 1), List.of(2), 0, Graph.NEVER),
                        new Graph.Node("exp", List.of(2), List.of(3), 0, Graph.NEVER),
                        new Graph.Node("add", List.of(3, 2), List.of(4), 0, Graph.NEVER),
                        new Graph.Node("sum", List.of(4), List.of(5), 0, Graph.NEVER));
    }

    @Test
    void saysOfEachValueWhatItIs() {
        Tensor x = Tensor.ones(DType.FLOAT32, 2).requireGrad().named("x");
        Tensor data = Tensor.ones(DType.FLOAT32, 3, 2);
        Tensor y = x.mul(data);
        assertThat(Graph.of(y).values())
                .containsExactly(
                        new Graph.Value(
                                "x",
                                "ones",
                                Shape.of(2),
                                DType.FLOAT32,
                                true,
                                true,
                                x.array().buffer()),
                        new Graph.Value(
                                null,
                                "ones",
                                Shape.of(3, 2),
                                DType.FLOAT32,
                                true,
                                false,
                                data.array().buffer()),
                        new Graph.Value(
                                null,
                                "mul",
                                Shape.of(3, 2),
                                DType.FLOAT32,
                                false,
                                true,
                                y.array().buffer()));
    }

    @Test
    void endsWhereBackwardHasConsumedIt() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        assertThat(Graph.of(x).nodes()).as("a leaf has none").isEmpty();
        Tensor h = x.exp();
        Tensor other = h.mul(2).sum();
        assertThat(operations(Graph.of(other))).containsExactly("exp", "mul", "sum");
        h.sum().backward();
        assertThat(operations(Graph.of(other))).containsExactly("mul", "sum");
        assertThat(Graph.of(h).nodes()).isEmpty();
    }

    @Test
    void aRecorderTellsWhenNodesCameAndWent() {
        AtomicInteger clock = new AtomicInteger(10);
        Tensor x = Tensor.of(1, 2).requireGrad();
        Tensor earlier = x.neg();
        try (var recorder = Graph.record(clock::getAndIncrement)) {
            Tensor loss = earlier.exp().sum();
            assertThat(recorder.graph().nodes())
                    .containsExactly(
                            new Graph.Node("exp", List.of(0), List.of(1), 10, Graph.NEVER),
                            new Graph.Node("sum", List.of(1), List.of(2), 11, Graph.NEVER));
            loss.backward();
            // The node of `earlier` was consumed too, but came before the recorder.
            assertThat(recorder.graph().nodes())
                    .containsExactly(
                            new Graph.Node("exp", List.of(0), List.of(1), 10, 13),
                            new Graph.Node("sum", List.of(1), List.of(2), 11, 12));
            assertThat(x.hasGrad()).isTrue();
        }
        assertThat(clock).hasValue(14);
    }

    @Test
    void aRecorderSeesOnlyWhatIsRecordedUntilItIsClosed() {
        Tensor x = Tensor.of(1, 2).requireGrad();
        Graph.Recorder outer = Graph.record(() -> 0);
        try (outer) {
            try (var inner = Graph.record(() -> 0)) {
                x.exp();
                try (var _ = Autograd.noGrad()) {
                    x.tanh();
                }
                Tensor.of(1, 2).tanh();
                assertThat(operations(inner.graph())).containsExactly("exp");
            }
            x.neg();
        }
        x.square();
        assertThat(operations(outer.graph()))
                .as("neither what the inner one saw, nor what came after")
                .containsExactly("neg");
    }

    static List<OperationCases.Case> everyOperation() {
        return OperationCases.all();
    }

    /// Pictures and tables show an operation by its name, after all that it read, and until
    /// backward has consumed it; its result is in memory under a name too.
    @ParameterizedTest
    @MethodSource("everyOperation")
    void everyOperationIsSeenAndConsumed(OperationCases.Case operation) {
        Tensor[] leaves = operation.values();
        for (int i = 0; i < leaves.length; i++) {
            leaves[i].named("leaf " + i).requireGrad();
        }
        AtomicInteger clock = new AtomicInteger();
        try (var recorder = Graph.record(clock::getAndIncrement)) {
            Tensor y = operation.function().apply(leaves);
            List<Graph.Node> recorded = recorder.graph().nodes();
            assertThat(Graph.of(y).nodes()).hasSameSizeAs(recorded);
            Operation producer = Objects.requireNonNull(y.producer());
            assertThat(recorded.getLast().operation()).isEqualTo(producer.name()).isNotBlank();
            assertThat(labels(recorder.graph()))
                    .contains(
                            IntStream.range(0, leaves.length)
                                    .mapToObj(i -> "leaf " + i)
                                    .toArray(String[]::new))
                    .allSatisfy(label -> assertThat(label).isNotBlank());
            y.backward(Tensor.ones(y.dtype(), y.shape().toArray()));
            // A checkpoint has recorded its own since, and consumed them.
            assertThat(recorder.graph().nodes())
                    .hasSizeGreaterThanOrEqualTo(recorded.size())
                    .allMatch(node -> node.consumedAt() != Graph.NEVER);
        }
    }
}

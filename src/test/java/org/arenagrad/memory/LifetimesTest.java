package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.memory.Lifetimes.Event;
import org.arenagrad.memory.Lifetimes.Life;
import org.arenagrad.memory.Lifetimes.Stage;
import org.arenagrad.optim.Adam;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What is written down of buffers: birth, end, role, who saved them, and what else.
@Tag("backend")
class LifetimesTest {
    private static Life life(Lifetimes lifetimes, String label) {
        return lifetimes.lives().stream()
                .filter(life -> life.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachBeginningAndEndIsAMoment() {
        try (var _ = Scope.open("life")) {
            Tensor.zeros(4).named("before");
            Lifetimes lifetimes =
                    Lifetimes.of(
                            "step",
                            () -> {
                                Tensor a = Tensor.zeros(2).named("a");
                                Tensor.zeros(3).named("b");
                                a.close();
                            });
            assertThat(lifetimes.bytesAtStart()).isEqualTo(32);
            assertThat(lifetimes.events())
                    .containsExactly(
                            new Event(true, 1, 16, 48),
                            new Event(true, 2, 24, 72),
                            new Event(false, 1, 16, 56),
                            new Event(false, 2, 24, 32));
            assertThat(lifetimes.lives())
                    .extracting(Life::label)
                    .containsExactly("before", "a", "b");
            assertThat(lifetimes.lives()).extracting(Life::birth).containsExactly(0, 1, 2);
            assertThat(lifetimes.lives()).extracting(Life::end).containsExactly(5, 3, 4);
            assertThat(lifetimes.lives())
                    .extracting(Life::scope)
                    .containsExactly("life", "step", "step");
            assertThat(life(lifetimes, "a").endedBy()).isEqualTo("close()");
            assertThat(life(lifetimes, "b").endedBy()).isEqualTo("scope 'step' closed");
            assertThat(life(lifetimes, "before").endedBy()).isNull();
            assertThat(lifetimes.peakMoment()).isEqualTo(2);
            assertThat(lifetimes.peakBytes()).isEqualTo(72);
            assertThat(lifetimes.aliveAt(3)).extracting(Life::label).containsExactly("before", "b");
        }
    }

    @Test
    void everyRoleShows() {
        try (var _ = Scope.open("life")) {
            Tensor w = Tensor.of(1, 2).requireGrad().named("w");
            Adam adam = Adam.of(List.of(w), 0.1);
            TensorDataset<Tensor> data = Dataset.of(Tensor.ones(4, 2), Tensor.ones(4, 1));
            Lifetimes lifetimes =
                    Lifetimes.of(
                            "step",
                            () -> {
                                var batch = data.batches(2).iterator().next();
                                Tensor x = batch.x().neg();
                                Tensor h = x.mul(w).tanh().named("h");
                                h.sum().named("loss").backward();
                                adam.step();
                            });
            assertThat(life(lifetimes, "w").role()).isEqualTo(Role.PARAMETER);
            assertThat(life(lifetimes, "gradient of w").role()).isEqualTo(Role.GRADIENT);
            assertThat(life(lifetimes, "mean of w").role()).isEqualTo(Role.OPTIMIZER);
            assertThat(life(lifetimes, "ones").role()).isEqualTo(Role.DATA);
            assertThat(life(lifetimes, "h").role()).isEqualTo(Role.ACTIVATION);
            assertThat(life(lifetimes, "h").savedBy()).containsExactly("tanh");
            assertThat(life(lifetimes, "h").endedBy()).isEqualTo("backward()");
            assertThat(life(lifetimes, "mul").role()).isEqualTo(Role.TEMPORARY);
            assertThat(life(lifetimes, "backward").role()).isEqualTo(Role.GRADIENT);
            assertThat(lifetimes.stages())
                    .extracting(Stage::phase)
                    .containsExactly(
                            Phase.FORWARD,
                            Phase.BACKWARD,
                            Phase.FORWARD,
                            Phase.OPTIMIZER,
                            Phase.FORWARD);
        }
    }

    @Test
    void aRecorderTellsTheSameWheneverItIsAsked() {
        Buffer managed = Buffer.managed(8, "managed", "[1]");
        try (var scope = Scope.open("life")) {
            try (var recorder = LifetimeRecorder.start()) {
                Buffer a = scope.allocate(8, "a", "[1]");
                Buffer b = scope.allocate(16, "b", "[2]");
                b.saveFor("exp");
                managed.saveFor("exp");
                assertThat(recorder.moment()).isEqualTo(2);
                assertThat(recorder.place(b)).isEqualTo(1);
                assertThat(recorder.place(managed)).as("not heard of").isEqualTo(-1);
                a.close();
                Lifetimes lifetimes = recorder.stop();
                Buffer later = scope.allocate(8, "later", "[1]");
                b.close();
                assertThat(recorder.stop()).isSameAs(lifetimes);
                assertThat(recorder.place(later)).as("made after the stop").isEqualTo(-1);
                assertThat(lifetimes.lives()).hasSize(2);
                Life livesOn = lifetimes.lives().get(1);
                assertThat(livesOn.end()).as("beyond the last moment").isEqualTo(4);
                assertThat(livesOn.scope()).isEqualTo("life");
                assertThat(livesOn.endedBy()).isNull();
                assertThat(livesOn.role()).isEqualTo(Role.ACTIVATION);
                assertThat(livesOn.savedBy()).containsExactly("exp");
            }
        }
    }

    @Test
    void aClosedRecorderHearsNothingMore() {
        try (var scope = Scope.open("life")) {
            LifetimeRecorder recorder = LifetimeRecorder.start();
            scope.allocate(8, "a", "[1]");
            recorder.close();
            recorder.close();
            scope.allocate(8, "b", "[1]");
            assertThat(recorder.moment()).isEqualTo(1);
        }
    }

    @Test
    void listenersHearSideBySideAndLeaveInOrder() {
        List<String> heard = new ArrayList<>();
        class Ear implements MemoryListener {
            private final String name;

            Ear(String name) {
                this.name = name;
            }

            @Override
            public void began(BufferInfo buffer) {
                heard.add(name + " +" + buffer.operation());
            }

            @Override
            public void ended(BufferInfo buffer) {
                heard.add(name + " -" + buffer.operation());
            }
        }
        try (var _ = Scope.open("step");
                var _ = Ledger.current().listen(new Ear("first"))) {
            try (var _ = Ledger.current().listen(new Ear("second"))) {
                Tensor.zeros(1);
            }
            Tensor.ones(1).close();
        }
        Tensor.zeros(1);
        assertThat(heard)
                .containsExactly("first +zeros", "second +zeros", "first +ones", "first -ones");
    }

    // ---- the graph beside it

    @Test
    void theGraphGrowsAndIsConsumedInTheSameMoments() {
        try (var _ = Scope.open("life")) {
            Tensor w = Tensor.of(1, 2).requireGrad().named("w");
            try (var recorder = LifetimeRecorder.start();
                    var graphs = Graph.record(recorder::moment)) {
                Tensor loss = w.exp().named("h").sum();
                Graph standing = Graph.of(loss);
                assertThat(standing.nodes())
                        .extracting(Graph.Node::operation)
                        .containsExactly("exp", "sum");
                loss.backward();
                assertThat(Graph.of(loss).nodes()).as("consumed").isEmpty();

                Lifetimes lifetimes = recorder.stop();
                Graph graph = graphs.graph();
                assertThat(graph.nodes())
                        .extracting(Graph.Node::operation)
                        .containsExactly("exp", "sum");
                Graph.Node exp = graph.nodes().getFirst();
                assertThat(graph.values().get(exp.inputs().getFirst()).label()).isEqualTo("w");
                assertThat(graph.values().get(exp.inputs().getFirst()).isLeaf()).isTrue();
                Graph.Value h = graph.values().get(exp.outputs().getFirst());
                Life life = lifetimes.lives().get(recorder.place(h.buffer()));
                assertThat(life.operation()).isEqualTo("exp");
                assertThat(exp.recordedAt()).isEqualTo(life.birth());
                assertThat(exp.consumedAt()).isBetween(exp.recordedAt() + 1, life.end());
            }
        }
    }
}

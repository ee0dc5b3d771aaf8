package org.arenagrad.viz;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.loss.Losses;
import org.arenagrad.memory.BufferInfo;
import org.arenagrad.memory.LifetimeRecorder;
import org.arenagrad.memory.Lifetimes;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Activations;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.arenagrad.optim.Adam;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A training step of a small network, recorded.
///
/// @param lifetimes what lived
/// @param graph what was recorded for backward
/// @param placeOf the place of a buffer among the lives
record Step(Lifetimes lifetimes, Graph graph, ToIntFunction<BufferInfo> placeOf) {
    /// The step with nothing given a name that is not the framework's.
    static Step record() {
        return record("x");
    }

    /// The step with a name for the rows.
    static Step record(String name) {
        try (Scope _ = Scope.open("life")) {
            var rng = Rng.seed(1);
            var model =
                    Sequential.of(Linear.of(2, 8, rng), Activations.tanh(), Linear.of(8, 1, rng));
            var adam = Adam.of(model.parameters(), 0.01);
            try (var recorder = LifetimeRecorder.start();
                    var graph = Graph.record(recorder::moment)) {
                try (Scope _ = Scope.open("step")) {
                    Tensor x = Tensor.randn(rng, 4, 2).named(name);
                    Tensor loss = Losses.mseLoss(model.apply(x), Tensor.zeros(4, 1));
                    loss.backward();
                    adam.step();
                }
                return new Step(recorder.stop(), graph.graph(), recorder::place);
            }
        }
    }

    /// Boxes in one column, to the right of it their arrows: as good as any layout for a test.
    static final GraphLayout COLUMN =
            (boxes, arrows) -> {
                var corners = new ArrayList<GraphLayout.Point>();
                double y = 0;
                double width = 0;
                for (GraphLayout.Box box : boxes) {
                    corners.add(new GraphLayout.Point(0, y));
                    y += box.height() + 10;
                    width = Math.max(width, box.width());
                }
                List<GraphLayout.Route> routes =
                        arrows.stream()
                                .map(
                                        arrow -> {
                                            var from = corners.get(arrow.from());
                                            var to = corners.get(arrow.to());
                                            return new GraphLayout.Route(List.of(from, to), to);
                                        })
                                .toList();
                return new GraphLayout.Placed(width, y, corners, routes);
            };
}

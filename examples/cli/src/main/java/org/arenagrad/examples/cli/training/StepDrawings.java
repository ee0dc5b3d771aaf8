package org.arenagrad.examples.cli.training;

import org.arenagrad.autograd.Graph;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.cli.report.ElkLayout;
import org.arenagrad.examples.cli.report.Report.Drawing;
import org.arenagrad.memory.LifetimeRecorder;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Trainable;
import org.arenagrad.viz.GraphPicture;
import org.arenagrad.viz.LifetimePicture;

import java.util.List;
import java.util.function.Supplier;

/// What there is to see of a step. What is drawn keeps no tensor.
final class StepDrawings {
    private StepDrawings() {}

    /// The graph and the lifetimes of one more step, which changes no parameter.
    ///
    /// @param name what was learned from
    /// @param loss computes the loss of the step
    static List<Drawing> of(String name, Trainable model, Supplier<Tensor> loss) {
        model.train();
        LifetimeRecorder recorder = LifetimeRecorder.start();
        String graph;
        try (var _ = Scope.open("step")) {
            Tensor value = loss.get();
            graph = GraphPicture.svg(Graph.of(value), new ElkLayout());
            value.backward();
            model.parameters().forEach(Tensor::zeroGrad);
        }
        String lifetimes = LifetimePicture.svg(name + ": buffers of a step", recorder.stop());
        model.eval();
        return List.of(
                new Drawing(
                        "graph",
                        "The graph of a step, as it stands before backward",
                        "Rounded boxes are operations, the others the tensors they start from; an"
                            + " arrow is a tensor on its way, with its shape. Backward walks the"
                            + " arrows the other way.",
                        graph),
                new Drawing(
                        "lifetimes",
                        "When each buffer of a step is made and when it ends, without the update",
                        "Each bar is a buffer, the thicker the more bytes; the curve above is the"
                                + " sum of those that live. What lives all the time lies at the"
                                + " bottom.",
                        lifetimes));
    }
}

package org.arenagrad.autograd;

import java.util.List;
import java.util.function.UnaryOperator;

/// Switches and entry points of differentiation that are not about one tensor.
public final class Autograd {
    private Autograd() {}

    /// Stops this thread from recording operations until the result is closed: for evaluation, and
    /// for updates of parameters. Intermediate values then live only as long as layers need them.
    ///
    /// ```java
    /// try (var _ = Autograd.noGrad()) {
    ///     var prediction = model.apply(x);
    /// }
    /// ```
    public static Mode noGrad() {
        return Modes.recording(false);
    }

    /// Whether operations on this thread are recorded.
    public static boolean isRecording() {
        return Modes.current().recording;
    }

    /// Whether [#checkpoint] is running a function again, in backward. A layer that remembers what
    /// it has seen, such as running means, has seen it the first time.
    public static boolean isRecomputing() {
        return Modes.current().recomputing;
    }

    /// Checks the result of every operation of this thread until the result is closed, and throws a
    /// [NonFiniteException] at the first that is NaN or infinite. Costs a pass over each result:
    /// for finding an error, not for training.
    public static Mode detectAnomalies() {
        return Modes.anomalies(true);
    }

    /// `function(x)`, computed without saving what it computes on the way: backward runs the
    /// function again (Chen et al., 2016). Less memory for one more forward; the gradients are the
    /// same to the last bit (to rounding, where a parameter is used several times: its parts are
    /// then added in another order).
    ///
    /// The function may use parameters and other tensors from outside, and random numbers if they
    /// come from an [Rng][org.arenagrad.array.Rng]: the second run draws the same. It must not
    /// change anything else that it depends on.
    ///
    /// ```java
    /// Tensor y = Autograd.checkpoint(x -> block.apply(x), x);
    /// ```
    ///
    /// @throws IllegalArgumentException if the function draws from another kind of generator
    /// @throws InPlaceException in backward, if something that the function reads was changed since
    public static Tensor checkpoint(UnaryOperator<Tensor> function, Tensor x) {
        return Checkpointed.apply(function, x);
    }

    /// [Tensor#backward] with a choice: with `retainGraph`, nothing ends and backward can be called
    /// again.
    ///
    /// @param gradient the upstream gradient, of the shape of `root`
    public static void backward(Tensor root, Tensor gradient, boolean retainGraph) {
        Backward.accumulate(root, gradient, retainGraph);
    }

    /// The gradients of one tensor with respect to others, as new tensors; the `grad()` of leaves
    /// stays as it is (PyTorch's `torch.autograd.grad`). The graph is kept.
    ///
    /// @param output what is differentiated
    /// @param inputs with respect to what: leaves, or results that `output` was computed from
    /// @param gradient the upstream gradient, of the shape of `output`
    /// @param createGraph whether the gradients are recorded too, so that they can be
    ///   differentiated again
    /// @return one gradient per input
    /// @throws IllegalArgumentException if `output` does not depend on an input
    public static List<Tensor> grad(
            Tensor output, List<Tensor> inputs, Tensor gradient, boolean createGraph) {
        return Backward.gradients(output, inputs, gradient, createGraph);
    }

    /// [#grad] of a scalar, with the upstream gradient 1.
    public static List<Tensor> grad(Tensor output, List<Tensor> inputs, boolean createGraph) {
        return grad(output, inputs, Backward.one(output), createGraph);
    }
}

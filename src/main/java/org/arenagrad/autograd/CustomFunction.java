package org.arenagrad.autograd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A differentiable operation of your own: what it computes, what it saves, and its gradient
/// (PyTorch's `torch.autograd.Function`).
///
/// ```java
/// record ScaledTanh(double scale) implements CustomFunction { // no tensor: a component
///     public String name() {
///         return "scaledTanh";
///     }
///
///     public List<Tensor> forward(Context context, List<Tensor> inputs) {
///         Tensor y = inputs.getFirst().tanh().mul(scale);
///         context.save(y);
///         return List.of(y);
///     }
///
///     public List<Tensor> backward(Context context, List<Tensor> upstream) {
///         Tensor t = context.saved(0).mul(1 / scale);
///         return List.of(upstream.getFirst().mul(t.square().neg().add(1)).mul(scale));
///     }
/// }
///
/// Tensor y = new ScaledTanh(2).apply(x);
/// ```
///
/// It lives as the built-in operations do. Forward runs unrecorded, in a scope of its own: what it
/// makes on the way ends there, but for what it returns or saves. A saved value ends when backward
/// has read it, unless it is the user's. Backward runs in a scope of its own too. A saved value
/// that was changed in place since is an error, and so is a second backward.
///
/// The gradient can be differentiated again if `backward` is written with operations of tensors and
/// reads inputs and outputs of the function only. Otherwise [Autograd#grad] with `createGraph` says
/// so.
///
/// One function may be applied many times; what belongs to one application is in its [Context].
/// [GradCheck] tells whether `backward` fits `forward`.
public interface CustomFunction {
    /// What messages and pictures call it.
    String name();

    /// Computes the results.
    ///
    /// @param context where what backward will read is saved
    /// @param inputs the tensors it was applied to
    /// @return at least one tensor
    List<Tensor> forward(Context context, List<Tensor> inputs);

    /// The vector-Jacobian product: for each input, the sum over all results of `g·∂result/∂input`.
    ///
    /// @param context what forward saved
    /// @param upstream for each result the gradient that reached it, of its shape; zeros where none
    ///   did
    /// @return for each input its gradient, of its shape or one that broadcasting made of it; null
    ///   where none flows
    List<@Nullable Tensor> backward(Context context, List<Tensor> upstream);

    /// Applies a function that has one result.
    ///
    /// @throws IllegalStateException if it has several: see [#applyAll]
    default Tensor apply(Tensor... inputs) {
        List<Tensor> results = applyAll(inputs);
        if (results.size() != 1) {
            throw new IllegalStateException(
                    "%s: forward returned %s tensors: call applyAll, which returns them all"
                            .formatted(name(), results.size()));
        }
        return results.getFirst();
    }

    /// Applies the function.
    ///
    /// @return what forward returned
    default List<Tensor> applyAll(Tensor... inputs) {
        return Custom.apply(this, inputs);
    }

    /// What one application of a function carries from forward to backward.
    final class Context {
        private final String function;
        private final List<Tensor> inputs;
        private List<Tensor> saved = new ArrayList<>();
        private @Nullable Object note;
        private boolean inForward = true;

        Context(String function, List<Tensor> inputs) {
            this.function = function;
            this.inputs = inputs;
        }

        /// In forward: keeps values until backward has read them. Inputs, results, and values
        /// computed in between. A function that saves only inputs and results can be differentiated
        /// twice.
        ///
        /// @throws IllegalStateException in backward
        public void save(Tensor... values) {
            requireForward("save");
            for (Tensor value : values) {
                value.requireAlive();
                saved.add(value);
            }
        }

        /// In backward: the `i`-th of the values saved.
        ///
        /// @throws IllegalStateException in forward, or if so many were not saved
        public Tensor saved(int i) {
            if (inForward || i < 0 || i >= saved.size()) {
                throw new IllegalStateException(
                        inForward
                                ? "%s: saved(%s) is for backward: forward has the tensors themselves"
                                        .formatted(function, i)
                                : "%s: saved(%s) was asked for, but forward saved %s tensors"
                                        .formatted(function, i, saved.size()));
            }
            return saved.get(i);
        }

        /// In forward: keeps something that is not a tensor, such as the places of maxima.
        ///
        /// @throws IllegalStateException in backward
        public void note(Object anything) {
            requireForward("note");
            note = anything;
        }

        /// In backward: what [#note] was given.
        ///
        /// @throws IllegalStateException if that was nothing, or of another type
        public <T> T noted(Class<T> type) {
            if (!type.isInstance(note)) {
                throw new IllegalStateException(
                        "%s: noted(%s) was asked for, but forward noted %s"
                                .formatted(
                                        function,
                                        type.getSimpleName(),
                                        note == null ? "nothing" : note));
            }
            return type.cast(note);
        }

        /// Whether a gradient of the `i`-th input is wanted. What only others need may be left out:
        /// not saved in forward, null in backward.
        public boolean needsGrad(int i) {
            return inputs.get(Objects.checkIndex(i, inputs.size())).requiresGrad();
        }

        private void requireForward(String method) {
            if (!inForward) {
                throw new IllegalStateException(
                        "%s: %s was called after forward had returned".formatted(function, method));
            }
        }

        List<Tensor> saved() {
            return saved;
        }

        /// Forward has returned.
        ///
        /// @param values those saved, as the graph knows them
        void forwardEnded(List<Tensor> values) {
            saved = values;
            inForward = false;
        }
    }
}

package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

import java.util.List;
import java.util.SequencedMap;

/// Something that learns: a [Layer], a lookup table, a whole model (PyTorch's `Module`).
///
/// It says once what it is made of, in [#declare]: parameters and buffers of its own and other
/// trainables, in any mixture. All else follows from that.
///
/// ```java
/// record Scaled(Linear inside, Tensor scale, Tensor seen) implements Layer {
///     public Tensor apply(Tensor x) {
///         return inside.apply(x).mul(scale);
///     }
///
///     public void declare(Parts parts) {
///         parts.layer("inside", inside).parameter("scale", scale).buffer("seen", seen);
///     }
/// }
/// ```
///
/// What takes or gives several tensors (a state, a mask) is a trainable with an `apply` of its own.
///
/// A parameter that is not declared is found when it is trained with: it gets gradients that no
/// optimizer reads, and the second backward says so.
public interface Trainable {
    /// Names all it is made of, in order. One that has nothing to train or to save names nothing.
    default void declare(Parts parts) {}

    /// The trainables this is put together from, by name, in order.
    default SequencedMap<String, Trainable> children() {
        return Parts.of(this).layers();
    }

    /// The parameters by name, in order: those of a part bear its name in front, `0.weight`. A
    /// parameter that several parts share is listed once, by its first name.
    default SequencedMap<String, Tensor> namedParameters() {
        return Parts.collect(this, Parts::parameters);
    }

    /// The buffers by name, in order: state that is saved but not learned, such as running means.
    default SequencedMap<String, Tensor> namedBuffers() {
        return Parts.collect(this, Parts::buffers);
    }

    /// Parameters and buffers by name: what a file holds of it (PyTorch's `state_dict`).
    default SequencedMap<String, Tensor> state() {
        return Parts.collect(this, Parts::state);
    }

    /// The parameters in the order of [#namedParameters]: what an optimizer takes.
    default List<Tensor> parameters() {
        List<Tensor> all = List.copyOf(namedParameters().values());
        // So that backward can tell those that are left out on purpose from those forgotten.
        all.forEach(parameter -> parameter.array().buffer().known());
        return all;
    }

    /// Lets no gradient flow to its parameters from now on: they stay what they are. Or lets it
    /// flow again.
    default void freeze(boolean on) {
        parameters().forEach(parameter -> parameter.requireGrad(!on));
    }

    /// Switches between training and evaluation, for this and all its parts. Only layers that
    /// behave differently care: [Dropout] drops while training only, [BatchNorm] takes its
    /// statistics from the batch. Everything starts in training.
    default void train(boolean on) {
        children().values().forEach(part -> part.train(on));
    }

    /// Switches to training.
    default void train() {
        train(true);
    }

    /// Switches to evaluation.
    default void eval() {
        train(false);
    }

    /// It and its parts, a line each, as PyTorch prints modules.
    default String tree() {
        return Parts.tree(this);
    }
}

package org.arenagrad.data;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

/// One element of a data set: an input and its target. A batch of examples has the same two parts,
/// each with one dimension more in front.
///
/// @param x the input
/// @param y the target
/// @param <X> the type of the inputs: [Tensor], or whatever the model takes
/// @param <Y> the type of the targets: [Indices] for classes, [Tensor] for numbers
public record Example<X, Y>(X x, Y y) {
    /// An input with its class.
    public static <X> Example<X, Indices> of(X x, int label) {
        return new Example<>(x, Indices.of(Shape.SCALAR, label));
    }

    /// An input with numbers to predict.
    public static <X> Example<X, Tensor> of(X x, Tensor y) {
        return new Example<>(x, y);
    }
}

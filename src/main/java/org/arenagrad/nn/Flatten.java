package org.arenagrad.nn;

import org.arenagrad.autograd.Tensor;

/// Makes the dimensions from one on a single one: `[N, C, H, W]` becomes `[N, C·H·W]`. A view where
/// strides allow it.
///
/// @param start the first dimension to go into the last; 1 leaves that of the batch
public record Flatten(int start) implements Layer {
    /// All dimensions but that of the batch.
    public static Flatten of() {
        return new Flatten(1);
    }

    /// @throws IllegalArgumentException if `x` has no dimension `start`
    @Override
    public Tensor apply(Tensor x) {
        int rank = x.shape().rank();
        if (start >= rank || start < -rank) {
            throw new IllegalArgumentException(
                    "flatten: %s has no dimension %s to start from: the first is that of the batch, unsqueeze(0) makes a batch of one"
                            .formatted(x.array(), start));
        }
        return x.flatten(start);
    }
}

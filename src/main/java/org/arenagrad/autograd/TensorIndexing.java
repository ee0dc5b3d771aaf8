package org.arenagrad.autograd;

import org.arenagrad.array.Indices;

/// Methods of [Tensor] that pick elements by index or put tensors together.
public sealed interface TensorIndexing permits Tensor {
    /// This tensor.
    Tensor self();

    /// Slices of a dimension in the order of a list, each as often as it is named. Indices of
    /// several dimensions take the place of `dim` in the result.
    ///
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor indexSelect(int dim, Indices index) {
        return new Picking.IndexSelect(self(), dim, index).apply();
    }

    /// Slices of a dimension in the order of a list.
    default Tensor indexSelect(int dim, int... index) {
        return indexSelect(dim, Indices.of(index));
    }

    /// Along a dimension, the element that an index names: for `dim` 1, `out[i, j] = x[i, index[i,
    /// j]]`.
    ///
    /// @throws IllegalArgumentException if the shapes differ elsewhere than in `dim`
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor gather(int dim, Indices index) {
        return new Picking.Gather(self(), dim, index).apply();
    }

    /// Zeros around: two numbers a dimension (before, after), the last dimension first.
    default Tensor pad(int... beforeAfter) {
        return new Joining.Pad(self(), beforeAfter).apply();
    }
}

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
        return View.alongLine(self(), dim, x -> new Picking.IndexSelect(x, dim, index).apply());
    }

    /// Slices of a dimension in the order of a list.
    default Tensor indexSelect(int dim, int... index) {
        return indexSelect(dim, Indices.of(index));
    }

    /// Along a dimension, the element that an index names: for `dim` 1, `out[i, j] = x[i, index[i,
    /// j]]`. Where there are fewer indices than elements in another dimension, the first elements
    /// of that are meant.
    ///
    /// @throws IllegalArgumentException if there are more indices than elements elsewhere than in
    ///   `dim`
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor gather(int dim, Indices index) {
        return Picking.gather(self(), dim, index);
    }

    /// Zeros around: two numbers a dimension (before, after), the last dimension first. Negative
    /// numbers cut off.
    ///
    /// @throws IllegalArgumentException if there are too many numbers, an odd count, or more is cut
    ///   off than there is
    default Tensor pad(int... beforeAfter) {
        return Joining.pad(self(), beforeAfter);
    }
}

package org.arenagrad.autograd;

import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;

/// Methods of [Tensor] that pick elements by index or put tensors together.
public sealed interface TensorIndexing permits Tensor {
    /// This tensor.
    Tensor self();

    /// Slices of a dimension in the order of a list, each as often as it is named. Indices of
    /// several dimensions take the place of `dim` in the result.
    ///
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor indexSelect(int dim, Indices index) {
        return View.alongLine(self(), dim, x -> new IndexOps.IndexSelect(x, dim, index).apply());
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
        return IndexOps.gather(self(), dim, index);
    }

    /// Zeros around: two numbers a dimension (before, after), the last dimension first. Negative
    /// numbers cut off.
    ///
    /// @throws IllegalArgumentException if there are too many numbers, an odd count, or more is cut
    ///   off than there is
    default Tensor pad(int... beforeAfter) {
        return Concat.pad(self(), beforeAfter);
    }

    /// What stands around: see [#pad(Padding, double, int...)].
    enum Padding {
        /// One value.
        CONSTANT,
        /// The elements next to the edge, mirrored; the edge itself is not repeated.
        REFLECT,
        /// The element at the edge.
        REPLICATE,
        /// The elements of the other end.
        CIRCULAR
    }

    /// Elements around, of a kind: two numbers a dimension (before, after), the last dimension
    /// first. Negative numbers cut off.
    ///
    /// @param value what stands around if it is a constant
    /// @throws IllegalArgumentException if there are too many numbers or an odd count, more is cut
    ///   off than there is, or there are too few elements to mirror or repeat
    default Tensor pad(Padding kind, double value, int... beforeAfter) {
        return Concat.pad(self(), kind, value, beforeAfter);
    }

    /// Elements by lists of indices, one for each of the first dimensions (`x[rows, columns]` of
    /// NumPy): the lists broadcast, their shape stands in place of those dimensions. Negative
    /// indices count from the end.
    ///
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor index(Indices... lists) {
        return Composed.index(self(), lists);
    }

    /// `value` where a mask, broadcast to this shape, is not 0.
    default Tensor maskedFill(Tensor mask, double value) {
        Tensor x = self();
        return mask.to(x.dtype())
                .expand(x.shape().toArray())
                .where(Tensor.full(x.dtype(), value), x);
    }

    /// A copy in which the elements that indices name along a dimension are those of a source: for
    /// `dim` 1, `out[i, index[i, j]] = source[i, j]`. Of several for one place, the last.
    ///
    /// @throws IllegalArgumentException if shapes don't fit
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor scatter(int dim, Indices index, Tensor source) {
        return Composed.scatter(self(), dim, index, source);
    }

    /// The sum of this and the elements of a source, each added where an index says: for `dim` 1,
    /// `out[i, index[i, j]] += source[i, j]`.
    ///
    /// @throws IllegalArgumentException if shapes don't fit
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor scatterAdd(int dim, Indices index, Tensor source) {
        return Composed.scatterAdd(self(), dim, index, source);
    }

    /// The sum of this and the slices of a source, each added where a list says: for `dim` 0,
    /// `out[index[i]] += source[i]`.
    ///
    /// @throws IllegalArgumentException if shapes don't fit
    /// @throws IndexOutOfBoundsException if an index is outside
    default Tensor indexAdd(int dim, Indices index, Tensor source) {
        self().requireAlive();
        source.requireAlive();
        Shape shape = self().shape();
        if (index.shape().rank() != 1
                || source.shape().rank() != shape.rank()
                || !source.shape().equals(shape.with(dim, index.length()))) {
            throw new IllegalArgumentException(
                    "indexAdd: source %s and indices %s don't fit %s: the source has its shape, but a slice for each index in dimension %s"
                            .formatted(source.array(), index.shape(), self().array(), dim));
        }
        index.requireWithin(shape.size(dim), "indexAdd");
        return self().add(new IndexOps.IndexAdd(source, dim, index, shape).apply());
    }
}

package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.NdArray;
import org.arenagrad.array.Shape;

import java.util.Arrays;

/// Methods of [Tensor] that show the same elements in another shape, order or type. But for [#to],
/// [#contiguous] and the [#reshape] that strides can't express, they copy nothing: the result is a
/// view of the same memory, and lives as long.
public sealed interface TensorShapes permits Tensor {
    /// This tensor.
    Tensor self();

    /// Another shape with as many elements; one size may be -1, it is inferred. A view where
    /// strides allow it, else a copy.
    default Tensor reshape(int... sizes) {
        return new View.Reshape(self(), sizes).apply();
    }

    /// Two dimensions exchanged.
    default Tensor transpose(int dim0, int dim1) {
        return permute(self().shape().exchanged(dim0, dim1));
    }

    /// The dimensions in another order, each named once.
    default Tensor permute(int... dims) {
        return new View.Permute(self(), dims).apply();
    }

    /// A dimension of size 1 left out; one of any other size stays.
    default Tensor squeeze(int dim) {
        return new View.Squeeze(self(), dim).apply();
    }

    /// A new dimension of size 1 in front of `dim` (-1: behind the last).
    default Tensor unsqueeze(int dim) {
        return new View.Unsqueeze(self(), dim).apply();
    }

    /// Sizes 1 and missing leading dimensions repeated; -1 leaves a size as it is.
    default Tensor expand(int... sizes) {
        return new View.Expand(self(), self().shape().expanded(sizes)).apply();
    }

    /// `length` elements of a dimension, from `start`, which may count from the end.
    ///
    /// @throws IndexOutOfBoundsException if they don't lie in the dimension ([#slice] clamps)
    default Tensor narrow(int dim, int start, int length) {
        int from = start < 0 ? start + self().shape().size(dim) : start;
        return new View.Slice(self(), dim, from, length, 1).apply();
    }

    /// The elements `start … end-1` of a dimension. Both may count from the end: `slice(0, -3, -1)`
    /// is all but the last of the last three. Bounds outside are moved to the nearest that is
    /// inside, as Python does.
    default Tensor slice(int dim, int start, int end) {
        return slice(dim, start, end, 1);
    }

    /// Every `step`-th of the elements `start … end-1` of a dimension.
    ///
    /// @throws IllegalArgumentException if the step is not positive ([#flip] turns round)
    default Tensor slice(int dim, int start, int end, int step) {
        if (step < 1) {
            throw new IllegalArgumentException(
                    "slice: a step of " + step + " is not positive: flip(dim) turns round");
        }
        int size = self().shape().size(dim);
        int from = Math.clamp(start < 0 ? start + size : start, 0, size);
        int to = Math.clamp(end < 0 ? end + size : end, 0, size);
        int length = to <= from ? 0 : Math.ceilDiv(to - from, step);
        return new View.Slice(self(), dim, from, length, step).apply();
    }

    /// One element of a dimension, which is left out: `select(0, i)` is row `i` of a matrix.
    default Tensor select(int dim, int index) {
        return new View.Select(self(), dim, index).apply();
    }

    /// The given dimensions backwards.
    ///
    /// @throws IllegalArgumentException if one is named twice
    default Tensor flip(int... dims) {
        self().requireAlive();
        boolean[] named = self().shape().marked(dims);
        Tensor flipped = self();
        for (int d = 0; dims.length > 0 && d < named.length; d++) {
            flipped = named[d] ? new View.Flip(flipped, d).apply() : flipped;
        }
        return flipped;
    }

    /// The dimensions from `start` on made one: `[N, C, H, W]` becomes `[N, C·H·W]` for 1.
    default Tensor flatten(int start) {
        Shape shape = self().shape();
        int d = shape.dimOrScalar(start);
        int[] sizes = Arrays.copyOf(shape.toArray(), d + 1);
        sizes[d] = 1;
        for (int i = d; i < shape.rank(); i++) {
            sizes[d] = Math.multiplyExact(sizes[d], shape.size(i));
        }
        return reshape(sizes);
    }

    /// This tensor if its elements lie in row-major order, else a copy in which they do.
    default Tensor contiguous() {
        self().requireAlive();
        NdArray array = self().array();
        return array.isContiguous()
                ? self()
                : new Convert("contiguous", self(), array.dtype()).apply();
    }

    /// A copy of its own memory; gradients flow through.
    default Tensor copy() {
        return new Convert("copy", self(), self().dtype()).apply();
    }

    /// The values in another type; this tensor itself if it has that type.
    default Tensor to(DType type) {
        self().requireAlive();
        return type == self().dtype() ? self() : new Convert("to", self(), type).apply();
    }
}

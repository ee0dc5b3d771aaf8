package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.ndarray.NdArray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /// All windows of a length along a dimension, each `step` elements after the one before: the
    /// dimension counts windows, and a new last one the elements of a window (PyTorch's `unfold` of
    /// a tensor). A view: windows overlap in memory.
    ///
    /// @throws IllegalArgumentException if the length does not lie in the dimension or a number is
    ///   not positive
    default Tensor windows(int dim, int length, int step) {
        return new View.Windows(self(), dim, length, step).apply();
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
        return flatten(start, -1);
    }

    /// The dimensions from `start` to `end`, both included, made one.
    ///
    /// @throws IllegalArgumentException if `end` stands before `start`
    default Tensor flatten(int start, int end) {
        self().requireAlive();
        Shape shape = self().shape();
        int from = shape.dimOrScalar(start);
        int to = shape.dimOrScalar(end);
        if (to < from) {
            throw new IllegalArgumentException(
                    "flatten: dimension %s of %s stands before %s"
                            .formatted(end, self().array(), start));
        }
        if (shape.rank() == 0) {
            return reshape(1);
        }
        int[] sizes = new int[shape.rank() - (to - from)];
        Arrays.fill(sizes, 1);
        for (int d = 0; d < shape.rank(); d++) {
            int at = d <= from ? d : Math.max(from, d - (to - from));
            sizes[at] = Math.multiplyExact(sizes[at], shape.size(d));
        }
        return reshape(sizes);
    }

    /// All dimensions of size 1 left out.
    default Tensor squeeze() {
        return reshape(Arrays.stream(self().shape().toArray()).filter(size -> size != 1).toArray());
    }

    /// A dimension moved to another place, the others in their order.
    default Tensor movedim(int from, int to) {
        return movedim(new int[] {from}, new int[] {to});
    }

    /// Dimensions moved to other places, the others in their order.
    ///
    /// @throws IllegalArgumentException if the two differ in number, or name one twice
    default Tensor movedim(int[] from, int[] to) {
        self().requireAlive();
        Shape shape = self().shape();
        if (from.length != to.length) {
            throw new IllegalArgumentException(
                    "movedim: %s can't move to %s: name a place for each"
                            .formatted(Arrays.toString(from), Arrays.toString(to)));
        }
        boolean[] moved = shape.marked(from);
        shape.marked(to);
        int[] order = new int[shape.rank()];
        Arrays.fill(order, -1);
        for (int i = 0; i < from.length; i++) {
            order[shape.dim(to[i])] = shape.dim(from[i]);
        }
        int next = 0;
        for (int d = 0; d < order.length; d++) {
            if (order[d] < 0) {
                while (moved[next]) {
                    next++;
                }
                order[d] = next++;
            }
        }
        return permute(order);
    }

    /// Pieces of a length along a dimension, the last shorter if need be.
    ///
    /// @throws IllegalArgumentException if the length is not positive
    default List<Tensor> split(int length, int dim) {
        self().requireAlive();
        if (length < 1) {
            throw new IllegalArgumentException(
                    "split: a length of %s is not positive".formatted(length));
        }
        int size = self().shape().size(dim);
        List<Tensor> pieces = new ArrayList<>();
        for (int start = 0; start < size || start == 0; start += length) {
            pieces.add(narrow(dim, start, Math.min(length, size - start)));
        }
        return List.copyOf(pieces);
    }

    /// Pieces of given lengths along a dimension.
    ///
    /// @throws IllegalArgumentException if the lengths don't add up to its size
    default List<Tensor> split(int[] lengths, int dim) {
        self().requireAlive();
        int size = self().shape().size(dim);
        if (Arrays.stream(lengths).anyMatch(n -> n < 0) || Arrays.stream(lengths).sum() != size) {
            throw new IllegalArgumentException(
                    "split: lengths %s don't add up to %s, the size of dimension %s of %s"
                            .formatted(Arrays.toString(lengths), size, dim, self().array()));
        }
        List<Tensor> pieces = new ArrayList<>();
        int start = 0;
        for (int length : lengths) {
            pieces.add(narrow(dim, start, length));
            start += length;
        }
        return List.copyOf(pieces);
    }

    /// At most so many pieces along a dimension, all as long as the first but for the last.
    ///
    /// @throws IllegalArgumentException if the number is not positive
    default List<Tensor> chunk(int pieces, int dim) {
        self().requireAlive();
        if (pieces < 1) {
            throw new IllegalArgumentException(
                    "chunk: %s pieces are not positive".formatted(pieces));
        }
        return split(Math.max(1, Math.ceilDiv(self().shape().size(dim), pieces)), dim);
    }

    /// The slices of a dimension, which is left out.
    default List<Tensor> unbind(int dim) {
        return Unbind.of(self(), dim);
    }

    /// The elements of a dimension moved on, those at its end to the beginning.
    default Tensor roll(int shift, int dim) {
        return Composed.roll(self(), shift, dim);
    }

    /// Repeated, copied: so many times along each dimension, and in new ones in front.
    default Tensor repeat(int... times) {
        return Composed.repeat(self(), times);
    }

    /// The diagonal of the matrices of two dimensions, as the last dimension; `offset` 1 is the one
    /// to the right of the main one. A view where strides allow it.
    default Tensor diagonal(int offset, int dim1, int dim2) {
        return Composed.diagonal(self(), offset, dim1, dim2);
    }

    /// The lower triangle of matrices, zeros elsewhere; `diagonal` 1 includes one more.
    default Tensor tril(int diagonal) {
        return Composed.triangle("tril", self(), diagonal, true);
    }

    /// The upper triangle of matrices, zeros elsewhere; `diagonal` 1 leaves out the main one.
    default Tensor triu(int diagonal) {
        return Composed.triangle("triu", self(), diagonal, false);
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

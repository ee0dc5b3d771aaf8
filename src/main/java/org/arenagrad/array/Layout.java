package org.arenagrad.array;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// How the elements of an array lie in its buffer: shape, strides and offset, all in elements.
///
/// Strides are the whole trick of views: a transpose exchanges two of them, an expanded dimension
/// has stride 0, a flip a negative one. Element `(i, j)` lies at `offset + i·stride₀ + j·stride₁`.
public final class Layout {
    private final Shape shape;
    private final long[] strides;
    private final long offset;
    private final boolean contiguous;

    /// @param strides one a dimension; not copied, so never to be changed afterwards
    Layout(Shape shape, long[] strides, long offset) {
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.contiguous = followsRowMajorOrder();
    }

    /// A layout of given strides.
    ///
    /// @param strides one a dimension, in elements
    /// @param offset of the first element
    public static Layout of(Shape shape, long[] strides, long offset) {
        return new Layout(shape, strides.clone(), offset);
    }

    /// The sizes of the dimensions.
    public Shape shape() {
        return shape;
    }

    /// How far neighbours along a dimension are apart.
    public long stride(int dim) {
        return strides[dim];
    }

    /// All strides, copied.
    public long[] strides() {
        return strides.clone();
    }

    /// Where the first element is.
    public long offset() {
        return offset;
    }

    /// Whether both put every element in the same place.
    public boolean same(Layout other) {
        return offset == other.offset
                && shape.equals(other.shape)
                && Arrays.equals(strides, other.strides);
    }

    /// Row-major order without gaps.
    public static Layout contiguous(Shape shape) {
        return shape.contiguous();
    }

    /// Whether the elements lie in row-major order without gaps. Strides of sizes 0 and 1 don't
    /// matter.
    public boolean isContiguous() {
        return contiguous;
    }

    private boolean followsRowMajorOrder() {
        if (shape.elements() == 0) {
            return true;
        }
        long expected = 1;
        for (int d = shape.rank() - 1; d >= 0; d--) {
            int size = shape.size(d);
            if (size != 1 && strides[d] != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }

    /// Whether several elements lie in the same place.
    public boolean repeats() {
        for (int d = 0; d < strides.length; d++) {
            if (strides[d] == 0 && shape.size(d) > 1) {
                return true;
            }
        }
        return false;
    }

    /// The dimensions in another order.
    public Layout permute(int... dims) {
        if (dims.length != shape.rank()) {
            throw new IllegalArgumentException(
                    "permute: %s has %s dimensions, %s names %s: name each once"
                            .formatted(shape, shape.rank(), Arrays.toString(dims), dims.length));
        }
        shape.marked(dims);
        int[] sizes = new int[dims.length];
        long[] moved = new long[dims.length];
        for (int d = 0; d < dims.length; d++) {
            sizes[d] = shape.size(dims[d]);
            moved[d] = strides[shape.dim(dims[d])];
        }
        return new Layout(Shape.of(sizes), moved, offset);
    }

    /// All windows of a length along a dimension, each `step` elements after the one before: the
    /// dimension counts windows, and a new last one the elements of a window. Windows overlap in
    /// memory; nothing is copied. Of an image, twice: what im2col copies into columns.
    ///
    /// @throws IllegalArgumentException if the length does not lie in the dimension or a number is
    ///   not positive
    public Layout windows(int dim, int length, int step) {
        int d = shape.dim(dim);
        int size = shape.size(d);
        if (length < 1 || length > size || step < 1) {
            throw new IllegalArgumentException(
                    "windows: windows of %s, each %s further on, don't lie in dimension %s of %s: both are positive, and a window is no longer than the dimension"
                            .formatted(length, step, dim, shape));
        }
        int rank = shape.rank();
        int[] sizes = Arrays.copyOf(shape.with(d, (size - length) / step + 1).toArray(), rank + 1);
        sizes[rank] = length;
        long[] apart = Arrays.copyOf(strides, rank + 1);
        apart[rank] = strides[d];
        apart[d] = Math.multiplyExact(strides[d], step);
        return new Layout(Shape.of(sizes), apart, offset);
    }

    /// Every `step`-th element of a dimension, `length` of them from `start`.
    public Layout slice(int dim, int start, int length, int step) {
        int d = shape.dim(dim);
        int size = shape.size(d);
        long end = start + (long) (length - 1) * step;
        boolean outside =
                length > 0
                        ? start < 0 || start >= size || end < 0 || end >= size
                        : length < 0 || start < 0 || start > size;
        if (outside) {
            throw new IndexOutOfBoundsException(
                    "slice: %s elements from %s%s don't lie in dimension %s of %s"
                            .formatted(
                                    length,
                                    start,
                                    step == 1 ? "" : " in steps of " + step,
                                    dim,
                                    shape));
        }
        long[] stepped = strides.clone();
        stepped[d] *= step;
        long start0 = length == 0 ? offset : offset + start * strides[d];
        return new Layout(shape.with(d, length), stepped, start0);
    }

    /// One element of a dimension, which is left out.
    public Layout select(int dim, int index) {
        int d = shape.dim(dim);
        int size = shape.size(d);
        int i = index < 0 ? index + size : index;
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException(
                    "select: index %s is outside dimension %s of %s".formatted(index, dim, shape));
        }
        return new Layout(shape, strides, offset + i * strides[d]).without(d);
    }

    /// Without one dimension, at its first element.
    private Layout without(int d) {
        int[] sizes = new int[shape.rank() - 1];
        long[] kept = new long[sizes.length];
        for (int from = 0, to = 0; from < shape.rank(); from++) {
            if (from != d) {
                sizes[to] = shape.size(from);
                kept[to++] = strides[from];
            }
        }
        return new Layout(Shape.of(sizes), kept, offset);
    }

    /// A dimension of size 1 left out; of any other size, nothing.
    public Layout squeeze(int dim) {
        int d = shape.dimOrScalar(dim);
        return shape.rank() > 0 && shape.size(d) == 1 ? without(d) : this;
    }

    /// A new dimension of size 1 in front of `dim` (-1: behind the last).
    public Layout unsqueeze(int dim) {
        int rank = shape.rank();
        int d = dim < 0 ? dim + rank + 1 : dim;
        if (d < 0 || d > rank) {
            throw new IndexOutOfBoundsException(
                    "unsqueeze: "
                            + shape
                            + " takes a new dimension at "
                            + -(rank + 1)
                            + " … "
                            + rank
                            + ", not "
                            + dim);
        }
        int[] sizes = new int[rank + 1];
        long[] wider = new long[rank + 1];
        for (int to = 0; to <= rank; to++) {
            int from = to < d ? to : to - 1;
            sizes[to] = to == d ? 1 : shape.size(from);
            wider[to] = to == d ? 1 : strides[from];
        }
        return new Layout(Shape.of(sizes), wider, offset);
    }

    /// Sizes 1 and missing leading dimensions repeated to `target`, with stride 0.
    public Layout expand(Shape target) {
        if (target.equals(shape)) {
            return this;
        }
        int lead = target.rank() - shape.rank();
        long[] repeated = new long[target.rank()];
        for (int d = 0; d < target.rank(); d++) {
            int size = d < lead ? 1 : shape.size(d - lead);
            if (lead < 0 || (size != target.size(d) && size != 1)) {
                throw cannotExpand(target);
            }
            repeated[d] = d < lead || size != target.size(d) ? 0 : strides[d - lead];
        }
        if (lead < 0) {
            throw cannotExpand(target);
        }
        return new Layout(target, repeated, offset);
    }

    private IllegalArgumentException cannotExpand(Shape target) {
        return new IllegalArgumentException(
                "expand: %s can't become %s: aligned at the end, each size must be the same or 1"
                        .formatted(shape, target));
    }

    /// The dimension backwards.
    public Layout flip(int dim) {
        int d = shape.dim(dim);
        int size = shape.size(d);
        return size == 0 ? this : slice(d, size - 1, size, -1);
    }

    /// The same elements in another shape, or null if that takes a copy.
    ///
    /// Old and new dimensions are matched in groups with equal products; within a group the old
    /// dimensions must follow one another without a gap (NumPy's `attempt_nocopy_reshape`).
    public @Nullable Layout reshape(Shape target) {
        if (isContiguous()) {
            return new Layout(target, target.contiguousStrides(), offset);
        }
        long[] out = new long[target.rank()];
        int[] from = shape.toArray();
        int old = 0;
        int fresh = 0;
        while (old < from.length && fresh < target.rank()) {
            int oldEnd = old + 1;
            int freshEnd = fresh + 1;
            long oldProduct = from[old];
            long freshProduct = target.size(fresh);
            while (oldProduct != freshProduct) {
                if (freshProduct < oldProduct) {
                    freshProduct *= target.size(freshEnd++);
                } else {
                    oldProduct *= from[oldEnd++];
                }
            }
            long stride = 0;
            boolean found = false;
            for (int d = oldEnd - 1; d >= old; d--) {
                if (from[d] == 1) {
                    continue;
                }
                if (found && strides[d] != stride) {
                    return null;
                }
                if (!found) {
                    out[freshEnd - 1] = strides[d];
                    found = true;
                }
                stride = strides[d] * from[d];
            }
            long next = found ? out[freshEnd - 1] : 1;
            for (int d = freshEnd - 1; d >= fresh; d--) {
                out[d] = next;
                next *= target.size(d);
            }
            old = oldEnd;
            fresh = freshEnd;
        }
        Arrays.fill(out, fresh, out.length, 1);
        return new Layout(target, out, offset);
    }

    /// The buffer position of an element.
    public long position(int... index) {
        if (index.length != shape.rank()) {
            throw new IndexOutOfBoundsException(
                    "index %s has %s numbers, shape %s has %s dimensions"
                            .formatted(Arrays.toString(index), index.length, shape, shape.rank()));
        }
        long position = offset;
        for (int d = 0; d < index.length; d++) {
            int size = shape.size(d);
            int i = index[d] < 0 ? index[d] + size : index[d];
            if (i < 0 || i >= size) {
                throw new IndexOutOfBoundsException(
                        "index %s is outside shape %s, in dimension %s"
                                .formatted(Arrays.toString(index), shape, d));
            }
            position += i * strides[d];
        }
        return position;
    }
}

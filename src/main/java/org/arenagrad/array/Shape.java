package org.arenagrad.array;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The sizes of an array's dimensions, outermost first. A scalar has none; a size may be 0.
///
/// A dimension may be counted from the end: -1 is the last, as in NumPy.
public final class Shape {
    /// The shape of a single number.
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;
    private final long elements;

    // Made when first asked for; two threads would make the same.
    private @Nullable Layout contiguous;

    private Shape(int[] sizes) {
        this.sizes = sizes;
        this.elements = product(sizes);
    }

    private static long product(int[] sizes) {
        // Leaves room for the largest element type, so that byte sizes never overflow.
        long most = Long.MAX_VALUE / 8;
        long product = 1;
        boolean tooMany = false;
        boolean empty = false;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "shape %s has a negative size: sizes are 0 or more"
                                .formatted(Arrays.toString(sizes)));
            }
            empty |= size == 0;
            tooMany |= size > 0 && product > most / size;
            product *= size;
        }
        if (tooMany && !empty) {
            throw new ArithmeticException(
                    "shape %s has more elements than memory has addresses"
                            .formatted(Arrays.toString(sizes)));
        }
        return empty ? 0 : product;
    }

    /// A shape with these sizes.
    ///
    /// @throws IllegalArgumentException if one is negative
    /// @throws ArithmeticException if there would be more elements than addresses
    public static Shape of(int... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /// The number of dimensions.
    public int rank() {
        return sizes.length;
    }

    /// The size of a dimension.
    public int size(int dim) {
        return sizes[dim(dim)];
    }

    /// The number of elements: the product of the sizes, 1 for a scalar.
    public long elements() {
        return elements;
    }

    /// The sizes, as a fresh array.
    public int[] toArray() {
        return sizes.clone();
    }

    /// A dimension as a number from 0: -1 becomes `rank - 1`.
    ///
    /// @throws IndexOutOfBoundsException if there is no such dimension
    public int dim(int dim) {
        int positive = dim < 0 ? dim + sizes.length : dim;
        if (positive < 0 || positive >= sizes.length) {
            String known =
                    sizes.length == 0
                            ? "it is a scalar"
                            : "it has %s … %s".formatted(-sizes.length, sizes.length - 1);
            throw new IndexOutOfBoundsException(
                    "shape %s has no dimension %s: %s".formatted(this, dim, known));
        }
        return positive;
    }

    /// [#dim] for operations along a dimension, to which a scalar is a vector of one element, as in
    /// PyTorch: its dimensions 0 and -1 are 0. (What would leave less than a scalar, like a row of
    /// it, keeps to [#dim].)
    ///
    /// @throws IndexOutOfBoundsException if there is no such dimension
    public int dimOrScalar(int dim) {
        return sizes.length == 0 && (dim == 0 || dim == -1) ? 0 : dim(dim);
    }

    /// The numbers of the dimensions in order, two of them exchanged: a transpose, as a
    /// permutation.
    public int[] exchanged(int dim0, int dim1) {
        int first = dimOrScalar(dim0);
        int second = dimOrScalar(dim1);
        int[] dims = new int[sizes.length];
        Arrays.setAll(dims, d -> d == first ? second : d == second ? first : d);
        return dims;
    }

    /// This shape with another size in one dimension.
    public Shape with(int dim, int size) {
        int[] changed = sizes.clone();
        changed[dim(dim)] = size;
        return new Shape(changed);
    }

    /// This shape with some dimensions reduced: left out, or kept with size 1.
    ///
    /// @param dims which; none means all of them
    public Shape reduce(boolean keepDim, int... dims) {
        boolean[] reduced = marked(dims);
        int[] out = new int[sizes.length];
        int rank = 0;
        for (int d = 0; d < sizes.length; d++) {
            if (!reduced[d]) {
                out[rank++] = sizes[d];
            } else if (keepDim) {
                out[rank++] = 1;
            }
        }
        return of(Arrays.copyOf(out, rank));
    }

    /// The shape both broadcast to, by NumPy's rule: aligned at the end, a missing dimension or one
    /// of size 1 takes the other's size.
    ///
    /// @throws IllegalArgumentException if two sizes differ and neither is 1
    public static Shape broadcast(Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        int[] out = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int x = i > a.rank() ? 1 : a.sizes[a.rank() - i];
            int y = i > b.rank() ? 1 : b.sizes[b.rank() - i];
            if (x != y && x != 1 && y != 1) {
                throw new IllegalArgumentException(
                        """
                        shapes %s and %s don't broadcast: counted from the end, dimension -%s \
                        has sizes %s and %s; they must be equal, or one of them 1\
                        """
                                .formatted(a, b, i, x, y));
            }
            out[rank - i] = x == 1 ? y : x;
        }
        return of(out);
    }

    /// The shape that sizes name to which this one is to be expanded: -1 stands for the size that
    /// is there, aligned at the end.
    public Shape expanded(int... target) {
        int[] out = target.clone();
        int lead = out.length - sizes.length;
        for (int d = Math.max(0, lead); d < out.length; d++) {
            out[d] = out[d] == -1 ? sizes[d - lead] : out[d];
        }
        return of(out);
    }

    /// The shape a tensor of this one takes when its elements are arranged anew. One size may be
    /// -1: it is inferred.
    ///
    /// @throws IllegalArgumentException if the number of elements can't stay the same
    public Shape reshaped(int... newSizes) {
        int[] out = newSizes.clone();
        int inferred = -1;
        long known = 1;
        for (int d = 0; d < out.length; d++) {
            if (out[d] == -1 && inferred < 0) {
                inferred = d;
            } else if (out[d] < 0) {
                throw new IllegalArgumentException(
                        "reshape: "
                                + Arrays.toString(newSizes)
                                + " is not a shape: sizes are 0 or more, and at most one is -1"
                                + " (inferred)");
            } else {
                known *= out[d];
            }
        }
        if (inferred >= 0 && known > 0 && elements % known == 0) {
            out[inferred] = Math.toIntExact(elements / known);
            known *= out[inferred];
        }
        if (known != elements || (inferred >= 0 && out[inferred] < 0)) {
            throw new IllegalArgumentException(
                    "reshape: %s has %s elements, they don't fit %s"
                            .formatted(this, elements, Arrays.toString(newSizes)));
        }
        return of(out);
    }

    /// Element strides of a contiguous (row-major) array of this shape.
    public long[] contiguousStrides() {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int d = sizes.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= Math.max(1, sizes[d]);
        }
        return strides;
    }

    /// Row-major, without gaps, from the start of a buffer.
    public Layout contiguous() {
        Layout layout = contiguous;
        if (layout == null) {
            layout = new Layout(this, contiguousStrides(), 0);
            contiguous = layout;
        }
        return layout;
    }

    /// Which dimensions are in `dims`; all of them if there are none.
    ///
    /// @throws IllegalArgumentException if one is named twice
    /// @throws IndexOutOfBoundsException if there is no such dimension
    public boolean[] marked(int... dims) {
        boolean[] marked = new boolean[Math.max(1, sizes.length)];
        if (dims.length == 0) {
            Arrays.fill(marked, true);
        }
        for (int dim : dims) {
            int d = dimOrScalar(dim);
            if (marked[d]) {
                throw new IllegalArgumentException(
                        "dimension %s of shape %s is named twice in %s"
                                .formatted(dim, this, Arrays.toString(dims)));
            }
            marked[d] = true;
        }
        return Arrays.copyOf(marked, sizes.length);
    }

    /// The index of an element, one number a dimension, of its place in row-major order.
    public int[] index(int place) {
        int[] index = new int[rank()];
        int rest = place;
        for (int d = rank() - 1; d >= 0; d--) {
            index[d] = rest % size(d);
            rest /= size(d);
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof Shape shape && Arrays.equals(sizes, shape.sizes));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /// `[2, 3]`; `[]` for a scalar.
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}

package org.arenagrad.array;

import org.arenagrad.kernel.IndexArray;

import java.util.Arrays;

/// An N-dimensional array of whole numbers that say where something is: class labels, rows to pick,
/// words of a vocabulary.
///
/// Indices are on the Java heap and never change: they carry no gradient, kernels read them beside
/// the tensors they point into, and a node of the tape may rely on them until backward.
public final class Indices {
    private final Shape shape;
    private final int[] values;

    private Indices(Shape shape, int[] values) {
        this.shape = shape;
        this.values = values;
    }

    /// A list of indices, shape `[n]`.
    public static Indices of(int... values) {
        return new Indices(Shape.of(values.length), values.clone());
    }

    /// Indices in a shape, row-major.
    ///
    /// @throws IllegalArgumentException if the number of values is not that of the shape
    public static Indices of(Shape shape, int... values) {
        if (shape.elements() != values.length) {
            throw new IllegalArgumentException(
                    "indices: shape %s takes %s values, not %s"
                            .formatted(shape, shape.elements(), values.length));
        }
        return new Indices(shape, values.clone());
    }

    /// The sizes of the dimensions.
    public Shape shape() {
        return shape;
    }

    /// The number of indices.
    public int length() {
        return values.length;
    }

    /// The index at a row-major position.
    public int get(int position) {
        return values[position];
    }

    /// All of them in row-major order, as a fresh array.
    public int[] toArray() {
        return values.clone();
    }

    /// Those at the given positions of a list.
    public Indices select(Indices positions) {
        positions.requireWithin(values.length, "select");
        int[] out = new int[positions.values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[positions.values[i]];
        }
        return new Indices(positions.shape, out);
    }

    /// The same indices in another shape; one size may be -1.
    ///
    /// @throws IllegalArgumentException if the number of elements differs
    public Indices reshape(int... sizes) {
        return new Indices(shape.reshaped(sizes), values);
    }

    /// Sizes 1 and missing leading dimensions repeated, copied.
    ///
    /// @throws IllegalArgumentException if the shapes don't fit
    public Indices expand(Shape target) {
        Layout wide = Layout.contiguous(shape).expand(target);
        int[] out = new int[Math.toIntExact(target.elements())];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[Math.toIntExact(wide.position(target.index(i)))];
        }
        return new Indices(target, out);
    }

    /// Two dimensions exchanged, copied.
    public Indices transpose(int dim0, int dim1) {
        if (shape.dim(dim0) == shape.dim(dim1)) {
            return this;
        }
        Layout turned = Layout.contiguous(shape).permute(shape.exchanged(dim0, dim1));
        int[] out = new int[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[Math.toIntExact(turned.position(turned.shape().index(i)))];
        }
        return new Indices(turned.shape(), out);
    }

    /// These indices into a dimension of a size, negative ones counted from its end: -1 is the
    /// last.
    ///
    /// @throws IndexOutOfBoundsException naming the operation, the first that is outside and its
    ///   position
    public Indices within(int size, String operation) {
        int[] counted = values.clone();
        for (int i = 0; i < counted.length; i++) {
            if (counted[i] < -size || counted[i] >= size) {
                requireWithin(size, operation);
            }
            counted[i] += counted[i] < 0 ? size : 0;
        }
        return new Indices(shape, counted);
    }

    /// The values themselves, for kernels; never to be changed.
    @SuppressWarnings("exports") // For the framework: nobody else can name the type.
    public IndexArray forKernels() {
        return new IndexArray(values);
    }

    /// Makes sure that each lies in `0 … size-1`.
    ///
    /// @throws IndexOutOfBoundsException naming the operation, the first offender and its position
    public void requireWithin(int size, String operation) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= size) {
                throw new IndexOutOfBoundsException(
                        "%s: index %s at position %s is outside 0 … %s"
                                .formatted(operation, values[i], i, size - 1));
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Indices that
                && shape.equals(that.shape)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /// Shape and the first values.
    @Override
    public String toString() {
        String text = Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 10)));
        return "indices %s %s"
                .formatted(shape, values.length > 10 ? text.replace("]", ", …]") : text);
    }
}

package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

/// Classes as rows of numbers: 1 at the class, 0 elsewhere. For losses that compare numbers;
/// cross-entropy takes the classes themselves.
public final class OneHot {
    private OneHot() {}

    /// The classes as FLOAT64, see [#encode(Indices, int, DType)].
    public static Tensor encode(Indices classes, int count) {
        return encode(classes, count, DType.FLOAT64);
    }

    /// `[n]` classes become `[n, count]` numbers (any shape gets one more dimension), in the
    /// innermost scope.
    ///
    /// @param count how many classes there are
    /// @throws IndexOutOfBoundsException if a class is outside `0 … count-1`
    public static Tensor encode(Indices classes, int count, DType dtype) {
        Shape shape = classes.shape();
        int[] sizes = new int[shape.rank() + 1];
        System.arraycopy(shape.toArray(), 0, sizes, 0, shape.rank());
        sizes[shape.rank()] = count;
        double[] rows = new double[Math.multiplyExact(classes.length(), count)];
        for (int i = 0; i < classes.length(); i++) {
            int at = classes.get(i);
            if (at < 0 || at >= count) {
                throw new IndexOutOfBoundsException(
                        "oneHot: class %s at position %s is outside 0 … %s"
                                .formatted(at, i, count - 1));
            }
            rows[i * count + at] = 1;
        }
        return Tensor.from(dtype, rows, sizes);
    }

    /// The class of each row, the inverse of [#encode]: where its largest number is.
    ///
    /// @param rows `[…, count]`
    public static Indices decode(Tensor rows) {
        return rows.argmax(-1);
    }
}

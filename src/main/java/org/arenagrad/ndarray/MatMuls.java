package org.arenagrad.ndarray;

import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Matrix;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Matrix products, handed to the backend with transposes as flags.
public final class MatMuls {
    private MatMuls() {}

    /// The matrix product of PyTorch's `matmul`: `[…, m, k]` times `[…, k, n]` gives `[…, m, n]`,
    /// leading dimensions broadcast; a vector counts as a row on the left and as a column on the
    /// right, and that dimension is left out of the result.
    ///
    /// @throws IllegalArgumentException if the inner sizes differ, the leading dimensions don't
    ///   broadcast, or one is a scalar
    public static NdArray matmul(NdArray a, NdArray b) {
        Pointwise.requireSameType("matmul", a, b);
        if (a.shape().rank() == 0 || b.shape().rank() == 0) {
            throw new IllegalArgumentException(
                    "matmul: %s and %s: a scalar has no rows, multiply with mul".formatted(a, b));
        }
        boolean row = a.shape().rank() == 1;
        boolean column = b.shape().rank() == 1;
        NdArray left = row ? a.unsqueeze(0) : a;
        NdArray right = column ? b.unsqueeze(1) : b;
        if (left.shape().size(-1) != right.shape().size(-2)) {
            throw new IllegalArgumentException(
                    "matmul: %s and %s don't fit: the inner sizes %s and %s differ"
                            .formatted(a, b, left.shape().size(-1), right.shape().size(-2)));
        }
        NdArray product = matrices(left, right);
        NdArray withoutRow = row ? product.squeeze(-2) : product;
        return column ? withoutRow.squeeze(-1) : withoutRow;
    }

    private static NdArray matrices(NdArray a, NdArray b) {
        int rank = a.shape().rank();
        if (rank == 2 && b.shape().rank() == 2) {
            NdArray c =
                    NdArray.empty(
                            "matmul", Shape.of(a.shape().size(0), b.shape().size(1)), a.dtype());
            single(a, b, 0, c, c.segment());
            return c;
        }
        if (b.shape().rank() == 2 && a.isContiguous() && a.shape().elements() > 0) {
            // Many left matrices over one right matrix are one tall matrix.
            int k = a.shape().size(-1);
            NdArray c = matrices(a.reshape(-1, k), b);
            return c.reshape(a.shape().with(-1, b.shape().size(1)).toArray());
        }
        return batched(a, b);
    }

    /// `C = A·B`, or `C += A·B`, of matrices, in memory that is there already: for gradients, which
    /// gather where their leaf has them.
    ///
    /// @param add whether to add to what is in `c`
    public static void matmulInto(NdArray a, NdArray b, boolean add, NdArray c) {
        single(a, b, add ? 1 : 0, c, c.writable());
    }

    private static void single(NdArray a, NdArray b, double beta, NdArray c, MemorySegment out) {
        Operand left = Operand.of(a);
        Operand right = Operand.of(b);
        Matrix result = Matrix.of(out, c.offset(), c.shape().size(0), c.shape().size(1));
        gemm(c).multiply(1, left.matrix(), right.matrix(), beta, result);
        left.end(a);
        right.end(b);
    }

    /// Leading dimensions broadcast and merged into runs of equal distance; each run is one strided
    /// batch call.
    private static NdArray batched(NdArray a, NdArray b) {
        Shape leading = Pointwise.broadcast("matmul", a, leading(a.shape()), b, leading(b.shape()));
        int m = a.shape().size(-2);
        int n = b.shape().size(-1);
        Operand left = Operand.of(a);
        Operand right = Operand.of(b);
        NdArray c = NdArray.empty("matmul", matrix(leading, m, n), a.dtype());
        StridedLoop runs =
                new StridedLoop(
                        first(left.array.expand(matrix(leading, left.array))),
                        first(right.array.expand(matrix(leading, right.array))),
                        first(c));
        Matrix mc = Matrix.of(c.segment(), 0, m, n);
        runs.forEach(
                o ->
                        gemm(c).multiplyBatch(
                                        1,
                                        left.matrix().shifted(o[0] - left.array.offset()),
                                        runs.stride(0),
                                        right.matrix().shifted(o[1] - right.array.offset()),
                                        runs.stride(1),
                                        0,
                                        mc.shifted(o[2]),
                                        runs.stride(2),
                                        runs.length()));
        left.end(a);
        right.end(b);
        return c;
    }

    private static Gemm gemm(NdArray c) {
        return c.dtype().kernels().gemm();
    }

    private static Shape leading(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    private static Shape matrix(Shape leading, NdArray of) {
        return matrix(leading, of.shape().size(-2), of.shape().size(-1));
    }

    private static Shape matrix(Shape leading, int rows, int columns) {
        int[] sizes = Arrays.copyOf(leading.toArray(), leading.rank() + 2);
        sizes[leading.rank()] = rows;
        sizes[leading.rank() + 1] = columns;
        return Shape.of(sizes);
    }

    /// Where each matrix begins: the layout without its last two dimensions. An empty matrix begins
    /// where its array does.
    private static Layout first(NdArray x) {
        int rank = x.shape().rank() - 2;
        Shape leading = leading(x.shape());
        return Layout.of(leading, Arrays.copyOf(x.layout().strides(), rank), x.offset());
    }

    /// One operand as BLAS wants it: rows at equal distance with elements side by side, or the
    /// transpose of that.
    private record Operand(NdArray array, Matrix matrix) {
        static Operand of(NdArray x) {
            long[] strides = x.layout().strides();
            int rank = strides.length;
            int rows = x.shape().size(-2);
            int columns = x.shape().size(-1);
            long rowStride = strides[rank - 2];
            long columnStride = strides[rank - 1];
            if ((columnStride == 1 || columns <= 1) && fits(rowStride, columns, rows)) {
                long distance = rows <= 1 ? Math.max(1, columns) : rowStride;
                return new Operand(x, matrix(x, rows, columns, distance, 1));
            }
            if ((rowStride == 1 || rows <= 1) && fits(columnStride, rows, columns)) {
                long distance = columns <= 1 ? Math.max(1, rows) : columnStride;
                return new Operand(x, matrix(x, rows, columns, 1, distance));
            }
            NdArray copy = x.copy("contiguous");
            return new Operand(copy, matrix(copy, rows, columns, Math.max(1, columns), 1));
        }

        private static Matrix matrix(
                NdArray x, int rows, int columns, long rowStride, long columnStride) {
            return new Matrix(x.segment(), x.offset(), rows, columns, rowStride, columnStride);
        }

        /// Ends the copy, if one had to be made.
        void end(NdArray original) {
            array.endUnlessPartOf(original);
        }

        private static boolean fits(long distance, int length, int count) {
            return count <= 1 || (distance >= Math.max(1, length) && distance <= Integer.MAX_VALUE);
        }
    }
}

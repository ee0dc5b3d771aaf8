package org.arenagrad.autograd;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Role;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.NdArray;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How new tensors are made: constants, sequences, random numbers, from arrays and segments, and
/// from other tensors put together. Called on [Tensor], which inherits them: `Tensor.zeros(2, 3)`.
///
/// The type of elements is the first argument. Without one, it is that of [#defaultDType()],
/// FLOAT64 if nothing else was said.
public abstract sealed class TensorCreation permits Tensor {
    TensorCreation() {}

    /// The type of new tensors that are asked for without one, and of layers.
    public static DType defaultDType() {
        return Modes.current().dtype;
    }

    /// Changes the type of new tensors of this thread that are asked for without one, until the
    /// result is closed.
    ///
    /// ```java
    /// try (var _ = Tensor.defaultDType(DType.FLOAT32)) {
    ///     var weight = Tensor.zeros(2, 3);                // FLOAT32
    /// }
    /// ```
    public static Mode defaultDType(DType dtype) {
        return Modes.dtype(dtype);
    }

    /// A tensor over an array, without gradient and without a copy. For the framework: nobody else
    /// can name its type.
    @SuppressWarnings("exports")
    public static Tensor of(NdArray array) {
        Buffer buffer = array.buffer();
        if (buffer.role() == Role.TEMPORARY && !buffer.isOwnedByTape()) {
            buffer.role(Role.DATA);
        }
        return new Tensor(array, null);
    }

    /// A list of numbers, `[n]`.
    public static Tensor of(double... values) {
        return from(values, values.length);
    }

    /// A matrix of numbers, `[rows, columns]`.
    ///
    /// @throws IllegalArgumentException if the rows differ in length
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] flat = new double[rows.length * columns];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns) {
                throw new IllegalArgumentException(
                        "of: row %s has %s numbers, row 0 has %s"
                                .formatted(r, rows[r].length, columns));
            }
            System.arraycopy(rows[r], 0, flat, r * columns, columns);
        }
        return from(flat, rows.length, columns);
    }

    /// A single number, `[]`.
    public static Tensor scalar(double value) {
        return full(value);
    }

    /// A copy of a Java array in a shape, row-major.
    ///
    /// @throws IllegalArgumentException if the shape has another number of elements
    public static Tensor from(double[] values, int... shape) {
        return from(defaultDType(), values, shape);
    }

    /// A copy of a Java array in a shape, row-major, FLOAT32.
    ///
    /// @throws IllegalArgumentException if the shape has another number of elements
    public static Tensor from(float[] values, int... shape) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return from(DType.FLOAT32, wide, shape);
    }

    /// A copy of a Java array in a shape, row-major, converted to a type.
    ///
    /// @throws IllegalArgumentException if the shape has another number of elements
    public static Tensor from(DType dtype, double[] values, int... shape) {
        return of(Create.of(values, Shape.of(shape), dtype));
    }

    /// A tensor over a native segment of the caller's, row-major from its start, without a copy. It
    /// lives as long as the segment's arena. Two tensors over the same memory are two to the tape:
    /// it does not notice when one changes what it saved of the other.
    ///
    /// @throws IllegalArgumentException if the segment is on the heap, too small or not aligned to
    ///   its elements
    public static Tensor wrap(MemorySegment segment, DType dtype, int... shape) {
        return of(Create.wrap(segment, Shape.of(shape), dtype));
    }

    /// Zeros.
    public static Tensor zeros(int... shape) {
        return zeros(defaultDType(), shape);
    }

    /// Zeros of a type.
    public static Tensor zeros(DType dtype, int... shape) {
        return of(Create.full("zeros", Shape.of(shape), dtype, 0));
    }

    /// Ones.
    public static Tensor ones(int... shape) {
        return ones(defaultDType(), shape);
    }

    /// Ones of a type.
    public static Tensor ones(DType dtype, int... shape) {
        return of(Create.full("ones", Shape.of(shape), dtype, 1));
    }

    /// One value throughout.
    public static Tensor full(double value, int... shape) {
        return full(defaultDType(), value, shape);
    }

    /// One value throughout, of a type.
    public static Tensor full(DType dtype, double value, int... shape) {
        return of(Create.full("full", Shape.of(shape), dtype, value));
    }

    /// `0, 1, …, end-1`.
    public static Tensor arange(int end) {
        return arange(defaultDType(), end);
    }

    /// `0, 1, …, end-1`, of a type.
    public static Tensor arange(DType dtype, int end) {
        return arange(dtype, 0, end, 1);
    }

    /// `start, start + step, …` up to but without `end`.
    ///
    /// @throws IllegalArgumentException if the step is 0 or leads away from the end
    public static Tensor arange(double start, double end, double step) {
        return arange(defaultDType(), start, end, step);
    }

    /// `start, start + step, …` up to but without `end`, of a type.
    ///
    /// @throws IllegalArgumentException if the step is 0 or leads away from the end
    public static Tensor arange(DType dtype, double start, double end, double step) {
        double count = Math.ceil((end - start) / step);
        if (!(count >= 0 && count <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "arange: steps of %s don't lead from %s to %s".formatted(step, start, end));
        }
        return of(Create.sequence("arange", start, step, (int) count, dtype));
    }

    /// `count` numbers at equal distance from `start` to `end`, both included.
    public static Tensor linspace(double start, double end, int count) {
        return linspace(defaultDType(), start, end, count);
    }

    /// `count` numbers at equal distance from `start` to `end`, both included, of a type.
    public static Tensor linspace(DType dtype, double start, double end, int count) {
        double step = count > 1 ? (end - start) / (count - 1) : 0;
        Tensor line = of(Create.sequence("linspace", start, step, count, dtype));
        if (count > 1) {
            // Rounding must not keep the last from being the end.
            line.array().set(end, count - 1);
        }
        return line;
    }

    /// The identity matrix `[n, n]`.
    public static Tensor eye(int n) {
        return eye(defaultDType(), n);
    }

    /// The identity matrix `[n, n]`, of a type.
    public static Tensor eye(DType dtype, int n) {
        return of(Create.eye(n, dtype));
    }

    /// Zeros of the shape and type of another tensor.
    public static Tensor zerosLike(Tensor other) {
        return fullLike(other, 0);
    }

    /// Ones of the shape and type of another tensor.
    public static Tensor onesLike(Tensor other) {
        return fullLike(other, 1);
    }

    /// One value throughout, in the shape and type of another tensor.
    public static Tensor fullLike(Tensor other, double value) {
        return full(other.dtype(), value, other.shape().toArray());
    }

    /// Uniform in `[0, 1)`, in the shape and type of another tensor.
    public static Tensor randLike(RandomGenerator random, Tensor other) {
        return rand(other.dtype(), random, other.shape().toArray());
    }

    /// Standard normal, in the shape and type of another tensor.
    public static Tensor randnLike(RandomGenerator random, Tensor other) {
        return randn(other.dtype(), random, other.shape().toArray());
    }

    /// Classes as vectors of one 1 among zeros: `[…]` gives `[…, classes]`.
    ///
    /// @throws IndexOutOfBoundsException if a class is not in `0 … classes-1`
    public static Tensor oneHot(DType dtype, Indices index, int classes) {
        int[] sizes = Arrays.copyOf(index.shape().toArray(), index.shape().rank() + 1);
        sizes[sizes.length - 1] = 1;
        Tensor one = full(dtype, 1).expand(sizes);
        Shape shape = one.shape().with(-1, classes);
        return new IndexOps.ScatterAdd(one, -1, index.reshape(sizes), shape).apply();
    }

    /// [#oneHot(DType, Indices, int)] of the default type.
    public static Tensor oneHot(Indices index, int classes) {
        return oneHot(defaultDType(), index, classes);
    }

    /// Uniform in `[0, 1)`.
    public static Tensor rand(RandomGenerator random, int... shape) {
        return uniform(random, 0, 1, shape);
    }

    /// Uniform in `[0, 1)`, of a type.
    public static Tensor rand(DType dtype, RandomGenerator random, int... shape) {
        return uniform(dtype, random, 0, 1, shape);
    }

    /// Uniform in `[low, high)`.
    public static Tensor uniform(RandomGenerator random, double low, double high, int... shape) {
        return uniform(defaultDType(), random, low, high, shape);
    }

    /// Uniform in `[low, high)`, of a type.
    public static Tensor uniform(
            DType dtype, RandomGenerator random, double low, double high, int... shape) {
        CheckpointRun.draws(random);
        return of(Create.uniform(Shape.of(shape), dtype, random, low, high));
    }

    /// Standard normal.
    public static Tensor randn(RandomGenerator random, int... shape) {
        return randn(defaultDType(), random, shape);
    }

    /// Standard normal, of a type.
    public static Tensor randn(DType dtype, RandomGenerator random, int... shape) {
        CheckpointRun.draws(random);
        return of(Create.randn(Shape.of(shape), dtype, random));
    }

    /// Places drawn by weight from the last dimension: `[…, n]` gives `[…, count]`.
    ///
    /// @param weights not negative, not all 0; they need not sum to 1
    /// @param replacement whether a place may be drawn more than once
    /// @throws IllegalArgumentException if weights are negative, not finite or all 0, or fewer are
    ///   positive than are to be drawn without replacement
    public static Indices multinomial(
            Tensor weights, int count, boolean replacement, RandomGenerator random) {
        CheckpointRun.draws(random);
        return Create.multinomial(weights.array(), count, replacement, random);
    }

    /// A sum of products over named dimensions (Einstein's notation): `"ij,jk->ik"` is a matrix
    /// product, `"bij->bji"` a transpose, `"ii"` a trace, `"...ij,...jk"` a batch of products. What
    /// the result does not name is summed; without an arrow it names, in alphabetical order, all
    /// that occur once.
    ///
    /// @throws IllegalArgumentException if the equation does not fit the tensors
    public static Tensor einsum(String equation, Tensor... operands) {
        return Einsum.of(equation, operands);
    }

    /// Tensors in sequence along a dimension. Empty vectors, `[0]`, join with tensors of any shape:
    /// what is collected piece by piece may begin with one.
    ///
    /// @throws IllegalArgumentException if there are none, or their shapes differ in another
    ///   dimension
    public static Tensor cat(int dim, Tensor... parts) {
        return new Concat.Cat(dim, parts).apply();
    }

    /// Tensors of one shape side by side along a new dimension.
    ///
    /// @throws IllegalArgumentException if there are none, or their shapes differ
    public static Tensor stack(int dim, Tensor... parts) {
        Tensor[] wider = new Tensor[parts.length];
        for (int i = 0; i < parts.length; i++) {
            wider[i] = parts[i].unsqueeze(dim);
        }
        return cat(dim, wider);
    }
}

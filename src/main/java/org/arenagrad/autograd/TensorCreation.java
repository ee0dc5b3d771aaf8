package org.arenagrad.autograd;

import org.arenagrad.array.Create;
import org.arenagrad.array.DType;
import org.arenagrad.array.NdArray;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.Role;

import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;

/// How new tensors are made: constants, sequences, random numbers, from arrays and segments, and
/// from other tensors put together. Called on [Tensor], which inherits them: `Tensor.zeros(2, 3)`.
public abstract sealed class TensorCreation permits Tensor {
    TensorCreation() {}

    /// A tensor over an array, without gradient and without a copy.
    public static Tensor of(NdArray array) {
        Buffer buffer = array.buffer();
        if (buffer.role() == Role.TEMPORARY && !buffer.isOwnedByTape()) {
            buffer.role(Role.DATA);
        }
        return new Tensor(array, null);
    }

    /// A list of numbers, `[n]` FLOAT64.
    public static Tensor of(double... values) {
        return from(values, values.length);
    }

    /// A matrix of numbers, `[rows, columns]` FLOAT64.
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

    /// A single number, `[]` FLOAT64.
    public static Tensor scalar(double value) {
        return full(value);
    }

    /// A copy of a Java array in a shape, row-major, FLOAT64.
    ///
    /// @throws IllegalArgumentException if the shape has another number of elements
    public static Tensor from(double[] values, int... shape) {
        return from(DType.FLOAT64, values, shape);
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

    /// Zeros, FLOAT64.
    public static Tensor zeros(int... shape) {
        return zeros(DType.FLOAT64, shape);
    }

    /// Zeros of a type.
    public static Tensor zeros(DType dtype, int... shape) {
        return of(Create.full("zeros", Shape.of(shape), dtype, 0));
    }

    /// Ones, FLOAT64.
    public static Tensor ones(int... shape) {
        return ones(DType.FLOAT64, shape);
    }

    /// Ones of a type.
    public static Tensor ones(DType dtype, int... shape) {
        return of(Create.full("ones", Shape.of(shape), dtype, 1));
    }

    /// One value throughout, FLOAT64.
    public static Tensor full(double value, int... shape) {
        return full(DType.FLOAT64, value, shape);
    }

    /// One value throughout, of a type.
    public static Tensor full(DType dtype, double value, int... shape) {
        return of(Create.full("full", Shape.of(shape), dtype, value));
    }

    /// `0, 1, …, end-1`, FLOAT64.
    public static Tensor arange(int end) {
        return arange(0, end, 1);
    }

    /// `start, start + step, …` up to but without `end`, FLOAT64.
    ///
    /// @throws IllegalArgumentException if the step is 0 or leads away from the end
    public static Tensor arange(double start, double end, double step) {
        double count = Math.ceil((end - start) / step);
        if (!(count >= 0 && count <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "arange: steps of %s don't lead from %s to %s".formatted(step, start, end));
        }
        return of(Create.sequence("arange", start, step, (int) count, DType.FLOAT64));
    }

    /// `count` numbers at equal distance from `start` to `end`, both included, FLOAT64.
    public static Tensor linspace(double start, double end, int count) {
        double step = count > 1 ? (end - start) / (count - 1) : 0;
        Tensor line = of(Create.sequence("linspace", start, step, count, DType.FLOAT64));
        if (count > 1) {
            // Rounding must not keep the last from being the end.
            line.array().set(end, count - 1);
        }
        return line;
    }

    /// The identity matrix `[n, n]`, FLOAT64.
    public static Tensor eye(int n) {
        return of(Create.eye(n, DType.FLOAT64));
    }

    /// Uniform in `[0, 1)`, FLOAT64.
    public static Tensor rand(RandomGenerator random, int... shape) {
        return uniform(random, 0, 1, shape);
    }

    /// Uniform in `[low, high)`, FLOAT64.
    public static Tensor uniform(RandomGenerator random, double low, double high, int... shape) {
        return uniform(random, low, high, DType.FLOAT64, shape);
    }

    /// Uniform in `[low, high)`, of a type.
    public static Tensor uniform(
            RandomGenerator random, double low, double high, DType dtype, int... shape) {
        CheckpointRun.draws(random);
        return of(Create.uniform(Shape.of(shape), dtype, random, low, high));
    }

    /// Standard normal, FLOAT64.
    public static Tensor randn(RandomGenerator random, int... shape) {
        return randn(random, DType.FLOAT64, shape);
    }

    /// Standard normal, of a type.
    public static Tensor randn(RandomGenerator random, DType dtype, int... shape) {
        CheckpointRun.draws(random);
        return of(Create.randn(Shape.of(shape), dtype, random));
    }

    /// Tensors one behind the other along a dimension. Empty vectors, `[0]`, join with tensors of
    /// any shape: what is collected piece by piece may begin with one.
    ///
    /// @throws IllegalArgumentException if there are none, or their shapes differ in another
    ///   dimension
    public static Tensor cat(int dim, Tensor... parts) {
        return new Joining.Cat(dim, parts).apply();
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

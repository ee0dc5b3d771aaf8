package org.arenagrad.ndarray;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Layout;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Buffer;
import org.arenagrad.memory.FileMemory;
import org.arenagrad.memory.Scope;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// New arrays: constants, sequences, random numbers, copies of Java arrays, and windows on segments
/// of the user's.
public final class Create {
    // Buffers are counted by int, segments by long; and between two pieces a thread can be
    // interrupted.
    private static final long LONGEST_PIECE = 1 << 22;

    private Create() {}

    /// Every element the same.
    public static NdArray full(String operation, Shape shape, DType dtype, double value) {
        return NdArray.empty(operation, shape, dtype).fill(value);
    }

    /// Zeros that live as long as `other`, in its scope: what belongs to a value that outlives the
    /// step, its gradient or an optimizer's state for it.
    public static NdArray zerosBeside(NdArray other, String operation) {
        return zerosBeside(other, other.shape(), operation);
    }

    /// Zeros of a shape of their own that live as long as `other`.
    public static NdArray zerosBeside(NdArray other, Shape shape, String operation) {
        long bytes = shape.elements() * other.dtype().bytes();
        Scope scope = other.buffer().scope();
        Buffer buffer =
                scope == null
                        ? Buffer.managed(bytes, operation, shape)
                        : scope.allocate(bytes, operation, shape);
        return new NdArray(buffer, other.dtype(), Layout.contiguous(shape)).fill(0);
    }

    /// A contiguous copy in a scope of the caller's choice.
    public static NdArray copy(NdArray x, Scope scope) {
        Buffer buffer = scope.allocate(x.shape().elements() * x.dtype().bytes(), "copy", x.shape());
        return new NdArray(buffer, x.dtype(), Layout.contiguous(x.shape())).copyFrom(x);
    }

    /// A contiguous copy that any thread may use; the garbage collector ends it.
    public static NdArray shared(NdArray x) {
        Buffer buffer =
                Buffer.managed(x.shape().elements() * x.dtype().bytes(), "share", x.shape());
        return new NdArray(buffer, x.dtype(), Layout.contiguous(x.shape())).copyFrom(x);
    }

    /// `start, start + step, …`, `count` of them.
    public static NdArray sequence(
            String operation, double start, double step, int count, DType dtype) {
        NdArray out = NdArray.empty(operation, Shape.of(count), dtype);
        if (out.buffer().isDry()) {
            return out;
        }
        MemorySegment segment = out.segment();
        for (int i = 0; i < count; i++) {
            dtype.set(segment, i, start + i * step);
        }
        return out;
    }

    /// Ones on the diagonal of a matrix `[n, n]`, zeros elsewhere.
    public static NdArray eye(int n, DType dtype) {
        NdArray out = full("eye", Shape.of(n, n), dtype, 0);
        // The diagonal is a view too: every (n+1)-th element.
        Layout diagonal = Layout.of(Shape.of(n), new long[] {n + 1L}, 0);
        new NdArray(out.buffer(), dtype, diagonal).fill(1);
        return out;
    }

    /// Uniform in `[low, high)`.
    public static NdArray uniform(
            Shape shape, DType dtype, RandomGenerator random, double low, double high) {
        NdArray out = NdArray.empty("uniform", shape, dtype);
        if (out.buffer().isDry()) {
            return out;
        }
        MemorySegment segment = out.segment();
        for (long i = 0; i < shape.elements(); i++) {
            dtype.set(segment, i, low + (high - low) * random.nextDouble());
        }
        return out;
    }

    /// `value` with a given probability, else 0: a mask that also scales.
    public static NdArray bernoulli(
            Shape shape, DType dtype, RandomGenerator random, double probability, double value) {
        NdArray out = NdArray.empty("bernoulli", shape, dtype);
        if (out.buffer().isDry()) {
            return out;
        }
        MemorySegment segment = out.segment();
        for (long i = 0; i < shape.elements(); i++) {
            dtype.set(segment, i, random.nextDouble() < probability ? value : 0);
        }
        return out;
    }

    /// Normally distributed with mean 0 and standard deviation 1.
    public static NdArray randn(Shape shape, DType dtype, RandomGenerator random) {
        NdArray out = NdArray.empty("randn", shape, dtype);
        if (out.buffer().isDry()) {
            return out;
        }
        MemorySegment segment = out.segment();
        for (long i = 0; i < shape.elements(); i++) {
            dtype.set(segment, i, random.nextGaussian());
        }
        return out;
    }

    /// Places drawn by weight from the last dimension, see [org.arenagrad.autograd.Tensor]. In a
    /// dry run the first.
    public static Indices multinomial(
            NdArray weights, int count, boolean replacement, RandomGenerator random) {
        int n = weights.shape().rank() == 0 ? 0 : weights.shape().size(-1);
        if (n == 0 || count < 1) {
            throw new IllegalArgumentException(
                    "multinomial: %s draws from %s: there must be at least one of each"
                            .formatted(count, weights));
        }
        Shape shape = weights.shape().with(-1, count);
        double[] all = weights.buffer().isDry() ? new double[0] : weights.toArray();
        int[] drawn = new int[Math.toIntExact(shape.elements())];
        for (int line = 0; line * n < all.length; line++) {
            double[] left = Arrays.copyOfRange(all, line * n, (line + 1) * n);
            for (int i = 0; i < count; i++) {
                int place = draw(left, weights, random);
                drawn[line * count + i] = place;
                left[place] = replacement ? left[place] : 0;
            }
        }
        return Indices.of(shape, drawn);
    }

    private static int draw(double[] weights, NdArray from, RandomGenerator random) {
        double sum = 0;
        for (double weight : weights) {
            // Not "< 0": NaN must fail.
            sum = weight >= 0 ? sum + weight : Double.NaN;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "multinomial: the weights of %s must be finite and not negative, and as many positive as are drawn"
                            .formatted(from));
        }
        double rest = random.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                rest -= weights[i];
                if (rest < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /// A copy of a Java array in a shape, row-major.
    ///
    /// @throws IllegalArgumentException if the lengths differ
    public static NdArray of(double[] values, Shape shape, DType dtype) {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(
                    "of: shape %s takes %s values, not %s"
                            .formatted(shape, shape.elements(), values.length));
        }
        NdArray out = NdArray.empty("tensor", shape, dtype);
        if (out.buffer().isDry()) {
            return out;
        }
        MemorySegment segment = out.segment();
        for (int i = 0; i < values.length; i++) {
            dtype.set(segment, i, values[i]);
        }
        return out;
    }

    /// An array of the next bytes of a channel, row-major, in the byte order of this machine. In a
    /// dry run nothing is read.
    ///
    /// @throws EOFException if the channel ends before
    /// @throws IOException if it can't be read; no array is left behind then
    public static NdArray read(ReadableByteChannel in, Shape shape, DType dtype)
            throws IOException {
        NdArray out = NdArray.empty("read", shape, dtype);
        if (out.buffer().isDry()) {
            return out;
        }
        boolean whole = false;
        try {
            long length = out.buffer().byteSize();
            for (long at = 0; at < length; at += LONGEST_PIECE) {
                long piece = Math.min(LONGEST_PIECE, length - at);
                fill(out.segment().asSlice(at, piece).asByteBuffer(), in);
            }
            whole = true;
            return out;
        } finally {
            if (!whole) {
                out.buffer().close();
            }
        }
    }

    private static void fill(ByteBuffer memory, ReadableByteChannel in) throws IOException {
        while (memory.hasRemaining()) {
            if (in.read(memory) < 0) {
                throw new EOFException("it ends in the middle of its elements");
            }
        }
    }

    /// An array that lies in a file, row-major, without a copy: see [FileMemory#map] for when that
    /// can end the process. Elements are in the byte order of this machine and aligned to their
    /// size.
    ///
    /// @param offset of the first byte in the file
    /// @throws IOException if the system refuses
    public static NdArray map(FileChannel file, long offset, Shape shape, DType dtype)
            throws IOException {
        long bytes = shape.elements() * dtype.bytes();
        Buffer buffer = FileMemory.map(file, offset, bytes, "map", shape);
        return new NdArray(buffer, dtype, Layout.contiguous(shape));
    }

    /// A window on a native segment of the caller's, row-major from its start, without a copy. It
    /// lives as long as the segment's own arena.
    ///
    /// @throws IllegalArgumentException if the segment is on the heap, too small, or not aligned to
    ///   its elements
    public static NdArray wrap(MemorySegment segment, Shape shape, DType dtype) {
        long bytes = shape.elements() * dtype.bytes();
        if (segment.byteSize() < bytes) {
            throw new IllegalArgumentException(
                    "wrap: shape %s of %s takes %s bytes, the segment has %s"
                            .formatted(shape, dtype, bytes, segment.byteSize()));
        }
        Buffer buffer = Buffer.borrow(segment, shape);
        if (segment.address() % dtype.bytes() != 0) {
            throw new IllegalArgumentException(
                    """
                    wrap: the segment begins at address %s, %s elements must be aligned to %s \
                    bytes: copy it instead\
                    """
                            .formatted(segment.address(), dtype, dtype.bytes()));
        }
        return new NdArray(buffer, dtype, Layout.contiguous(shape));
    }
}

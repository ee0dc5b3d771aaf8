package org.arenagrad.io;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.arenagrad.ndarray.Create;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.util.List;

/// The elements of one tensor between memory and a file.
final class Elements {
    /// No more dimensions than NumPy has; what claims to have more is no array.
    static final int MOST_DIMENSIONS = 64;

    private static final int CHUNK = 1 << 16;

    // Buffers are counted by int, segments by long.
    private static final long LARGEST_BUFFER = 1 << 30;

    private Elements() {}

    /// How elements lie in a file.
    ///
    /// @param type of each
    /// @param order of the bytes in each
    record Format(ElementType type, ByteOrder order) {
        /// Whether the bytes are those of a tensor on this machine.
        boolean isNative(DType dtype) {
            return type.is(dtype) && order == ByteOrder.nativeOrder();
        }
    }

    /// The bytes of an array of that many elements; -1 if that is more than a `long` holds, or if
    /// they fill no whole number of bytes.
    static long bytes(List<Long> shape, ElementType type) {
        long bits = type.bits();
        for (long size : shape) {
            if (size == 0) {
                return 0;
            }
        }
        for (long size : shape) {
            if (size < 0 || size > Long.MAX_VALUE / bits) {
                return -1;
            }
            bits *= size;
        }
        return bits % 8 == 0 ? bits / 8 : -1;
    }

    /// As a shape of this framework, whose sizes are ints.
    ///
    /// @throws ArithmeticException if one is larger
    static Shape shape(List<Long> sizes) {
        return Shape.of(sizes.stream().mapToInt(Math::toIntExact).toArray());
    }

    /// A tensor of elements in a file, in a copy. The file is still the one that was opened when it
    /// is done.
    ///
    /// @throws FileSystemException if it is not
    static Tensor read(InputFile file, long offset, Format format, Shape shape, DType dtype)
            throws IOException {
        file.requireUnchanged();
        Tensor read;
        try {
            read = copy(file.position(offset), format, shape, dtype);
        } catch (EOFException shorter) {
            file.requireUnchanged();
            throw shorter;
        }
        boolean sound = false;
        try {
            file.requireUnchanged();
            sound = true;
            return read;
        } finally {
            if (!sound) {
                read.close();
            }
        }
    }

    /// A tensor that lies in a file: see [org.arenagrad.memory.FileMemory#map].
    ///
    /// @param what it is, for messages
    /// @throws FileFormatException if its bytes are not those of a tensor
    static Tensor map(InputFile file, long offset, Format format, Shape shape, String what)
            throws IOException {
        DType dtype = format.type.natural();
        if (dtype == null || !format.isNative(dtype)) {
            throw new FileFormatException(
                    file.path(),
                    "%s is of type %s (%s), whose bytes are not those of a tensor here, so it can't be mapped: read a copy instead"
                            .formatted(what, format.type, format.order));
        }
        if (offset % dtype.bytes() != 0) {
            throw new FileFormatException(
                    file.path(),
                    "%s begins at byte %s, which is not aligned to its elements of %s bytes, so it can't be mapped: read a copy instead"
                            .formatted(what, offset, dtype.bytes()));
        }
        return Tensor.of(file.map(offset, shape, dtype));
    }

    /// A tensor of the next elements of a channel: as they are, or converted. In a dry run nothing
    /// is read.
    ///
    /// @throws EOFException if the channel ends before
    static Tensor copy(ReadableByteChannel in, Format format, Shape shape, DType dtype)
            throws IOException {
        return format.isNative(dtype)
                ? Tensor.of(Create.read(in, shape, dtype))
                : converted(in, format, shape, dtype);
    }

    private static Tensor converted(ReadableByteChannel in, Format format, Shape shape, DType dtype)
            throws IOException {
        Tensor out = Tensor.zeros(dtype, shape.toArray());
        boolean whole = out.array().buffer().isDry();
        try {
            if (!whole) {
                convert(in, format, shape.elements(), out);
            }
            whole = true;
            return out;
        } finally {
            if (!whole) {
                out.close();
            }
        }
    }

    private static void convert(ReadableByteChannel in, Format format, long elements, Tensor out)
            throws IOException {
        MemorySegment memory = out.segment();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(format.order).limit(0);
        int width = format.type.bits() / 8;
        for (long i = 0; i < elements; i++) {
            if (!bytes.hasRemaining()) {
                long left = (elements - i) * width;
                fill(bytes, in, (int) Math.min(CHUNK, left));
            }
            double value = format.type.next(bytes);
            if (out.dtype() == DType.FLOAT64) {
                memory.setAtIndex(JAVA_DOUBLE, i, value);
            } else {
                memory.setAtIndex(JAVA_FLOAT, i, (float) value);
            }
        }
    }

    private static void fill(ByteBuffer bytes, ReadableByteChannel in, int count)
            throws IOException {
        bytes.clear().limit(count);
        while (bytes.hasRemaining()) {
            if (in.read(bytes) < 0) {
                throw new EOFException("it ends in the middle of its elements");
            }
        }
        bytes.flip();
    }

    /// Writes all elements, row-major and little-endian.
    static void write(Tensor tensor, WritableByteChannel out) throws IOException {
        try (Scope _ = Scope.open("write");
                var _ = Autograd.noGrad()) {
            var array = tensor.array().contiguous();
            long from = array.offset() * array.dtype().bytes();
            long length = array.shape().elements() * array.dtype().bytes();
            MemorySegment memory = array.buffer().segment().asSlice(from, length);
            for (long at = 0; at < length; at += LARGEST_BUFFER) {
                long some = Math.min(LARGEST_BUFFER, length - at);
                ByteBuffer bytes = memory.asSlice(at, some).asByteBuffer();
                writeLittleEndian(bytes.order(ByteOrder.nativeOrder()), array.dtype(), out);
            }
        }
    }

    /// @param bytes elements in the order that the buffer has
    static void writeLittleEndian(ByteBuffer bytes, DType dtype, WritableByteChannel out)
            throws IOException {
        if (bytes.order() == ByteOrder.LITTLE_ENDIAN) {
            writeAll(bytes, out);
            return;
        }
        ByteBuffer turned = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            turned.clear();
            while (turned.hasRemaining() && bytes.hasRemaining()) {
                if (dtype == DType.FLOAT64) {
                    turned.putLong(bytes.getLong());
                } else {
                    turned.putInt(bytes.getInt());
                }
            }
            writeAll(turned.flip(), out);
        }
    }

    /// Writes all that remains in a buffer: one call of a channel may write less.
    static void writeAll(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}

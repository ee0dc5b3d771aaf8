package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.ndarray.NdArray;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// NumPy's files of one array, `.npy`: what `np.save` writes and `np.load` reads.
///
/// ```java
/// Npy.write(path, predictions);
/// Tensor labels = Npy.read(path, DType.FLOAT32);
/// ```
///
/// Versions 1.0 to 3.0; float64, float32 and float16 of either byte order, and, when asked for in
/// the type of a tensor, integers and truth values. An array in Fortran's order is brought into
/// that of C's. Arrays are copied, unless [#map] is asked not to.
public final class Npy {
    private Npy() {}

    /// The array of a file, in the type it has there (float16 becomes FLOAT32).
    ///
    /// @throws FileFormatException if it is not a file of NumPy's, a damaged one, or of a type that
    ///   is not read, or not without being asked for
    /// @throws IOException if it can't be read
    public static Tensor read(Path path) throws IOException {
        return readAs(path, null);
    }

    /// The array of a file in a type of choice; what does not fit it is rounded.
    ///
    /// @throws FileFormatException if it is not a file of NumPy's, a damaged one, or of a type that
    ///   is not read
    /// @throws IOException if it can't be read
    public static Tensor read(Path path, DType dtype) throws IOException {
        return readAs(path, dtype);
    }

    /// The array of a file, mapped instead of copied: see [SafeTensors#map(String)] for what that
    /// saves and what it risks.
    ///
    /// @throws FileFormatException if it is not a file of NumPy's, a damaged one, or one that can't
    ///   be mapped: in Fortran's order, or of elements other than float64 and float32 in the byte
    ///   order of this machine
    /// @throws IOException if it can't be read
    public static Tensor map(Path path) throws IOException {
        try (InputFile file = new InputFile(path)) {
            NpyHeader header = header(file);
            if (header.fortranOrder() && header.shape().size() > 1) {
                throw new NpyHeader.WrongException(
                        "is in Fortran's order, so it can't be mapped: read a copy instead");
            }
            return Elements.map(
                    file, header.length(), header.format(), stored(header), "its array");
        } catch (NpyHeader.WrongException wrong) {
            throw new FileFormatException(path, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Tensor readAs(Path path, @Nullable DType dtype) throws IOException {
        try (InputFile file = new InputFile(path)) {
            return readAs(file, dtype);
        }
    }

    static Tensor readAs(InputFile file, @Nullable DType dtype) throws IOException {
        try {
            NpyHeader header = header(file);
            DType type = type(header, dtype);
            Tensor inFileOrder =
                    Elements.read(file, header.length(), header.format(), stored(header), type);
            return rowMajor(header, inFileOrder);
        } catch (NpyHeader.WrongException | EOFException wrong) {
            throw new FileFormatException(file.path(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /// The header, once it is known that the elements are all there, and nothing else.
    private static NpyHeader header(InputFile file) throws IOException {
        NpyHeader header = NpyHeader.read(file);
        long there = file.size() - header.length();
        if (header.bytes() != there) {
            throw new NpyHeader.WrongException(
                    "holds %s bytes of elements, but %s %s take %s: it is cut off, or more was written behind"
                            .formatted(there, header.type(), header.shape(), header.bytes()));
        }
        return header;
    }

    /// The elements that follow a header in a stream.
    static Tensor copy(ReadableByteChannel in, NpyHeader header, @Nullable DType dtype)
            throws IOException {
        DType type = type(header, dtype);
        return rowMajor(header, Elements.copy(in, header.format(), stored(header), type));
    }

    private static DType type(NpyHeader header, @Nullable DType wanted)
            throws NpyHeader.WrongException {
        DType natural = header.format().type().natural();
        if (wanted != null) {
            return wanted;
        }
        if (natural == null) {
            throw new NpyHeader.WrongException(
                    "is of type '%s', which no tensor here has: name a type to convert it to"
                            .formatted(header.type()));
        }
        return natural;
    }

    /// The shape that has the elements of the file in row-major order.
    private static Shape stored(NpyHeader header) throws NpyHeader.WrongException {
        try {
            var sizes = header.shape();
            return Elements.shape(header.fortranOrder() ? sizes.reversed() : sizes);
        } catch (ArithmeticException tooLarge) {
            NpyHeader.WrongException wrong =
                    new NpyHeader.WrongException(
                            "its shape %s is too large for a tensor".formatted(header.shape()));
            wrong.initCause(tooLarge);
            throw wrong;
        }
    }

    private static Tensor rowMajor(NpyHeader header, Tensor stored) {
        int rank = stored.shape().rank();
        if (!header.fortranOrder() || rank < 2) {
            return stored;
        }
        int[] backwards = new int[rank];
        for (int d = 0; d < rank; d++) {
            backwards[d] = rank - 1 - d;
        }
        try (stored) {
            NdArray view = stored.array().permute(backwards);
            return Tensor.of(view.copy("read"));
        }
    }

    /// Writes a file of one array, atomically: see [AtomicFile#write].
    ///
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void write(Path path, Tensor tensor) throws IOException {
        AtomicFile.write(path, file -> write(tensor, file));
    }

    static void write(Tensor tensor, WritableByteChannel out) throws IOException {
        String type = NpyType.of(ElementType.of(tensor.dtype()));
        byte[] header = NpyHeader.write(type, tensor.shape().toArray());
        Elements.writeAll(ByteBuffer.wrap(header), out);
        Elements.write(tensor, out);
    }
}

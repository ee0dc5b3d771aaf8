package org.arenagrad.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;

/// A file in IDX format: what its header says, once it is known that the rest is as long as that.
///
/// The header is four bytes (two zeros, the element type, the number of dimensions) and the size of
/// each dimension; elements follow, row-major (Y. LeCun, C. Cortes, C. Burges: *The MNIST database
/// of handwritten digits*, 1998).
///
/// A compressed file is read twice: once to see how long it is, which takes no memory, and once for
/// its elements, into memory that is then known to be needed. It is not unpacked at all if it is
/// too small for what its header declares.
///
/// @param file where it lies
/// @param compressed whether it is packed with gzip
/// @param type the type of its elements
/// @param shape the sizes of its dimensions
record IdxFile(Path file, boolean compressed, IdxType type, Shape shape) {
    private static final int MAGIC_BYTES = 4;

    /// No deflated byte holds more: 258 bytes in two bits (RFC 1951; zlib's documentation).
    private static final long LARGEST_RATIO = 1032;

    /// Pictures become some five times smaller when they are packed, empty ones a thousand times.
    private static final int LARGEST_REAL_RATIO = 100;

    /// What a file may unpack to even if it is empty pictures.
    private static final long HARMLESS = 1 << 26;

    private static final int CHUNK = 1 << 16;

    /// Looks at a file.
    ///
    /// @throws MalformedDataException if it is not in this format, or not as long as its header
    ///   says
    static IdxFile open(Path file) throws IOException {
        boolean compressed = DataFile.isCompressed(file);
        try (InputStream bytes = compressed ? DataFile.unpack(file) : DataFile.open(file)) {
            IdxFile opened = header(file, compressed, bytes);
            opened.requireLength(bytes);
            return opened;
        } catch (ZipException | EOFException damaged) {
            throw damaged(file, damaged);
        }
    }

    private static IdxFile header(Path file, boolean compressed, InputStream bytes)
            throws IOException {
        ByteBuffer magic = headerBytes(file, bytes, MAGIC_BYTES);
        int zeros = magic.getShort();
        int code = magic.get();
        int rank = Byte.toUnsignedInt(magic.get());
        IdxType type = IdxType.of(code);
        if (zeros != 0 || type == null) {
            throw new MalformedDataException(
                    file,
                    "is not an IDX file: it begins with bytes %08x, not with 0000, a type from 08 to 0e and the number of dimensions"
                            .formatted(magic.getInt(0)));
        }
        ByteBuffer stored = headerBytes(file, bytes, rank * Integer.BYTES);
        int[] sizes = new int[rank];
        for (int dim = 0; dim < rank; dim++) {
            sizes[dim] = stored.getInt();
            if (sizes[dim] < 0) {
                throw new MalformedDataException(
                        file,
                        "dimension %s has size %s, larger than 2,147,483,647"
                                .formatted(dim, Integer.toUnsignedString(sizes[dim])));
            }
        }
        try {
            return new IdxFile(file, compressed, type, Shape.of(sizes));
        } catch (ArithmeticException tooMany) {
            throw new MalformedDataException(file, String.valueOf(tooMany.getMessage()), tooMany);
        }
    }

    private static ByteBuffer headerBytes(Path file, InputStream bytes, int count)
            throws IOException {
        byte[] read = bytes.readNBytes(count);
        if (read.length < count) {
            throw new MalformedDataException(file, "ends within its header");
        }
        return ByteBuffer.wrap(read);
    }

    /// The bytes of all elements: below 2⁶³, which [Shape] sees to.
    private long elementBytes() {
        return shape.elements() * type.bytes();
    }

    private long headerBytes() {
        return MAGIC_BYTES + (long) shape.rank() * Integer.BYTES;
    }

    /// Makes sure that the elements are all there, and nothing else.
    private void requireLength(InputStream afterHeader) throws IOException {
        long stored = Files.size(file);
        long found;
        if (compressed) {
            requirePlausible(stored);
            found = countUpToOneMore(afterHeader);
        } else {
            found = stored - headerBytes();
        }
        if (found < elementBytes()) {
            throw wrong(
                    String.format(
                            Locale.ROOT,
                            "ends after %,d of the %,d bytes that its header declares",
                            found,
                            elementBytes()));
        }
        if (found > elementBytes()) {
            throw wrong(
                    String.format(
                            Locale.ROOT,
                            compressed
                                    ? "goes on beyond the %2$,d bytes that its header declares"
                                    : "has %,d bytes instead of the %,d that its header declares",
                            found,
                            elementBytes()));
        }
    }

    /// Before anything is unpacked: a small file may not make us go through gigabytes.
    private void requirePlausible(long packed) throws MalformedDataException {
        long declared = headerBytes() + elementBytes();
        if (declared / LARGEST_RATIO > packed) {
            throw wrong(
                    String.format(
                            Locale.ROOT,
                            "has %,d bytes, which can't unpack to the %,d that its header declares:"
                                    + " it is damaged, or cut off. Get it again",
                            packed,
                            declared));
        }
        if (declared > HARMLESS && declared / LARGEST_REAL_RATIO > packed) {
            throw wrong(
                    String.format(
                            Locale.ROOT,
                            "has %,d bytes and would unpack to the %,d that its header declares,"
                                + " more than %d times as many, which real data hardly does. If it"
                                + " is what you want, unpack it with gunzip and read that",
                            packed,
                            declared,
                            LARGEST_REAL_RATIO));
        }
    }

    private long countUpToOneMore(InputStream afterHeader) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long most = elementBytes() + 1;
        long found = 0;
        int count;
        while (found < most
                && (count = afterHeader.read(chunk, 0, (int) Math.min(CHUNK, most - found))) > 0) {
            found += count;
        }
        return found;
    }

    private MalformedDataException wrong(String what) {
        return new MalformedDataException(file, "%s (%s)".formatted(what, describe()));
    }

    /// What it holds, for messages.
    String describe() {
        return "%s of type %s".formatted(shape, type.name().toLowerCase(Locale.ROOT));
    }

    private static MalformedDataException damaged(Path file, IOException cause) {
        return new MalformedDataException(
                file, "its compression is damaged: " + cause.getMessage(), cause);
    }

    /// The elements, each multiplied, in the innermost scope.
    ///
    /// @param shape of as many elements
    Tensor tensor(DType dtype, Shape shape, double factor) throws IOException {
        Filling filling = new Filling(dtype, shape);
        each((at, value) -> filling.set(at, value * factor));
        return filling.tensor();
    }

    /// Takes an element.
    interface Sink {
        /// Takes the next one.
        ///
        /// @param at its position, row-major
        void accept(long at, double value) throws IOException;
    }

    /// Goes through all elements.
    ///
    /// @throws MalformedDataException if the file is no longer what it was when it was opened
    void each(Sink sink) throws IOException {
        try (InputStream bytes = compressed ? DataFile.unpack(file) : DataFile.open(file)) {
            if (!header(file, compressed, bytes).equals(this)) {
                throw new EOFException("has another header than before");
            }
            byte[] chunk = new byte[CHUNK];
            int perChunk = chunk.length / type.bytes();
            for (long at = 0; at < shape.elements(); at += perChunk) {
                int count = (int) Math.min(perChunk, shape.elements() - at);
                if (bytes.readNBytes(chunk, 0, count * type.bytes()) < count * type.bytes()) {
                    throw new EOFException("is shorter than before");
                }
                ByteBuffer elements = ByteBuffer.wrap(chunk);
                for (int i = 0; i < count; i++) {
                    sink.accept(at + i, type.get(elements));
                }
            }
            if (bytes.read() >= 0) {
                throw new EOFException("is longer than before");
            }
        } catch (ZipException | EOFException damaged) {
            throw new MalformedDataException(
                    file,
                    "changed while it was read: read it again when the writer is done",
                    damaged);
        }
    }
}

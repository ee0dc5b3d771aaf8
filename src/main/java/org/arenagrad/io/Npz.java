package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// NumPy's files of several arrays, `.npz`: a zip archive of [Npy] files, as `np.savez` and
/// `np.savez_compressed` write it and `np.load` reads it.
///
/// ```java
/// Npz.write(path, Map.of("x", x, "y", y));
/// try (var file = Npz.open(path)) {
///     Tensor labels = file.tensor("y", DType.FLOAT64);
/// }
/// ```
///
/// Arrays are copied. Names are only names, nothing is ever unpacked to the disk. No more is
/// inflated than an array declares, and no array may declare more than its compressed bytes can
/// hold. What does not end in `.npy` is passed over.
public final class Npz implements AutoCloseable {
    static final String ENDING = ".npy";

    /// No deflated byte holds more: 258 bytes in two bits (RFC 1951; zlib's documentation).
    private static final long LARGEST_RATIO = 1032;

    private final Path path;
    private final FileStamp opened;
    private final ZipFile zip;
    private final SequencedMap<String, ZipEntry> arrays = new LinkedHashMap<>();

    private Npz(Path path, FileStamp opened, ZipFile zip) {
        this.path = path;
        this.opened = opened;
        this.zip = zip;
    }

    /// Opens an archive and checks its directory; of the arrays nothing is read yet.
    ///
    /// @throws FileFormatException if it is not a zip archive, or a damaged one
    /// @throws IOException if it can't be read
    public static Npz open(Path path) throws IOException {
        InputFile.requireReadable(path);
        FileStamp opened = FileStamp.of(path);
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException wrong) {
            throw new FileFormatException(
                    path, "is not a zip archive, or a damaged one: " + wrong.getMessage(), wrong);
        }
        Npz file = new Npz(path, opened, zip);
        boolean sound = false;
        try {
            file.readDirectory();
            sound = true;
            return file;
        } finally {
            if (!sound) {
                zip.close();
            }
        }
    }

    private void readDirectory() throws IOException {
        long packed = 0;
        long size = Files.size(path);
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            packed += Math.clamp(entry.getCompressedSize(), 0, size + 1);
            if (packed > size) {
                throw new FileFormatException(
                        path,
                        "its entries are larger than itself, or overlap (at '%s')"
                                .formatted(Json.shortened(name)));
            }
            if (name.endsWith(ENDING)) {
                String bare = name.substring(0, name.length() - ENDING.length());
                if (arrays.put(bare, entry) != null) {
                    throw new FileFormatException(
                            path, "holds two arrays called '%s'".formatted(Json.shortened(bare)));
                }
            }
        }
    }

    /// All arrays of a file, see [#tensor(String)].
    ///
    /// @throws FileFormatException if it is not a zip archive, or a damaged one, or an array is of
    ///   a type that is not read without being asked for
    /// @throws IOException if it can't be read
    public static SequencedMap<String, Tensor> read(Path path) throws IOException {
        try (Npz file = open(path)) {
            SequencedMap<String, Tensor> all = new LinkedHashMap<>();
            for (String name : file.names()) {
                all.put(name, file.tensor(name));
            }
            return all;
        }
    }

    /// The names of the arrays, without `.npy`, in the order of the archive.
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    /// An array in the type it has in the file (float16 becomes FLOAT32).
    ///
    /// @throws IllegalArgumentException if there is no such array
    /// @throws FileFormatException if it is damaged, or of a type that is not read, or not without
    ///   being asked for
    public Tensor tensor(String name) throws IOException {
        return tensorAs(name, null);
    }

    /// An array in a type of choice; what does not fit it is rounded.
    ///
    /// @throws IllegalArgumentException if there is no such array
    /// @throws FileFormatException if it is damaged, or of a type that is not read
    public Tensor tensor(String name, DType dtype) throws IOException {
        return tensorAs(name, dtype);
    }

    private Tensor tensorAs(String name, @Nullable DType dtype) throws IOException {
        ZipEntry entry = arrays.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "%s: there is no array '%s'. There are %s"
                            .formatted(path, name, Names.some(names())));
        }
        opened.requireUnchanged();
        Tensor tensor = null;
        boolean sound = false;
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            ReadableByteChannel channel = Channels.newChannel(in);
            NpyHeader header = NpyHeader.read(channel);
            requireRoom(entry, header);
            tensor = Npy.copy(channel, header, dtype).named(name);
            if (!tensor.array().buffer().isDry()) {
                requireEnd(in, checksum, entry);
            }
            opened.requireUnchanged();
            sound = true;
            return tensor;
        } catch (NpyHeader.WrongException | EOFException | ZipException wrong) {
            opened.requireUnchanged();
            throw new FileFormatException(
                    path,
                    "array '%s': %s".formatted(Json.shortened(name), wrong.getMessage()),
                    wrong);
        } finally {
            if (tensor != null && !sound) {
                tensor.close();
            }
        }
    }

    private static void requireEnd(InputStream in, CRC32 checksum, ZipEntry entry)
            throws IOException {
        if (in.read() >= 0) {
            throw new ZipException("more follows its elements");
        }
        if (checksum.getValue() != entry.getCrc()) {
            throw new ZipException("its checksum is not the one in the archive: it is damaged");
        }
    }

    /// Before anything is allocated for an array: its compressed bytes must be able to hold it.
    private static void requireRoom(ZipEntry entry, NpyHeader header) throws IOException {
        long declared = header.bytes();
        long most =
                entry.getMethod() == ZipEntry.STORED
                        ? entry.getCompressedSize()
                        : entry.getCompressedSize() * LARGEST_RATIO;
        if (declared > most - header.length() || declared != entry.getSize() - header.length()) {
            throw new NpyHeader.WrongException(
                    "%s %s take %s bytes, but the archive holds %s of them in %s"
                            .formatted(
                                    header.type(),
                                    header.shape(),
                                    declared,
                                    entry.getSize() - header.length(),
                                    entry.getCompressedSize()));
        }
    }

    /// Closes the file. Tensors read from it live on.
    @Override
    public void close() throws IOException {
        zip.close();
    }

    /// Writes an archive of arrays as they are, like `np.savez`, atomically: see
    /// [AtomicFile#write].
    ///
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void write(Path path, Map<String, Tensor> tensors) throws IOException {
        NpzWriter.write(path, tensors, ZipEntry.STORED);
    }

    /// Writes an archive of compressed arrays, like `np.savez_compressed`, atomically: see
    /// [AtomicFile#write].
    ///
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void writeCompressed(Path path, Map<String, Tensor> tensors) throws IOException {
        NpzWriter.write(path, tensors, ZipEntry.DEFLATED);
    }
}

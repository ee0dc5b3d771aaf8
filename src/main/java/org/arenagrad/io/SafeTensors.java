package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Files of named tensors that PyTorch, Hugging Face and many others read and write: safetensors
/// (its [specification](https://github.com/huggingface/safetensors#format)).
///
/// ```java
/// SafeTensors.write(path, model.namedParameters(), Map.of("epoch", "3"));
/// …
/// try (var file = SafeTensors.open(path)) {
///     Tensor weight = file.tensor("0.weight");
/// }
/// ```
///
/// **Reading copies** ([#read], [#tensor]): what happens to the file afterwards is of no concern.
/// If it is truncated, replaced or written to between its opening and the last byte that is read,
/// that is an error which names it. **Mapping** ([#map(Path)], [#map(String)]) copies nothing, and
/// is for files that nobody truncates.
///
/// Tensors live in the innermost scope, as every tensor, which need not end before this is closed.
/// Everything the header says is checked when the file is opened. This belongs to the thread that
/// opened it.
public final class SafeTensors implements AutoCloseable {
    private final Path path;
    private final InputFile file;
    private final SafeTensorsHeader header;

    private SafeTensors(InputFile file, SafeTensorsHeader header) {
        this.path = file.path();
        this.file = file;
        this.header = header;
    }

    /// Opens a file and checks its header; of the tensors nothing is read yet.
    ///
    /// @throws FileFormatException if it is not a safetensors file, or a damaged one
    /// @throws IOException if it can't be read
    public static SafeTensors open(Path path) throws IOException {
        return open(new InputFile(path));
    }

    static SafeTensors open(InputFile file) throws IOException {
        boolean sound = false;
        try {
            SafeTensors opened = new SafeTensors(file, SafeTensorsHeader.read(file));
            sound = true;
            return opened;
        } finally {
            if (!sound) {
                file.close();
            }
        }
    }

    /// All tensors of a file, copied: see [#tensor(String)].
    ///
    /// @throws FileFormatException if it is not a safetensors file, or a damaged one, or a tensor
    ///   has a type that is not read without being asked for
    /// @throws IOException if it can't be read
    public static SequencedMap<String, Tensor> read(Path path) throws IOException {
        try (SafeTensors file = open(path)) {
            SequencedMap<String, Tensor> all = new LinkedHashMap<>();
            for (String name : file.names()) {
                all.put(name, file.tensor(name));
            }
            return all;
        }
    }

    /// All tensors of a file, mapped: see [#map(String)] for what that saves and what it risks.
    ///
    /// @throws FileFormatException if it is not a safetensors file, or a damaged one, or a tensor
    ///   can't be mapped
    /// @throws IOException if it can't be read
    public static SequencedMap<String, Tensor> map(Path path) throws IOException {
        try (SafeTensors file = open(path)) {
            SequencedMap<String, Tensor> all = new LinkedHashMap<>();
            for (String name : file.names()) {
                all.put(name, file.map(name));
            }
            return all;
        }
    }

    /// The names of the tensors, in the order of the header.
    public Set<String> names() {
        return Collections.unmodifiableSet(header.entries().keySet());
    }

    /// The writer's metadata.
    public SequencedMap<String, String> metadata() {
        return Collections.unmodifiableSequencedMap(header.metadata());
    }

    /// What the file says of a tensor: its type, its shape.
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    public TensorInfo info(String name) {
        SafeTensorsHeader.Entry entry = entry(name);
        return new TensorInfo(entry.type().name(), entry.shape(), entry.end() - entry.begin());
    }

    /// A copy of a tensor in the type it has in the file; `F16` and `BF16` become FLOAT32.
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    /// @throws FileFormatException if it has a type that no tensor here has
    /// @throws FileSystemException if the file was changed since it was opened
    public Tensor tensor(String name) throws IOException {
        DType dtype = entry(name).type().natural();
        if (dtype == null) {
            throw new FileFormatException(
                    path,
                    "tensor '%s' is of type %s, which no tensor here has: %s"
                            .formatted(
                                    name,
                                    entry(name).type(),
                                    entry(name).type().isReadable()
                                            ? "tensor(name, dtype) converts it"
                                            : "convert it with the program that wrote it"));
        }
        return tensor(name, dtype);
    }

    /// A copy of a tensor in a type of choice. Integers and truth values become numbers; what does
    /// not fit the type is rounded.
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    /// @throws FileFormatException if its type can't be converted (`C64`, and floats of 8 bits and
    ///   less)
    /// @throws FileSystemException if the file was changed since it was opened
    public Tensor tensor(String name, DType dtype) throws IOException {
        SafeTensorsHeader.Entry entry = entry(name);
        requireReadable(name);
        try {
            return Elements.read(file, offset(entry), format(entry), shape(entry), dtype)
                    .named(name);
        } catch (EOFException shorter) {
            throw new FileFormatException(
                    path, "tensor '%s': %s".formatted(name, shorter.getMessage()), shorter);
        }
    }

    /// A tensor that lies in the mapped file: nothing is copied, and pages come in as they are
    /// touched. It can't be changed in place, and neither can the file through it.
    ///
    /// That saves memory, since the pages are those of the system's cache, and time if only a part
    /// is ever touched. Reading all of it repeatedly gains nothing: of 400 MB in a warm cache,
    /// opening and the first sum took 0.07 to 0.21 s of processor time mapped, since pages of a
    /// mapping come in fault by fault, and 0.06 to 0.10 s copied into a block that the pool had.
    /// (To read the bytes and drop them took 0.03 to 0.05 s.) The first copy needs fresh memory, as
    /// any tensor of that size: on that virtual machine, slow to hand out pages, another 2.2 s,
    /// where `Files.readAllBytes` took 3.5 s.
    ///
    /// **If the file is truncated by another process while it is mapped, the JVM may be killed by
    /// SIGBUS**, without an exception and without a word: see
    /// [org.arenagrad.memory.FileMemory#map].
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    /// @throws FileFormatException if it can't be mapped: it is neither `F64` nor `F32`, or not
    ///   aligned in the file
    /// @throws FileSystemException if the file was changed since it was opened
    public Tensor map(String name) throws IOException {
        SafeTensorsHeader.Entry entry = entry(name);
        String what = "tensor '%s'".formatted(name);
        return Elements.map(file, offset(entry), format(entry), shape(entry), what).named(name);
    }

    private long offset(SafeTensorsHeader.Entry entry) {
        return header.dataStart() + entry.begin();
    }

    private static Elements.Format format(SafeTensorsHeader.Entry entry) {
        return new Elements.Format(entry.type(), ByteOrder.LITTLE_ENDIAN);
    }

    /// @throws FileFormatException if a tensor has a type that can't be converted
    void requireReadable(String name) throws FileFormatException {
        if (!entry(name).type().isReadable()) {
            throw new FileFormatException(
                    path,
                    "tensor '%s' is of type %s, which can't be converted here: convert it with the program that wrote it"
                            .formatted(name, entry(name).type()));
        }
    }

    private Shape shape(SafeTensorsHeader.Entry entry) throws FileFormatException {
        try {
            return Elements.shape(entry.shape());
        } catch (ArithmeticException tooLarge) {
            throw new FileFormatException(
                    path,
                    "tensor '%s' has the shape %s, too large for a tensor here"
                            .formatted(entry.name(), entry.shape()),
                    tooLarge);
        }
    }

    private SafeTensorsHeader.Entry entry(String name) {
        SafeTensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "%s: there is no tensor '%s'. There are %s"
                            .formatted(path, name, Names.some(names())));
        }
        return entry;
    }

    /// Closes the file. Tensors read from it live on.
    @Override
    public void close() throws IOException {
        file.close();
    }

    /// Writes tensors to a file, atomically: see [AtomicFile#write]. float64 tensors lie in front
    /// of float32 ones, so that each is aligned; the header keeps the order given.
    ///
    /// @param metadata notes in addition to the tensors
    /// @throws IllegalArgumentException if a tensor is called `__metadata__`, or names and metadata
    ///   are longer than the format allows
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        SafeTensorsWriter.write(path, tensors, metadata);
    }
}

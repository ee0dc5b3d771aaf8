package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
/// **Reading copies nothing** where the file has float32 or float64 aligned to its size, as nearly
/// all have: the tensor lies in the mapped file. It lives in the innermost scope, as every tensor,
/// which need not end before this is closed. It can't be changed in place, and neither can the file
/// through it: train a copy. No other program must cut off the file meanwhile, see
/// [org.arenagrad.memory.FileMemory#map]; replacing it by renaming, as [#write] does, is fine.
///
/// Everything the header says is checked when the file is opened. This belongs to the thread that
/// opened it.
public final class SafeTensors implements AutoCloseable {
    private static final int ALIGNMENT = 8;

    private final Path path;
    private final FileChannel channel;
    private final SafeTensorsHeader header;

    private SafeTensors(Path path, FileChannel channel, SafeTensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    /// Opens a file and checks its header; of the tensors nothing is read yet.
    ///
    /// @throws FileFormatException if it is no safetensors file, or a damaged one
    /// @throws IOException if it can't be read
    public static SafeTensors open(Path path) throws IOException {
        FileChannel channel = InputFile.open(path);
        boolean sound = false;
        try {
            SafeTensors file =
                    new SafeTensors(path, channel, SafeTensorsHeader.read(path, channel));
            sound = true;
            return file;
        } finally {
            if (!sound) {
                channel.close();
            }
        }
    }

    /// All tensors of a file, see [#tensor(String)].
    ///
    /// @throws FileFormatException if it is no safetensors file, or a damaged one, or a tensor has
    ///   a type that is not read without being asked for
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

    /// The names of the tensors, in the order of the header.
    public Set<String> names() {
        return Collections.unmodifiableSet(header.entries().keySet());
    }

    /// What the writer noted beside the tensors.
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

    /// A tensor in the type it has in the file, without a copy where possible. `F16` and `BF16`
    /// become FLOAT32, by a copy.
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    /// @throws FileFormatException if it has a type that no tensor here has
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

    /// A tensor in a type of choice: by a copy, unless it is the one it has in the file. Integers
    /// and truth values become numbers; what does not fit the type is rounded.
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    /// @throws FileFormatException if its type can't be converted (`C64`, and floats of 8 bits and
    ///   less)
    public Tensor tensor(String name, DType dtype) throws IOException {
        SafeTensorsHeader.Entry entry = entry(name);
        requireReadable(name);
        long offset = header.dataStart() + entry.begin();
        if (channel.size() < header.dataStart() + entry.end()) {
            throw new FileFormatException(path, "got shorter since it was opened");
        }
        Elements.Format format = new Elements.Format(entry.type(), ByteOrder.LITTLE_ENDIAN);
        try {
            return Elements.read(channel, offset, format, shape(entry), dtype).named(name);
        } catch (EOFException cutOff) {
            throw new FileFormatException(path, "got shorter while it was read", cutOff);
        }
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
        channel.close();
    }

    /// Writes tensors to a file, atomically: see [AtomicFile#write]. float64 tensors lie in front
    /// of float32 ones, so that each is aligned; the header keeps the order given.
    ///
    /// @param metadata notes beside the tensors
    /// @throws IllegalArgumentException if a tensor is called `__metadata__`, or names and metadata
    ///   are longer than the format allows
    /// @throws IOException if it can't be written; a file that was there before is as it was
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        Map<String, Long> begins = new HashMap<>();
        List<Tensor> inOrder = new ArrayList<>();
        long end = 0;
        for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
            for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
                if (named.getValue().dtype() == dtype) {
                    begins.put(named.getKey(), end);
                    inOrder.add(named.getValue());
                    end = Math.addExact(end, bytes(named.getValue()));
                }
            }
        }
        ByteBuffer head = header(tensors, metadata, begins);
        AtomicFile.write(
                path,
                file -> {
                    Elements.writeAll(head, file);
                    for (Tensor tensor : inOrder) {
                        Elements.write(tensor, file);
                    }
                });
    }

    private static ByteBuffer header(
            Map<String, Tensor> tensors, Map<String, String> metadata, Map<String, Long> begins)
            throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.generate(json)) {
            out.writeStartObject();
            if (!metadata.isEmpty()) {
                out.writeObjectFieldStart(SafeTensorsHeader.METADATA);
                for (Map.Entry<String, String> note : metadata.entrySet()) {
                    out.writeStringField(note.getKey(), note.getValue());
                }
                out.writeEndObject();
            }
            for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
                long begin = Objects.requireNonNull(begins.get(named.getKey()));
                write(out, named.getKey(), named.getValue(), begin);
            }
            out.writeEndObject();
        }
        while (json.size() % ALIGNMENT != 0) {
            json.write(' ');
        }
        if (json.size() > SafeTensorsHeader.LARGEST) {
            throw new IllegalArgumentException(
                    "safetensors: names and metadata take %s bytes, the format allows %s"
                            .formatted(json.size(), SafeTensorsHeader.LARGEST));
        }
        return ByteBuffer.allocate(Long.BYTES + json.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.size())
                .put(json.toByteArray())
                .flip();
    }

    private static void write(JsonGenerator out, String name, Tensor tensor, long begin)
            throws IOException {
        if (name.equals(SafeTensorsHeader.METADATA)) {
            throw new IllegalArgumentException(
                    "safetensors: no tensor can be called '%s'".formatted(name));
        }
        out.writeObjectFieldStart(name);
        out.writeStringField("dtype", ElementType.of(tensor.dtype()).name());
        int[] shape = tensor.shape().toArray();
        out.writeFieldName("shape");
        out.writeArray(shape, 0, shape.length);
        out.writeFieldName("data_offsets");
        out.writeArray(new long[] {begin, begin + bytes(tensor)}, 0, 2);
        out.writeEndObject();
    }

    private static long bytes(Tensor tensor) {
        return tensor.shape().elements() * tensor.dtype().bytes();
    }
}

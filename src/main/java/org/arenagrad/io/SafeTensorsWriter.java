package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes files of [SafeTensors].
final class SafeTensorsWriter {
    private static final int ALIGNMENT = 8;

    private SafeTensorsWriter() {}

    static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata)
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

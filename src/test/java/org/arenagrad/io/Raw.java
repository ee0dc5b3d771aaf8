package org.arenagrad.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Files byte by byte, so that they can be wrong.
final class Raw {
    private Raw() {}

    /// A safetensors file of this header, whatever it says.
    static byte[] safetensors(String json, byte... data) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        return safetensors(header.length, header, data);
    }

    /// A safetensors file that claims a length of its header.
    static byte[] safetensors(long claimed, byte[] header, byte... data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed)
                .put(header)
                .put(data)
                .array();
    }

    static byte[] doubles(double... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }
}

package org.arenagrad.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    /// A file of NumPy's with this header, whatever it says.
    static byte[] npy(String header, byte... data) {
        return npy(1, header.length(), header, data);
    }

    /// A file of NumPy's that claims a version and a length of its header.
    static byte[] npy(int version, int claimed, String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(NpyHeader.MAGIC).put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) claimed);
        } else {
            bytes.putInt(claimed);
        }
        bytes.put(text).put(data).flip();
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        return all;
    }

    /// An archive of entries, each a name and its content.
    static byte[] zip(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /// The same bytes but for one stretch, found by its content and replaced wherever it occurs.
    static byte[] replaced(byte[] bytes, byte[] old, byte... fresh) {
        byte[] all = bytes.clone();
        for (int at = 0; at + old.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + old.length, old, 0, old.length)) {
                System.arraycopy(fresh, 0, all, at, fresh.length);
            }
        }
        return all;
    }
}

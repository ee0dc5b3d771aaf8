package org.arenagrad.data;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// The element types of IDX files. Numbers are stored with their highest byte first, the order a
/// [ByteBuffer] has by itself.
enum IdxType {
    /// From 0 to 255: pixels and labels.
    UNSIGNED_BYTE(0x08, 1) {
        @Override
        double get(ByteBuffer bytes) {
            return Byte.toUnsignedInt(bytes.get());
        }
    },

    /// From -128 to 127.
    BYTE(0x09, 1) {
        @Override
        double get(ByteBuffer bytes) {
            return bytes.get();
        }
    },

    /// 16-bit whole numbers.
    SHORT(0x0B, 2) {
        @Override
        double get(ByteBuffer bytes) {
            return bytes.getShort();
        }
    },

    /// 32-bit whole numbers.
    INT(0x0C, 4) {
        @Override
        double get(ByteBuffer bytes) {
            return bytes.getInt();
        }
    },

    /// 32-bit floating point.
    FLOAT(0x0D, 4) {
        @Override
        double get(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },

    /// 64-bit floating point.
    DOUBLE(0x0E, 8) {
        @Override
        double get(ByteBuffer bytes) {
            return bytes.getDouble();
        }
    };

    private final int code;
    private final int bytes;

    IdxType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /// The type that a header names by a number; null if there is none.
    static @Nullable IdxType of(int code) {
        for (IdxType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /// Bytes in one element.
    int bytes() {
        return bytes;
    }

    /// The next element, exactly: each type fits into a double.
    abstract double get(ByteBuffer bytes);
}

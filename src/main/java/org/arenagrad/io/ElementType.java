package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Locale;

/// The types of elements in files, by their names in safetensors.
enum ElementType {
    F64(64, DType.FLOAT64) {
        @Override
        double next(ByteBuffer bytes) {
            return bytes.getDouble();
        }
    },
    F32(32, DType.FLOAT32) {
        @Override
        double next(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    F16(16, DType.FLOAT32) {
        @Override
        double next(ByteBuffer bytes) {
            return Float.float16ToFloat(bytes.getShort());
        }
    },
    /// The upper half of a float32.
    BF16(16, DType.FLOAT32) {
        @Override
        double next(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    },
    I64(64, null) {
        @Override
        double next(ByteBuffer bytes) {
            return bytes.getLong();
        }
    },
    I32(32, null) {
        @Override
        double next(ByteBuffer bytes) {
            return bytes.getInt();
        }
    },
    I16(16, null) {
        @Override
        double next(ByteBuffer bytes) {
            return bytes.getShort();
        }
    },
    I8(8, null) {
        @Override
        double next(ByteBuffer bytes) {
            return bytes.get();
        }
    },
    U64(64, null) {
        @Override
        double next(ByteBuffer bytes) {
            long bits = bytes.getLong();
            if (bits >= 0) {
                return bits;
            }
            // Half of it, rounded to odd, so that doubling rounds once and rightly.
            return 2 * (double) ((bits >>> 1) | (bits & 1));
        }
    },
    U32(32, null) {
        @Override
        double next(ByteBuffer bytes) {
            return Integer.toUnsignedLong(bytes.getInt());
        }
    },
    U16(16, null) {
        @Override
        double next(ByteBuffer bytes) {
            return Short.toUnsignedInt(bytes.getShort());
        }
    },
    U8(8, null) {
        @Override
        double next(ByteBuffer bytes) {
            return Byte.toUnsignedInt(bytes.get());
        }
    },
    BOOL(8, null) {
        @Override
        double next(ByteBuffer bytes) {
            return bytes.get() == 0 ? 0 : 1;
        }
    },
    C64(64),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    F6_E2M3(6),
    F6_E3M2(6),
    F4(4);

    private final int bits;
    private final @Nullable DType natural;
    private final boolean readable;

    ElementType(int bits, @Nullable DType natural) {
        this(bits, natural, true);
    }

    /// One that is known, but not read.
    ElementType(int bits) {
        this(bits, null, false);
    }

    ElementType(int bits, @Nullable DType natural, boolean readable) {
        this.bits = bits;
        this.natural = natural;
        this.readable = readable;
    }

    /// Bits in one element.
    int bits() {
        return bits;
    }

    /// Whether [#next] knows how to read it.
    boolean isReadable() {
        return readable;
    }

    /// The type of tensor it becomes if nobody asks for another; null if somebody must.
    @Nullable DType natural() {
        return natural;
    }

    /// Whether elements in a file are those of a tensor of that type, bit for bit.
    boolean is(DType dtype) {
        return (this == F64 && dtype == DType.FLOAT64) || (this == F32 && dtype == DType.FLOAT32);
    }

    /// How a tensor's elements are written.
    static ElementType of(DType dtype) {
        return dtype == DType.FLOAT64 ? F64 : F32;
    }

    /// The next element, in the byte order of the buffer. Integers beyond 2⁵³ are rounded.
    double next(ByteBuffer bytes) {
        throw new UnsupportedOperationException(
                "elements of type %s can't be read".formatted(name().toLowerCase(Locale.ROOT)));
    }
}

package org.arenagrad.io;

import java.nio.ByteOrder;

/// NumPy's names of types: the order of bytes, a kind, and the bytes of an element, `<f8`.
final class NpyType {
    private NpyType() {}

    /// How elements of a type lie in a file.
    ///
    /// @throws NpyHeader.WrongException if they are not numbers, or of a size that is not read
    static Elements.Format of(String type) throws NpyHeader.WrongException {
        if (type.length() < 2) {
            throw unknown(type, "is not a type of NumPy's");
        }
        String kind = type.substring(1);
        ElementType element =
                switch (kind) {
                    case "f8" -> ElementType.F64;
                    case "f4" -> ElementType.F32;
                    case "f2" -> ElementType.F16;
                    case "i8" -> ElementType.I64;
                    case "i4" -> ElementType.I32;
                    case "i2" -> ElementType.I16;
                    case "i1" -> ElementType.I8;
                    case "u8" -> ElementType.U64;
                    case "u4" -> ElementType.U32;
                    case "u2" -> ElementType.U16;
                    case "u1" -> ElementType.U8;
                    case "b1" -> ElementType.BOOL;
                    default -> throw unknown(type, why(kind.charAt(0)));
                };
        return new Elements.Format(element, order(type, element));
    }

    private static ByteOrder order(String type, ElementType element)
            throws NpyHeader.WrongException {
        return switch (type.charAt(0)) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '|' -> {
                if (element.bits() > Byte.SIZE) {
                    throw unknown(type, "does not say in which order its bytes are");
                }
                yield ByteOrder.LITTLE_ENDIAN;
            }
            default -> throw unknown(type, "does not say in which order its bytes are");
        };
    }

    private static String why(char kind) {
        return switch (kind) {
            case 'O' -> "holds objects of Python, which only Python can read";
            case 'U', 'S', 'a' -> "holds text, which is not a tensor";
            case 'c' -> "holds complex numbers: save their real and imaginary parts";
            case 'M', 'm' -> "holds times: save them as numbers";
            case 'V' -> "holds bytes without a meaning";
            default -> "is not read here: save it as float64";
        };
    }

    private static NpyHeader.WrongException unknown(String type, String why) {
        return new NpyHeader.WrongException(
                "its type '%s' %s".formatted(Json.shortened(type), why));
    }

    /// How tensors are written.
    static String of(ElementType element) {
        return element == ElementType.F64 ? "<f8" : "<f4";
    }
}

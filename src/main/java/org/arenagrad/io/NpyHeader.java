package org.arenagrad.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The header of NumPy's format: `\x93NUMPY`, two bytes of version, the length of the rest, and a
/// Python dictionary, `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }` (NumPy
/// Enhancement Proposal 1, and the documentation of `numpy.lib.format`).
///
/// @param type the type as the file names it
/// @param format how elements lie in the file
/// @param fortranOrder whether the first dimension runs fastest
/// @param shape the sizes, whatever the order
/// @param length of the header in bytes, so where the elements begin
record NpyHeader(
        String type, Elements.Format format, boolean fortranOrder, List<Long> shape, int length) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// Only structured types need more, and these are not read.
    private static final int LONGEST = 1 << 16;

    private static final int ALIGNMENT = 64;

    /// Something in a header is not as it should be.
    static final class WrongException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongException(String what) {
            super(what);
        }
    }

    /// Reads the header at the beginning of a channel.
    ///
    /// @throws WrongException if it is none, or a type that can't be read
    static NpyHeader read(ReadableByteChannel in) throws IOException {
        ByteBuffer start = ByteBuffer.wrap(next(in, 8));
        for (byte expected : MAGIC) {
            if (start.get() != expected) {
                throw new WrongException(
                        "is not an array of NumPy: it does not begin with \\x93NUMPY");
            }
        }
        int major = start.get();
        if (major < 1 || major > 3) {
            throw new WrongException(
                    "is of version %s.%s of NumPy's format, known are 1.0, 2.0 and 3.0"
                            .formatted(major, start.get()));
        }
        int width = major == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer size = ByteBuffer.wrap(next(in, width)).order(ByteOrder.LITTLE_ENDIAN);
        long length =
                major == 1
                        ? Short.toUnsignedInt(size.getShort())
                        : Integer.toUnsignedLong(size.getInt());
        if (length > LONGEST) {
            throw new WrongException(
                    "its header claims %s bytes (byte 8), more than %s are not read"
                            .formatted(length, LONGEST));
        }
        byte[] text = next(in, (int) length);
        int all = 8 + width + (int) length;
        return new Literal(new String(text, StandardCharsets.ISO_8859_1)).header(all);
    }

    private static byte[] next(ReadableByteChannel in, int count) throws IOException {
        byte[] all = new byte[count];
        ByteBuffer bytes = ByteBuffer.wrap(all);
        while (bytes.hasRemaining()) {
            if (in.read(bytes) < 0) {
                throw new WrongException("ends in the middle of its header");
            }
        }
        return all;
    }

    /// The bytes of the elements.
    ///
    /// @throws WrongException if they are more than a `long` counts
    long bytes() throws WrongException {
        long bytes = Elements.bytes(shape, format.type());
        if (bytes < 0) {
            throw new WrongException(
                    "its shape %s has no possible number of bytes".formatted(shape));
        }
        return bytes;
    }

    /// The header of an array in the order of this framework, as NumPy writes it: padded so that
    /// the elements are aligned.
    static byte[] write(String type, int... shape) {
        StringBuilder text = new StringBuilder();
        text.append("{'descr': '").append(type).append("', 'fortran_order': False, 'shape': (");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : " ").append(shape[i]);
            text.append(i < shape.length - 1 || i == 0 ? "," : "");
        }
        text.append("), }");
        while ((10 + text.length() + 1) % ALIGNMENT != 0) {
            text.append(' ');
        }
        text.append('\n');
        return ByteBuffer.allocate(10 + text.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length())
                .put(text.toString().getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    /// Reads the dictionary: the few of Python's literals that occur in one.
    private static final class Literal {
        private static final int MOST_DIGITS = 18;

        private final String text;
        private int at;
        private String type = "";
        private boolean fortranOrder;
        private List<Long> shape = List.of();

        Literal(String text) {
            this.text = text;
        }

        NpyHeader header(int length) throws IOException {
            List<String> seen = new ArrayList<>();
            expect('{');
            while (!accept('}')) {
                String key = string();
                if (seen.contains(key)) {
                    throw wrong("'%s' comes twice in it".formatted(Json.shortened(key)));
                }
                seen.add(key);
                expect(':');
                value(key);
                if (!accept(',') && peek() != '}') {
                    throw wrong("a ',' or '}' was expected");
                }
            }
            if (peek() != 0) {
                throw wrong("something follows its '}'");
            }
            if (seen.size() != 3) {
                throw wrong("it lacks one of 'descr', 'fortran_order' and 'shape'");
            }
            return new NpyHeader(type, NpyType.of(type), fortranOrder, shape, length);
        }

        private void value(String key) throws WrongException {
            switch (key) {
                case "descr" -> {
                    if (peek() == '[' || peek() == '(') {
                        throw new WrongException(
                                "holds records of several fields (a structured type), which are no"
                                        + " tensor: save each field as an array of its own");
                    }
                    type = string();
                }
                case "fortran_order" -> fortranOrder = truth();
                case "shape" -> shape = tuple();
                default -> throw wrong("'%s' does not belong in it".formatted(Json.shortened(key)));
            }
        }

        private boolean truth() throws WrongException {
            boolean yes = peek() == 'T';
            String word = yes ? "True" : "False";
            if (!text.startsWith(word, at)) {
                throw wrong("'fortran_order' must be True or False");
            }
            at += word.length();
            return yes;
        }

        private List<Long> tuple() throws WrongException {
            List<Long> sizes = new ArrayList<>();
            boolean comma = true;
            expect('(');
            while (!accept(')')) {
                if (!comma || sizes.size() == Elements.MOST_DIMENSIONS) {
                    throw wrong(
                            "'shape' must be at most %s numbers with commas between"
                                    .formatted(Elements.MOST_DIMENSIONS));
                }
                sizes.add(number());
                comma = accept(',');
            }
            if (sizes.size() == 1 && !comma) {
                throw wrong("'shape' must be a tuple: (3,)");
            }
            return sizes;
        }

        private long number() throws WrongException {
            peek();
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == from || at - from > MOST_DIGITS) {
                throw wrong("a size that is 0 or more was expected");
            }
            long number = Long.parseLong(text, from, at, 10);
            // Python 2 marked its long integers.
            accept('L');
            return number;
        }

        private String string() throws WrongException {
            char quote = peek();
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw wrong("a string was expected");
            }
            String string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }

        private void expect(char c) throws WrongException {
            if (!accept(c)) {
                throw wrong("a '%s' was expected".formatted(c));
            }
        }

        private boolean accept(char c) {
            boolean found = peek() == c;
            if (found) {
                at++;
            }
            return found;
        }

        /// The next character that is no blank, now at `at`; 0 at the end.
        private char peek() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private WrongException wrong(String what) {
            return new WrongException(
                    "its header is not as it should be: %s (character %s: %s)"
                            .formatted(what, at, Json.shortened(text.substring(at))));
        }
    }
}

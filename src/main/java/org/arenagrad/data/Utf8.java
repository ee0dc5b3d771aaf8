package org.arenagrad.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Text in UTF-8 and nothing else: other bytes are an error, and its place can be told.
final class Utf8 {
    private static final int CHUNK = 1 << 14;

    private Utf8() {}

    /// Reads text.
    ///
    /// @return what throws a [java.nio.charset.CharacterCodingException] at the first byte that is
    ///   no UTF-8
    static Reader reader(InputStream bytes) {
        // A decoder of one's own reports; the one that a charset stands for replaces.
        return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    }

    /// What is wrong with a text whose reading ended with an error of its encoding: its first byte
    /// that is no UTF-8, and the line where it is.
    static MalformedDataException error(TextSource source, IOException cause) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        Lines lines = new Lines();
        try (InputStream in = source.open()) {
            while (true) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.limit(bytes.position() + Math.max(read, 0)).position(0);
                CoderResult result = decoder.decode(bytes, chars, read < 0);
                lines.count(chars.flip());
                if (result.isError() || read < 0) {
                    int wrong = bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : 0;
                    return new MalformedDataException(
                            source.name(),
                            "line %s: byte %02x is not UTF-8: save the file as UTF-8"
                                    .formatted(lines.number, wrong),
                            cause);
                }
                chars.clear();
                bytes.compact();
            }
        }
    }

    /// Counts lines as editors do.
    private static final class Lines {
        private int number = 1;
        private char before;

        void count(CharBuffer text) {
            while (text.hasRemaining()) {
                char next = text.get();
                if (next == '\r' || (next == '\n' && before != '\r')) {
                    number++;
                }
                before = next;
            }
        }
    }
}

package org.arenagrad.examples.cli.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A text in a file, in UTF-8, as it is or compressed by gzip.
public final class TextFile {
    private static final int GZIP_MAGIC = 0x1f8b;

    private TextFile() {}

    /// All of it.
    ///
    /// @throws IOException naming the file, if it can't be read, is empty or no UTF-8
    public static String read(Path file) throws IOException {
        byte[] bytes = bytes(file);
        if (bytes.length == 0) {
            throw new IOException("%s is empty: there is no text to read".formatted(file));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            throw new IOException(
                    "%s is no text in UTF-8; convert it, as by 'iconv -t utf-8'".formatted(file),
                    other);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean compressed = (in.read() << Byte.SIZE | in.read()) == GZIP_MAGIC;
            in.reset();
            return compressed ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
    }
}

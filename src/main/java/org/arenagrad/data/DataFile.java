package org.arenagrad.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Opens files of data, compressed or not, and says in words why one can't be opened.
final class DataFile {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private DataFile() {}

    /// The bytes of a file, buffered.
    ///
    /// @throws IOException naming the file, if it can't be opened
    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        try {
            return new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (NoSuchFileException _) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        } catch (AccessDeniedException _) {
            throw new AccessDeniedException(file.toString(), null, "permission denied");
        }
    }

    /// Whether a file begins as gzip's do, whatever its name is.
    static boolean isCompressed(Path file) throws IOException {
        try (InputStream bytes = open(file)) {
            return (bytes.read() << Byte.SIZE | bytes.read()) == GZIP_MAGIC;
        }
    }

    /// The bytes of a file, unpacked.
    static InputStream unpack(Path file) throws IOException {
        InputStream bytes = open(file);
        try {
            return new GZIPInputStream(bytes, BUFFER);
        } catch (IOException damaged) {
            bytes.close();
            throw damaged;
        }
    }
}

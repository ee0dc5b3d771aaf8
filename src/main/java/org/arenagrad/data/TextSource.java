package org.arenagrad.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bytes of a text that can be read from their beginning as often as is needed.
///
/// @param name what to call it in messages
/// @param opener opens it
record TextSource(String name, Opener opener) {
    private static final long MOST = 1L << 30;

    /// Opens bytes from their beginning.
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /// A file. What is none, as a pipe, gives its bytes only once: they are read now.
    static TextSource of(Path file) throws IOException {
        if (!Files.exists(file) || Files.isRegularFile(file) || Files.isDirectory(file)) {
            return new TextSource(file.toString(), () -> DataFile.open(file));
        }
        try (InputStream bytes = DataFile.open(file)) {
            return of(file.toString(), bytes);
        }
    }

    /// What a stream still has to say, read now.
    ///
    /// @throws MalformedDataException if that is more than memory should hold
    static TextSource of(String name, InputStream bytes) throws IOException {
        return of(name, bytes, Math.min(MOST, Runtime.getRuntime().maxMemory() / 4));
    }

    /// @param most how many bytes are kept at most
    static TextSource of(String name, InputStream bytes, long most) throws IOException {
        byte[] all = bytes.readNBytes((int) most + 1);
        if (all.length > most) {
            throw new MalformedDataException(
                    name,
                    "has more than %,d MiB, and what can be read only once is kept in memory: save it to a file, and read that"
                            .formatted(most >> 20));
        }
        return new TextSource(name, () -> new ByteArrayInputStream(all));
    }

    /// Opens it.
    InputStream open() throws IOException {
        return opener.open();
    }
}

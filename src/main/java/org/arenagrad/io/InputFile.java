package org.arenagrad.io;

import org.arenagrad.array.DType;
import org.arenagrad.array.Shape;
import org.arenagrad.ndarray.Create;
import org.arenagrad.ndarray.NdArray;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that is read, from any place on. It must stay as it is meanwhile: see
/// [#requireUnchanged].
class InputFile implements ReadableByteChannel {
    private final Path path;
    private final FileStamp opened;
    private final FileChannel channel;

    /// Opens a file, or says in words why not.
    ///
    /// @throws IOException if there is none, it is not a regular file (opening a pipe would wait
    ///   for a writer), or may not be read
    @SuppressWarnings("this-escape") // Only a test overrides anything.
    InputFile(Path path) throws IOException {
        requireReadable(path);
        this.path = path;
        this.opened = FileStamp.of(path);
        try {
            this.channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (AccessDeniedException denied) {
            throw refused(path, "no permission to read it");
        }
    }

    static void requireReadable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw refused(file, "is a folder, not a file");
        }
        if (!Files.exists(file)) {
            throw refused(
                    file,
                    Files.isSymbolicLink(file)
                            ? "is a symbolic link to nothing"
                            : "does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw refused(file, "is not a regular file");
        }
        if (!Files.isReadable(file)) {
            throw refused(file, "no permission to read it");
        }
    }

    private static FileSystemException refused(Path file, String why) {
        return new FileSystemException(file.toString(), null, why);
    }

    Path path() {
        return path;
    }

    /// Its length when it was opened.
    long size() {
        return opened.size();
    }

    /// Makes sure that the file is still the one that was opened: neither replaced nor deleted, of
    /// the same size, and not written to. To be asked when all is read, since no system says so by
    /// itself.
    ///
    /// @throws FileSystemException if it is not
    void requireUnchanged() throws IOException {
        opened.requireUnchanged();
    }

    /// Goes to a place, from where [#read] goes on.
    InputFile position(long at) throws IOException {
        channel.position(at);
        return this;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /// An array that lies in the file, see [Create#map].
    NdArray map(long at, Shape shape, DType dtype) throws IOException {
        requireUnchanged();
        return Create.map(channel, at, shape, dtype);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

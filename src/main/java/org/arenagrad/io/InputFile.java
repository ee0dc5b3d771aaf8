package org.arenagrad.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens files for reading, or says in words why not.
final class InputFile {
    private InputFile() {}

    /// @throws IOException if there is none, it is no regular file (opening a pipe would wait for a
    ///   writer), or may not be read
    static FileChannel open(Path file) throws IOException {
        requireReadable(file);
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (AccessDeniedException denied) {
            throw refused(file, "no permission to read it");
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
            throw refused(file, "is no regular file");
        }
        if (!Files.isReadable(file)) {
            throw refused(file, "no permission to read it");
        }
    }

    private static FileSystemException refused(Path file, String why) {
        return new FileSystemException(file.toString(), null, why);
    }
}

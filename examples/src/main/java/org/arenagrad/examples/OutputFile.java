package org.arenagrad.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/// Files that are there in full or not at all: what is written goes to a file beside the one meant
/// and takes its place when it is complete, so that an older one is not lost before.
final class OutputFile {
    private OutputFile() {}

    /// Writes a file into a folder that is made if it is not there.
    ///
    /// @throws IOException naming the file, if it can't be written
    static void inFolder(Path file, String text) throws IOException {
        inFolder(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a file into a folder that is made if it is not there.
    ///
    /// @throws IOException naming the file, if it can't be written
    static void inFolder(Path file, byte[] content) throws IOException {
        makeFolderOf(file);
        write(file, content);
    }

    /// Makes the folder that a file is to lie in, if it is not there.
    ///
    /// @throws IOException naming the file, if that can't be
    static void makeFolderOf(Path file) throws IOException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException refused) {
            throw refusal(file, refused);
        }
    }

    /// Writes a file.
    ///
    /// @throws IOException naming the file, if it can't be written
    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a file.
    ///
    /// @throws IOException naming the file, if it can't be written
    static void write(Path file, byte[] content) throws IOException {
        // No temporary file of the JDK's: those are for their owner's eyes only.
        String name = ".%s.%s.tmp".formatted(file.getFileName(), ProcessHandle.current().pid());
        Path beside = file.resolveSibling(name);
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "it is a folder");
            }
            Files.write(beside, content);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            IOException told = refusal(file, refused);
            try {
                Files.deleteIfExists(beside);
            } catch (IOException alsoRefused) {
                told.addSuppressed(alsoRefused);
            }
            throw told;
        }
    }

    private static IOException refusal(Path file, IOException refused) {
        String why =
                switch (refused) {
                    case AccessDeniedException _ -> "permission denied";
                    case NoSuchFileException _ -> "there is no such folder";
                    case FileAlreadyExistsException _, NotDirectoryException _ ->
                            "a file stands where its folder should be";
                    case FileSystemException other ->
                            Objects.requireNonNullElse(other.getReason(), other.toString());
                    default -> refused.toString();
                };
        return new IOException("can't write %s: %s".formatted(file, why), refused);
    }
}

package org.arenagrad.examples.cli.output;

import org.arenagrad.io.AtomicFile;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/// Files that are there in full or not at all, see [AtomicFile], and who can't have them reads why
/// in one line.
public final class OutputFile {
    private OutputFile() {}

    /// Writes a file into a folder that is made if it is not there.
    ///
    /// @throws IOException naming the file, if it can't be written
    public static void inFolder(Path file, String text) throws IOException {
        inFolder(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a file into a folder that is made if it is not there.
    ///
    /// @throws IOException naming the file, if it can't be written
    public static void inFolder(Path file, byte[] content) throws IOException {
        makeFolderOf(file);
        write(file, content);
    }

    /// Makes the folder that a file is to lie in, if it is not there.
    ///
    /// @throws IOException naming the file, if that can't be
    public static void makeFolderOf(Path file) throws IOException {
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
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a file.
    ///
    /// @throws IOException naming the file, if it can't be written
    private static void write(Path file, byte[] content) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "it is a folder");
            }
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && Files.notExists(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            AtomicFile.write(file, channel -> Channels.newOutputStream(channel).write(content));
        } catch (IOException refused) {
            throw refusal(file, refused);
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

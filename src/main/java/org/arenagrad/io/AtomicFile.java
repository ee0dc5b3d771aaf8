package org.arenagrad.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/// Replaces a file as a whole or not at all.
///
/// The new content goes to a temporary file in the same folder, is forced to the disk, and takes
/// the place of the old one by renaming, which file systems do in one step. A reader sees the old
/// content or the new one, even if the process is killed at any moment. After an error the
/// temporary file is deleted; a killed process may leave it (`.arenagrad-….tmp`), which then can be
/// deleted by hand.
///
/// A symbolic link stays: what it points to is replaced. An existing file keeps its permissions,
/// and is not replaced without permission to write it. What is not a regular file (a folder, a
/// device) is refused.
///
/// ```java
/// AtomicFile.write(path, channel -> channel.write(bytes));
/// AtomicFile.writeString(path, "epoch,loss\n");
/// ```
public final class AtomicFile {
    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /// What is to stand in the file.
    @FunctionalInterface
    public interface Content {
        /// Writes it, from the beginning.
        void writeTo(FileChannel channel) throws IOException;
    }

    /// Writes a file.
    ///
    /// @throws IOException if it can't be written, with its name and what to do about it; a file
    ///   that was there before is as it was
    public static void write(Path file, Content content) throws IOException {
        Path target = target(file);
        // A short name of its own, since that of the file may be as long as the system allows.
        Path fresh = folder(target).resolve(".arenagrad-" + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = create(file, fresh)) {
                content.writeTo(channel);
                channel.force(true);
            }
            keepPermissions(target, fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            IOException told = explained(file, target, failed);
            discard(fresh, told);
            throw told;
        } catch (RuntimeException | Error thrown) {
            discard(fresh, thrown);
            throw thrown;
        }
        force(folder(target));
    }

    /// Writes a text file, in UTF-8.
    ///
    /// @throws IOException as [#write] does
    public static void writeString(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        write(file, channel -> Elements.writeAll(bytes, channel));
    }

    /// What a name stands for, at the end of a chain of symbolic links.
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw refused(file, "its symbolic links lead in a circle");
            }
            target = folder(target).resolve(Files.readSymbolicLink(target));
        }
        if (Files.isDirectory(target)) {
            throw refused(file, "is a folder: name a file inside it");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw refused(file, "is not a regular file, so it can't be replaced");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw refused(file, "no permission to write it: change that, or choose another name");
        }
        return target;
    }

    private static Path folder(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw refused(file, "is a folder: name a file inside it");
        }
        return parent;
    }

    private static FileChannel create(Path file, Path fresh) throws IOException {
        try {
            return FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (AccessDeniedException denied) {
            throw refused(
                    file,
                    "no permission to make a file in its folder: change that, or choose another"
                            + " folder");
        }
    }

    private static void keepPermissions(Path target, Path fresh) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view != null && Files.exists(target)) {
            view.setPermissions(Files.getPosixFilePermissions(target));
        }
    }

    /// Deletes the temporary file. If that fails too, it is not what is told.
    private static void discard(Path fresh, Throwable told) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException also) {
            told.addSuppressed(also);
        }
    }

    /// Makes the renaming itself survive a loss of power, where the system lets folders be forced.
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Windows opens no folders. The content is on the disk in any case.
        }
    }

    private static IOException explained(Path file, Path target, IOException failed)
            throws IOException {
        if (failed instanceof FileFormatException || named(failed, file)) {
            return failed;
        }
        Path folder = folder(target);
        if (!Files.isDirectory(folder)) {
            return refused(
                    file,
                    Files.exists(folder)
                            ? "a file stands where its folder should be: choose another"
                            : "its folder does not exist: make it first");
        }
        String reason =
                failed instanceof FileSystemException system && system.getReason() != null
                        ? system.getReason()
                        : failed.getMessage();
        String left =
                Files.exists(target)
                        ? "what was there before is unchanged"
                        : "nothing was left behind";
        IOException told =
                refused(
                        file,
                        "could not be written (%s); %s. Make room or choose another folder, then write it again"
                                .formatted(reason, left));
        told.initCause(failed);
        return told;
    }

    private static boolean named(IOException failed, Path file) {
        return failed instanceof FileSystemException system
                && file.toString().equals(system.getFile());
    }

    private static FileSystemException refused(Path file, String why) {
        return new FileSystemException(file.toString(), null, why);
    }
}

package org.arenagrad.io;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/// What tells whether a file is still the one it was: its size, the time it was last changed, and
/// the system's own key for it (device and inode), where the system has one.
record FileStamp(Path file, long size, FileTime changed, @Nullable Object key) {

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(file, now.size(), now.lastModifiedTime(), now.fileKey());
    }

    /// Makes sure that the file is the one it was when this was taken.
    ///
    /// @throws FileSystemException naming the file and what happened to it, if it is not
    void requireUnchanged() throws IOException {
        FileStamp now;
        try {
            now = of(file);
        } catch (NoSuchFileException _) {
            throw changed("was deleted");
        }
        if (!Objects.equals(key, now.key)) {
            throw changed("was replaced by another file");
        }
        if (size != now.size) {
            throw changed(
                    "was %s from %s bytes to %s"
                            .formatted(now.size < size ? "truncated" : "extended", size, now.size));
        }
        if (!changed.equals(now.changed)) {
            throw changed("was written to");
        }
    }

    private FileSystemException changed(String how) {
        return new FileSystemException(
                file.toString(),
                null,
                how
                        + " while it was read, so its old and new content may be mixed: open it"
                        + " again when the writer is done");
    }
}

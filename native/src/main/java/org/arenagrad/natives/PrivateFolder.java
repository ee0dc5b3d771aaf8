package org.arenagrad.natives;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/// Folders from which code is loaded: only the user, or the system, may be able to write there.
final class PrivateFolder {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFolder() {}

    /// Makes the folder, and those above it that are absent, for this user only.
    ///
    /// @throws IOException if that cannot be, or if somebody else may write to it or to the folder
    ///   it lies in
    static void create(Path folder) throws IOException {
        if (hasPermissions(folder)) {
            Files.createDirectories(folder, OWNER_ONLY);
        } else {
            Files.createDirectories(folder);
        }
        requireTrusted(folder);
        Path above = folder.toRealPath().getParent();
        if (above != null) {
            requireTrusted(above);
        }
    }

    /// Whether only this user or the system's administrator may change it.
    static boolean isTrusted(Path path) throws IOException {
        var view =
                Files.getFileAttributeView(
                        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            // Where folders have access lists instead, those of a user's cache let nobody else in.
            return true;
        }
        PosixFileAttributes attributes = view.readAttributes();
        Set<PosixFilePermission> permissions = attributes.permissions();
        return !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE)
                && (attributes.owner().equals(root(path)) || attributes.owner().equals(thisUser()));
    }

    private static void requireTrusted(Path folder) throws IOException {
        if (!isTrusted(folder)) {
            throw new FileSystemException(folder.toString(), null, "other users may write to it");
        }
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static UserPrincipal root(Path path) throws IOException {
        return Files.getOwner(path.toRealPath().getRoot());
    }

    /// The owner of a file made just now: right also in a container whose user has no name.
    private static UserPrincipal thisUser() throws IOException {
        Path probe = Files.createTempFile("arenagrad-", ".probe");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }
}

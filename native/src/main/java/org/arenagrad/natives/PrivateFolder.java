package org.arenagrad.natives;

import org.jspecify.annotations.Nullable;

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

/// Folders from which code is loaded: only the user, or the system, may be able to change what lies
/// there.
///
/// Whoever may write to a folder may rename what is in it, whoever that belongs to, and put
/// something else in its place. So each folder up to the root must belong to this user or to the
/// system, and let nobody else write; as sshd and sudo want it. A folder further up may be open to
/// all if it has the sticky bit, as `/tmp` has: then only the owner of an entry may rename it.
///
/// Symbolic links are resolved before anything is checked, and what is checked is what is used: a
/// link can point elsewhere a moment later.
final class PrivateFolder {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int STICKY = 01000;

    private PrivateFolder() {}

    /// Makes the folder, and those above it that are absent, for this user only.
    ///
    /// @return its real path
    /// @throws IOException if that cannot be, or if somebody else may change what lies there;
    ///   nothing is made below a folder where that is so
    static Path create(Path folder) throws IOException {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!there.equals(folder)) {
            Path real = there.toRealPath();
            requireTrustedUpwards(real);
            Path absent = real.resolve(there.relativize(folder));
            if (hasPermissions(absent)) {
                Files.createDirectories(absent, OWNER_ONLY);
            } else {
                Files.createDirectories(absent);
            }
        }
        return requireTrusted(folder);
    }

    /// Makes sure that only this user or the system may change what lies in a folder.
    ///
    /// @return its real path
    /// @throws IOException naming the folder, it or one above it, where that is not so
    static Path requireTrusted(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!isTrusted(real)) {
            throw untrusted(real);
        }
        requireTrustedUpwards(real.getParent());
        return real;
    }

    private static void requireTrustedUpwards(@Nullable Path real) throws IOException {
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            if (!isTrusted(folder, isSticky(folder))) {
                throw untrusted(folder);
            }
        }
    }

    /// Whether only this user or the system's administrator may change it.
    static boolean isTrusted(Path path) throws IOException {
        return isTrusted(path, false);
    }

    /// @param mayBeOpen whether others may write to it
    private static boolean isTrusted(Path path, boolean mayBeOpen) throws IOException {
        var view =
                Files.getFileAttributeView(
                        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            // Where folders have access lists instead, those of a user's cache let nobody else in.
            return true;
        }
        PosixFileAttributes attributes = view.readAttributes();
        Set<PosixFilePermission> permissions = attributes.permissions();
        boolean open =
                permissions.contains(PosixFilePermission.GROUP_WRITE)
                        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        return (mayBeOpen || !open)
                && (attributes.owner().equals(root(path)) || attributes.owner().equals(thisUser()));
    }

    private static boolean isSticky(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }

    private static FileSystemException untrusted(Path path) throws IOException {
        return new FileSystemException(
                path.toString(),
                null,
                "other users may write to it, and so replace what is loaded from below it: it must"
                        + " belong to you or the system, and be writable by its owner only"
                        + " (chmod go-w), but it belongs to %s and is %s"
                                .formatted(
                                        Files.getOwner(path),
                                        PosixFilePermissions.toString(
                                                Files.getPosixFilePermissions(path))));
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static UserPrincipal root(Path path) throws IOException {
        return Files.getOwner(path.toAbsolutePath().getRoot());
    }

    /// Asked of the system first: in a container a user may have no name. No file is made to see
    /// whose it is: there may be no folder for it.
    private static UserPrincipal thisUser() throws IOException {
        Path process = Path.of("/proc/self");
        return Files.exists(process)
                ? Files.getOwner(process)
                : process.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name"));
    }
}

package org.arenagrad.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Puts the bundled libraries into a folder, where they stay for the next run.
///
/// Any number of processes may do so at once: each writes files of its own and moves them into
/// place, so that a library is there whole or not at all, and whoever comes last replaces it by the
/// same bytes.
final class Unpacking {
    private final Bundle bundle;

    Unpacking(Bundle bundle) {
        this.bundle = bundle;
    }

    /// The libraries below the cache, in the order to load them; what is there and intact is left
    /// alone.
    List<Path> into(Path cache) throws IOException {
        return unpack(PrivateFolder.create(cache.resolve(bundle.id())));
    }

    /// The libraries in a new folder that ends with this process: for when there is no cache to be
    /// had.
    List<Path> intoTemporaryFolder() throws IOException {
        Path folder = Files.createTempDirectory("arenagrad-"); // which nobody else can enter
        folder.toFile().deleteOnExit();
        for (Bundle.Entry entry : bundle.entries()) {
            folder.resolve(entry.name())
                    .toFile()
                    .deleteOnExit(); // the last registered is deleted first
        }
        return unpack(PrivateFolder.requireTrusted(folder));
    }

    private List<Path> unpack(Path folder) throws IOException {
        var libraries = new ArrayList<Path>();
        for (Bundle.Entry entry : bundle.entries()) {
            Path library = folder.resolve(entry.name());
            if (!isIntact(library, entry)) {
                replace(library, entry);
            }
            libraries.add(library);
        }
        return libraries;
    }

    private void replace(Path library, Bundle.Entry entry) throws IOException {
        Path written = Files.createTempFile(library.getParent(), entry.name(), ".part");
        try {
            write(entry, written);
            String actual = Sha256.of(written);
            if (!actual.equals(entry.sha256())) {
                throw new IOException(
                        "the bundled "
                                + entry.name()
                                + " is damaged: SHA-256 "
                                + actual
                                + ", not "
                                + entry.sha256());
            }
            moveIntoPlace(written, library, entry);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private void write(Bundle.Entry entry, Path file) throws IOException {
        try (InputStream in = bundle.open(entry);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            in.transferTo(out);
            channel.force(true);
        }
    }

    private static void moveIntoPlace(Path written, Path library, Bundle.Entry entry)
            throws IOException {
        try {
            Files.move(written, library, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Where a library in use cannot be replaced, another process was first, and its file
            // serves as well.
            if (!isIntact(library, entry)) {
                throw e;
            }
        }
    }

    private static boolean isIntact(Path library, Bundle.Entry entry) throws IOException {
        return Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
                && PrivateFolder.isTrusted(library)
                && (Receipt.isThereFor(library, entry.sha256()) || isRight(library, entry));
    }

    private static boolean isRight(Path library, Bundle.Entry entry) throws IOException {
        boolean right = Sha256.of(library).equals(entry.sha256());
        if (right) {
            writeReceipt(library, entry);
        }
        return right;
    }

    private static void writeReceipt(Path library, Bundle.Entry entry) {
        try {
            Receipt.write(library, entry.sha256());
        } catch (IOException _) {
            // A full disk, a folder that may only be read: the next start reads the library again.
        }
    }
}

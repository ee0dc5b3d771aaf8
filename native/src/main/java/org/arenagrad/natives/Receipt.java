package org.arenagrad.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// A note beside a library that its bytes were read and found right: digest, size and time of the
/// last change.
///
/// To read 41 MB at every start takes as long as all the rest of the start (0.2 s). As long as size
/// and time are those of the note, nobody has written to the file since: whoever could do so and
/// set the time back may also write to the program.
final class Receipt {
    private static final String SUFFIX = ".checked";

    private Receipt() {}

    /// Whether the file was found to have this digest, and is as it was then.
    static boolean isThereFor(Path library, String sha256) {
        try {
            return Files.readString(beside(library)).equals(text(library, sha256));
        } catch (IOException _) {
            return false; // Then the library is read once more.
        }
    }

    /// Notes that the file has this digest.
    static void write(Path library, String sha256) throws IOException {
        Path receipt = beside(library);
        Path written =
                Files.createTempFile(library.getParent(), receipt.getFileName() + "-", ".part");
        try {
            Files.writeString(written, text(library, sha256));
            Files.move(written, receipt, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static Path beside(Path library) {
        return library.resolveSibling(library.getFileName() + SUFFIX);
    }

    private static String text(Path library, String sha256) throws IOException {
        BasicFileAttributes file =
                Files.readAttributes(library, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long changed = file.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return sha256 + " " + file.size() + " " + changed + "\n";
    }
}

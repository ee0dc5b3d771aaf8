package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A file is replaced as a whole or not at all, and what stands in the way is said with its name.
class AtomicFileTest {
    @TempDir private Path folder;

    @AfterEach
    void leavesNothingBeside() throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "first, and longer\n");
        AtomicFile.writeString(file, "zwölf\n");
        assertThat(file).hasContent("zwölf\n");
    }

    /// What is written beside it becomes the file, in one step: a copy would be half there for a
    /// while.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsWrittenBesideBecomesTheFile() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "before");
        List<Object> written = new ArrayList<>();
        AtomicFile.write(
                file,
                channel -> {
                    channel.write(ByteBuffer.wrap(new byte[] {'x'}));
                    try (var files = Files.list(folder)) {
                        files.filter(path -> !path.equals(file))
                                .map(AtomicFileTest::identity)
                                .forEach(written::add);
                    }
                });
        assertThat(file).hasContent("x");
        assertThat(written).containsExactly(identity(file));
    }

    /// The number the system knows the file by, whatever it is called.
    private static Object identity(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNameMayBeAsLongAsTheSystemAllows() throws IOException {
        Path file = folder.resolve("x".repeat(255));
        AtomicFile.writeString(file, "long");
        assertThat(file).hasContent("long");
    }

    @Test
    void anErrorHalfwayLeavesWhatWasThere() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "before");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        channel -> {
                                            channel.write(ByteBuffer.allocate(1000));
                                            throw new IOException("No space left on device");
                                        }))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(
                        file
                                + ": could not be written (No space left on device); what was there"
                                + " before is unchanged. Make room or choose another folder, then"
                                + " write it again");
        assertThat(file).hasContent("before");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        _ -> {
                                            throw new IllegalStateException("a bug");
                                        }))
                .hasMessage("a bug");
        assertThat(file).hasContent("before");
    }

    @Test
    void theSystemsReasonIsTold() {
        Path file = folder.resolve("a.txt");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        _ -> {
                                            throw new FileSystemException(
                                                    "tmp", null, "Disk quota exceeded");
                                        }))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(
                        file
                                + ": could not be written (Disk quota exceeded); nothing was left"
                                + " behind.");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> AtomicFile.writeString(folder, "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a folder: name a file inside it");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("none").resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.writeString(file, "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": its folder does not exist: make it first");
    }

    @Test
    void aFileInPlaceOfTheFolderIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.writeString(file, "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": a file stands where its folder should be: choose another");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSymbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
        Path target = folder.resolve("target.txt");
        Path link = folder.resolve("link");
        Path chained = folder.resolve("chained");
        Files.createSymbolicLink(link, Path.of("target.txt"));
        Files.createSymbolicLink(chained, link);
        AtomicFile.writeString(chained, "through a link to nothing yet");
        AtomicFile.writeString(link, "again");
        assertThat(target).hasContent("again").isRegularFile();
        assertThat(link).isSymbolicLink();
        assertThat(chained).isSymbolicLink();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksInACircleAreRefused() throws IOException {
        Path one = folder.resolve("one");
        Files.createSymbolicLink(one, Path.of("two"));
        Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
        assertThatThrownBy(() -> AtomicFile.writeString(one, "x"))
                .hasMessage(one + ": its symbolic links lead in a circle");
    }

    /// A socket stands for all that is not a regular file. A device of the system would do, but if
    /// the check were missing, the superuser would lose it.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoRegularFileIsNotReplaced() throws IOException {
        Path socket = folder.resolve("socket");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertThatThrownBy(() -> AtomicFile.writeString(socket, "x"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(socket + ": is not a regular file, so it can't be replaced");
            assertThat(Files.isRegularFile(socket)).isFalse();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsStay() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        AtomicFile.writeString(file, "2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void withoutPermissionNothingIsWritten() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(file), "the superuser may write everything");
        assertThatThrownBy(() -> AtomicFile.writeString(file, "2"))
                .hasMessageStartingWith(file + ": no permission to write it");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        try {
            Path other = folder.resolve("b.txt");
            assertThatThrownBy(() -> AtomicFile.writeString(other, "2"))
                    .hasMessageStartingWith(other + ": no permission to make a file in its folder");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}

package org.arenagrad.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class UnpackingTest {
    @TempDir Path temporary;
    private Path cache = Path.of("");

    @BeforeEach
    void chooseACacheThatIsNotThereYet() {
        cache = temporary.resolve("some", "cache");
    }

    @Test
    void putsTheLibrariesIntoOneFolderInTheOrderToLoadThem() throws IOException {
        List<Path> libraries = unpacking(Fakes.LIBRARIES).into(cache);

        assertThat(libraries)
                .extracting(path -> path.getFileName().toString())
                .containsExactly("libgfortran.so.5", "libopenblas.so.0");
        assertThat(libraries)
                .extracting(Files::readString)
                .containsExactly("speaks Fortran", "multiplies matrices");
    }

    @Test
    void namesTheFolderByVersionPlatformAndTheDigestOfEachLibrary() throws IOException {
        Path folder = unpackedFolder(Fakes.LIBRARIES);
        Path other = unpackedFolder(Map.of("libopenblas.so.0", "multiplies faster"));

        assertThat(folder.getFileName().toString())
                .matches("openblas-1\\.2\\.3-linux-x86_64-[0-9a-f]{8}[0-9a-f]{8}");
        assertThat(other).isNotEqualTo(folder).hasParent(cache);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void letsNobodyElseIn() throws IOException {
        Path folder = unpackedFolder(Fakes.LIBRARIES);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
    }

    @Test
    void leavesAloneWhatIsIntact() throws IOException {
        Path library = unpacking(Fakes.LIBRARIES).into(cache).getLast();
        FileTime longAgo = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        Files.setLastModifiedTime(library, longAgo);

        unpacking(Fakes.LIBRARIES).into(cache);

        assertThat(Files.getLastModifiedTime(library)).isEqualTo(longAgo);
    }

    @Test
    void replacesWhatWasChangedCutOffOrDeleted() throws IOException {
        for (String damage : List.of("multiplies matrixes", "multip", "")) {
            unpacking(Fakes.LIBRARIES).into(cache);
            Path library = unpacking(Fakes.LIBRARIES).into(cache).getLast(); // checked, and noted
            Files.writeString(library, damage);

            assertThat(unpacking(Fakes.LIBRARIES).into(cache).getLast())
                    .hasContent("multiplies matrices");
        }
        Files.delete(unpacking(Fakes.LIBRARIES).into(cache).getFirst());

        assertThat(unpacking(Fakes.LIBRARIES).into(cache).getFirst()).hasContent("speaks Fortran");
    }

    @Test
    void doesNotReadAgainWhatNobodyHasWrittenToSince() throws IOException {
        unpacking(Fakes.LIBRARIES).into(cache);
        Path library = unpacking(Fakes.LIBRARIES).into(cache).getLast(); // checked, and noted
        FileTime time = Files.getLastModifiedTime(library);
        Files.writeString(library, "multiplies matrixes"); // as long
        Files.setLastModifiedTime(library, time);

        assertThat(unpacking(Fakes.LIBRARIES).into(cache).getLast())
                .hasContent("multiplies matrixes");
    }

    @Test
    void readsAgainWithoutAReceiptOrWithAnother() throws IOException {
        unpacking(Fakes.LIBRARIES).into(cache);
        Path library = unpacking(Fakes.LIBRARIES).into(cache).getLast();
        Path receipt = library.resolveSibling("libopenblas.so.0.checked");
        FileTime time = Files.getLastModifiedTime(library);
        for (String text : List.of("", Files.readString(receipt).replaceAll("^.", "g"))) {
            Files.writeString(library, "multiplies matrixes");
            Files.setLastModifiedTime(library, time);
            Files.writeString(receipt, text);

            assertThat(unpacking(Fakes.LIBRARIES).into(cache).getLast())
                    .hasContent("multiplies matrices");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void replacesALinkToSomewhereElse() throws IOException {
        Path library = unpacking(Fakes.LIBRARIES).into(cache).getLast();
        Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "multiplies matrices");
        Files.delete(library);
        Files.createSymbolicLink(library, elsewhere);

        unpacking(Fakes.LIBRARIES).into(cache);

        assertThat(library).isRegularFile().hasContent("multiplies matrices");
        assertThat(Files.isSymbolicLink(library)).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void replacesAFileThatOthersMayWriteTo() throws IOException {
        Path library = unpacking(Fakes.LIBRARIES).into(cache).getLast();
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));

        unpacking(Fakes.LIBRARIES).into(cache);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesALibraryThatIsNotWhatTheBuildSaw() throws IOException {
        Bundle.Content honest = Fakes.program(Fakes.LIBRARIES);
        Bundle.Content damaged =
                name ->
                        name.endsWith("libopenblas.so.0")
                                ? InputStream.nullInputStream()
                                : honest.open(name);

        assertThatThrownBy(() -> new Unpacking(Bundle.read(damaged)).into(cache))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the bundled libopenblas.so.0 is damaged");
        assertThat(filesBelow(cache)).containsExactly("libgfortran.so.5");
    }

    @Test
    void leavesNothingBehindWhenTheDiskIsFull() throws IOException {
        Bundle.Content whole = Fakes.program(Fakes.LIBRARIES);
        Bundle.Content cutOff =
                name -> name.endsWith("libopenblas.so.0") ? new FullDisk() : whole.open(name);

        assertThatThrownBy(() -> new Unpacking(Bundle.read(cutOff)).into(cache))
                .hasMessage("No space left on device");
        assertThat(filesBelow(cache)).containsExactly("libgfortran.so.5");

        assertThat(unpacking(Fakes.LIBRARIES).into(cache).getLast())
                .hasContent("multiplies matrices");
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "not a folder");

        assertThatThrownBy(() -> unpacking(Fakes.LIBRARIES).into(cache))
                .isInstanceOf(IOException.class);
    }

    @Test
    void manyThreadsAtOnceAllGetTheWholeLibrary() throws Exception {
        String large = "multiplies matrices ".repeat(100_000);
        Bundle bundle = Bundle.read(Fakes.program(Map.of("libopenblas.so.0", large)));
        int count = 8;
        var together = new CyclicBarrier(count);
        Callable<String> unpack =
                () -> {
                    together.await();
                    return Files.readString(new Unpacking(bundle).into(cache).getLast());
                };

        try (var threads = Executors.newFixedThreadPool(count)) {
            var results =
                    threads.invokeAll(IntStream.range(0, count).mapToObj(_ -> unpack).toList());
            for (var result : results) {
                assertThat(result.get()).isEqualTo(large);
            }
        }
        assertThat(filesBelow(cache))
                .contains("libopenblas.so.0")
                .isSubsetOf("libopenblas.so.0", "libopenblas.so.0.checked");
    }

    @Test
    void aTemporaryFolderServesAsWell() throws IOException {
        List<Path> libraries = unpacking(Fakes.LIBRARIES).intoTemporaryFolder();

        assertThat(libraries)
                .extracting(Files::readString)
                .containsExactly("speaks Fortran", "multiplies matrices");
    }

    private Path unpackedFolder(Map<String, String> libraries) throws IOException {
        Path folder = unpacking(libraries).into(cache).getLast().getParent();
        assertThat(folder).isNotNull();
        return folder;
    }

    private static Unpacking unpacking(Map<String, String> libraries) throws IOException {
        return new Unpacking(Bundle.read(Fakes.program(libraries)));
    }

    private static List<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toList());
        }
    }

    /// Some bytes, and then what the system says when a disk is full.
    private static final class FullDisk extends InputStream {
        private boolean full;

        @Override
        public int read() throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (full) {
                return read();
            }
            full = true;
            return length;
        }
    }
}

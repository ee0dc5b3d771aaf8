package org.arenagrad.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.natives.NativeLibrary.Found;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The real library, as the build bundled it for this platform.
class BundledLibraryTest {
    private static final String ALLOWED = "--enable-native-access=ALL-UNNAMED";

    @TempDir Path temporary;

    @BeforeEach
    void somethingIsBundled() throws IOException {
        assumeTrue(!Bundle.ofThisProgram().entries().isEmpty(), "nothing for this platform");
    }

    @Test
    void isLoadedAndItsFunctionsAreFound() {
        var library = NativeLibrary.locateAndLoad();

        assertThat(library).isInstanceOf(Found.class);
        assertThat(((Found) library).source()).isEqualTo(Source.BUNDLED);
        assertThat(SymbolLookup.loaderLookup().find("cblas_dgemm")).isPresent();
        assertThat(SymbolLookup.loaderLookup().find("openblas_get_config")).isPresent();
    }

    @Test
    void locatingAloneFindsTheSameOne() {
        assertThat(NativeLibrary.locate()).isEqualTo(NativeLibrary.locateAndLoad());
    }

    @Test
    void twoProcessesUnpackItAtOnce() throws Exception {
        Path cache = temporary.resolve("cache");
        Path go = temporary.resolve("go");
        Process one = Child.start(cache, List.of(ALLOWED), go.toString());
        Process two = Child.start(cache, List.of(ALLOWED), go.toString());

        Files.createFile(go);

        assertThat(Child.output(one))
                .startsWith("OpenBLAS bundled: " + temporary.toRealPath())
                .isEqualTo(Child.output(two));
        assertThat(one.waitFor()).isZero();
        assertThat(two.waitFor()).isZero();
        assertThat(filesBelow(cache)).isEqualTo(Bundle.ofThisProgram().entries().size());
    }

    @Test
    void aTemporaryFolderIsGoneWithItsProcess() throws Exception {
        Path noFolder = Files.createFile(temporary.resolve("file"));
        Path tmp = Files.createDirectory(temporary.resolve("tmp"));

        Process process = Child.start(noFolder, List.of(ALLOWED, "-Djava.io.tmpdir=" + tmp));

        assertThat(Child.output(process)).startsWith("OpenBLAS bundled: " + tmp.toRealPath());
        assertThat(process.waitFor()).isZero();
        assertThat(tmp).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aTemporaryFolderThatOthersMayWriteToDoesNotServe() throws Exception {
        Path noFolder = Files.createFile(temporary.resolve("file"));
        Path tmp = Files.createDirectory(temporary.resolve("tmp"));
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));

        String output = ended(Child.start(noFolder, List.of("-Djava.io.tmpdir=" + tmp)));

        assertThat(output)
                .doesNotContain("OpenBLAS bundled")
                .contains("could not be unpacked")
                .contains(tmp.toRealPath() + ": other users may write to it");
    }

    /// (The system's administrator was never asked for a temporary folder; every other user was.)
    @Test
    void aCacheServesWhereThereIsNoTemporaryFolder() throws Exception {
        Path cache = temporary.resolve("cache");
        for (String run : List.of("unpacks", "finds it intact")) {
            Process process =
                    Child.start(
                            cache, List.of(ALLOWED, "-Djava.io.tmpdir=" + temporary.resolve("no")));

            assertThat(ended(process)).as(run).contains("OpenBLAS bundled: " + cache.toRealPath());
        }
    }

    @Test
    void whereNativeAccessIsDeniedTheCallerHearsOfIt() throws Exception {
        Process process =
                Child.start(temporary.resolve("cache"), List.of("--illegal-native-access=deny"));

        assertThat(Child.output(process)).contains("IllegalCallerException");
        assertThat(process.waitFor()).isNotZero();
    }

    private static String ended(Process process) throws InterruptedException {
        boolean inTime = process.waitFor(1, TimeUnit.MINUTES);
        if (!inTime) {
            process.destroyForcibly();
        }
        String output = Child.output(process);
        assertThat(inTime).as("it hung, after it printed: %s", output).isTrue();
        return output;
    }

    /// How many there are, without the notes that they were checked.
    private static long filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".checked"))
                    .count();
        }
    }
}

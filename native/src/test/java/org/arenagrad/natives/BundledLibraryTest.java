package org.arenagrad.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.natives.NativeLibrary.Found;
import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
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
        Command child = Child.command(cache, List.of(ALLOWED), go.toString());
        try (ChildProcess one = child.start();
                ChildProcess two = child.start()) {
            Files.createFile(go);

            assertThat(one.end().text())
                    .startsWith("OpenBLAS bundled: " + temporary.toRealPath())
                    .isEqualTo(two.end().text());
            assertThat(one.end().exitCode()).isZero();
            assertThat(two.end().exitCode()).isZero();
        }
        assertThat(filesBelow(cache)).isEqualTo(Bundle.ofThisProgram().entries().size());
    }

    @Test
    void aTemporaryFolderIsGoneWithItsProcess() throws Exception {
        Path noFolder = Files.createFile(temporary.resolve("file"));
        Path tmp = Files.createDirectory(temporary.resolve("tmp"));

        ChildProcess.Ended child =
                Child.command(noFolder, List.of(ALLOWED, "-Djava.io.tmpdir=" + tmp)).run();

        assertThat(child.text()).startsWith("OpenBLAS bundled: " + tmp.toRealPath());
        assertThat(child.exitCode()).isZero();
        assertThat(tmp).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aTemporaryFolderThatOthersMayWriteToDoesNotServe() throws Exception {
        Path noFolder = Files.createFile(temporary.resolve("file"));
        Path tmp = Files.createDirectory(temporary.resolve("tmp"));
        Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));

        String output = Child.command(noFolder, List.of("-Djava.io.tmpdir=" + tmp)).run().text();

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
            ChildProcess.Ended child =
                    Child.command(
                                    cache,
                                    List.of(ALLOWED, "-Djava.io.tmpdir=" + temporary.resolve("no")))
                            .run();

            assertThat(child.text()).as(run).contains("OpenBLAS bundled: " + cache.toRealPath());
        }
    }

    @Test
    void whereNativeAccessIsDeniedTheCallerHearsOfIt() throws Exception {
        ChildProcess.Ended child =
                Child.command(temporary.resolve("cache"), List.of("--illegal-native-access=deny"))
                        .run();

        assertThat(child.text()).contains("IllegalCallerException");
        assertThat(child.exitCode()).isNotZero();
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

package org.arenagrad.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.natives.NativeLibrary.Found;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Process one = Child.start(cache, List.of(ALLOWED), go.toString());
        Process two = Child.start(cache, List.of(ALLOWED), go.toString());

        Files.createFile(go);

        assertThat(Child.output(one))
                .startsWith("OpenBLAS bundled: " + cache)
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

        assertThat(Child.output(process)).startsWith("OpenBLAS bundled: " + tmp);
        assertThat(process.waitFor()).isZero();
        assertThat(tmp).isEmptyDirectory();
    }

    @Test
    void whereNativeAccessIsDeniedTheCallerHearsOfIt() throws Exception {
        Process process =
                Child.start(temporary.resolve("cache"), List.of("--illegal-native-access=deny"));

        assertThat(Child.output(process)).contains("IllegalCallerException");
        assertThat(process.waitFor()).isNotZero();
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

package org.arenagrad.bindings.openblas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.natives.NativeLibrary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class OpenBlasTest {
    private static final String FUNCTION = "--include-function ";

    @BeforeAll
    static void load() {
        NativeLibrary library = NativeLibrary.locateAndLoad();
        assumeTrue(library instanceof NativeLibrary.Found, library::summary);
    }

    @Test
    void everyFunctionAskedForIsInTheLibrary() throws IOException {
        List<String> functions =
                Files.readAllLines(Path.of("openblas.args")).stream()
                        .filter(line -> line.startsWith(FUNCTION))
                        .map(line -> line.substring(FUNCTION.length()).strip())
                        .toList();

        assertThat(functions)
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        function ->
                                assertThat(SymbolLookup.loaderLookup().find(function)).isPresent());
    }

    @Test
    void saysHowItWasBuilt() {
        assertThat(OpenBlas.openblas_get_config().getString(0)).startsWith("OpenBLAS ");
        assertThat(OpenBlas.openblas_get_num_threads()).isPositive();
    }

    @Test
    void multipliesMatricesOfFloat64() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 2, 3, 4);
            MemorySegment b = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 5, 6, 7, 8);
            MemorySegment c = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 1, 1, 1);

            OpenBlas.cblas_dgemm(
                    OpenBlas.CblasRowMajor(),
                    OpenBlas.CblasNoTrans(),
                    OpenBlas.CblasTrans(),
                    2,
                    2,
                    2,
                    1.0,
                    a,
                    2,
                    b,
                    2,
                    10.0,
                    c,
                    2);

            assertThat(c.toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(27, 33, 49, 63);
        }
    }

    @Test
    void multipliesMatricesOfFloat32() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4);
            MemorySegment b = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 5, 6, 7, 8);
            MemorySegment c = arena.allocate(ValueLayout.JAVA_FLOAT, 4);

            OpenBlas.cblas_sgemm(
                    OpenBlas.CblasRowMajor(),
                    OpenBlas.CblasNoTrans(),
                    OpenBlas.CblasNoTrans(),
                    2,
                    2,
                    2,
                    1.0f,
                    a,
                    2,
                    b,
                    2,
                    0.0f,
                    c,
                    2);

            assertThat(c.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(19, 22, 43, 50);
        }
    }
}

package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What NumPy wrote is read, and what is written comes back; `PythonTest` has NumPy read it.
@Tag("backend")
class NumpyFilesTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f8",
                "f4",
                "f2",
                "f8-big",
                "f4-big",
                "f8-fortran",
                "f4-big-fortran",
                "bool",
                "i1",
                "i2",
                "i4",
                "i8",
                "u1",
                "u2",
                "u4",
                "u8",
                "i4-big",
                "scalar",
                "empty"
            })
    void readsWhatNumpyWrote(String name) throws IOException {
        try (var _ = Scope.open("test")) {
            Tensor read = Npy.read(Fixtures.file(name + ".npy"), DType.FLOAT64);
            Fixtures.assertHolds(read, name);
            assertThat(read.array().isContiguous()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsAllVersions(int version) throws IOException {
        Fixtures.assertHolds(Npy.read(Fixtures.file("version-" + version + ".npy")), "f8");
    }

    @Test
    void theTypeIsThatOfTheFile() throws IOException {
        assertThat(Npy.read(Fixtures.file("f8-big.npy")).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(Npy.read(Fixtures.file("f4.npy")).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Npy.read(Fixtures.file("f2.npy")).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Npy.read(Fixtures.file("f8.npy"), DType.FLOAT32).dtype())
                .isEqualTo(DType.FLOAT32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8", "f4", "scalar", "empty"})
    void whatNeedsNoConversionCanBeMapped(String name) throws IOException {
        try (var _ = Scope.open("test")) {
            Tensor mapped = Npy.map(Fixtures.file(name + ".npy"));
            Fixtures.assertHolds(mapped, name);
            assertThat(mapped.segment().isReadOnly()).isEqualTo(mapped.segment().byteSize() > 0);
            assertThat(Npy.read(Fixtures.file(name + ".npy")).segment().isReadOnly()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "f4-big, its array is of type F32 (BIG_ENDIAN)",
        "f2, its array is of type F16",
        "i8, its array is of type I64",
        "f8-fortran, is in Fortran's order"
    })
    void whatNeedsConversionCantBeMapped(String name, String why) {
        Path file = Fixtures.file(name + ".npy");
        assertThatThrownBy(() -> Npy.map(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(file + ": " + why)
                .hasMessageEndingWith("can't be mapped: read a copy instead");
    }

    @Test
    void aDryRunReadsNothing() {
        for (String name : List.of("f8-fortran.npy", "f4-big.npy", "stored.npz", "deflated.npz")) {
            var plan = Scope.dryRun(() -> readFixture(name));
            assertThat(plan.peakBytes()).as(name).isPositive();
        }
    }

    private static void readFixture(String name) {
        Path file = Fixtures.file(name);
        try {
            if (name.endsWith(".npy")) {
                assertThat(Npy.read(file).array().buffer().isDry()).isTrue();
                return;
            }
            try (var archive = Npz.open(file)) {
                for (String array : archive.names()) {
                    Tensor read = archive.tensor(array, DType.FLOAT64);
                    assertThat(read.array().buffer().isDry()).isTrue();
                }
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "complex, its type '<c16' holds complex numbers",
        "text, its type '<U2' holds text",
        "object, its type '|O' holds objects of Python",
        "record, holds records of several fields",
        "i8, 'is of type ''<i8'', which no tensor here has: name a type to convert it to'"
    })
    void saysWhatItDoesNotRead(String name, String message) {
        Path file = Fixtures.file(name + ".npy");
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    @Test
    void whatIsWrittenComesBack() throws IOException {
        Path path = folder.resolve("x.npy");
        try (var _ = Scope.open("test")) {
            Tensor matrix = Tensor.randn(DType.FLOAT32, Rng.seed(1), 3, 4);
            for (Tensor x :
                    List.of(
                            matrix,
                            matrix.transpose(0, 1),
                            Tensor.scalar(0.1),
                            Tensor.of(1, 2, 3),
                            Tensor.zeros(2, 0))) {
                Npy.write(path, x);
                Tensor back = Npy.read(path);
                assertThat(back.dtype()).isEqualTo(x.dtype());
                assertThat(back.shape()).isEqualTo(x.shape());
                assertThat(back.toArray()).containsExactly(x.toArray());
            }
        }
    }

    @Test
    void writesThePreciseBytesOfNumpy() throws IOException {
        Path path = folder.resolve("x.npy");
        for (String name : List.of("f8", "f4", "scalar", "empty")) {
            Npy.write(path, Npy.read(Fixtures.file(name + ".npy")));
            assertThat(path).hasSameBinaryContentAs(Fixtures.file(name + ".npy"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void readsArchivesOfNumpy(String name) throws IOException {
        try (var _ = Scope.open("test");
                var file = Npz.open(Fixtures.file(name))) {
            assertThat(file.names()).containsExactly("weight", "bias", "labels");
            Fixtures.assertHolds(file.tensor("weight"), "f8");
            assertThat(file.tensor("bias").dtype()).isEqualTo(DType.FLOAT32);
            assertThat(file.tensor("labels", DType.FLOAT64).toArray())
                    .containsExactly(0, 1, 2, 3, 4);
            assertThatThrownBy(() -> file.tensor("labels"))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining(name + ": array 'labels': is of type '<i8'");
            assertThatThrownBy(() -> file.tensor("nothing"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "there is no array 'nothing'. There are 'weight', 'bias', 'labels'");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void archivesComeBack(boolean compressed) throws IOException {
        Path path = folder.resolve("all.npz");
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("x", Tensor.randn(Rng.seed(2), 50, 40));
        tensors.put("../ümläut", Tensor.from(new float[] {1, 2}, 2));
        tensors.put("", Tensor.scalar(3));
        if (compressed) {
            Npz.writeCompressed(path, tensors);
        } else {
            Npz.write(path, tensors);
        }
        byte[] first = Files.readAllBytes(path);
        SequencedMap<String, Tensor> back = Npz.read(path);
        assertThat(back.keySet()).containsExactlyElementsOf(tensors.keySet());
        assertThat(back.values().stream().map(Tensor::toArray).toList())
                .usingElementComparator(Arrays::compare)
                .isEqualTo(tensors.values().stream().map(Tensor::toArray).toList());
        Npz.write(path, back);
        if (!compressed) {
            assertThat(path).as("the same content, the same file").hasBinaryContent(first);
        }
    }
}

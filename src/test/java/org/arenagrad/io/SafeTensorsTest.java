package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.MemoryLimitException;
import org.arenagrad.memory.Scope;
import org.arenagrad.memory.TensorClosedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/// What is written comes back to the bit; what others wrote is read; a tensor that was read is one
/// like any other, and so is one that lies in a mapped file, except that it can't be changed. Holds
/// with native access denied, too.
@Tag("backend")
class SafeTensorsTest {
    @TempDir private Path folder;

    private static SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("odd", Tensor.from(new float[] {1, -0.0f, Float.NaN}, 3));
        Tensor wide = Tensor.randn(Rng.seed(1), 4, 5);
        tensors.put("wide", wide);
        tensors.put("view", wide.transpose(0, 1));
        tensors.put("part", wide.slice(0, 1, 3));
        tensors.put("scalar", Tensor.scalar(Double.MIN_VALUE));
        tensors.put("empty", Tensor.zeros(DType.FLOAT32, 2, 0));
        tensors.put("ümläut \"'\n", Tensor.full(Double.NEGATIVE_INFINITY, 1));
        return tensors;
    }

    private static Tensor only(Path path) throws IOException {
        return SafeTensors.read(path).sequencedValues().getFirst();
    }

    private static Tensor mapped(Path path) throws IOException {
        return SafeTensors.map(path).sequencedValues().getFirst();
    }

    @Test
    void whatIsWrittenComesBack() throws IOException {
        Path path = folder.resolve("all.safetensors");
        Map<String, String> notes = Map.of("epoch", "3", "µ", "a \"quoted\"\nline");
        try (var _ = Scope.open("test")) {
            var written = tensors();
            SafeTensors.write(path, written, notes);
            try (var file = SafeTensors.open(path)) {
                assertThat(file.metadata()).containsExactlyInAnyOrderEntriesOf(notes);
                assertThat(file.names()).containsExactlyElementsOf(written.keySet());
                for (var named : written.entrySet()) {
                    Tensor back = file.tensor(named.getKey());
                    assertThat(back.name()).isEqualTo(named.getKey());
                    assertThat(back.dtype()).isEqualTo(named.getValue().dtype());
                    assertThat(back.shape()).isEqualTo(named.getValue().shape());
                    assertThat(back.toArray()).containsExactly(named.getValue().toArray());
                }
            }
        }
    }

    @Test
    void theHeaderIsPaddedSoThatElementsAreAligned() throws IOException {
        Path path = folder.resolve("aligned.safetensors");
        for (String name : List.of("a", "ab", "abc", "abcd", "abcde")) {
            SafeTensors.write(path, Map.of(name, Tensor.of(1, 2)), Map.of());
            assertThat((Files.size(path) - 16) % 8).isZero();
        }
    }

    /// Three numbers of four bytes in front of one of eight would leave it unaligned.
    @Test
    void tensorsOfBothTypesCanBeMapped() throws IOException {
        Path path = folder.resolve("both.safetensors");
        try (var _ = Scope.open("test")) {
            SequencedMap<String, Tensor> both = new LinkedHashMap<>();
            both.put("odd", Tensor.from(new float[] {1, 2, 3}, 3));
            both.put("wide", Tensor.of(4, 5));
            SafeTensors.write(path, both, Map.of());
            var back = SafeTensors.map(path);
            assertThat(back.keySet()).containsExactly("odd", "wide");
            assertThat(back.sequencedValues().getFirst().toArray()).containsExactly(1, 2, 3);
            assertThat(back.sequencedValues().getLast().toArray()).containsExactly(4, 5);
        }
    }

    @Test
    void readsWhatPythonsLibraryWrote() throws IOException {
        try (var _ = Scope.open("test");
                var file = SafeTensors.open(Fixtures.file("numpy.safetensors"))) {
            assertThat(file.metadata())
                    .containsEntry("made by", "make.py")
                    .containsEntry("µ", "π\n");
            assertThat(file.names())
                    .contains("f8", "f4", "f2", "bool", "i8", "u8", "scalar", "empty");
            for (String name : file.names()) {
                Fixtures.assertHolds(file.tensor(name, DType.FLOAT64), name);
            }
            assertThat(file.tensor("f8").dtype()).isEqualTo(DType.FLOAT64);
            assertThat(file.tensor("f4").dtype()).isEqualTo(DType.FLOAT32);
            assertThat(file.tensor("f2").dtype()).isEqualTo(DType.FLOAT32);
            assertThat(file.info("i8")).hasToString("I64 [5]");
        }
    }

    @Test
    void readsHalfPrecisionOfPyTorch() throws IOException {
        try (var _ = Scope.open("test");
                var file = SafeTensors.open(Fixtures.file("torch-half.safetensors"))) {
            Fixtures.assertHolds(file.tensor("bf16"), "bf16");
            Fixtures.assertHolds(file.tensor("f16"), "f2");
            assertThatThrownBy(() -> file.tensor("f8"))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("torch-half.safetensors: tensor 'f8' is of type F8_E4M3")
                    .hasMessageContaining("convert it with the program that wrote it");
        }
    }

    @Test
    void integersAreReadWhenATypeIsAskedForOnly() throws IOException {
        try (var file = SafeTensors.open(Fixtures.file("numpy.safetensors"))) {
            assertThatThrownBy(() -> file.tensor("i8"))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("'i8' is of type I64")
                    .hasMessageContaining("tensor(name, dtype) converts it");
            assertThatThrownBy(() -> file.tensor("nothing"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no tensor 'nothing'. There are '")
                    .hasMessageEndingWith(" and 5 more");
        }
    }

    private Path large() throws IOException {
        Path path = folder.resolve("large.safetensors");
        SafeTensors.write(path, Map.of("x", Tensor.arange(100_000)), Map.of());
        return path;
    }

    @ParameterizedTest
    @CsvSource({"read, false", "map, true"})
    void aTensorEndsWithItsScope(String how, boolean mapped) throws IOException {
        Path path = large();
        Ledger ledger = Ledger.current();
        long before = ledger.liveBytes();
        Tensor x;
        try (var _ = Scope.open("test")) {
            try (var file = SafeTensors.open(path)) {
                x = mapped ? file.map("x") : file.tensor("x");
            }
            assertThat(x.name()).isEqualTo("x");
            assertThat(ledger.liveBytes() - before).isEqualTo(800_000);
            assertThat(x.array().buffer().operation()).isEqualTo(how);
            assertThat(x.segment().isReadOnly()).isEqualTo(mapped);
            assertThat(x.sum().item()).as("the file is closed").isEqualTo(4_999_950_000.0);
            assertThat(x.mul(x).get(-1)).isEqualTo(99_999.0 * 99_999);
        }
        assertThat(ledger.liveBytes()).isEqualTo(before);
        assertThatThrownBy(x::sum).isInstanceOf(TensorClosedException.class);
    }

    /// In chunks of 64 KiB, the last one shorter.
    @Test
    void convertsALargeTensorToItsLastElement() throws IOException {
        try (var _ = Scope.open("test");
                var file = SafeTensors.open(large())) {
            Tensor x = file.tensor("x", DType.FLOAT32);
            assertThat(x.get(8191)).isEqualTo(8191);
            assertThat(x.get(8192)).isEqualTo(8192);
            assertThat(x.get(99_999)).isEqualTo(99_999);
        }
    }

    @Test
    void withNoScopeOpenTheCollectorEndsIt() throws IOException {
        for (Tensor x : List.of(only(large()), mapped(large()))) {
            assertThat(x.get(99_999)).isEqualTo(99_999);
            assertThat(x.array().buffer().scope()).isNull();
        }
    }

    @Test
    void whatWasReadCanBeChangedWithoutTheFile() throws IOException {
        Path path = large();
        try (var _ = Scope.open("test")) {
            only(path).fill(1);
            assertThat(only(path).get(2)).isEqualTo(2);
        }
    }

    @Test
    void whatIsMappedCantBeChangedAndNeitherCanTheFile() throws IOException {
        try (var _ = Scope.open("test")) {
            Tensor x = mapped(large());
            assertThatThrownBy(() -> x.fill(1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "tensor 'x' (map, [100000]) lies in a mapped file and can't be changed"
                                    + " in place: change a copy");
            Tensor copy = x.copyTo(Scope.current().orElseThrow());
            copy.fill(1);
            assertThat(x.get(2)).isEqualTo(2);
        }
    }

    @Test
    void replacingTheFileLeavesTensorsOfTheOldOneAsTheyAre() throws IOException {
        Path path = large();
        try (var _ = Scope.open("test")) {
            Tensor x = only(path);
            Tensor inFile = mapped(path);
            SafeTensors.write(path, Map.of("x", Tensor.zeros(3)), Map.of());
            assertThat(x.get(99_999)).isEqualTo(99_999);
            assertThat(inFile.get(99_999)).isEqualTo(99_999);
            assertThat(only(path).toArray()).containsExactly(0, 0, 0);
            assertThat(mapped(path).toArray()).containsExactly(0, 0, 0);
        }
    }

    @Test
    void readingCountsAsAnyOtherBuffer() throws IOException {
        Path path = large();
        var plan = Scope.dryRun(() -> unchecked(() -> only(path)));
        assertThat(plan.peakBytes()).isEqualTo(800_000);
        var converted =
                Scope.dryRun(
                        () ->
                                unchecked(
                                        () -> {
                                            try (var file = SafeTensors.open(path)) {
                                                return file.tensor("x", DType.FLOAT32);
                                            }
                                        }));
        assertThat(converted.peakBytes()).isEqualTo(400_000);
        try (var scope = Scope.open("test").limit(799_999)) {
            assertThatThrownBy(() -> only(path)).isInstanceOf(MemoryLimitException.class);
            assertThatThrownBy(() -> mapped(path)).isInstanceOf(MemoryLimitException.class);
            assertThat(scope.liveBytes()).isZero();
        }
    }

    private static void unchecked(Callable<Tensor> read) {
        try {
            assertThat(read.call().array().buffer().isDry()).isTrue();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void whatIsNoTensorBitForBitCantBeMapped() throws IOException {
        try (var file = SafeTensors.open(Fixtures.file("numpy.safetensors"))) {
            assertThatThrownBy(() -> file.map("f2"))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("numpy.safetensors: tensor 'f2' is of type F16")
                    .hasMessageEndingWith("so it can't be mapped: read a copy instead");
            assertThatThrownBy(() -> file.map("i8")).isInstanceOf(FileFormatException.class);
            assertThatThrownBy(() -> file.map("nothing"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void computesGradientsLikeAnyOther() throws IOException {
        Path path = folder.resolve("w.safetensors");
        SafeTensors.write(path, Map.of("w", Tensor.of(new double[][] {{1, 2}, {3, 4}})), Map.of());
        try (var _ = Scope.open("test")) {
            Tensor w = mapped(path).requireGrad();
            w.matmul(w).sum().backward();
            assertThat(w.grad().toArray()).containsExactly(7, 11, 9, 13);
            assertThatThrownBy(
                            () -> {
                                try (var _ = Autograd.noGrad()) {
                                    w.fill(0);
                                }
                            })
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    /// What is not aligned (other writers need not care) is read, but not mapped.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void readsWhatIsNotAligned(int blanks) throws IOException {
        String json =
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}"
                        + " ".repeat(blanks);
        Path path = folder.resolve("unaligned.safetensors");
        Files.write(path, Raw.safetensors(json, Raw.doubles(1.5, -2)));
        try (var _ = Scope.open("test")) {
            assertThat(only(path).toArray()).containsExactly(1.5, -2);
            if ((8 + json.length()) % 8 == 0) {
                assertThat(mapped(path).toArray()).containsExactly(1.5, -2);
            } else {
                assertThatThrownBy(() -> mapped(path))
                        .isInstanceOf(FileFormatException.class)
                        .hasMessageContaining("is not aligned to its elements of 8 bytes");
            }
        }
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        Path path = folder.resolve("none.safetensors");
        SafeTensors.write(path, Map.of(), Map.of());
        assertThat(SafeTensors.read(path)).isEmpty();
    }

    @Test
    void refusesWhatTheFormatCantHold() {
        Path path = folder.resolve("never.safetensors");
        assertThatThrownBy(
                        () ->
                                SafeTensors.write(
                                        path, Map.of("__metadata__", Tensor.of(1)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no tensor can be called '__metadata__'");
        assertThat(path).doesNotExist();
    }

    @Test
    void anEndedTensorLeavesTheOldFile() throws IOException {
        Path path = folder.resolve("kept.safetensors");
        SafeTensors.write(path, Map.of("x", Tensor.of(7)), Map.of());
        Tensor ended = Tensor.of(1, 2);
        ended.close();
        assertThatThrownBy(() -> SafeTensors.write(path, Map.of("x", ended), Map.of()))
                .isInstanceOf(TensorClosedException.class);
        assertThat(only(path).toArray()).containsExactly(7);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }
}

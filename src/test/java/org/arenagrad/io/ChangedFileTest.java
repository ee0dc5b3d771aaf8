package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Linear;
import org.arenagrad.nn.Sequential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/// A file that does not stay as it is while it is read is an error that names it and says what
/// happened; no tensor of mixed content comes of it.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "open files can't be replaced there")
class ChangedFileTest {
    /// More than one piece of a copy.
    private static final int LENGTH = 1_000_000;

    @TempDir private Path folder;

    /// What another program may do to a file.
    enum Change {
        TRUNCATED("was truncated from ") {
            @Override
            void to(Path file) throws IOException {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(4096);
                }
            }
        },
        EXTENDED("was extended from ") {
            @Override
            void to(Path file) throws IOException {
                Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
            }
        },
        OVERWRITTEN("was written to ") {
            @Override
            void to(Path file) throws IOException {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(new byte[] {1}), channel.size() - 8);
                }
                // Clocks of file systems tick slowly.
                Files.setLastModifiedTime(
                        file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
            }
        },
        REPLACED("was replaced by another file ") {
            @Override
            void to(Path file) throws IOException {
                Path fresh = file.resolveSibling("fresh");
                Files.copy(file, fresh, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        DELETED("was deleted ") {
            @Override
            void to(Path file) throws IOException {
                Files.delete(file);
            }
        };

        private final String told;

        Change(String told) {
            this.told = told;
        }

        abstract void to(Path file) throws IOException;
    }

    /// A file that something happens to before one of its reads.
    private static final class Meddled extends InputFile {
        private final Change change;
        private int readsBefore;

        Meddled(Path path, Change change, int readsBefore) throws IOException {
            super(path);
            this.change = change;
            this.readsBefore = readsBefore;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (readsBefore-- == 0) {
                change.to(path());
            }
            return super.read(into);
        }

        boolean wasChanged() {
            return readsBefore < 0;
        }
    }

    /// What reads a file.
    private interface Reader {
        Object read() throws IOException;
    }

    private static void assertRefused(Path file, Change change, Reader reader) {
        Ledger ledger = Ledger.current();
        long before = ledger.liveBytes();
        assertThatThrownBy(reader::read)
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(file + ": " + change.told)
                .hasMessageContaining("while it was read")
                .hasMessageEndingWith("open it again when the writer is done");
        assertThat(ledger.liveBytes()).as("nothing is left of what was read").isEqualTo(before);
    }

    private Path safetensors() throws IOException {
        Path file = folder.resolve("x.safetensors");
        try (var _ = Scope.open("write")) {
            SafeTensors.write(file, Map.of("x", Tensor.arange(LENGTH)), Map.of());
        }
        return file;
    }

    private Path npy() throws IOException {
        Path file = folder.resolve("x.npy");
        try (var _ = Scope.open("write")) {
            Npy.write(file, Tensor.arange(LENGTH));
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource
    void betweenTheHeaderAndTheElements(Change change) throws IOException {
        Path path = safetensors();
        try (var _ = Scope.open("test");
                var file = SafeTensors.open(path)) {
            change.to(path);
            assertRefused(path, change, () -> file.tensor("x"));
            assertRefused(path, change, () -> file.tensor("x", DType.FLOAT32));
            assertRefused(path, change, () -> file.map("x"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileElementsAreCopied(Change change) throws IOException {
        Path path = safetensors();
        // Two reads for the header, and one of the elements.
        try (var _ = Scope.open("test");
                var meddled = new Meddled(path, change, 3);
                var file = SafeTensors.open(meddled)) {
            assertRefused(path, change, () -> file.tensor("x"));
            assertThat(meddled.wasChanged()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileElementsAreConverted(Change change) throws IOException {
        Path path = safetensors();
        try (var _ = Scope.open("test");
                var meddled = new Meddled(path, change, 10);
                var file = SafeTensors.open(meddled)) {
            assertRefused(path, change, () -> file.tensor("x", DType.FLOAT32));
            assertThat(meddled.wasChanged()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileAnArrayOfNumpyIsCopied(Change change) throws IOException {
        Path path = npy();
        for (DType dtype : DType.values()) {
            try (var _ = Scope.open("test");
                    var meddled = new Meddled(path, change, 4)) {
                assertRefused(path, change, () -> Npy.readAs(meddled, dtype));
                assertThat(meddled.wasChanged()).isTrue();
            }
            npy();
        }
    }

    @ParameterizedTest
    @EnumSource
    void betweenTheDirectoryOfAnArchiveAndItsArrays(Change change) throws IOException {
        Path path = folder.resolve("x.npz");
        try (var _ = Scope.open("test")) {
            Npz.write(path, Map.of("x", Tensor.arange(LENGTH)));
            try (var file = Npz.open(path)) {
                change.to(path);
                assertRefused(path, change, () -> file.tensor("x"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void beforeAModelIsMade(Change change) throws IOException {
        Path path = folder.resolve("model.safetensors");
        try (var _ = Scope.open("test")) {
            Sequential model = Sequential.of(Linear.of(100, 100, Rng.seed(1)));
            ModelFile.save(path, model, Map.of());
            try (var file = ModelFile.open(path)) {
                change.to(path);
                assertRefused(path, change, () -> file.model(Rng.seed(1)));
            }
        }
    }

    /// A header that is cut off behind its length.
    @Test
    void whileTheHeaderIsRead() throws IOException {
        Path path = folder.resolve("x.safetensors");
        SafeTensors.write(
                path, Map.of("a".repeat(10_000), Tensor.of(1)), Map.of("note", "of mine"));
        try (var meddled = new Meddled(path, Change.TRUNCATED, 1)) {
            assertRefused(path, Change.TRUNCATED, () -> SafeTensors.open(meddled));
        }
    }

    @ParameterizedTest
    @CsvSource({"read, true", "map, false"})
    void whatHappensToAFileAfterwardsIsOfNoConcern(String how, boolean copied) throws IOException {
        Path path = safetensors();
        try (var _ = Scope.open("test")) {
            var all = copied ? SafeTensors.read(path) : SafeTensors.map(path);
            Tensor x = all.sequencedValues().getFirst();
            assertThat(x.array().buffer().operation()).isEqualTo(how);
            Change.REPLACED.to(path);
            Change.DELETED.to(path);
            assertThat(x.get(LENGTH - 1)).isEqualTo(LENGTH - 1);
        }
    }
}

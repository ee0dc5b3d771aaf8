package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part of a file as a buffer: the file's bytes, for reading, as long as any other buffer lives.
@Tag("backend")
class FileMemoryTest {
    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("bytes");
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Files.write(file, bytes);
    }

    private Buffer map(long offset, long bytes) {
        try (FileChannel channel = FileChannel.open(file)) {
            return FileMemory.map(channel, offset, bytes, "map", "[n]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertHolds(Buffer buffer, int from, int count) {
        MemorySegment memory = buffer.segment();
        assertThat(memory.byteSize()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(memory.get(JAVA_BYTE, i)).isEqualTo((byte) (from + i));
        }
    }

    @Test
    void belongsToItsScope() {
        MemorySegment leaked;
        long before = Ledger.current().liveBytes();
        try (var scope = Scope.open("step")) {
            Buffer buffer = map(8, 24);
            assertThat(scope.buffers()).containsExactly(buffer);
            assertThat(buffer).hasToString("tensor (map, [n])");
            assertThat(Ledger.current().liveBytes()).isEqualTo(before + 24);
            assertHolds(buffer, 8, 24);
            leaked = buffer.segment();
        }
        assertThat(leaked.scope().isAlive()).as("unmapped").isFalse();
        assertThat(Ledger.current().liveBytes()).isEqualTo(before);
    }

    @Test
    void withNoScopeOpenTheCollectorHasIt() throws Exception {
        long before = Ledger.current().managedBytes();
        Buffer buffer = map(3, 5);
        assertThat(buffer.scope()).isNull();
        assertThat(Ledger.current().managedBytes()).isEqualTo(before + 5);
        Threads.elsewhere(
                () -> {
                    assertHolds(buffer, 3, 5);
                    return 0;
                });
        buffer.close();
        assertThat(Ledger.current().managedBytes()).isEqualTo(before);
    }

    @Test
    void isNotWrittenTo() {
        try (var _ = Scope.open("step")) {
            Buffer buffer = map(0, 8);
            assertThatThrownBy(buffer::writable)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "tensor (map, [n]) lies in a mapped file and can't be changed in place:"
                                    + " change a copy");
            assertThatThrownBy(() -> buffer.segment().set(JAVA_BYTE, 0, (byte) 1))
                    .isInstanceOfAny(
                            UnsupportedOperationException.class, IllegalArgumentException.class);
        }
    }

    @Test
    void nothingIsMappedForNoBytesAndInADryRun() {
        try (var scope = Scope.open("step")) {
            assertThat(map(100, 0).segment().byteSize()).isZero();
            assertThat(scope.liveBytes()).isZero();
            assertThat(
                            Scope.dryRun(
                                            () -> {
                                                Buffer dry = map(0, 80);
                                                assertThat(dry.isDry()).isTrue();
                                                assertThat(dry.segment().byteSize()).isZero();
                                            })
                                    .peakBytes())
                    .isEqualTo(80);
        }
    }

    @Test
    void keepsToWhatItsScopeAllows() {
        try (var scope = Scope.open("step").limit(24)) {
            assertThatThrownBy(() -> map(0, 25)).isInstanceOf(MemoryLimitException.class);
            assertThat(map(0, 24).isAlive()).isTrue();
            scope.seal();
            assertThatThrownBy(() -> map(0, 8))
                    .isInstanceOf(ScopeException.class)
                    .hasMessageStartingWith("map: can't make [n] in scope 'step', it is sealed");
        }
        assertThatThrownBy(() -> map(0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("map: a buffer for [n] can't have -1 bytes");
    }

    @Test
    void aListenerMapsNothing() {
        MemoryListener mapping =
                new MemoryListener() {
                    @Override
                    public void ended(BufferInfo buffer) {
                        map(0, 8);
                    }
                };
        try (var _ = Ledger.current().listen(mapping)) {
            Scope scope = Scope.open("step");
            Buffer.allocate(8, "one", "[1]");
            assertThatThrownBy(scope::close)
                    .isInstanceOf(ScopeException.class)
                    .hasMessageStartingWith("a memory listener can't make a buffer");
        }
    }

    @Test
    void nothingIsLeftWhereTheSystemRefuses() throws IOException {
        FileChannel closed;
        try (FileChannel channel = FileChannel.open(file)) {
            closed = channel;
        }
        try (var scope = Scope.open("step")) {
            assertThatThrownBy(() -> FileMemory.map(closed, 0, 8, "map", "[n]"))
                    .isInstanceOf(ClosedChannelException.class);
            assertThat(scope.buffers()).isEmpty();
        }
    }
}

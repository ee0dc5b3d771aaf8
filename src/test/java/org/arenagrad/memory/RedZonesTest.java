package org.arenagrad.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// `-Darenagrad.debug=poison`: kernels that write where they must not are caught and named.
class RedZonesTest {
    private static final String PROPERTY = "arenagrad.debug";

    /// On a thread that begins with the property set.
    private static <T> T poisoned(Callable<T> task) throws Exception {
        System.setProperty(PROPERTY, "poison");
        try {
            return Threads.elsewhere(task);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    /// The memory around a buffer, as a native kernel sees it.
    private static MemorySegment unbounded(Buffer buffer) {
        return MemorySegment.ofAddress(buffer.segment().address() - RedZones.ZONE)
                .reinterpret(buffer.byteSize() + 2 * RedZones.ZONE);
    }

    /// A deliberately wrong kernel: it doubles `n` elements, whatever the size of its operand.
    private static void twice(Buffer x, long n) {
        MemorySegment all = unbounded(x);
        for (long i = 0; i < n; i++) {
            long at = RedZones.ZONE + i * Double.BYTES;
            all.set(JAVA_DOUBLE, at, 2 * all.get(JAVA_DOUBLE, at));
        }
    }

    private static Tensor tensor() {
        return Tensor.of(1, 2, 3).named("victim");
    }

    @Test
    void aKernelThatGoesOneTooFarIsNamed() throws Exception {
        if (!NativeAccess.isGranted()) {
            return;
        }
        poisoned(
                () -> {
                    Scope scope = Scope.open("step");
                    Tensor other = Tensor.of(4, 5);
                    // Twice a number is another exponent: that lies in the last two bytes.
                    twice(tensor().array().buffer(), 4);
                    assertThatThrownBy(scope::close)
                            .isInstanceOf(RedZoneException.class)
                            .hasMessageStartingWith(
                                    "tensor 'victim' (tensor, [3]) of 24 bytes: the red zone behind"
                                            + " it was overwritten, 7 bytes away from it.")
                            .hasMessageContaining("wrong size, offset or stride");
                    assertThat(other.array().buffer().isAlive())
                            .as("closed all the same")
                            .isFalse();
                    assertThat(Scope.current()).isEmpty();
                    assertThat(Ledger.current().liveBytes()).isZero();
                    return true;
                });
    }

    @Test
    void soIsOneThatBeginsTooEarly() throws Exception {
        if (!NativeAccess.isGranted()) {
            return;
        }
        poisoned(
                () -> {
                    try (var _ = Scope.open("step")) {
                        Tensor x = tensor();
                        unbounded(x.array().buffer()).set(JAVA_BYTE, RedZones.ZONE - 3, (byte) 0);
                        assertThatThrownBy(x::close)
                                .isInstanceOf(RedZoneException.class)
                                .hasMessageContaining(
                                        "red zone before it was overwritten, 3 bytes");
                    }
                    return true;
                });
    }

    /// The first and the last byte of either zone.
    @ParameterizedTest
    @CsvSource({"-1, before, 1", "-64, before, 64", "24, behind, 1", "87, behind, 64"})
    void everyByteOfTheZonesIsGuarded(int at, String where, int distance) throws Exception {
        if (!NativeAccess.isGranted()) {
            return;
        }
        poisoned(
                () -> {
                    try (var _ = Scope.open("step")) {
                        Tensor x = tensor();
                        unbounded(x.array().buffer()).set(JAVA_BYTE, RedZones.ZONE + at, (byte) 0);
                        assertThatThrownBy(x::close)
                                .isInstanceOf(RedZoneException.class)
                                .hasMessageContaining(
                                        "red zone %s it was overwritten, %s byte"
                                                .formatted(where, distance));
                    }
                    return true;
                });
    }

    @Test
    void aRightKernelPasses() throws Exception {
        double sum =
                poisoned(
                        () -> {
                            try (var _ = Scope.open("step")) {
                                Tensor w = Tensor.ones(5, 7).requireGrad();
                                Tensor x = Tensor.ones(3, 5);
                                x.matmul(w).tanh().softmax(-1).log().sum().backward();
                                return w.grad().abs().sum().item();
                            }
                        });
        assertThat(sum).isNotNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 8, 12, 100})
    void whatNoKernelWroteIsNaN(int bytes) throws Exception {
        poisoned(
                () -> {
                    try (var _ = Scope.open("step")) {
                        Buffer buffer = Buffer.allocate(bytes, "test", "[]");
                        MemorySegment memory = buffer.segment();
                        assertThat(memory.byteSize()).isEqualTo(bytes);
                        assertThat(memory.address() % 64).as("aligned").isZero();
                        for (long i = 0; i < bytes / Float.BYTES; i++) {
                            assertThat(memory.getAtIndex(JAVA_FLOAT, i)).isNaN();
                        }
                        for (long i = 0; i < bytes / Double.BYTES; i++) {
                            assertThat(memory.getAtIndex(JAVA_DOUBLE, i)).isNaN();
                        }
                    }
                    return true;
                });
    }

    @Test
    void thePatternSignals() {
        long float64 = RedZones.POISON;
        int float32 = (int) float64;
        // IEEE 754: a NaN whose highest fraction bit is 0 signals.
        assertThat(Double.longBitsToDouble(float64)).isNaN();
        assertThat(Long.toBinaryString(float64)).startsWith("11111111111" + "0");
        assertThat(Float.intBitsToFloat(float32)).isNaN();
        assertThat(Integer.toBinaryString(float32)).startsWith("11111111" + "0");
    }

    @Test
    void endedBlocksArePoisonedToo() throws Exception {
        if (!NativeAccess.isGranted()) {
            return;
        }
        poisoned(
                () -> {
                    try (var _ = Scope.open("step")) {
                        Tensor x = Tensor.full(DType.FLOAT64, 7, 3);
                        MemorySegment block = unbounded(x.array().buffer());
                        x.close();
                        for (int i = 0; i < 3; i++) {
                            assertThat(block.get(JAVA_DOUBLE, RedZones.ZONE + 8L * i)).isNaN();
                        }
                    }
                    return true;
                });
    }
}

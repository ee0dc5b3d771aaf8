package org.arenagrad.ndarray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Where new arrays get their elements from: a constant, a sequence, a generator of random numbers,
/// a channel, a file, a segment of the user's.
class CreateTest {
    @Test
    void createsWhatWasAskedFor() {
        assertThat(Create.full("full", Shape.of(2), DType.FLOAT32, 2.5).toArray())
                .containsExactly(2.5, 2.5);
        assertThat(Create.eye(3, DType.FLOAT64).toArray())
                .containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
        assertThat(Create.eye(0, DType.FLOAT64).toArray()).isEmpty();
        assertThat(Create.sequence("arange", 1, -0.5, 3, DType.FLOAT32).toArray())
                .containsExactly(1, 0.5, 0);
        double[] uniform =
                Create.uniform(Shape.of(1000), DType.FLOAT64, Rng.seed(1), -1, 2).toArray();
        assertThat(Arrays.stream(uniform).min().orElseThrow()).isBetween(-1.0, -0.9);
        assertThat(Arrays.stream(uniform).max().orElseThrow()).isBetween(1.9, 2.0);
        assertThat(Create.randn(Shape.of(3), DType.FLOAT64, Rng.seed(1)).toArray())
                .isEqualTo(Create.randn(Shape.of(3), DType.FLOAT64, Rng.seed(1)).toArray());
        assertThatThrownBy(() -> Create.of(new double[3], Shape.of(2, 2), DType.FLOAT64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("of: shape [2, 2] takes 4 values, not 3");
    }

    @Test
    void memoryFromThePoolIsNeverSeenUnwritten() {
        try (var _ = Scope.open("dirt")) {
            Create.full("full", Shape.of(64), DType.FLOAT64, 99);
        }
        try (var _ = Scope.open("next")) {
            assertThat(Create.full("zeros", Shape.of(64), DType.FLOAT64, 0).toArray())
                    .containsOnly(0);
        }
    }

    @Test
    void livesBesideAnother() {
        try (var life = Scope.open("life")) {
            NdArray x = Create.sequence("x", 0, 1, 4, DType.FLOAT64).reshape(2, 2).transpose(0, 1);
            Scope step = Scope.open("step");
            NdArray beside = Create.zerosBeside(x, "gradient");
            assertThat(beside.buffer().scope()).isSameAs(life);
            assertThat(beside.shape()).isEqualTo(x.shape());
            NdArray copy = Create.copy(x, life);
            assertThat(copy.buffer().scope()).isSameAs(life);
            step.close();
            assertThat(beside.toArray()).containsOnly(0);
            assertThat(copy.toArray()).containsExactly(0, 2, 1, 3);
        }
    }

    @Test
    void wrapsASegmentWithoutACopy() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(6 * 8 + 4, 8);
            NdArray x = Create.wrap(segment, Shape.of(2, 3), DType.FLOAT64);
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, 5, 7);
            assertThat(x.get(1, 2)).isEqualTo(7);
            x.set(8, 0, 0);
            assertThat(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 0)).isEqualTo(8);
            NdArray floats = Create.wrap(segment.asSlice(4), Shape.of(2), DType.FLOAT32);
            assertThat(floats.fill(1.5).toArray()).containsExactly(1.5, 1.5);

            assertThatThrownBy(() -> Create.wrap(segment, Shape.of(7), DType.FLOAT64))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("wrap: shape [7] of FLOAT64 takes 56 bytes, the segment has 52");
            assertThatThrownBy(() -> Create.wrap(segment.asSlice(4), Shape.of(2), DType.FLOAT64))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("wrap: the segment begins at address ")
                    .hasMessageEndingWith(
                            ", FLOAT64 elements must be aligned to 8 bytes: copy it instead");
            assertThatThrownBy(
                            () ->
                                    Create.wrap(
                                            MemorySegment.ofArray(new double[6]),
                                            Shape.of(6),
                                            DType.FLOAT64))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a heap segment can't be wrapped");
        }
    }

    // ---- random numbers

    /// What the same generator gives, number by number.
    @ParameterizedTest
    @EnumSource
    void randomNumbersAreThoseOfTheGenerator(DType dtype) {
        Shape shape = Shape.of(2, 50);
        double[] uniform = Create.uniform(shape, dtype, Rng.seed(1), -2, 6).toArray();
        double[] normal = Create.randn(shape, dtype, Rng.seed(1)).toArray();
        double[] mask = Create.bernoulli(shape, dtype, Rng.seed(1), 0.25, 4).toArray();
        Rng same = Rng.seed(1);
        Rng gaussian = Rng.seed(1);
        for (int i = 0; i < 100; i++) {
            double drawn = same.nextDouble();
            assertThat(uniform[i]).isEqualTo(stored(dtype, 8 * drawn - 2), within(1e-15));
            assertThat(mask[i]).isEqualTo(drawn < 0.25 ? 4 : 0);
            assertThat(normal[i]).isEqualTo(stored(dtype, gaussian.nextGaussian()));
        }
        assertThat(mask).contains(0, 4);
    }

    @Test
    void whatHasProbabilityZeroNeverHappens() {
        RandomGenerator lowest = () -> 0;
        assertThat(lowest.nextDouble()).isZero();
        assertThat(Create.bernoulli(Shape.of(1), DType.FLOAT64, lowest, 0, 1).item()).isZero();
    }

    private static double stored(DType dtype, double value) {
        return dtype == DType.FLOAT64 ? value : (float) value;
    }

    // ---- what outlives a step

    @Test
    void besideWhatNoScopeOwnsTheCollectorOwnsIt() {
        NdArray x = Create.full("x", Shape.of(3), DType.FLOAT32, 1);
        long managed = Ledger.current().managedBytes();
        try (var step = Scope.open("step")) {
            NdArray beside = Create.zerosBeside(x, "gradient");
            assertThat(step.buffers()).isEmpty();
            assertThat(beside.toArray()).containsExactly(0, 0, 0);
            assertThat(beside.buffer().byteSize()).isEqualTo(12);
            assertThat(Ledger.current().managedBytes()).isEqualTo(managed + 12);
        }
    }

    // ---- bytes from outside

    private static byte[] bytes(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.nativeOrder());
        Arrays.stream(values).forEach(bytes::putDouble);
        return bytes.array();
    }

    private static ReadableByteChannel channel(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }

    @Test
    void readsTheNextBytesOfAChannelAndNoMore() throws IOException {
        try (var _ = Scope.open("test")) {
            ReadableByteChannel in = channel(bytes(1, 2, 3, 4, 5));
            NdArray first = Create.read(in, Shape.of(2, 2), DType.FLOAT64);
            assertThat(first.get(1, 0)).isEqualTo(3);
            assertThat(Create.read(in, Shape.SCALAR, DType.FLOAT64).item()).isEqualTo(5);
            assertThat(Create.read(in, Shape.of(0), DType.FLOAT64).toArray()).isEmpty();
        }
    }

    /// It is read in pieces of 4 MiB.
    @Test
    void readsMoreThanOnePiece() throws IOException {
        try (var _ = Scope.open("test")) {
            double[] values = new double[(1 << 19) + 3];
            Arrays.setAll(values, i -> i);
            NdArray x = Create.read(channel(bytes(values)), Shape.of(values.length), DType.FLOAT64);
            assertThat(Arrays.equals(x.toArray(), values)).isTrue();
        }
    }

    @Test
    void aChannelThatEndsLeavesNothingBehind() {
        try (var scope = Scope.open("test")) {
            assertThatThrownBy(() -> Create.read(channel(bytes(1, 2)), Shape.of(3), DType.FLOAT64))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("it ends in the middle of its elements");
            assertThat(scope.buffers()).isEmpty();
        }
    }

    @Test
    void mapsAPartOfAFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("x"), bytes(1, 2, 3, 4, 5));
        try (var scope = Scope.open("test");
                FileChannel channel = FileChannel.open(file)) {
            NdArray x = Create.map(channel, 8, Shape.of(2, 2), DType.FLOAT64);
            assertThat(x.toArray()).containsExactly(2, 3, 4, 5);
            assertThat(scope.liveBytes()).isEqualTo(32);
            assertThatThrownBy(() -> x.fill(0)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    // ---- in a dry run

    @Test
    void aDryRunTakesNoNumbersAndReadsNothing() {
        Rng random = Rng.seed(1);
        ReadableByteChannel empty = channel(new byte[0]);
        Scope.dryRun(
                () -> {
                    Shape shape = Shape.of(3);
                    DType dtype = DType.FLOAT64;
                    try {
                        for (NdArray x :
                                new NdArray[] {
                                    Create.uniform(shape, dtype, random, 0, 1),
                                    Create.bernoulli(shape, dtype, random, 0.5, 1),
                                    Create.randn(shape, dtype, random),
                                    Create.sequence("arange", 0, 1, 3, dtype),
                                    Create.of(new double[3], shape, dtype),
                                    Create.read(empty, shape, dtype)
                                }) {
                            assertThat(x.toArray())
                                    .containsExactly(Double.NaN, Double.NaN, Double.NaN);
                            assertThat(x.get(1)).isNaN();
                            assertThat(x.select(0, 1).item()).isNaN();
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(random.state()).isEqualTo(Rng.seed(1).state());
    }
}

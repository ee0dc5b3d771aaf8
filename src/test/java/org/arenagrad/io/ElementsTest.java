package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/// Elements in files: how many bytes they take, in which order these are, and which numbers they
/// are.
class ElementsTest {
    // ---- written little-endian, also by a machine that is not

    /// More than one chunk of 64 KiB.
    @ParameterizedTest
    @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void areWrittenLittleEndian(String name) throws IOException {
        ByteOrder order =
                name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int count = 20_000;
        ByteBuffer doubles = ByteBuffer.allocate(8 * count).order(order);
        ByteBuffer floats = ByteBuffer.allocate(4 * count).order(order);
        ByteBuffer expected = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer expectedFloats = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            doubles.putDouble(i + 0.1);
            floats.putFloat(i + 0.1f);
            expected.putDouble(i + 0.1);
            expectedFloats.putFloat(i + 0.1f);
        }
        assertThat(written(doubles.flip(), DType.FLOAT64)).isEqualTo(expected.array());
        assertThat(written(floats.flip(), DType.FLOAT32)).isEqualTo(expectedFloats.array());
    }

    private static byte[] written(ByteBuffer bytes, DType dtype) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Elements.writeLittleEndian(bytes, dtype, Channels.newChannel(out));
        return out.toByteArray();
    }

    @Test
    void aChannelThatTakesLittleAtATimeGetsAll() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WritableByteChannel slow =
                new WritableByteChannel() {
                    @Override
                    public int write(ByteBuffer from) {
                        out.write(from.get());
                        return 1;
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                };
        Elements.writeAll(ByteBuffer.wrap(new byte[] {1, 2, 3}), slow);
        assertThat(out.toByteArray()).containsExactly(1, 2, 3);
    }

    // ---- how many bytes

    @Test
    void takeABytesNumberThatALongHolds() {
        assertThat(Elements.bytes(List.of(), ElementType.F64)).isEqualTo(8);
        assertThat(Elements.bytes(List.of(2L, 3L), ElementType.F16)).isEqualTo(12);
        assertThat(Elements.bytes(List.of(3L), ElementType.F4)).as("12 bits").isEqualTo(-1);
        assertThat(Elements.bytes(List.of(4L), ElementType.F6_E2M3)).isEqualTo(3);
        assertThat(Elements.bytes(List.of(-1L), ElementType.F64)).isEqualTo(-1);
        assertThat(Elements.bytes(List.of(Long.MAX_VALUE, 0L), ElementType.F64)).isZero();
        // In bits: the largest long is not a multiple of 8.
        assertThat(Elements.bytes(List.of(Long.MAX_VALUE / 8), ElementType.U8))
                .isEqualTo(Long.MAX_VALUE / 8);
        assertThat(Elements.bytes(List.of(Long.MAX_VALUE / 8 + 1), ElementType.U8)).isEqualTo(-1);
    }

    // ---- which numbers

    private static double next(ElementType type, int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        for (int b : bytes) {
            buffer.put((byte) b);
        }
        return type.next(buffer.flip());
    }

    @Test
    void integersKeepTheirSign() {
        assertThat(next(ElementType.I8, 0xFE)).isEqualTo(-2);
        assertThat(next(ElementType.U8, 0xFE)).isEqualTo(254);
        assertThat(next(ElementType.I16, 0xFE, 0xFF)).isEqualTo(-2);
        assertThat(next(ElementType.U16, 0xFE, 0xFF)).isEqualTo(65534);
        assertThat(next(ElementType.U32, 0, 0, 0, 0x80)).isEqualTo(1L << 31);
        assertThat(next(ElementType.BOOL, 0)).isZero();
        assertThat(next(ElementType.BOOL, 255)).isEqualTo(1);
    }

    /// 2^63, and the next numbers up to the half-way point between two doubles, which lie 2048
    /// apart there.
    @Test
    void unsignedIntegersOf64BitsAreRoundedOnce() {
        assertThat(next(ElementType.U64, 0, 0, 0, 0, 0, 0, 0, 0x80)).isEqualTo(0x1p63);
        assertThat(next(ElementType.U64, 0, 4, 0, 0, 0, 0, 0, 0x80))
                .as("2^63 + 1024 lies half-way and goes to the even one")
                .isEqualTo(0x1p63);
        assertThat(next(ElementType.U64, 1, 4, 0, 0, 0, 0, 0, 0x80))
                .as("2^63 + 1025 is beyond")
                .isEqualTo(0x1p63 + 2048);
        assertThat(next(ElementType.U64, 7, 0, 0, 0, 0, 0, 0, 0)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            mode = Mode.MATCH_ANY,
            names = {"C64", "F8_.*", "F6_.*", "F4"})
    void whatIsNotReadSaysSo(ElementType type) {
        assertThat(type.isReadable()).isFalse();
        assertThat(type.natural()).isNull();
        ByteBuffer bytes = ByteBuffer.allocate(8);
        assertThatThrownBy(() -> type.next(bytes))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void onlyFloatsOf64And32BitsAreTensorsBitForBit() {
        for (ElementType type : ElementType.values()) {
            assertThat(type.is(DType.FLOAT64)).isEqualTo(type == ElementType.F64);
            assertThat(type.is(DType.FLOAT32)).isEqualTo(type == ElementType.F32);
        }
    }
}

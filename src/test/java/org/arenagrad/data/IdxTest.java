package org.arenagrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Shape;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.Scope;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

class IdxTest {
    /// Two pictures, two rows of three pixels each.
    private static final String PICTURES =
            "00000803 00000002 00000002 00000003 0033ff 010203 ff0000 00ff00";

    private static final String LABELS = "00000801 00000002 0700";

    @TempDir private Path folder = Path.of("");

    private @Nullable Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open("test");
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(scope).close();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path file(String hex) throws IOException {
        return file("some-file", bytes(hex));
    }

    // ---- what is published ----

    @Test
    void picturesBecomeRowsOfPixelsFromZeroToOne() throws IOException {
        Images images = Idx.images(file(PICTURES), DType.FLOAT64);

        assertThat(images.height()).isEqualTo(2);
        assertThat(images.width()).isEqualTo(3);
        assertThat(images.pixels().shape()).isEqualTo(Shape.of(2, 6));
        assertThat(images.pixels().toArray())
                .containsExactly(
                        new double[] {0, 0.2, 1, 1 / 255.0, 2 / 255.0, 3 / 255.0, 1, 0, 0, 0, 1, 0},
                        Offset.offset(1e-15));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFolderHasTwoParts(boolean compressed) throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            String ending = compressed ? ".gz" : "";
            byte[] pictures = bytes(PICTURES);
            byte[] labels = bytes(LABELS);
            file(part + "-images-idx3-ubyte" + ending, compressed ? packed(pictures) : pictures);
            file(part + "-labels-idx1-ubyte" + ending, compressed ? packed(labels) : labels);
        }

        for (LabelledImages images :
                new LabelledImages[] {
                    Idx.train(folder, DType.FLOAT32), Idx.test(folder, DType.FLOAT32)
                }) {
            assertThat(images.height()).isEqualTo(2);
            assertThat(images.width()).isEqualTo(3);
            assertThat(images.data().x().dtype()).isEqualTo(DType.FLOAT32);
            assertThat(images.data().x().shape()).isEqualTo(Shape.of(2, 6));
            assertThat(images.data().y()).isEqualTo(Indices.of(7, 0));
        }
    }

    @Test
    void compressionIsSeenFromTheFileNotFromItsName() throws IOException {
        Path labels = file("labels.gz", bytes(LABELS));
        assertThat(Idx.labels(labels)).isEqualTo(Indices.of(7, 0));
        assertThat(Idx.labels(file("labels", packed(bytes(LABELS))))).isEqualTo(Indices.of(7, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "08, 00ff, '0, 255'",
        "09, 7fff, '127, -1'",
        "0B, 0102fffe, '258, -2'",
        "0C, 0001000080000000, '65536, -2147483648'",
        "0D, 3fc00000bf800000, '1.5, -1'",
        "0E, 3ff8000000000000c000000000000000, '1.5, -2'"
    })
    void allElementTypesAreRead(String type, String elements, String values) throws IOException {
        Path file = file("0000" + type + "01 00000002" + elements);

        double[] expected =
                Arrays.stream(values.split(", ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(Idx.read(file, DType.FLOAT64).toArray()).containsExactly(expected);
        assertThat(Idx.read(file, DType.FLOAT32).toArray()).containsExactly(expected);
    }

    @Property(tries = 30)
    void whatIsWrittenIsRead(
            @ForAll @IntRange(max = 300) int rows,
            @ForAll @IntRange(max = 400) int columns,
            @ForAll boolean compressed)
            throws IOException {
        // Larger ones need more than one chunk.
        ByteBuffer content = ByteBuffer.allocate(12 + rows * columns);
        content.putInt(0x00000802).putInt(rows).putInt(columns);
        double[] expected = new double[rows * columns];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (i * 7 + rows) & 0xff;
            content.put((byte) expected[i]);
        }
        Path file = Files.createTempFile("whatIsWritten", ".idx");
        try (var _ = Scope.open("read")) {
            Files.write(file, compressed ? packed(content.array()) : content.array());
            var read = Idx.read(file, DType.FLOAT32);
            assertThat(read.shape()).isEqualTo(Shape.of(rows, columns));
            assertThat(read.toArray()).containsExactly(expected);
        } finally {
            Files.delete(file);
        }
    }

    // ---- what is wrong ----

    private void assertMalformed(Path file, String... parts) {
        long live = Ledger.current().liveBytes();
        assertThatThrownBy(() -> Idx.read(file, DType.FLOAT64))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContainingAll(parts);
        assertThat(Ledger.current().liveBytes()).isEqualTo(live);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "0000",
        "00000803",
        "00000803 00000002 00000002 0000",
        "000008ff 00000001",
    })
    void endsWithinTheHeader(String hex) throws IOException {
        assertMalformed(file(hex), "ends within its header");
    }

    @Test
    void isOfAnotherFormat() throws IOException {
        assertMalformed(file("89504e47 0d0a1a0a"), "is not an IDX file", "89504e47");
        assertMalformed(file("00000a01 00000001 00"), "is not an IDX file", "00000a01");
        assertMalformed(file("00010801 00000001 00"), "is not an IDX file");
    }

    @Test
    void isTooShortOrTooLong() throws IOException {
        byte[] plain = bytes(PICTURES);
        byte[] shorter = Arrays.copyOf(plain, plain.length - 1);
        byte[] longer = Arrays.copyOf(plain, plain.length + 1);

        assertMalformed(file("a", shorter), "ends after 11 of the 12 bytes", "[2, 2, 3]");
        assertMalformed(file("b", longer), "has 13 bytes instead of the 12");
        assertMalformed(file("c", packed(shorter)), "ends after 11 of the 12 bytes");
        assertMalformed(file("d", packed(longer)), "goes on beyond the 12 bytes");
    }

    @Test
    void sizesAreNotBelievedBeforeTheyAreSeen() throws IOException {
        String most = "7fffffff";
        assertMalformed(file("00000801" + most + "00"), "ends after 1 of the 2,147,483,647 bytes");
        assertMalformed(
                file("a", packed(bytes("00000801" + most + "00"))),
                "has 29 bytes, which can't unpack to the 2,147,483,655 that its header declares",
                "Get it again");
        assertMalformed(
                file("00000e03" + most + most + most), "more elements than memory has addresses");
        assertMalformed(file("00000801 80000000"), "dimension 0 has size 2147483648");
    }

    /// A file of one dimension of bytes that are all zeros.
    private Path zeros(String name, int declared, int there) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(ByteBuffer.allocate(8).putInt(0x00000801).putInt(declared).array());
            byte[] zeros = new byte[1 << 20];
            for (int left = there; left > 0; left -= zeros.length) {
                gzip.write(zeros, 0, Math.min(left, zeros.length));
            }
        }
        return file(name, out.toByteArray());
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        // Declares one byte, and unpacks to 200 MB: only the first few are looked at.
        assertMalformed(zeros("bomb.gz", 1, 200_000_000), "goes on beyond the 1 bytes");
    }

    /// What the header declares is held against the size of the file first.
    @Test
    void aFileTooSmallForItsHeaderIsNotUnpacked() throws IOException {
        Path small = zeros("small.gz", 1 << 26, 100_000);
        assertThat(Files.size(small)).isLessThan(150);
        assertMalformed(small, "which can't unpack to the 67,108,872 that its header declares");

        // Its compression is damaged right behind the header, which nobody gets to see.
        byte[] damaged = Files.readAllBytes(small);
        Arrays.fill(damaged, 40, damaged.length, (byte) 0xff);
        assertMalformed(file("damaged.gz", damaged), "which can't unpack to");
    }

    @Test
    void aFileOfNothingButZerosIsReadUpToAModestSize() throws IOException {
        assertThat(Idx.read(zeros("zeros.gz", 1_000_000, 1_000_000), DType.FLOAT32).shape())
                .isEqualTo(Shape.of(1_000_000));

        assertMalformed(
                zeros("large.gz", 70_000_000, 70_000_000),
                "would unpack to the 70,000,008 that its header declares, more than 100 times as"
                        + " many",
                "unpack it with gunzip and read that");
    }

    /// The second time a file is read, for its elements, it must be the one that was looked at.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000802 00000002 00000002 00010203", // of another shape
                "00000801 00000004 000102",
                "00000801 00000004 0001020304"
            })
    void aFileThatChangesBetweenIsRefused(String changed) throws IOException {
        for (boolean compressed : new boolean[] {false, true}) {
            byte[] before = bytes("00000801 00000004 00010203");
            Path path = file("x", compressed ? packed(before) : before);
            IdxFile opened = IdxFile.open(path);
            file("x", compressed ? packed(bytes(changed)) : bytes(changed));

            assertThatThrownBy(() -> opened.each((_, _) -> {}))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageStartingWith(path + ": changed while it was read");
        }
    }

    @Test
    void compressionIsDamaged() throws IOException {
        byte[] packed = packed(bytes(PICTURES));
        assertMalformed(
                file("a", Arrays.copyOf(packed, packed.length - 4)), "compression is damaged");
        byte[] flipped = packed.clone();
        flipped[packed.length - 7] ^= 1;
        assertMalformed(file("b", flipped), "compression is damaged");
        assertMalformed(file("c", Arrays.copyOf(packed, 5)), "compression is damaged");
    }

    @Test
    void picturesAndLabelsMustBeAsMany() throws IOException {
        Path pictures = file("pictures", bytes(PICTURES));
        Path labels = file("labels", bytes("00000801 00000003 000102"));

        assertThatThrownBy(() -> Idx.labelled(pictures, labels, DType.FLOAT32))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        "%s: has 3 labels for the 2 pictures of %s".formatted(labels, pictures));
    }

    @Test
    void picturesAreNoLabels() throws IOException {
        Path pictures = file("pictures", bytes(PICTURES));
        Path labels = file("labels", bytes(LABELS));

        assertThatThrownBy(() -> Idx.labels(pictures))
                .hasMessageContaining("holds no labels")
                .hasMessageContaining("[2, 2, 3] of type unsigned_byte");
        assertThatThrownBy(() -> Idx.images(labels, DType.FLOAT32))
                .hasMessageContaining("holds no pictures")
                .hasMessageContaining("[2] of type unsigned_byte");
        assertThatThrownBy(() -> Idx.labels(file("00000901 00000002 00ff")))
                .hasMessageContaining("label -1, number 1 from 0, is negative");
        assertThatThrownBy(
                        () ->
                                Idx.images(
                                        file("00000803 00000000 00000002 00000002"), DType.FLOAT32))
                .hasMessageContaining("holds no pixel");
    }

    @Test
    void filesThatAreNotThere() {
        assertThatThrownBy(() -> Idx.labels(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("none") + ": there is no such file");
        assertThatThrownBy(() -> Idx.labels(folder)).hasMessage(folder + ": it is a folder");
        assertThatThrownBy(() -> Idx.train(folder, DType.FLOAT32))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("train-images-idx3-ubyte");
        assertThatThrownBy(() -> Idx.test(folder.resolve("none"), DType.FLOAT32))
                .hasMessageContaining("there is no such folder");
    }
}

package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.array.DType;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.memory.Ledger;
import org.arenagrad.memory.MemoryLimitException;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Files that are damaged, or made to do damage: each is refused with its name and what is wrong,
/// and no memory is taken for what is not there.
class HostileFilesTest {
    @TempDir private Path folder;

    /// All that a file has, read as far as that is possible.
    static void readAll(Path path) throws IOException {
        try (var _ = Scope.open("hostile")) {
            String name = path.getFileName().toString();
            if (name.endsWith(".npy")) {
                Npy.read(path, DType.FLOAT64);
            } else if (name.endsWith(".npz")) {
                try (var file = Npz.open(path)) {
                    for (String array : file.names()) {
                        file.tensor(array, DType.FLOAT64);
                    }
                }
            } else {
                try (var file = SafeTensors.open(path)) {
                    for (String tensor : file.names()) {
                        file.tensor(tensor, DType.FLOAT64);
                    }
                }
            }
        }
    }

    private static String f64(String name, String shape, String offsets) {
        return "\"%s\":{\"dtype\":\"F64\",\"shape\":%s,\"data_offsets\":%s}"
                .formatted(name, shape, offsets);
    }

    private static byte[] st(String json, int bytes) {
        return Raw.safetensors(json, new byte[bytes]);
    }

    static Stream<Arguments> safetensors() {
        byte[] brace = {'{'};
        byte[] notUtf8 = {'{', '"', (byte) 0xFF, '"', ':', '1', '}'};
        String big = "9223372036854775807";
        return Stream.of(
                Arguments.of("nothing at all", new byte[0], "it has 0 bytes"),
                Arguments.of("half a length", new byte[7], "it has 7 bytes"),
                Arguments.of(
                        "a negative length",
                        Raw.safetensors(-1, brace),
                        "claims 18446744073709551615 bytes"),
                Arguments.of(
                        "a gigantic length",
                        Raw.safetensors(100_000_001, brace),
                        "claims 100000001 bytes (byte 0), the format allows 100000000"),
                Arguments.of(
                        "a length beyond the file",
                        Raw.safetensors(99_999_999, brace),
                        "claims 99999999 bytes (byte 0), but only 1 follow"),
                Arguments.of(
                        "the largest length",
                        Raw.safetensors(100_000_000, brace),
                        "claims 100000000 bytes (byte 0), but only 1 follow"),
                Arguments.of(
                        "a length one beyond the file",
                        Raw.safetensors(2, brace),
                        "claims 2 bytes (byte 0), but only 1 follow"),
                Arguments.of("no header", Raw.safetensors(""), "does not begin with '{'"),
                Arguments.of("a blank first", Raw.safetensors(" {}"), "does not begin with '{'"),
                Arguments.of("a list", Raw.safetensors("[]"), "does not begin with '{'"),
                Arguments.of(
                        "half an object", Raw.safetensors("{"), "is not the JSON it should be"),
                Arguments.of("two objects", Raw.safetensors("{}{}"), "something follows"),
                Arguments.of(
                        "zeros behind", Raw.safetensors("{}\0"), "is not the JSON it should be"),
                Arguments.of("no UTF-8", Raw.safetensors(notUtf8.length, notUtf8), "is not UTF-8"),
                Arguments.of(
                        "UTF-16",
                        Raw.safetensors(4, "{}".getBytes(StandardCharsets.UTF_16LE)),
                        "is not the JSON it should be"),
                Arguments.of(
                        "a name twice",
                        st(
                                "{"
                                        + f64("a", "[1]", "[0,8]")
                                        + ","
                                        + f64("a", "[1]", "[8,16]")
                                        + "}",
                                16),
                        "Duplicate field 'a'"),
                Arguments.of(
                        "a key twice",
                        st("{\"a\":{\"dtype\":\"F64\",\"dtype\":\"F64\"}}", 0),
                        "Duplicate field 'dtype'"),
                Arguments.of(
                        "a note twice",
                        st("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", 0),
                        "Duplicate field 'a'"),
                Arguments.of(
                        "a note that is a number",
                        st("{\"__metadata__\":{\"a\":1}}", 0),
                        "'a' in __metadata__ must be a string (header, line 1, column"),
                Arguments.of(
                        "notes that are a list",
                        st("{\"__metadata__\":[]}", 0),
                        "must map strings"),
                Arguments.of(
                        "a tensor that is a number", st("{\"a\":1}", 0), "must be described by"),
                Arguments.of(
                        "a long name", st("{\"" + "a".repeat(100_000) + "\":1}", 0), "aaa … aaa"),
                Arguments.of("a tensor of nothing", st("{\"a\":{}}", 0), "lacks its dtype"),
                Arguments.of(
                        "an unknown type",
                        st("{\"a\":{\"dtype\":\"F65\",\"shape\":[],\"data_offsets\":[0,8]}}", 8),
                        "tensor 'a' has the unknown type 'F65'"),
                Arguments.of(
                        "a type that is a number",
                        st("{\"a\":{\"dtype\":64}}", 0),
                        "dtype of 'a' must be a string"),
                Arguments.of(
                        "a shape that is a number",
                        st("{" + f64("a", "1", "[0,8]") + "}", 8),
                        "shape of 'a' must be a list"),
                Arguments.of(
                        "a negative size",
                        st("{" + f64("a", "[-1]", "[0,8]") + "}", 8),
                        "none negative"),
                Arguments.of(
                        "two negative sizes",
                        st("{" + f64("a", "[-1,-1]", "[0,8]") + "}", 8),
                        "none negative"),
                Arguments.of(
                        "a size that is not a whole number",
                        st("{" + f64("a", "[1.0]", "[0,8]") + "}", 8),
                        "whole numbers"),
                Arguments.of(
                        "a size beyond 64 bits",
                        st("{" + f64("a", "[99999999999999999999]", "[0,8]") + "}", 8),
                        "is not the JSON it should be"),
                Arguments.of(
                        "a product that overflows to the right size",
                        // 2^32 · 2^32 · 8 is 0 in 64 bits.
                        st("{" + f64("a", "[4294967296,4294967296]", "[0,0]") + "}", 0),
                        "takes no possible number of bytes"),
                Arguments.of(
                        "too many dimensions",
                        st("{" + f64("a", "[" + "1,".repeat(64) + "1]", "[0,8]") + "}", 8),
                        "at most 64"),
                Arguments.of(
                        "a size that no tensor has",
                        st("{" + f64("a", "[0,4294967296]", "[0,0]") + "}", 0),
                        "too large for a tensor here"),
                Arguments.of(
                        "a length of no whole bytes",
                        st("{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}", 1),
                        "takes no possible number of bytes"),
                Arguments.of(
                        "offsets backwards",
                        st("{" + f64("a", "[1]", "[8,0]") + "}", 8),
                        "data_offsets [8, 0]"),
                Arguments.of(
                        "offsets that are no pair",
                        st("{" + f64("a", "[1]", "[0]") + "}", 8),
                        "lacks its dtype, its shape or its two data_offsets"),
                Arguments.of(
                        "three offsets",
                        st("{" + f64("a", "[1]", "[0,8,8]") + "}", 8),
                        "at most 2"),
                Arguments.of(
                        "another length than its shape",
                        st("{" + f64("a", "[2]", "[0,8]") + "}", 8),
                        "takes 16 bytes, but its data_offsets [0, 8] hold 8"),
                Arguments.of(
                        "bytes for no elements",
                        st("{" + f64("a", "[0]", "[0,8]") + "}", 8),
                        "takes 0 bytes, but its data_offsets [0, 8] hold 8"),
                Arguments.of(
                        "another length than its shape, further behind",
                        st("{" + f64("a", "[2]", "[8,16]") + "}", 16),
                        "takes 16 bytes, but its data_offsets [8, 16] hold 8"),
                Arguments.of(
                        "an end beyond the file",
                        st("{" + f64("a", "[2]", "[0,16]") + "}", 15),
                        "ends at byte 16 of the data, but there are only 15"),
                Arguments.of(
                        "the largest offset",
                        st("{" + f64("a", "[0]", "[" + big + "," + big + "]") + "}", 8),
                        "but there are only 8"),
                Arguments.of(
                        "an overlap",
                        st(
                                "{"
                                        + f64("a", "[2]", "[0,16]")
                                        + ","
                                        + f64("b", "[2]", "[8,24]")
                                        + "}",
                                24),
                        "tensor 'b' begins at byte 8 of the data, before byte 16"),
                Arguments.of(
                        "the same bytes twice",
                        st(
                                "{"
                                        + f64("a", "[1]", "[0,8]")
                                        + ","
                                        + f64("b", "[1]", "[0,8]")
                                        + "}",
                                8),
                        "before byte 8"),
                Arguments.of(
                        "a gap",
                        st(
                                "{"
                                        + f64("a", "[1]", "[0,8]")
                                        + ","
                                        + f64("b", "[1]", "[9,17]")
                                        + "}",
                                17),
                        "behind byte 8"),
                Arguments.of(
                        "a gap in front",
                        st("{" + f64("a", "[1]", "[8,16]") + "}", 16),
                        "begins at byte 8 of the data, behind byte 0"),
                Arguments.of(
                        "more behind",
                        st("{" + f64("a", "[1]", "[0,8]") + "}", 9),
                        "1 bytes follow its last tensor (at byte 70)"),
                Arguments.of(
                        "objects in objects in objects",
                        st("{\"a\":{\"x\":" + "[".repeat(100_000) + "}", 0),
                        "nesting depth"),
                Arguments.of(
                        "a number without an end",
                        st("{\"a\":" + "1".repeat(100_000) + "}", 0),
                        "is not the JSON it should be"));
    }

    static Stream<Arguments> npy() {
        byte[] eight = new byte[8];
        return Stream.of(
                Arguments.of("nothing at all", new byte[0], "ends in the middle of its header"),
                Arguments.of(
                        "another magic",
                        "\u0093NUMPX..".getBytes(StandardCharsets.ISO_8859_1),
                        "does not begin with"),
                Arguments.of("version 4", Raw.npy(4, 2, "{}"), "is of version 4.0"),
                Arguments.of("version 0", Raw.npy(0, 2, "{}"), "is of version 0.0"),
                Arguments.of("a gigantic header", Raw.npy(2, -1, "{}"), "claims 4294967295 bytes"),
                Arguments.of(
                        "a header beyond the file", Raw.npy(1, 65535, "{}"), "ends in the middle"),
                Arguments.of("no dictionary", Raw.npy("[]"), "a '{' was expected"),
                Arguments.of("an empty one", Raw.npy("{}"), "it lacks one of"),
                Arguments.of("no end", Raw.npy("{'descr': '<f8'"), "a ',' or '}' was expected"),
                Arguments.of("no end of a string", Raw.npy("{'descr"), "a string was expected"),
                Arguments.of(
                        "code", Raw.npy("{'descr': __import__('os')}"), "a string was expected"),
                Arguments.of(
                        "a key twice", Raw.npy("{'descr':'<f8','descr':'<f8'}"), "comes twice"),
                Arguments.of("an unknown key", Raw.npy("{'x':1}"), "'x' does not belong"),
                Arguments.of(
                        "a negative size", Raw.npy(header("<f8", "(-1,)"), eight), "0 or more"),
                Arguments.of(
                        "a size without end",
                        Raw.npy(header("<f8", "(" + "9".repeat(30) + ",)"), eight),
                        "0 or more"),
                Arguments.of(
                        "no end of a number",
                        Raw.npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1"),
                        "commas between"),
                Arguments.of(
                        "a size of 18 digits",
                        Raw.npy(header("<f8", "(" + "9".repeat(18) + ",)"), eight),
                        "its shape [999999999999999999] has no possible number of bytes"),
                Arguments.of(
                        "a size of 19 digits",
                        Raw.npy(header("<f8", "(" + "1".repeat(19) + ",)"), eight),
                        "0 or more"),
                Arguments.of("no tuple", Raw.npy(header("<f8", "(1)"), eight), "must be a tuple"),
                Arguments.of("no comma", Raw.npy(header("<f8", "(1 1)"), eight), "commas between"),
                Arguments.of(
                        "too many dimensions",
                        Raw.npy(header("<f8", "(" + "1,".repeat(65) + ")"), eight),
                        "at most 64"),
                Arguments.of(
                        "a product that overflows",
                        Raw.npy(header("<f8", "(4294967296,4294967296)")),
                        "no possible number of bytes"),
                Arguments.of(
                        "a size that no tensor has",
                        Raw.npy(header("<f8", "(0,4294967296)")),
                        "too large for a tensor"),
                Arguments.of(
                        "more than there is",
                        Raw.npy(header("<f8", "(1000000000,1000)"), eight),
                        "holds 8 bytes of elements, but <f8 [1000000000, 1000] take 8000000000000"),
                Arguments.of("less than there is", Raw.npy(header("<f4", "(1,)"), eight), "take 4"),
                Arguments.of(
                        "no order of bytes", Raw.npy(header("|f8", "()"), eight), "which order"),
                Arguments.of("an unknown type", Raw.npy(header("<f16", "()"), eight), "'<f16'"),
                Arguments.of(
                        "no type", Raw.npy(header("", "()"), eight), "is not a type of NumPy's"),
                Arguments.of(
                        "more behind",
                        Raw.npy(header("<f8", "()") + "x", eight),
                        "follows its '}'"));
    }

    private static String header(String type, String shape) {
        return "{'descr': '%s', 'fortran_order': False, 'shape': %s}".formatted(type, shape);
    }

    static Stream<Arguments> npz() throws IOException {
        byte[] one = Raw.npy(header("<f8", "()"), Raw.doubles(1.5));
        byte[] zeros = Raw.npy(header("<f8", "(125000,)"), new byte[1_000_000]);
        byte[] sound = Raw.zip("a.npy", one);
        byte[] bomb = Raw.zip("a.npy", Raw.npy(header("<f8", "(1000000000,)"), new byte[8]));
        byte[] long1 = {'a', '.', 'n', 'p', 'y'};
        return Stream.of(
                Arguments.of("nothing at all", new byte[0], "is not a zip archive"),
                Arguments.of(
                        "half of it",
                        Arrays.copyOf(sound, sound.length / 2),
                        "is not a zip archive"),
                Arguments.of(
                        "two arrays of one name",
                        Raw.replaced(
                                Raw.zip("a.npy", one, "b.npy", one),
                                "b.npy".getBytes(StandardCharsets.UTF_8),
                                long1),
                        "holds two arrays called 'a'"),
                Arguments.of(
                        "an array that declares more than comes",
                        bomb,
                        "take 8000000000 bytes, but the archive holds 8 of them"),
                Arguments.of(
                        "an array that no compressed bytes could hold",
                        tooDense(),
                        "bytes, but the archive holds "),
                Arguments.of(
                        "two arrays in one place",
                        twice(Raw.zip("a.npy", Raw.npy(header("<f8", "(100,)"), noise(800)))),
                        "larger than itself, or overlap (at 'b.npy')"),
                Arguments.of(
                        "an array that declares less",
                        Raw.zip("a.npy", Raw.npy(header("<f8", "(1,)"), new byte[16])),
                        "take 8 bytes, but the archive holds 16"),
                Arguments.of(
                        "no array",
                        Raw.zip("a.npy", new byte[100]),
                        "array 'a': is not an array of NumPy"),
                Arguments.of(
                        "another checksum",
                        flipped(Raw.zip("a.npy", one), 14),
                        "its checksum is not the one in the archive"),
                Arguments.of(
                        "damaged in the middle",
                        flipped(Raw.zip("a.npy", zeros), 120),
                        "array 'a': "));
    }

    /// An archive whose directory and array agree on a size that is just beyond what a deflated
    /// byte can hold: 1032 (258 in two bits; RFC 1951).
    private static byte[] tooDense() throws IOException {
        for (int n = 1000; ; n++) {
            byte[] array = Raw.npy(header("<f8", "(" + n + ",)"), new byte[8]);
            byte[] zip = Raw.zip("a.npy", array);
            ByteBuffer fields = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
            int directory = directory(zip);
            int size = array.length - 8 + 8 * n;
            if (size > 1032L * fields.getInt(directory + 20)) {
                fields.putInt(directory + 24, size);
                return zip;
            }
        }
    }

    /// An archive of one entry, 'a.npy', that lists it again as 'b.npy'.
    private static byte[] twice(byte[] zip) {
        int directory = directory(zip);
        int end = zip.length - 22;
        ByteBuffer twice =
                ByteBuffer.allocate(zip.length + end - directory).order(ByteOrder.LITTLE_ENDIAN);
        twice.put(zip, 0, end).put(zip, directory, zip.length - directory);
        twice.put(end + 46, (byte) 'b');
        int newEnd = twice.capacity() - 22;
        twice.putShort(newEnd + 8, (short) 2).putShort(newEnd + 10, (short) 2);
        twice.putInt(newEnd + 12, 2 * (end - directory));
        return twice.array();
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);
        return noise;
    }

    /// Where the directory of an archive begins.
    private static int directory(byte[] zip) {
        byte[] mark = {'P', 'K', 1, 2};
        int place = 0;
        while (!Arrays.equals(zip, place, place + 4, mark, 0, 4)) {
            place++;
        }
        return place;
    }

    /// One byte changed: at `at`, or, for the checksum, where it stands in the directory.
    private static byte[] flipped(byte[] zip, int at) {
        byte[] changed = zip.clone();
        int place = at;
        if (at == 14) {
            place = directory(changed) + 16;
        }
        changed[place] ^= 1;
        return changed;
    }

    static Stream<Arguments> all() throws IOException {
        List<Arguments> all = new ArrayList<>();
        safetensors().forEach(each -> all.add(named("safetensors", each)));
        npy().forEach(each -> all.add(named("npy", each)));
        npz().forEach(each -> all.add(named("npz", each)));
        return all.stream();
    }

    private static Arguments named(String ending, Arguments each) {
        return Arguments.of(ending, each.get()[0], each.get()[1], each.get()[2]);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("all")
    void isRefused(String ending, String what, byte[] content, String message) throws IOException {
        Path path = folder.resolve("hostile." + ending);
        Files.write(path, content);
        Ledger ledger = Ledger.current();
        long before = ledger.liveBytes();
        ledger.resetPeak();
        assertThatThrownBy(() -> readAll(path))
                .as(what)
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(message)
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(700));
        assertThat(ledger.liveBytes()).isEqualTo(before);
        assertThat(ledger.peakBytes() - before).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void aNameIsNoPath() throws IOException {
        byte[] one = Raw.npy(header("<f8", "()"), Raw.doubles(1.5));
        Path path = folder.resolve("names.npz");
        Files.write(
                path, Raw.zip("../../evil.npy", one, "/etc/x.npy", one, "readme.txt", new byte[3]));
        try (var file = Npz.open(path)) {
            assertThat(file.names()).containsExactly("../../evil", "/etc/x");
            assertThat(file.tensor("../../evil").item()).isEqualTo(1.5);
        }
        try (var files = Files.walk(folder)) {
            assertThat(files).containsExactly(folder, path);
        }
    }

    @Test
    void aTensorOfMoreThanTheLimitIsNotMade() throws IOException {
        Path path = folder.resolve("large.npz");
        Npz.writeCompressed(path, Map.of("a", Tensor.zeros(125_000)));
        assertThat(Files.size(path)).isLessThan(5_000);
        try (var scope = Scope.open("test");
                var file = Npz.open(path)) {
            scope.limit(1000);
            assertThatThrownBy(() -> file.tensor("a")).isInstanceOf(MemoryLimitException.class);
        }
    }

    /// Neither memory, nor a file that the system holds open.
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsRefusedLeavesNothingBehind() throws IOException {
        byte[] one = Raw.npy(header("<f8", "()"), Raw.doubles(1.5));
        Path twice = folder.resolve("twice.npz");
        byte[] a = "a.npy".getBytes(StandardCharsets.UTF_8);
        byte[] b = "b.npy".getBytes(StandardCharsets.UTF_8);
        Files.write(twice, Raw.replaced(Raw.zip("a.npy", one, "b.npy", one), b, a));
        Path wrong = Files.write(folder.resolve("wrong.safetensors"), st("{\"a\":1}", 0));
        Path damaged = folder.resolve("damaged.npz");
        Files.write(damaged, flipped(Raw.zip("a.npy", one), 14));
        try (var scope = Scope.open("test")) {
            assertThatThrownBy(() -> Npz.open(twice)).isInstanceOf(FileFormatException.class);
            assertThatThrownBy(() -> SafeTensors.open(wrong))
                    .isInstanceOf(FileFormatException.class);
            try (var file = Npz.open(damaged)) {
                assertThat(openFiles()).contains(damaged.toRealPath());
                assertThatThrownBy(() -> file.tensor("a")).isInstanceOf(FileFormatException.class);
                assertThat(scope.buffers()).isEmpty();
            }
        }
        assertThat(openFiles()).noneMatch(open -> open.startsWith(folder));
    }

    private static List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor)) {
                    open.add(Files.readSymbolicLink(descriptor));
                }
            }
        }
        return open;
    }

    @Test
    void whatIsNoFileIsNotRead() throws IOException {
        for (String ending : List.of("safetensors", "npy", "npz")) {
            Path missing = folder.resolve("missing." + ending);
            assertThatThrownBy(() -> readAll(missing))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(missing + ": does not exist");
            Path inside = folder.resolve("folder." + ending);
            Files.createDirectory(inside);
            assertThatThrownBy(() -> readAll(inside))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(inside + ": is a folder, not a file");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsFollowedAndADeviceIsNotRead() throws IOException {
        Path link = folder.resolve("link.npy");
        Files.copy(Fixtures.file("f8.npy"), folder.resolve("f8.npy"));
        Files.createSymbolicLink(link, Path.of("f8.npy"));
        Fixtures.assertHolds(Npy.read(link), "f8");
        Path dangling = folder.resolve("dangling.npy");
        Files.createSymbolicLink(dangling, folder.resolve("nowhere"));
        assertThatThrownBy(() -> Npy.read(dangling))
                .hasMessage(dangling + ": is a symbolic link to nothing");
        Path device = Path.of("/dev/zero");
        assertThatThrownBy(() -> Npy.read(device)).hasMessage("/dev/zero: is not a regular file");
    }
}

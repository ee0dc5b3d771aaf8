package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The header of a safetensors file, read and checked: eight bytes with its length (u64,
/// little-endian), then JSON.
///
/// ```json
/// {"__metadata__": {"epoch": "3"},
///  "0.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
/// ```
///
/// Offsets count from the end of the header; the tensors fill what follows without gaps.
final class SafeTensorsHeader {
    /// That of the reference implementation.
    static final int LARGEST = 100_000_000;

    static final String METADATA = "__metadata__";

    /// What is said of one tensor, checked.
    record Entry(String name, ElementType type, List<Long> shape, long begin, long end) {}

    private final Path file;
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    private final SequencedMap<String, String> metadata = new LinkedHashMap<>();
    private final long dataStart;

    private SafeTensorsHeader(Path file, long dataStart) {
        this.file = file;
        this.dataStart = dataStart;
    }

    /// Reads the header of a file.
    ///
    /// @throws FileFormatException if anything in it is not as it should be
    static SafeTensorsHeader read(InputFile input) throws IOException {
        Path file = input.path();
        long size = input.size();
        if (size < Long.BYTES) {
            throw new FileFormatException(
                    file,
                    "is not a safetensors file: it has %s bytes, the length of the header alone takes 8"
                            .formatted(size));
        }
        long length =
                ByteBuffer.wrap(bytes(input, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > LARGEST) {
            throw new FileFormatException(
                    file,
                    "its header claims %s bytes (byte 0), the format allows %s: is this a safetensors file?"
                            .formatted(Long.toUnsignedString(length), LARGEST));
        }
        if (length > size - Long.BYTES) {
            throw new FileFormatException(
                    file,
                    "its header claims %s bytes (byte 0), but only %s follow: it is cut off, or no safetensors file"
                            .formatted(length, size - Long.BYTES));
        }
        byte[] json = bytes(input, (int) length);
        if (length == 0 || json[0] != '{') {
            throw new FileFormatException(
                    file,
                    "its header does not begin with '{' (byte 8): it is not a safetensors file");
        }
        SafeTensorsHeader header = new SafeTensorsHeader(file, Long.BYTES + length);
        try (JsonParser parser = Json.parse(json)) {
            header.parse(parser);
        } catch (JsonProcessingException wrong) {
            throw new FileFormatException(
                    file, "its header is not the JSON it should be: " + Json.told(wrong), wrong);
        } catch (CharacterCodingException wrong) {
            throw new FileFormatException(file, "its header is not UTF-8", wrong);
        }
        header.requireGapless(size - header.dataStart);
        return header;
    }

    /// The next bytes of a file that was long enough.
    private static byte[] bytes(InputFile input, int count) throws IOException {
        byte[] all = new byte[count];
        ByteBuffer bytes = ByteBuffer.wrap(all);
        while (bytes.hasRemaining()) {
            if (input.read(bytes) < 0) {
                input.requireUnchanged();
                throw new FileFormatException(input.path(), "ends in the middle of its header");
            }
        }
        return all;
    }

    SequencedMap<String, Entry> entries() {
        return entries;
    }

    SequencedMap<String, String> metadata() {
        return metadata;
    }

    long dataStart() {
        return dataStart;
    }

    private void parse(JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(METADATA)) {
                parseMetadata(parser);
            } else {
                entries.put(name, parseEntry(name, parser));
            }
        }
        if (parser.nextToken() != null) {
            throw wrong("something follows its header's last '}'", parser);
        }
    }

    private void parseMetadata(JsonParser parser) throws IOException {
        require(JsonToken.START_OBJECT, METADATA + " must map strings to strings", parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            require(
                    JsonToken.VALUE_STRING,
                    "'%s' in %s must be a string".formatted(key, METADATA),
                    parser);
            metadata.put(key, parser.getText());
        }
    }

    private Entry parseEntry(String name, JsonParser parser) throws IOException {
        require(
                JsonToken.START_OBJECT,
                "tensor '%s' must be described by dtype, shape and data_offsets".formatted(name),
                parser);
        ElementType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "dtype" -> type = parseType(name, parser);
                case "shape" -> shape = parseSizes(name, key, Elements.MOST_DIMENSIONS, parser);
                case "data_offsets" -> offsets = parseSizes(name, key, 2, parser);
                // The reference implementation ignores what it does not know.
                default -> parser.skipChildren();
            }
        }
        return checked(name, type, shape, offsets);
    }

    private ElementType parseType(String name, JsonParser parser) throws IOException {
        require(JsonToken.VALUE_STRING, "dtype of '%s' must be a string".formatted(name), parser);
        String text = parser.getText();
        return Arrays.stream(ElementType.values())
                .filter(type -> type.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        "tensor '%s' has the unknown type '%s'"
                                                .formatted(name, Json.shortened(text)),
                                        parser));
    }

    private List<Long> parseSizes(String name, String key, int most, JsonParser parser)
            throws IOException {
        String rule =
                "%s of '%s' must be a list of at most %s whole numbers, none negative"
                        .formatted(key, name, most);
        require(JsonToken.START_ARRAY, rule, parser);
        List<Long> sizes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.VALUE_NUMBER_INT, rule, parser);
            long size = parser.getLongValue();
            if (size < 0 || sizes.size() == most) {
                throw wrong(rule, parser);
            }
            sizes.add(size);
        }
        return sizes;
    }

    private Entry checked(
            String name,
            @Nullable ElementType type,
            @Nullable List<Long> shape,
            @Nullable List<Long> offsets)
            throws FileFormatException {
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new FileFormatException(
                    file,
                    "tensor '%s' lacks its dtype, its shape or its two data_offsets"
                            .formatted(Json.shortened(name)));
        }
        long begin = offsets.getFirst();
        long end = offsets.getLast();
        long bytes = Elements.bytes(shape, type);
        if (end < begin || bytes != end - begin) {
            throw new FileFormatException(
                    file,
                    "tensor '%s' is %s %s, which takes %s bytes, but its data_offsets [%s, %s] hold %s"
                            .formatted(
                                    Json.shortened(name),
                                    type,
                                    shape,
                                    bytes < 0 ? "no possible number of" : bytes,
                                    begin,
                                    end,
                                    end - begin));
        }
        return new Entry(name, type, shape, begin, end);
    }

    /// Each tensor must begin where the one before ends, the last end where the file does.
    private void requireGapless(long length) throws FileFormatException {
        List<Entry> inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : inOrder) {
            if (entry.end > length) {
                throw new FileFormatException(
                        file,
                        "tensor '%s' ends at byte %s of the data, but there are only %s: the file is cut off"
                                .formatted(Json.shortened(entry.name), entry.end, length));
            }
            if (entry.begin != end) {
                throw new FileFormatException(
                        file,
                        "tensor '%s' begins at byte %s of the data, %s byte %s, where the one before ends: tensors may neither overlap nor leave gaps"
                                .formatted(
                                        Json.shortened(entry.name),
                                        entry.begin,
                                        entry.begin < end ? "before" : "behind",
                                        end));
            }
            end = entry.end;
        }
        if (end != length) {
            throw new FileFormatException(
                    file,
                    "%s bytes follow its last tensor (at byte %s)"
                            .formatted(length - end, dataStart + end));
        }
    }

    private void require(JsonToken expected, String rule, JsonParser parser)
            throws FileFormatException {
        if (parser.currentToken() != expected) {
            throw wrong(rule, parser);
        }
    }

    private FileFormatException wrong(String rule, JsonParser parser) {
        return new FileFormatException(
                file, "%s (header, %s)".formatted(rule, Json.place(parser.currentLocation())));
    }
}

package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// JSON from files that nobody vouches for: names that come twice are refused, depth and numbers
/// are limited.
final class Json {
    private static final int DEEPEST = 500;
    private static final int LONGEST_TOLD = 80;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Strings of strangers are kept in no table that outlives the file.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNameLength(SafeTensorsHeader.LARGEST)
                                    .maxStringLength(SafeTensorsHeader.LARGEST)
                                    .build())
                    .build();

    private Json() {}

    /// Of bytes, which must be UTF-8: what Jackson makes of bytes might be UTF-16.
    static JsonParser parse(byte[] utf8) throws IOException {
        return FACTORY.createParser(
                new InputStreamReader(
                        new ByteArrayInputStream(utf8),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    static JsonParser parse(String text) throws IOException {
        return FACTORY.createParser(new StringReader(text));
    }

    /// Writes UTF-8.
    static JsonGenerator generate(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    /// A text as maps, lists, strings, numbers (`Long` or `Double`) and truth values; for the few
    /// lines that describe a model.
    ///
    /// @throws IOException if it is not JSON, or has nulls
    static Object tree(String text) throws IOException {
        try (JsonParser parser = parse(text)) {
            parser.nextToken();
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more follows its end");
            }
            return tree;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
            case START_OBJECT -> {
                SequencedMap<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new JsonParseException(parser, "a value was expected");
        };
    }

    /// What is wrong and where, in one line.
    static String told(JsonProcessingException wrong) {
        String where = wrong.getLocation() == null ? "" : " (" + place(wrong.getLocation()) + ")";
        return shortened(wrong.getOriginalMessage()) + where;
    }

    static String place(JsonLocation location) {
        return "line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    }

    /// For messages: what a file contains may be long, and may hold control characters.
    static String shortened(String text) {
        String visible =
                text.length() <= LONGEST_TOLD ? text : text.substring(0, LONGEST_TOLD) + "…";
        return visible.replaceAll("\\p{Cntrl}", "·");
    }
}

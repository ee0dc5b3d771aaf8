package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// JSON from files that nobody vouches for: names that come twice are refused, depth and numbers
/// are limited.
final class Json {
    private static final int DEEPEST = 100;
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

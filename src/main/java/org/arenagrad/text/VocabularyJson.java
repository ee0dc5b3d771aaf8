package org.arenagrad.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `vocab.json`: an object with the number of each token.
final class VocabularyJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();

    private VocabularyJson() {}

    /// The number of each token: `0 … n-1`, each once.
    ///
    /// @throws IllegalArgumentException if it is not such an object
    static Map<String, Integer> read(String text) {
        Map<String, Integer> numbers = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String token = json.currentName();
                require(
                        json.nextToken() == JsonToken.VALUE_NUMBER_INT,
                        "'%s' has no number".formatted(token));
                numbers.put(token, json.getIntValue());
            }
        } catch (IOException damaged) {
            throw new IllegalArgumentException(
                    "vocab.json: " + String.valueOf(damaged.getMessage()).replaceAll("\\s+", " "),
                    damaged);
        }
        boolean[] there = new boolean[numbers.size()];
        numbers.forEach(
                (token, number) -> {
                    require(
                            number >= 0 && number < there.length && !there[number],
                            "'%s' has the number %s: %s tokens are numbered from 0, each once"
                                    .formatted(token, number, there.length));
                    there[number] = true;
                });
        return numbers;
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException("vocab.json: " + message);
        }
    }

    /// The object of tokens that are numbered as they come.
    static String write(List<String> tokens) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (int number = 0; number < tokens.size(); number++) {
                json.writeNumberField(tokens.get(number), number);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't be written to", impossible);
        }
        return text.toString();
    }
}

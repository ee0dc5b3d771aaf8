package org.arenagrad.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads what [TableEncodingWriter] wrote, and nothing else: what is unknown, missing, doubled or
/// out of range is an error that says where it stands.
final class TableEncodingReader {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final String source;

    /// @param source what to call it in messages
    TableEncodingReader(String source) {
        this.source = source;
    }

    TableEncoding read(String json) throws MalformedDataException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            TableEncoding encoding = encoding(parser);
            if (parser.nextToken() != null) {
                throw wrong(parser, "goes on after its end");
            }
            return encoding;
        } catch (MalformedDataException told) {
            throw told;
        } catch (JsonProcessingException broken) {
            var at = broken.getLocation();
            throw new MalformedDataException(
                    source,
                    "encoding of a table, line %s, column %s: %s"
                            .formatted(
                                    at == null ? "?" : at.getLineNr(),
                                    at == null ? "?" : at.getColumnNr(),
                                    broken.getOriginalMessage()),
                    broken);
        } catch (IOException impossible) {
            throw new MalformedDataException(
                    source, "encoding of a table: " + impossible.getMessage(), impossible);
        }
    }

    private TableEncoding encoding(JsonParser parser) throws IOException {
        String format = null;
        int version = 0;
        List<ColumnEncoding> inputs = null;
        ColumnEncoding target = null;
        expect(parser, JsonToken.START_OBJECT, "an object");
        for (String field; (field = parser.nextFieldName()) != null; ) {
            switch (field) {
                case "format" -> format = text(parser);
                case "version" -> version = version(parser);
                case "inputs" -> inputs = inputs(parser);
                case "target" -> {
                    expect(parser, JsonToken.START_OBJECT, "an object");
                    target = column(parser);
                }
                default -> throw wrong(parser, "has an unknown field " + Messages.quoted(field));
            }
        }
        requireEndOfObject(parser);
        if (!TableEncodingWriter.FORMAT.equals(format) || version != TableEncodingWriter.VERSION) {
            throw wrong(
                    parser,
                    "is of format %s, version %s, not %s, version %s"
                            .formatted(
                                    format == null ? "unknown" : Messages.quoted(format),
                                    version,
                                    TableEncodingWriter.FORMAT,
                                    TableEncodingWriter.VERSION));
        }
        if (inputs == null || target == null) {
            throw wrong(parser, "lacks inputs or a target");
        }
        return checked(parser, inputs, target);
    }

    private TableEncoding checked(
            JsonParser parser, List<ColumnEncoding> inputs, ColumnEncoding target)
            throws MalformedDataException {
        Set<String> names = new HashSet<>();
        names.add(target.name());
        long width = 0;
        for (ColumnEncoding input : inputs) {
            width += input.width();
            if (!names.add(input.name())) {
                throw wrong(parser, "has two columns " + Messages.quoted(input.name()));
            }
        }
        if (width == 0 || width > Integer.MAX_VALUE) {
            throw wrong(parser, "has %s inputs".formatted(width));
        }
        return new TableEncoding(inputs, target);
    }

    private List<ColumnEncoding> inputs(JsonParser parser) throws IOException {
        List<ColumnEncoding> inputs = new ArrayList<>();
        expect(parser, JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            inputs.add(column(parser));
        }
        requireEndOfArray(parser, "an object");
        return inputs;
    }

    private ColumnEncoding column(JsonParser parser) throws IOException {
        String name = null;
        Double mean = null;
        Double deviation = null;
        List<String> categories = null;
        for (String field; (field = parser.nextFieldName()) != null; ) {
            switch (field) {
                case "column" -> name = text(parser);
                case "mean" -> mean = number(parser);
                case "deviation" -> deviation = number(parser);
                case "categories" -> categories = categories(parser);
                default -> throw wrong(parser, "has an unknown field " + Messages.quoted(field));
            }
        }
        requireEndOfObject(parser);
        if (name == null) {
            throw wrong(parser, "a column has no name");
        }
        if (categories != null && mean == null && deviation == null) {
            return new ColumnEncoding.Categories(name, categories);
        }
        return new ColumnEncoding.Scaled(
                name, scale(parser, name, mean, categories), positive(parser, name, deviation));
    }

    private double scale(
            JsonParser parser, String name, @Nullable Double mean, @Nullable List<String> others)
            throws MalformedDataException {
        if (mean == null || others != null) {
            throw wrong(
                    parser,
                    "column %s has neither mean and deviation nor categories alone"
                            .formatted(Messages.quoted(name)));
        }
        return mean;
    }

    private double positive(JsonParser parser, String name, @Nullable Double deviation)
            throws MalformedDataException {
        if (deviation == null || deviation <= 0) {
            throw wrong(
                    parser,
                    "column %s has a deviation of %s, which is not above 0"
                            .formatted(Messages.quoted(name), deviation));
        }
        return deviation;
    }

    private List<String> categories(JsonParser parser) throws IOException {
        Set<String> known = new HashSet<>();
        List<String> categories = new ArrayList<>();
        expect(parser, JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            String category = parser.getText();
            if (!known.add(category)) {
                throw wrong(parser, "has two categories " + Messages.quoted(category));
            }
            categories.add(category);
        }
        requireEndOfArray(parser, "a text");
        if (categories.isEmpty()) {
            throw wrong(parser, "has a column without categories");
        }
        return categories;
    }

    private String text(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    private int version(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getIntValue();
    }

    private double number(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(parser, "has something else where a number should be");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw wrong(parser, "has a number too large");
        }
        return value;
    }

    private void expect(JsonParser parser, JsonToken token, String what) throws IOException {
        if (parser.nextToken() != token) {
            throw wrong(parser, "has something else where %s should be".formatted(what));
        }
    }

    private void requireEndOfObject(JsonParser parser) throws MalformedDataException {
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw wrong(parser, "ends within an object");
        }
    }

    private void requireEndOfArray(JsonParser parser, String element)
            throws MalformedDataException {
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw wrong(parser, "has something else where %s should be".formatted(element));
        }
    }

    private MalformedDataException wrong(JsonParser parser, String what) {
        var at = parser.currentTokenLocation();
        return new MalformedDataException(
                source,
                "encoding of a table, line %s, column %s: %s"
                        .formatted(at.getLineNr(), at.getColumnNr(), what));
    }
}

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
import java.util.Locale;
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

    TableEncoding read(String text) throws MalformedDataException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            var json = new EncodingJson(source, parser);
            TableEncoding encoding = encoding(json);
            json.requireEnd();
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

    private TableEncoding encoding(EncodingJson json) throws IOException {
        String format = null;
        int version = 0;
        List<ColumnEncoding> inputs = null;
        ColumnEncoding target = null;
        NumberStyle numbers = NumberStyle.PLAIN;
        Missing missing = Missing.REFUSE;
        json.expect(JsonToken.START_OBJECT, "an object");
        for (String field; (field = json.field()) != null; ) {
            switch (field) {
                case "format" -> format = json.text();
                case "version" -> version = json.whole();
                case "numbers" -> numbers = numbers(json);
                case "missing" -> missing = missing(json);
                case "inputs" -> inputs = inputs(json);
                case "target" -> {
                    json.expect(JsonToken.START_OBJECT, "an object");
                    target = column(json);
                }
                default -> throw json.wrong("has an unknown field " + Messages.quoted(field));
            }
        }
        json.requireEndOfObject();
        if (!TableEncodingWriter.FORMAT.equals(format) || version != TableEncodingWriter.VERSION) {
            throw json.wrong(
                    "is of format %s, version %s, not %s, version %s"
                            .formatted(
                                    format == null ? "unknown" : Messages.quoted(format),
                                    version,
                                    TableEncodingWriter.FORMAT,
                                    TableEncodingWriter.VERSION));
        }
        if (inputs == null || target == null) {
            throw json.wrong("lacks inputs or a target");
        }
        requireColumns(json, inputs, target);
        return new TableEncoding(inputs, target, numbers, missing);
    }

    private void requireColumns(
            EncodingJson json, List<ColumnEncoding> inputs, ColumnEncoding target)
            throws MalformedDataException {
        Set<String> names = new HashSet<>();
        names.add(target.name());
        long width = 0;
        for (ColumnEncoding input : inputs) {
            width += input.width();
            if (!names.add(input.name())) {
                throw json.wrong("has two columns " + Messages.quoted(input.name()));
            }
        }
        if (width == 0 || width > Integer.MAX_VALUE) {
            throw json.wrong("has %s inputs".formatted(width));
        }
    }

    private NumberStyle numbers(EncodingJson json) throws IOException {
        NumberStyle style = NumberStyle.PLAIN;
        json.expect(JsonToken.START_OBJECT, "an object");
        try {
            for (String field; (field = json.field()) != null; ) {
                style =
                        switch (field) {
                            case "decimal" -> style.withDecimal(mark(json));
                            case "thousands" -> style.withThousands(mark(json));
                            case "currency" -> style.withCurrency(json.flag());
                            default ->
                                    throw json.wrong(
                                            "has an unknown field " + Messages.quoted(field));
                        };
            }
        } catch (IllegalArgumentException impossible) {
            throw json.wrong(String.valueOf(impossible.getMessage()));
        }
        json.requireEndOfObject();
        return style;
    }

    private char mark(EncodingJson json) throws IOException {
        String text = json.text();
        if (text.length() != 1) {
            throw json.wrong("has %s where a mark should be".formatted(Messages.quoted(text)));
        }
        return text.charAt(0);
    }

    private Missing missing(EncodingJson json) throws IOException {
        String text = json.text();
        for (Missing one : Missing.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
                return one;
            }
        }
        throw json.wrong("does %s about missing values".formatted(Messages.quoted(text)));
    }

    private List<ColumnEncoding> inputs(EncodingJson json) throws IOException {
        List<ColumnEncoding> inputs = new ArrayList<>();
        json.expect(JsonToken.START_ARRAY, "a list");
        while (json.next() == JsonToken.START_OBJECT) {
            inputs.add(column(json));
        }
        json.requireEndOfArray("an object");
        return inputs;
    }

    private ColumnEncoding column(EncodingJson json) throws IOException {
        String name = null;
        Double mean = null;
        Double deviation = null;
        List<String> categories = null;
        String fill = null;
        for (String field; (field = json.field()) != null; ) {
            switch (field) {
                case "column" -> name = json.text();
                case "mean" -> mean = json.number();
                case "deviation" -> deviation = json.number();
                case "categories" -> categories = categories(json);
                case "fill" -> fill = fill(json);
                default -> throw json.wrong("has an unknown field " + Messages.quoted(field));
            }
        }
        json.requireEndOfObject();
        if (name == null) {
            throw json.wrong("a column has no name");
        }
        if (categories != null && mean == null && deviation == null) {
            if (fill != null && !categories.contains(fill)) {
                throw json.wrong(
                        "fills in %s, which is not a category".formatted(Messages.quoted(fill)));
            }
            return new ColumnEncoding.Categories(name, categories, fill);
        }
        return new ColumnEncoding.Scaled(
                name,
                scale(json, name, mean, categories),
                positive(json, name, deviation),
                fill == null ? null : number(json, fill));
    }

    /// What takes the place of a missing value, a number or a text.
    private String fill(EncodingJson json) throws IOException {
        JsonToken token = json.next();
        if (token == null || !token.isScalarValue()) {
            throw json.wrong("has something else where a value should be");
        }
        return json.current();
    }

    private double number(EncodingJson json, String text) throws MalformedDataException {
        double value = NumberStyle.PLAIN.parse(text);
        if (!Double.isFinite(value)) {
            throw json.wrong("fills in %s, which is not a number".formatted(Messages.quoted(text)));
        }
        return value;
    }

    private double scale(
            EncodingJson json, String name, @Nullable Double mean, @Nullable List<String> others)
            throws MalformedDataException {
        if (mean == null || others != null) {
            throw json.wrong(
                    "column %s has neither mean and deviation nor categories alone"
                            .formatted(Messages.quoted(name)));
        }
        return mean;
    }

    private double positive(EncodingJson json, String name, @Nullable Double deviation)
            throws MalformedDataException {
        if (deviation == null || deviation <= 0) {
            throw json.wrong(
                    "column %s has a deviation of %s, which is not above 0"
                            .formatted(Messages.quoted(name), deviation));
        }
        return deviation;
    }

    private List<String> categories(EncodingJson json) throws IOException {
        Set<String> known = new HashSet<>();
        List<String> categories = new ArrayList<>();
        json.expect(JsonToken.START_ARRAY, "a list");
        while (json.next() == JsonToken.VALUE_STRING) {
            String category = json.current();
            if (!known.add(category)) {
                throw json.wrong("has two categories " + Messages.quoted(category));
            }
            categories.add(category);
        }
        json.requireEndOfArray("a text");
        if (categories.isEmpty()) {
            throw json.wrong("has a column without categories");
        }
        return categories;
    }
}

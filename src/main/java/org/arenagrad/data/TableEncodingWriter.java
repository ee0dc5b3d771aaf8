package org.arenagrad.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// Writes an encoding as JSON:
///
/// ```json
/// {"format": "arenagrad.table", "version": 1,
///  "inputs": [{"column": "age", "mean": 41.5, "deviation": 12.25},
///             {"column": "city", "categories": ["Bonn", "Oslo"]}],
///  "target": {"column": "kind", "categories": ["a", "b"]}}
/// ```
///
/// `"numbers": {"decimal": ",", "thousands": ".", "currency": true}` says how numbers are written,
/// where they are not plain; `"missing": "mean"` what is done about missing values, where they are
/// not refused, and `"fill"` of a column what takes their place.
final class TableEncodingWriter {
    static final String FORMAT = "arenagrad.table";
    static final int VERSION = 1;

    private TableEncodingWriter() {}

    static String write(
            List<ColumnEncoding> inputs,
            ColumnEncoding target,
            NumberStyle numbers,
            Missing missing) {
        var out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            if (!numbers.equals(NumberStyle.PLAIN)) {
                write(json, numbers);
            }
            if (missing != Missing.REFUSE) {
                json.writeStringField("missing", missing.name().toLowerCase(Locale.ROOT));
            }
            json.writeArrayFieldStart("inputs");
            for (ColumnEncoding input : inputs) {
                write(json, input);
            }
            json.writeEndArray();
            json.writeFieldName("target");
            write(json, target);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, NumberStyle numbers) throws IOException {
        json.writeObjectFieldStart("numbers");
        json.writeStringField("decimal", String.valueOf(numbers.decimal()));
        if (numbers.thousands() != NumberStyle.NOTHING) {
            json.writeStringField("thousands", String.valueOf(numbers.thousands()));
        }
        if (numbers.currency()) {
            json.writeBooleanField("currency", true);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ColumnEncoding column) throws IOException {
        json.writeStartObject();
        json.writeStringField("column", column.name());
        switch (column) {
            case ColumnEncoding.Scaled numbers -> {
                // Java writes as many digits as it takes to read the same number back.
                json.writeNumberField("mean", numbers.mean());
                json.writeNumberField("deviation", numbers.deviation());
                if (numbers.fill() != null) {
                    json.writeNumberField("fill", numbers.fill());
                }
            }
            case ColumnEncoding.Categories categories -> {
                json.writeArrayFieldStart("categories");
                for (String value : categories.values()) {
                    json.writeString(value);
                }
                json.writeEndArray();
                if (categories.fill() != null) {
                    json.writeStringField("fill", categories.fill());
                }
            }
        }
        json.writeEndObject();
    }
}

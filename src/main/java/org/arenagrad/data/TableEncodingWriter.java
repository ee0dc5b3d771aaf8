package org.arenagrad.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// Writes an encoding as JSON:
///
/// ```json
/// {"format": "arenagrad.table", "version": 1,
///  "inputs": [{"column": "age", "mean": 41.5, "deviation": 12.25},
///             {"column": "city", "categories": ["Bonn", "Oslo"]}],
///  "target": {"column": "kind", "categories": ["a", "b"]}}
/// ```
final class TableEncodingWriter {
    static final String FORMAT = "arenagrad.table";
    static final int VERSION = 1;

    private TableEncodingWriter() {}

    static String write(List<ColumnEncoding> inputs, ColumnEncoding target) {
        var out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
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

    private static void write(JsonGenerator json, ColumnEncoding column) throws IOException {
        json.writeStartObject();
        json.writeStringField("column", column.name());
        switch (column) {
            case ColumnEncoding.Scaled numbers -> {
                // Java writes as many digits as it takes to read the same number back.
                json.writeNumberField("mean", numbers.mean());
                json.writeNumberField("deviation", numbers.deviation());
            }
            case ColumnEncoding.Categories categories -> {
                json.writeArrayFieldStart("categories");
                for (String value : categories.values()) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }
}

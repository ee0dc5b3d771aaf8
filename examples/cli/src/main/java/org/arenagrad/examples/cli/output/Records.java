package org.arenagrad.examples.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.data.Csv;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// Rows of texts and numbers under named columns, in the forms that other programs read.
///
/// @param columns the names
/// @param rows for each column a [String] or a [Double]
public record Records(List<String> columns, List<List<Object>> rows) {
    /// Comma-separated values, the names first.
    public String toCsv() {
        return Csv.write(columns, rows);
    }

    /// A list of objects in JSON, one for each row.
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (List<Object> row : rows) {
                json.writeStartObject();
                for (int i = 0; i < columns.size(); i++) {
                    json.writeFieldName(columns.get(i));
                    if (row.get(i) instanceof Double number) {
                        json.writeNumber(number);
                    } else {
                        json.writeString(row.get(i).toString());
                    }
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't be written to", impossible);
        }
        return text + "\n";
    }
}

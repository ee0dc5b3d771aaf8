package org.arenagrad.examples.cli.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.output.Records;
import org.arenagrad.train.ConfusionMatrix;
import org.arenagrad.train.Evaluation;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The evaluation of a saved model, in each of the forms of `--format`.
///
/// @param data what the rows are called
/// @param description what is learned from such
/// @param kind what they are to the model
/// @param unit what a row is called, in the plural
/// @param result what was measured
/// @param learned what else there is to say of the model
/// @param classes the names of the classes; empty if there are none
/// @param confusion which of them is taken for which; null if there are none
public record EvaluationReport(
        String data,
        String description,
        Task.Kind kind,
        String unit,
        Evaluation result,
        List<String> learned,
        List<String> classes,
        @Nullable ConfusionMatrix confusion) {

    /// Lines for people.
    public String toText() {
        StringBuilder text = new StringBuilder("%s: %s\n".formatted(data, description));
        lines().forEach(line -> text.append(line).append('\n'));
        if (confusion != null) {
            text.append('\n').append(Predictions.report(confusion, classes)).append('\n');
        }
        return text.toString();
    }

    /// The same in Markdown.
    public String toMarkdown() {
        StringBuilder text = new StringBuilder("# %s\n\n%s\n\n".formatted(data, description));
        lines().forEach(line -> text.append("- ").append(line).append('\n'));
        if (confusion != null) {
            text.append("\n```\n%s\n```\n".formatted(Predictions.report(confusion, classes)));
        }
        return text.toString();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s loss: %.4g (%,d %s)",
                        kind,
                        result.loss(),
                        result.rows(),
                        unit));
        result.metrics()
                .forEach(
                        (name, value) ->
                                lines.add(
                                        "%s %s: %s"
                                                .formatted(
                                                        kind, name, Format.metric(name, value))));
        lines.addAll(learned);
        return lines;
    }

    /// What was measured, a line each, with all digits.
    public String toCsv() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("rows", String.valueOf(result.rows())));
        rows.add(List.of("loss", result.loss()));
        result.metrics().forEach((name, value) -> rows.add(List.of(name, value)));
        return new Records(List.of("metric", "value"), rows).toCsv();
    }

    /// All of it in JSON.
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("data", data);
            json.writeStringField("rows_are", kind.toString());
            json.writeNumberField("rows", result.rows());
            json.writeNumberField("loss", result.loss());
            for (Map.Entry<String, Double> metric : result.metrics().entrySet()) {
                json.writeNumberField(metric.getKey(), metric.getValue());
            }
            json.writeArrayFieldStart("learned");
            for (String line : learned) {
                json.writeString(line);
            }
            json.writeEndArray();
            if (confusion != null) {
                write(confusion, json);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't be written to", impossible);
        }
        return text + "\n";
    }

    private void write(ConfusionMatrix counts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("classes");
        for (int number = 0; number < classes.size(); number++) {
            json.writeStartObject();
            json.writeStringField("name", classes.get(number));
            json.writeNumberField("rows", counts.actual(number));
            json.writeNumberField("precision", counts.precision(number));
            json.writeNumberField("recall", counts.recall(number));
            json.writeNumberField("f1", counts.f1(number));
            json.writeObjectFieldStart("predicted_as");
            for (int other = 0; other < classes.size(); other++) {
                json.writeNumberField(classes.get(other), counts.count(number, other));
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

package org.arenagrad.examples.cli.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.array.Backend;
import org.arenagrad.examples.cli.console.Format;
import org.arenagrad.memory.Ledger;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An [Outcome] in each of the forms of `--format`.
public final class OutcomeText {
    private static final int ROWS_OF_HISTORY = 20;

    private OutcomeText() {}

    /// The closing lines for people.
    public static List<String> lines(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        if (!outcome.end().words().isEmpty()) {
            lines.add(outcome.end().words());
        }
        lines.addAll(outcome.learned());
        outcome.result()
                .metrics()
                .forEach(
                        (name, value) ->
                                lines.add(
                                        "%s %s: %s"
                                                .formatted(
                                                        outcome.tested(),
                                                        name,
                                                        Format.metric(name, value))));
        if (!outcome.sample().isEmpty()) {
            lines.add("a sample:");
            lines.addAll(outcome.sample().lines().toList());
        }
        lines.add("backend: " + Backend.description());
        // After the last scope has closed: what is live now is a leak.
        lines.add("memory: " + Ledger.current());
        return lines;
    }

    /// A summary in Markdown.
    public static String markdown(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        text.append("# %s\n\n%s\n\n".formatted(outcome.name(), outcome.task()));
        text.append("- settings: %s\n".formatted(outcome.settings().line()));
        text.append("- rows: %s\n".formatted(outcome.settings().rows()));
        Evaluation result = outcome.result();
        text.append(
                String.format(
                        Locale.ROOT,
                        "- %s loss: %.4g (%,d %s)\n",
                        outcome.tested(),
                        result.loss(),
                        result.rows(),
                        outcome.settings().unit()));
        result.metrics()
                .forEach(
                        (name, value) ->
                                text.append(
                                        "- %s %s: %s\n"
                                                .formatted(
                                                        outcome.tested(),
                                                        name,
                                                        Format.metric(name, value))));
        outcome.learned().forEach(line -> text.append("- ").append(line).append('\n'));
        text.append(String.format(Locale.ROOT, "- time: %.2f s\n", outcome.seconds()));
        text.append("- backend: %s\n".formatted(Backend.description()));
        text.append("- memory: %s\n".formatted(Ledger.current()));
        if (!outcome.end().words().isEmpty()) {
            text.append("- %s\n".formatted(outcome.end().words()));
        }
        for (String block : List.of(outcome.sample(), outcome.report())) {
            if (!block.isEmpty()) {
                text.append("\n```\n%s\n```\n".formatted(block));
            }
        }
        if (!outcome.history().isEmpty()) {
            History sample = outcome.history().sample(ROWS_OF_HISTORY);
            text.append("\n").append(sample.toMarkdown());
        }
        return text.toString();
    }

    /// All of it in JSON.
    public static String json(Outcome outcome) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("name", outcome.name());
            json.writeStringField("task", outcome.task());
            writeSettings(outcome, json);
            json.writeObjectFieldStart("result");
            json.writeStringField("rows_are", outcome.tested());
            json.writeNumberField("rows", outcome.result().rows());
            json.writeNumberField("loss", outcome.result().loss());
            for (Map.Entry<String, Double> metric : outcome.result().metrics().entrySet()) {
                json.writeNumberField(metric.getKey(), metric.getValue());
            }
            json.writeEndObject();
            json.writeStringField("end", outcome.end().words());
            json.writeNumberField("seconds", outcome.seconds());
            json.writeStringField("backend", Backend.description());
            json.writeNumberField("peak_bytes", Ledger.current().peakBytes());
            json.writeFieldName("history");
            json.writeRawValue(outcome.history().toJson());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't be written to", impossible);
        }
        return text + "\n";
    }

    private static void writeSettings(Outcome outcome, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("settings");
        for (Map.Entry<String, Object> each : outcome.settings().values().entrySet()) {
            json.writeFieldName(each.getKey());
            if (each.getValue() instanceof List<?> numbers) {
                json.writeStartArray();
                for (Object number : numbers) {
                    json.writeObject(number);
                }
                json.writeEndArray();
            } else {
                json.writeObject(each.getValue());
            }
        }
        json.writeEndObject();
    }
}

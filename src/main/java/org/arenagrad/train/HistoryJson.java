package org.arenagrad.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Epochs as JSON, written and read token by token.
///
/// ```json
/// [{"epoch":1,"train_loss":0.7,"held_out":{"rows":300,"loss":0.6,"metrics":{"accuracy":0.9}},
///   "learning_rate":0.001,"seconds":0.2,"peak_bytes":81920}]
/// ```
///
/// Where no rows are held out, `train_after` stands in place of `held_out`.
final class HistoryJson {
    private static final String HELD_OUT = "held_out";
    private static final String TRAIN_AFTER = "train_after";
    private static final JsonFactory FACTORY = new JsonFactory();

    private HistoryJson() {}

    static String write(List<History.Epoch> epochs) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartArray();
            for (History.Epoch epoch : epochs) {
                write(epoch, json);
            }
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't be written to", impossible);
        }
        return text.toString();
    }

    private static void write(History.Epoch epoch, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("epoch", epoch.number());
        json.writeNumberField(History.TRAIN_LOSS, epoch.trainLoss());
        write(HELD_OUT, epoch.heldOut(), json);
        write(TRAIN_AFTER, epoch.trainAfter(), json);
        json.writeNumberField("learning_rate", epoch.learningRate());
        json.writeNumberField("seconds", epoch.seconds());
        json.writeNumberField("peak_bytes", epoch.peakBytes());
        json.writeEndObject();
    }

    private static void write(String name, @Nullable Evaluation evaluation, JsonGenerator json)
            throws IOException {
        if (evaluation == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("rows", evaluation.rows());
        json.writeNumberField("loss", evaluation.loss());
        json.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Double> metric : evaluation.metrics().entrySet()) {
            json.writeNumberField(metric.getKey(), metric.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static List<History.Epoch> read(String text) {
        List<History.Epoch> epochs = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            require(json.nextToken() == JsonToken.START_ARRAY, json, "a list of epochs");
            while (json.nextToken() == JsonToken.START_OBJECT) {
                epochs.add(epoch(json));
            }
            require(json.currentToken() == JsonToken.END_ARRAY, json, "an epoch");
            require(json.nextToken() == null, json, "the end");
        } catch (IOException malformed) {
            throw new IllegalArgumentException(
                    "history: no JSON: " + malformed.getMessage(), malformed);
        }
        return epochs;
    }

    private static History.Epoch epoch(JsonParser json) throws IOException {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        Map<String, Evaluation> evaluations = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                evaluations.put(name, evaluation(json));
            } else {
                numbers.put(name, number(json));
            }
        }
        return new History.Epoch(
                (int) required(numbers, "epoch"),
                required(numbers, History.TRAIN_LOSS),
                evaluations.get(HELD_OUT),
                evaluations.get(TRAIN_AFTER),
                required(numbers, "learning_rate"),
                required(numbers, "seconds"),
                (long) required(numbers, "peak_bytes"));
    }

    private static Evaluation evaluation(JsonParser json) throws IOException {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String metric = json.currentName();
                    json.nextToken();
                    metrics.put(metric, number(json));
                }
            } else {
                numbers.put(name, number(json));
            }
        }
        return new Evaluation((int) required(numbers, "rows"), required(numbers, "loss"), metrics);
    }

    /// A number, or one of the strings that stand for what JSON has no number for.
    private static double number(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        require(
                token != null && (token.isNumeric() || token == JsonToken.VALUE_STRING),
                json,
                "a number");
        try {
            return Double.parseDouble(json.getText());
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(
                    "history: '%s' is not a number".formatted(json.getText()), notOne);
        }
    }

    private static double required(Map<String, Double> numbers, String name) {
        @Nullable Double value = numbers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("history: an epoch has no '%s'".formatted(name));
        }
        return value;
    }

    private static void require(boolean there, JsonParser json, String what) {
        if (!there) {
            throw new IllegalArgumentException(
                    "history: expected %s at character %s"
                            .formatted(what, json.currentTokenLocation().getCharOffset()));
        }
    }
}

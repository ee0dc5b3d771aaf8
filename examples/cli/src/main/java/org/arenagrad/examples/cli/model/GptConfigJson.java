package org.arenagrad.examples.cli.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.arenagrad.examples.GptExample.Config;
import org.arenagrad.nn.ActivationKind;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// `config.json`, as Hugging Face's `transformers` writes it for GPT-2: the sizes of a model. Files
/// of `train gpt` have the same in a note.
final class GptConfigJson {
    /// What the note is called, and the file.
    static final String NAME = "config.json";

    private static final String GELU = "gelu";
    private static final String GELU_NEW = "gelu_new";

    /// What a GPT-2 may have otherwise, and the model here has not.
    private static final Map<String, Object> FIXED =
            Map.of(
                    "model_type", "gpt2",
                    "layer_norm_epsilon", 1e-5,
                    "scale_attn_weights", true,
                    "scale_attn_by_inverse_layer_idx", false,
                    "add_cross_attention", false);

    private final Map<String, Object> entries;
    private final String where;

    private GptConfigJson(Map<String, Object> entries, String where) {
        this.entries = entries;
        this.where = where;
    }

    static String write(Config config) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("model_type", "gpt2");
            json.writeNumberField("vocab_size", config.vocabulary());
            json.writeNumberField("n_positions", config.context());
            json.writeNumberField("n_layer", config.layers());
            json.writeNumberField("n_head", config.heads());
            json.writeNumberField("n_embd", config.width());
            json.writeStringField(
                    "activation_function",
                    config.activation() == ActivationKind.GELU ? GELU : GELU_NEW);
            json.writeBooleanField("tie_word_embeddings", config.tied());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can't be written to", impossible);
        }
        return text.toString();
    }

    /// @param where what to call it in messages
    /// @throws IllegalArgumentException if it is no such text, or one of another kind of model
    static Config read(String text, String where) {
        var json = new GptConfigJson(entries(text, where), where);
        FIXED.forEach(json::requireIfThere);
        int width = json.whole("n_embd");
        json.requireIfThere("n_inner", 4L * width);
        return new Config(
                json.whole("vocab_size"),
                json.whole(json.entries.containsKey("n_positions") ? "n_positions" : "n_ctx"),
                json.whole("n_layer"),
                json.whole("n_head"),
                width,
                json.activation(),
                !Boolean.FALSE.equals(json.entries.get("tie_word_embeddings")));
    }

    /// Texts, numbers and truth values; lists and objects say nothing of sizes.
    private static Map<String, Object> entries(String text, String where) {
        Map<String, Object> entries = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(where + " is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case VALUE_STRING -> entries.put(name, json.getText());
                    case VALUE_NUMBER_INT -> entries.put(name, json.getLongValue());
                    case VALUE_NUMBER_FLOAT -> entries.put(name, json.getDoubleValue());
                    case VALUE_TRUE -> entries.put(name, true);
                    case VALUE_FALSE -> entries.put(name, false);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException damaged) {
            throw new IllegalArgumentException(
                    "%s is damaged: %s".formatted(where, damaged.getMessage()), damaged);
        }
        return entries;
    }

    private void requireIfThere(String name, Object expected) {
        Object value = entries.getOrDefault(name, expected);
        if (!value.equals(expected)) {
            throw new IllegalArgumentException(
                    "%s: '%s' is %s, and the model here is GPT-2's, with %s"
                            .formatted(where, name, value, expected));
        }
    }

    private int whole(String name) {
        Object value = entries.get(name);
        if (!(value instanceof Long number) || number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s: '%s' must be a positive whole number, not %s"
                            .formatted(where, name, value == null ? "missing" : value));
        }
        return number.intValue();
    }

    private ActivationKind activation() {
        Object name = entries.getOrDefault("activation_function", GELU_NEW);
        return switch (String.valueOf(name)) {
            case GELU_NEW, "gelu_pytorch_tanh" -> ActivationKind.GELU_TANH;
            case GELU -> ActivationKind.GELU;
            default ->
                    throw new IllegalArgumentException(
                            "%s: activation_function '%s': there are gelu_new, gelu_pytorch_tanh and gelu"
                                    .formatted(where, name));
        };
    }
}

package org.arenagrad.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.arenagrad.examples.cli.model.SavedGpt;
import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A GPT-2 in Hugging Face's files gives the logits that PyTorch computes (`gpt2/make.py`).
class ForeignGptTest {
    private static final Path FILES = Path.of("src/test/resources/gpt2");

    /// @param prompt a text
    /// @param tokens its tokens
    /// @param last the logits after the last of them
    /// @param greedy the tokens, and those that are likeliest after them
    private record Case(String prompt, int[] tokens, double[] last, int[] greedy) {}

    private static List<Case> cases(String type) throws IOException {
        try (JsonParser json =
                new JsonFactory().createParser(FILES.resolve("expected.json").toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && type.equals(json.currentName())) {
                    return cases(json);
                }
            }
        }
        throw new IOException("no cases of " + type);
    }

    private static List<Case> cases(JsonParser json) throws IOException {
        List<Case> cases = new ArrayList<>();
        json.nextToken();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String prompt = "";
            Map<String, double[]> numbers = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    prompt = json.getText();
                    continue;
                }
                List<Double> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(json.getDoubleValue());
                }
                numbers.put(name, list.stream().mapToDouble(Double::doubleValue).toArray());
            }
            cases.add(
                    new Case(
                            prompt,
                            wholes(numbers.getOrDefault("tokens", new double[0])),
                            numbers.getOrDefault("last", new double[0]),
                            wholes(numbers.getOrDefault("greedy", new double[0]))));
        }
        return cases;
    }

    private static int[] wholes(double... numbers) {
        return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16"})
    void givesTheLogitsOfPyTorch(String type) throws IOException {
        List<Case> cases = cases(type);
        assertThat(cases).hasSize(3);
        for (Case each : cases) {
            try (var _ = Scope.open("test")) {
                SavedGpt gpt = SavedGpt.read(FILES.resolve(type));
                assertThat(gpt.tokenizer().encode(each.prompt)).containsExactly(each.tokens);
                for (boolean cached : new boolean[] {true, false}) {
                    List<double[]> logits = new ArrayList<>();
                    gpt.model()
                            .write(
                                    each.tokens,
                                    1,
                                    cached,
                                    given -> {
                                        logits.add(given);
                                        return 0;
                                    },
                                    _ -> {});
                    assertThat(logits.getFirst()).containsExactly(each.last, within(1e-5));
                }
            }
        }
    }

    @Test
    void writesTheLikeliestText() throws IOException {
        Case each = cases("float32").getFirst();
        int more = each.greedy.length - each.tokens.length;
        Run run =
                Run.of(
                        "generate",
                        FILES.resolve("float32").toString(),
                        "--prompt",
                        each.prompt,
                        "--temperature",
                        "0",
                        "--length",
                        String.valueOf(more));
        assertThat(run.err()).isEmpty();
        try (var _ = Scope.open("test")) {
            String expected =
                    SavedGpt.read(FILES.resolve("float32")).tokenizer().decode(each.greedy);
            assertThat(run.out()).isEqualTo(expected + System.lineSeparator());
        }
        // Without a prompt it begins after the end of another text, a token of its own.
        assertThat(Run.of("generate", FILES.resolve("float32").toString(), "--length", "3").err())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors", "vocab.json", "merges.txt"})
    void aFileThatIsMissingIsNamed(String name, @TempDir Path folder) throws IOException {
        copy(folder);
        Files.delete(folder.resolve(name));
        Run run = Run.of("generate", folder.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(folder.resolve(name) + " is missing").hasLineCount(1);
    }

    private static void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve("float32"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gpt2\"|\"llama\"|'model_type' is llama",
                "\"n_embd\": 32|\"n_embd\": 64|tensor 'wte.weight' is [280, 32], and by config.json"
                        + " it must be [280, 64]",
                "\"n_layer\": 2|\"n_layer\": 3|has no tensor 'h.2.ln_1.weight', which the model"
                        + " needs",
                "\"n_head\": 4|\"n_head\": 5|32 can't be divided among 5 heads",
                "\"n_head\": 4|\"n_head\": \"x\"|'n_head' must be a positive whole number, not x",
                "\"gelu_new\"|\"relu\"|activation_function 'relu': there are gelu_new",
                "1e-05|1e-06|'layer_norm_epsilon' is 1.0E-6",
                "\"n_inner\": null|\"n_inner\": 64|'n_inner' is 64",
                "{|[|is no JSON object",
                "\"n_ctx\"|n_ctx|config.json is damaged",
            })
    void anotherKindOfModelIsNamed(String from, String to, String message, @TempDir Path folder)
            throws IOException {
        copy(folder);
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace(from, to));
        try (var _ = Scope.open("test")) {
            assertThatThrownBy(() -> SavedGpt.read(folder)).hasMessageContaining(message);
        }
        assertThat(Run.of("generate", folder.toString()).exitCode()).isEqualTo(1);
    }
}

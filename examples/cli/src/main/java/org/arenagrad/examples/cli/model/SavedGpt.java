package org.arenagrad.examples.cli.model;

import org.arenagrad.autograd.Autograd;
import org.arenagrad.examples.GptExample.Config;
import org.arenagrad.examples.GptExample.Gpt;
import org.arenagrad.examples.GptExample.Windows;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.data.TextFile;
import org.arenagrad.examples.cli.output.Records;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.arenagrad.text.BytePairTokenizer;
import org.arenagrad.text.Tokenizer;
import org.arenagrad.train.Evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A language model that `train gpt` saved, or that somebody else did.
///
/// @param path its file or folder
/// @param model it
/// @param tokenizer what its tokens mean
/// @param notes what else its file says
public record SavedGpt(Path path, Gpt model, Tokenizer tokenizer, Map<String, String> notes)
        implements Saved {
    private static final String DIGEST = "text.crc32";

    /// Reads a file of `train gpt`'s, or a folder with a GPT-2 of Hugging Face's, in the innermost
    /// scope.
    ///
    /// @throws IllegalArgumentException if it holds another model
    public static SavedGpt read(Path path) throws IOException {
        return Files.isDirectory(path)
                ? new SavedGpt(path, GptFolder.read(path), BytePairTokenizer.read(path), Map.of())
                : ofFile(path);
    }

    static SavedGpt ofFile(Path path) throws IOException {
        try (ModelFile file = ModelFile.open(path)) {
            Map<String, String> notes = file.metadata();
            String config = notes.get(GptConfigJson.NAME);
            if (config == null) {
                throw new IllegalArgumentException(
                        "%s holds no language model: 'train gpt --save' writes one, and a folder with a GPT-2 of Hugging Face's will do too"
                                .formatted(path));
            }
            Config sizes = GptConfigJson.read(config, "%s: %s".formatted(path, GptConfigJson.NAME));
            SavedArguments arguments = SavedArguments.of(file, path);
            GptSetup setup = setup(arguments);
            var weights = GptFolder.stored(file.tensors(), path, setup.settings().dtype());
            return new SavedGpt(path, new Gpt(sizes, weights, 0), Tokenizer.of(notes), notes);
        } catch (UncheckedIOException unreadable) {
            throw new IOException(unreadable.getMessage(), unreadable);
        }
    }

    private static GptSetup setup(SavedArguments arguments) {
        return GptSetup.of(arguments, new SavedArguments(arguments.name(), List.of()));
    }

    /// What a file of a model says besides weights and arguments.
    public static Map<String, String> notes(Config config, GptText text) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(GptConfigJson.NAME, GptConfigJson.write(config));
        notes.put(DIGEST, text.digest());
        notes.putAll(text.tokenizer().notes());
        return notes;
    }

    /// Makes sure that a model learned from a text.
    ///
    /// @param file the model's file
    /// @param notes what the file says
    /// @param digest of the text
    /// @throws IllegalArgumentException if it learned from another one
    public static void requireSameText(Path file, Map<String, String> notes, String digest) {
        if (!digest.equals(notes.get(DIGEST))) {
            throw new IllegalArgumentException(
                    "%s: the text it learned from has changed since, so it can't be told which part it has seen"
                            .formatted(file));
        }
    }

    /// The mean loss of windows.
    public static Evaluation evaluate(Gpt model, Windows windows, int batchSize) {
        double sum = 0;
        model.eval();
        try (var _ = Autograd.noGrad()) {
            for (var batch : windows.batches(batchSize)) {
                try (var _ = Scope.open("evaluation")) {
                    sum += model.loss(batch.x(), batch.y()).item() * batch.size();
                }
            }
        }
        return new Evaluation(windows.size(), sum / windows.size(), new LinkedHashMap<>());
    }

    /// What a loss in nats a token means.
    ///
    /// @param perCharacter how many tokens a character has
    public static List<String> meaning(double loss, double perCharacter) {
        return List.of(
                String.format(Locale.ROOT, "perplexity: %.4g", Math.exp(loss)),
                String.format(
                        Locale.ROOT, "bits a character: %.3f", loss * perCharacter / Math.log(2)));
    }

    @Override
    public EvaluationReport evaluate(String data) throws IOException {
        GptSetup setup = setup(SavedArguments.of(path));
        int context = model.config().context();
        Windows windows;
        double perCharacter;
        if (data.isEmpty()) {
            GptText own = setup.text(this);
            windows = own.heldOutWindows(context);
            perCharacter = own.perCharacter();
        } else {
            String text = TextFile.read(Path.of(data));
            int[] tokens = tokenizer.encode(text);
            windows = new Windows(tokens, context, context);
            perCharacter = GptText.perCharacter(tokens, text);
        }
        Evaluation result = evaluate(model, windows, setup.settings().batchSize());
        return new EvaluationReport(
                GptSetup.NAME,
                data.isEmpty() ? setup.source() : data,
                data.isEmpty() ? Task.Kind.HELD_OUT : Task.Kind.NEW,
                "windows",
                result,
                meaning(result.loss(), perCharacter),
                List.of(),
                null);
    }

    @Override
    public Records predict(String data, boolean probabilities) {
        throw new IllegalArgumentException(
                "%s holds a language model, which predicts one token after the other: use 'generate %s'"
                        .formatted(path, path));
    }
}

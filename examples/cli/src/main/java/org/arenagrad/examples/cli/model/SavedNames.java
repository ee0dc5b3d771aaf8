package org.arenagrad.examples.cli.model;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.examples.NamesExample;
import org.arenagrad.examples.NamesExample.Model;
import org.arenagrad.examples.NamesExample.Names;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.output.Records;
import org.arenagrad.io.ModelFile;
import org.arenagrad.text.Tokenizer;
import org.arenagrad.train.Evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A model that makes up names, which `train names` saved.
///
/// @param path its file
/// @param model it
/// @param setup what it learned from, and how
/// @param characters what its characters are
/// @param notes what else its file says
public record SavedNames(
        Path path, Model model, NamesSetup setup, Tokenizer characters, Map<String, String> notes)
        implements Saved {
    private static final String DIGEST = "names.crc32";

    /// Reads a file of `train names`, in the innermost scope.
    ///
    /// @throws IllegalArgumentException if it holds another model
    public static SavedNames read(Path path) throws IOException {
        try (ModelFile file = ModelFile.open(path)) {
            SavedArguments saved = SavedArguments.of(file, path);
            if (!saved.name().equals(NamesSetup.NAME)) {
                throw new IllegalArgumentException(
                        "%s learned from '%s', not names: 'train names --save' writes a model that makes up names"
                                .formatted(path, saved.name()));
            }
            NamesSetup setup = NamesSetup.of(saved, new SavedArguments(saved.name(), List.of()));
            Tokenizer characters = Tokenizer.of(file.metadata());
            Model model = setup.kind().of(characters.size(), setup.settings().dtype(), Rng.seed(0));
            file.loadInto(model);
            model.eval();
            return new SavedNames(path, model, setup, characters, file.metadata());
        }
    }

    /// What a file of a model says besides weights and arguments.
    public static Map<String, String> notes(List<String> names, Tokenizer characters) {
        Map<String, String> notes = new LinkedHashMap<>(characters.notes());
        notes.put(DIGEST, digest(names));
        return notes;
    }

    private static String digest(List<String> names) {
        return GptText.digest(String.join("\n", names));
    }

    /// Makes sure that a model learned from some names.
    ///
    /// @param file the model's file
    /// @param notes what the file says
    /// @throws IllegalArgumentException if it learned from others
    public static void requireSameNames(Path file, Map<String, String> notes, List<String> names) {
        if (!digest(names).equals(notes.get(DIGEST))) {
            throw new IllegalArgumentException(
                    "%s: the names it learned from have changed since, so it can't be told which it has seen"
                            .formatted(file));
        }
    }

    /// What a loss in nats a character means.
    public static List<String> meaning(double loss) {
        return List.of(
                String.format(Locale.ROOT, "perplexity of a character: %.4g", Math.exp(loss)));
    }

    @Override
    public EvaluationReport evaluate(String data) throws IOException {
        List<String> heldOut;
        if (data.isEmpty()) {
            List<String> names = setup.names();
            requireSameNames(path, notes, names);
            heldOut = NamesExample.split(names, Rng.seed(setup.settings().seed())).heldOut();
        } else {
            heldOut = NamesSetup.read(Path.of(data));
        }
        double loss;
        try (var _ = Autograd.noGrad()) {
            loss = NamesExample.heldOutLoss(model, Names.of(heldOut, characters));
        }
        return new EvaluationReport(
                NamesSetup.NAME,
                data.isEmpty() ? setup.source() : data,
                data.isEmpty() ? Task.Kind.HELD_OUT : Task.Kind.NEW,
                "names",
                new Evaluation(heldOut.size(), loss, new LinkedHashMap<>()),
                meaning(loss),
                List.of(),
                null);
    }

    @Override
    public Records predict(String data, boolean probabilities) {
        throw new IllegalArgumentException(
                "%s holds a model that makes up names: use 'sample %s'".formatted(path, path));
    }
}

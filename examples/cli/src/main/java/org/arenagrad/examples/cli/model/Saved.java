package org.arenagrad.examples.cli.model;

import org.arenagrad.examples.cli.output.Records;

import java.io.IOException;
import java.nio.file.Path;

/// A model in a file of `train`'s, whatever it learned. It lives in the scope it was read in.
public sealed interface Saved permits SavedModel, SavedGpt, SavedNames {
    /// Reads a file of `train`'s, in the innermost scope.
    ///
    /// @throws IllegalArgumentException if it was saved by something else
    static Saved read(Path path) throws IOException {
        return switch (SavedArguments.of(path).name()) {
            case GptSetup.NAME -> SavedGpt.ofFile(path);
            case NamesSetup.NAME -> SavedNames.read(path);
            default -> SavedModel.read(path);
        };
    }

    /// How good it is.
    ///
    /// @param data other data than it learned from; empty for those
    /// @throws IOException if they can't be read
    EvaluationReport evaluate(String data) throws IOException;

    /// What it says of each row.
    ///
    /// @param data other data than it learned from; empty for those
    /// @param probabilities whether to add the probability of each class
    /// @throws IOException if they can't be read
    Records predict(String data, boolean probabilities) throws IOException;
}

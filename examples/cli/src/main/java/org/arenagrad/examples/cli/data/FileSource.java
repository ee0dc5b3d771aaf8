package org.arenagrad.examples.cli.data;

import java.io.IOException;
import java.nio.file.Path;

/// Data that lie in files of the user's: a model that learned from some can be tried on others.
public interface FileSource extends DataSource {
    /// All rows of other data with what would be right, in the innermost scope.
    ///
    /// @param trained what the model that is to be tried was trained on, which says how it sees
    ///   data
    /// @throws IOException if they can't be read, or are not such as the model knows
    Task<?> labelled(Path data, TrainedOn trained) throws IOException;

    /// The rows of other data, in the innermost scope. Their targets need not be there.
    ///
    /// @param trained what the model that is to be asked was trained on, which says how it sees
    ///   data
    /// @throws IOException if they can't be read, or are not such as the model knows
    PredictionRequest request(Path data, TrainedOn trained) throws IOException;
}

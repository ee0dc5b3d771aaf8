package org.arenagrad.examples;

import java.io.IOException;
import java.nio.file.Path;

/// Data that lie in files of the user's: a model that learned from some can be tried on others.
interface FileSource extends DataSource {
    /// All rows of other data with what would be right, in the innermost scope.
    ///
    /// @param model that is to be tried; its file says how it sees data
    /// @throws IOException if they can't be read, or are not such as the model knows
    Task<?> labelled(Path data, SavedModel model) throws IOException;

    /// The rows of other data, in the innermost scope. What would be right need not be there.
    ///
    /// @param model that is to be asked; its file says how it sees data
    /// @throws IOException if they can't be read, or are not such as the model knows
    Question question(Path data, SavedModel model) throws IOException;
}

package org.arenagrad.examples.cli.data;

import org.arenagrad.array.DType;
import org.arenagrad.examples.cli.recipe.Recipe;

import java.nio.file.Path;
import java.util.Map;

/// What a model was trained on, as its file says: enough to read other data the same way.
///
/// @param file the model's file
/// @param options what the data were told
/// @param recipe how it was trained
/// @param notes what else the file says
/// @param outputs how many numbers the model computes for a row
public record TrainedOn(
        Path file, DataOptions options, Recipe recipe, Map<String, String> notes, int outputs) {

    /// What the file says.
    ///
    /// @throws IllegalArgumentException if there is no such note
    String note(String name) {
        String text = notes.get(name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "%s: has no '%s', without which the model can't be tried on other data"
                            .formatted(file, name));
        }
        return text;
    }

    /// The data type of tensors.
    DType dtype() {
        return recipe.settings().dtype();
    }
}

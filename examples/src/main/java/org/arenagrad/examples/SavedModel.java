package org.arenagrad.examples;

import org.arenagrad.array.Rng;
import org.arenagrad.io.ModelFile;
import org.arenagrad.nn.Sequential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A model that `train` saved, and rows to try it on. It lives in the scope it was made in.
///
/// @param model in evaluation mode
/// @param source where the rows come from
/// @param task the rows
/// @param recipe how it was trained
record SavedModel(Sequential model, DataSource source, Task<?> task, Recipe recipe) {
    /// Reads a file of `train`'s, in the innermost scope.
    ///
    /// @param data what to try it on; empty for the data it learned from, of which the rows held
    ///   out are the same as then
    static SavedModel read(Path path, String data) throws IOException {
        try (ModelFile file = ModelFile.open(path)) {
            SavedArguments saved = SavedArguments.of(file, path);
            SavedArguments used =
                    data.isEmpty() || data.equals(saved.name())
                            ? saved
                            : new SavedArguments(data, List.of());
            Setup setup = Setup.of(used, new SavedArguments(used.name(), List.of()));
            Recipe recipe = setup.recipe();
            Task<?> task = setup.task(Rng.seed(recipe.settings().seed()));
            requireFit(file, task, data);
            Sequential model = file.model(recipe.settings().dtype(), Rng.seed(0));
            model.eval();
            return new SavedModel(model, setup.source(), task, recipe);
        }
    }

    /// Makes sure that rows have as many numbers as the first layer reads, and the last says.
    private static void requireFit(ModelFile file, Task<?> task, String data) {
        int inputs = Integer.MIN_VALUE;
        int outputs = Integer.MIN_VALUE;
        for (String name : file.tensors().names()) {
            var shape = file.tensors().info(name).shape();
            if (name.matches("\\d+\\.weight") && shape.size() == 2) {
                inputs = inputs < 0 ? Math.toIntExact(shape.get(1)) : inputs;
                outputs = Math.toIntExact(shape.get(0));
            }
        }
        if (inputs != task.inputs() || outputs != task.outputs()) {
            throw new IllegalArgumentException(
                    "the model reads %s numbers and says %s, a row of '%s' has %s and takes %s"
                            .formatted(inputs, outputs, data, task.inputs(), task.outputs()));
        }
    }
}

package org.arenagrad.examples.cli.training;

import org.arenagrad.array.Backend;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.loop.Settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// How a run was set up, in words and in values.
///
/// @param line all that was chosen, in one line
/// @param rows what it learned from, and what was held out, in one line
/// @param unit what the rows are
/// @param table for people: names and words
/// @param values for programs: numbers, texts, and lists of whole numbers
public record RunSettings(
        String line,
        String rows,
        String unit,
        SequencedMap<String, String> table,
        SequencedMap<String, Object> values) {

    /// Those of a network for a table.
    ///
    /// @param layered whether the recipe chose its layers
    static RunSettings of(Recipe recipe, Task.Rows rows, boolean layered) {
        return new RunSettings(
                recipe.toString(),
                rows.toString(),
                "rows",
                table(recipe, rows, layered),
                values(recipe, rows, layered));
    }

    private static SequencedMap<String, String> table(
            Recipe recipe, Task.Rows rows, boolean layered) {
        Settings settings = recipe.settings();
        SequencedMap<String, String> all = new LinkedHashMap<>();
        all.put("epochs", String.valueOf(settings.epochs()));
        all.put("batch size", String.valueOf(settings.batchSize()));
        all.put("optimizer", settings.optimizer().toString());
        all.put("learning rate", String.valueOf(settings.learningRate()));
        all.put("schedule", recipe.schedule().toString());
        if (layered) {
            all.put("hidden layers", sizes(recipe.hidden()));
            all.put("activation", recipe.activation().id());
            all.put("dropout", String.valueOf(recipe.dropout()));
        }
        all.put("loss", recipe.loss().toString());
        all.put("rows", rows.toString());
        all.put("early stop", recipe.patience() == 0 ? "no" : recipe.patience() + " epochs");
        all.put("seed", String.valueOf(settings.seed()));
        all.put("numbers", settings.dtype().name().toLowerCase(Locale.ROOT));
        all.put("backend", Backend.description());
        return all;
    }

    private static String sizes(List<Integer> hidden) {
        return hidden.isEmpty()
                ? "none"
                : hidden.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static SequencedMap<String, Object> values(
            Recipe recipe, Task.Rows rows, boolean layered) {
        Settings settings = recipe.settings();
        SequencedMap<String, Object> all = new LinkedHashMap<>();
        all.put("epochs", settings.epochs());
        all.put("batch_size", settings.batchSize());
        all.put("optimizer", settings.optimizer().toString());
        all.put("learning_rate", settings.learningRate());
        all.put("schedule", recipe.schedule().toString());
        all.put("seed", settings.seed());
        all.put("dtype", settings.dtype().name().toLowerCase(Locale.ROOT));
        if (layered) {
            all.put("hidden", recipe.hidden());
            all.put("activation", recipe.activation().id());
            all.put("dropout", recipe.dropout());
        }
        all.put("loss", recipe.loss().toString());
        all.put("split", rows.share());
        all.put("early_stop", recipe.patience());
        return all;
    }
}

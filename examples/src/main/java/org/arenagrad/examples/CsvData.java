package org.arenagrad.examples;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.data.Csv;
import org.arenagrad.data.Split;
import org.arenagrad.data.Table;
import org.arenagrad.data.TableEncoding;
import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableSplit;
import org.arenagrad.data.TableTask;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// A table in a file of the user's.
final class CsvData implements DataSource {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "a column of a table from the others";
    }

    @Override
    public Recipe defaults() {
        return Recipe.of(
                new Settings(100, 32, OptimizerChoice.ADAM, 3e-3, 0, DType.FLOAT64),
                List.of(32, 32),
                ActivationChoice.RELU,
                LossChoice.CROSS_ENTROPY);
    }

    @Override
    public Set<String> options() {
        return Set.of("--data", "--target", "--task", "--ignore", "--categorical", "--delimiter");
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) throws IOException {
        Character delimiter = options.delimiter();
        Table table =
                delimiter == null
                        ? Csv.read(options.data())
                        : Csv.read(options.data(), delimiter);
        TableOptions asked = options.table();
        // Seen in all rows: a part of them could look like something else.
        TableOptions decided = asked.task(asked.taskIn(table));
        TableSplit parts =
                recipe.split() == 0
                        ? new TableSplit(table, table)
                        : table.split(decided, recipe.split(), rng);
        TableEncoding encoding = TableEncoding.fit(parts.train(), decided);
        DType dtype = recipe.settings().dtype();
        if (encoding.task() == TableTask.CLASSIFICATION) {
            var train = encoding.classes(parts.train(), dtype);
            var heldOut =
                    recipe.split() == 0 ? train : encoding.classes(parts.heldOut(), dtype);
            return Task.classes(new Split<>(train, heldOut), encoding.classNames());
        }
        var train = encoding.numbers(parts.train(), dtype);
        var heldOut = recipe.split() == 0 ? train : encoding.numbers(parts.heldOut(), dtype);
        return Task.numbers(new Split<>(train, heldOut), recipe.loss());
    }
}

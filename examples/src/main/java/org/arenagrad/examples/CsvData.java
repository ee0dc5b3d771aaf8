package org.arenagrad.examples;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Csv;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.Split;
import org.arenagrad.data.Table;
import org.arenagrad.data.TableEncoding;
import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableSplit;
import org.arenagrad.data.TableTask;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Layer;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A table in a file of the user's.
final class CsvData implements DataSource {
    private static final int BATCH = 256;

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
                delimiter == null ? Csv.read(options.data()) : Csv.read(options.data(), delimiter);
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
            var heldOut = recipe.split() == 0 ? train : encoding.classes(parts.heldOut(), dtype);
            return Task.classes(new Split<>(train, heldOut), encoding.classNames())
                    .learned(_ -> List.of(predicted(encoding)));
        }
        var train = encoding.numbers(parts.train(), dtype);
        var heldOut = recipe.split() == 0 ? train : encoding.numbers(parts.heldOut(), dtype);
        return Task.numbers(new Split<>(train, heldOut), recipe.loss())
                .in(new Task.Unit(encoding.target(), encoding::value))
                .learned(model -> error(model, heldOut, encoding));
    }

    private static String predicted(TableEncoding encoding) {
        return "predicted: %s, from %s inputs"
                .formatted(encoding.target(), encoding.inputNames().size());
    }

    /// The metrics are of scaled numbers; this is one that people know.
    private static List<String> error(Layer model, Dataset<Tensor> rows, TableEncoding encoding) {
        double sum = 0;
        for (var batch : rows.batches(BATCH)) {
            try (var _ = Autograd.noGrad();
                    var _ = Scope.open("evaluation")) {
                double[] predicted = encoding.values(model.apply(batch.x()));
                double[] actual = encoding.values(batch.y());
                for (int i = 0; i < actual.length; i++) {
                    sum += Math.abs(predicted[i] - actual[i]);
                }
            }
        }
        return List.of(
                predicted(encoding),
                String.format(
                        Locale.ROOT,
                        "mean absolute error of %s: %.4g",
                        encoding.target(),
                        sum / rows.size()));
    }
}

package org.arenagrad.examples.cli.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Csv;
import org.arenagrad.data.Split;
import org.arenagrad.data.Table;
import org.arenagrad.data.TableEncoding;
import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableProfile;
import org.arenagrad.data.TableSplit;
import org.arenagrad.data.TableTask;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.nn.ActivationKind;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A table in a file of the user's.
final class CsvData implements FileSource {
    /// The note with the [TableEncoding].
    private static final String ENCODING = "data.encoding";

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
                ActivationKind.RELU,
                LossChoice.CROSS_ENTROPY);
    }

    @Override
    public Set<String> options() {
        return Set.of(
                "--data",
                "--split",
                "--target",
                "--task",
                "--ignore",
                "--keep",
                "--categorical",
                "--max-categories",
                "--missing",
                "--delimiter",
                "--decimal",
                "--thousands",
                "--currency");
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) throws IOException {
        Path data = options.data();
        TableOptions asked = options.csv().table();
        // Seen in all rows: a part of them could look like something else.
        TableProfile profile = TableProfile.of(read(data, options), asked);
        new CsvRefusal(profile, asked).requireReadable();
        Table table = profile.table();
        TableSplit parts =
                recipe.split() == 0
                        ? new TableSplit(table, table)
                        : table.split(profile.options(), recipe.split(), rng);
        return task(TableEncoding.fit(parts.train(), table, profile.options()), parts, recipe, 0)
                .about(new CsvColumns(profile, asked).lines());
    }

    @Override
    public Task<?> labelled(Path data, TrainedOn trained) throws IOException {
        TableEncoding encoding = encoding(trained);
        Table asked = read(data, trained.options());
        Table table = encoding.complete(asked);
        int dropped = asked.size() - table.size();
        var all = new TableSplit(table, table);
        return task(encoding, all, trained.recipe(), dropped).unseen();
    }

    @Override
    public PredictionRequest request(Path data, TrainedOn trained) throws IOException {
        TableEncoding encoding = encoding(trained);
        Table table = read(data, trained.options());
        Tensor x = encoding.inputs(table, trained.dtype());
        return encoding.task() == TableTask.CLASSIFICATION
                ? PredictionRequest.ofClasses(x, encoding.classNames())
                : PredictionRequest.ofNumbers(x, unit(encoding));
    }

    private static Table read(Path file, DataOptions options) throws IOException {
        Character delimiter = options.csv().delimiter();
        if (DataOptions.isStandardInput(file)) {
            return delimiter == null
                    ? Csv.read(DataOptions.STANDARD_INPUT, System.in)
                    : Csv.read(DataOptions.STANDARD_INPUT, System.in, delimiter);
        }
        return delimiter == null ? Csv.read(file) : Csv.read(file, delimiter);
    }

    private static TableEncoding encoding(TrainedOn trained) throws IOException {
        return TableEncoding.fromJson(trained.file().toString(), trained.note(ENCODING));
    }

    private static Task<?> task(
            TableEncoding encoding, TableSplit parts, Recipe recipe, int dropped)
            throws IOException {
        DType dtype = recipe.settings().dtype();
        boolean whole = parts.train() == parts.heldOut();
        List<String> lines = new ArrayList<>();
        lines.add(
                "predicted: %s, from %s inputs%s"
                        .formatted(
                                encoding.target(),
                                encoding.inputNames().size(),
                                encoding.task() == TableTask.REGRESSION
                                        ? "; errors are in its unit"
                                        : ""));
        if (dropped > 0) {
            lines.add("rows dropped for what they lack: " + dropped);
        }
        Task<?> task;
        if (encoding.task() == TableTask.CLASSIFICATION) {
            var train = encoding.classes(parts.train(), dtype);
            var heldOut = whole ? train : encoding.classes(parts.heldOut(), dtype);
            task =
                    Task.classes(new Split<>(train, heldOut), encoding.classNames())
                            .learned(_ -> lines);
        } else {
            var train = encoding.numbers(parts.train(), dtype);
            var heldOut = whole ? train : encoding.numbers(parts.heldOut(), dtype);
            task =
                    Task.numbers(new Split<>(train, heldOut), recipe.loss(), unit(encoding))
                            .learned(_ -> lines);
        }
        return task.noting(ENCODING, encoding.toJson());
    }

    private static Task.Unit unit(TableEncoding encoding) {
        return new Task.Unit(encoding.target(), encoding::value);
    }
}

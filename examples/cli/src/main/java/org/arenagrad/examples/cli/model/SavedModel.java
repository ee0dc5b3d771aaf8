package org.arenagrad.examples.cli.model;

import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.examples.ResnetExample;
import org.arenagrad.examples.cli.console.Similar;
import org.arenagrad.examples.cli.data.DataOptions;
import org.arenagrad.examples.cli.data.DataSource;
import org.arenagrad.examples.cli.data.DataSources;
import org.arenagrad.examples.cli.data.FileSource;
import org.arenagrad.examples.cli.data.PictureData;
import org.arenagrad.examples.cli.data.PredictionRequest;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.data.TrainedOn;
import org.arenagrad.examples.cli.output.Records;
import org.arenagrad.io.ModelFile;
import org.arenagrad.nn.Sequential;
import org.arenagrad.train.Evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A model that `train` saved. It lives in the scope it was made in.
///
/// @param path its file
/// @param model in evaluation mode
/// @param setup what it learned from, and how
/// @param notes what else its file says
/// @param row the shape of what it reads
/// @param outputs how many it says
public record SavedModel(
        Path path,
        Sequential model,
        Setup setup,
        SequencedMap<String, String> notes,
        Shape row,
        int outputs)
        implements Saved {

    /// Reads a file of `train`'s, in the innermost scope.
    static SavedModel read(Path path) throws IOException {
        try (ModelFile file = ModelFile.open(path, ResnetExample.Residual.TYPE)) {
            SavedArguments saved = SavedArguments.of(file, path);
            Setup setup = Setup.of(saved);
            Sequential model = file.model(setup.recipe().settings().dtype(), Rng.seed(0));
            model.eval();
            var notes = file.metadata();
            List<Shape> matrices =
                    model.parameters().stream()
                            .map(Tensor::shape)
                            .filter(shape -> shape.rank() == 2)
                            .toList();
            Shape row =
                    setup.source().isLayered()
                            ? Shape.of(matrices.getFirst().size(1))
                            : PictureData.row(notes, path);
            return new SavedModel(path, model, setup, notes, row, matrices.getLast().size(0));
        }
    }

    @Override
    public EvaluationReport evaluate(String data) throws IOException {
        return evaluate(task(data), data);
    }

    private <Y> EvaluationReport evaluate(Task<Y> task, String data) {
        int batchSize = setup.recipe().settings().batchSize();
        Evaluation result =
                Evaluation.of(model, task.loss(), task.tested(), batchSize, task.metrics());
        DataSource source = source(data);
        return new EvaluationReport(
                data.isEmpty() ? source.name() : DataOptions.named(data),
                source.description(),
                task.kind(),
                "rows",
                result,
                task.learned().apply(model),
                task.classes(),
                Predictions.confusion(model, task, batchSize));
    }

    @Override
    public Records predict(String data, boolean probabilities) throws IOException {
        int batchSize = setup.recipe().settings().batchSize();
        return Predictions.of(model, request(data), batchSize, probabilities);
    }

    /// What its file says of the data it learned from.
    private TrainedOn trainedOn() {
        return new TrainedOn(path, setup.dataOptions(), setup.recipe(), notes, outputs);
    }

    /// Rows to try it on, in the innermost scope.
    ///
    /// @param data a name of `train`'s or, if it learned from such, other files; empty for the data
    ///   it learned from, of which the rows held out are the same as then
    private Task<?> task(String data) throws IOException {
        if (isOwn(data)) {
            Task<?> own = setup.task(rng());
            own.requireSameData(path, notes);
            return fitting(own, setup.name());
        }
        return fitting(
                isMade(data)
                        ? made(data).task(rng())
                        : files(data).labelled(Path.of(data), trainedOn()),
                data);
    }

    /// Rows to ask it for, in the innermost scope: those of [#task], and of files also such as no
    /// answer is known for.
    private PredictionRequest request(String data) throws IOException {
        if (isOwn(data) || isMade(data)) {
            return PredictionRequest.of(task(data));
        }
        PredictionRequest asked = files(data).request(Path.of(data), trainedOn());
        requireFit(asked.row(), asked.outputs(), data);
        return asked;
    }

    /// Where rows come from.
    private DataSource source(String data) {
        return isMade(data) ? made(data).source() : setup.source();
    }

    private boolean isOwn(String data) {
        return data.isEmpty() || data.equals(setup.name());
    }

    /// Whether data are such as need no file.
    private static boolean isMade(String data) {
        return made().contains(data);
    }

    private static List<String> made() {
        return DataSources.ALL.stream()
                .filter(source -> !(source instanceof FileSource))
                .map(DataSource::name)
                .toList();
    }

    private Setup made(String data) {
        String dtype = setup.recipe().settings().dtype().name();
        return Setup.of(
                new SavedArguments(data, List.of("--dtype", dtype)),
                new SavedArguments(data, List.of()));
    }

    private FileSource files(String data) {
        if (setup.source() instanceof FileSource files) {
            return files;
        }
        throw setup.misuse(
                "no data '%s': there are %s; files are for models that learned from csv or idx, or of lenet or resnet%s"
                        .formatted(data, String.join(", ", made()), Similar.hint(data, made())));
    }

    private Rng rng() {
        return Rng.seed(setup.recipe().settings().seed());
    }

    private Task<?> fitting(Task<?> task, String data) {
        requireFit(task.row(), task.outputs(), data);
        return task;
    }

    private void requireFit(Shape has, int takes, String data) {
        if (!row.equals(has) || outputs != takes) {
            throw new IllegalArgumentException(
                    "the model reads %s numbers and says %s, a row of '%s' has %s and takes %s"
                            .formatted(numbers(row), outputs, data, numbers(has), takes));
        }
    }

    /// `64`, or `1x8x8`.
    private static String numbers(Shape row) {
        return Arrays.stream(row.toArray())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("x"));
    }
}

package org.arenagrad.examples.cli.data;

import org.arenagrad.array.DType;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.array.Shape;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Augmentation;
import org.arenagrad.data.Datasets;
import org.arenagrad.data.Split;
import org.arenagrad.examples.LenetExample;
import org.arenagrad.examples.ResnetExample;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.cli.recipe.ScheduleChoice;
import org.arenagrad.examples.cli.report.ImagesPicture.Size;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.nn.Sequential;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Pictures `[N, 1, height, width]` for a network of its own that sees them as such: the bundled
/// digits or, with `--data`, those of IDX files.
///
/// @param name what the network is called on the command line
/// @param description it, in a few words
/// @param settings what works well for the bundled digits
/// @param ofFiles what works well for files
/// @param network makes the network
public record PictureData(
        String name, String description, Settings settings, Settings ofFiles, Network network)
        implements FileSource {
    private static final IdxData FILES = new IdxData();
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

    /// Makes a network in the innermost scope.
    @FunctionalInterface
    public interface Network {
        /// One for pictures of a size.
        Sequential of(Size size, int classes, DType dtype, Rng rng);
    }

    /// The network of [LenetExample].
    static PictureData lenet() {
        Settings settings = new LenetExample().defaults();
        return new PictureData(
                "lenet",
                new LenetExample().summary(),
                settings,
                // Measured: 99.2 % on MNIST, 91.1 % on Fashion-MNIST.
                settings.withEpochs(5).withBatchSize(64).withLearningRate(2e-3),
                (size, classes, dtype, rng) ->
                        LenetExample.network(size.height(), size.width(), classes, dtype, rng));
    }

    /// The network of [ResnetExample].
    static PictureData resnet() {
        Settings settings = new ResnetExample().defaults();
        return new PictureData(
                "resnet",
                new ResnetExample().summary(),
                settings,
                settings.withEpochs(5).withBatchSize(64),
                (_, classes, dtype, rng) -> ResnetExample.network(classes, dtype, rng));
    }

    @Override
    public Recipe defaults() {
        return recipe(settings);
    }

    @Override
    public Recipe defaults(DataOptions options) {
        return recipe(options.hasData() ? ofFiles : settings);
    }

    private static Recipe recipe(Settings settings) {
        return Recipe.of(settings, List.of(), ActivationKind.RELU, LossChoice.CROSS_ENTROPY)
                .withSchedule(ScheduleChoice.COSINE);
    }

    @Override
    public Set<String> options() {
        return Set.of("--data", "--split", "--augment");
    }

    @Override
    public boolean isLayered() {
        return false;
    }

    @Override
    public Sequential network(Recipe recipe, Task<?> task, Rng rng) {
        Settings settings = recipe.settings();
        return settings.recomputed(network.of(size(task), task.outputs(), settings.dtype(), rng));
    }

    @Override
    public String describe(Recipe recipe, Task<?> task, Sequential model) {
        long parameters = model.parameters().stream().mapToLong(p -> p.shape().elements()).sum();
        return String.format(
                Locale.ROOT,
                "%s; %s pixels, %d classes, %,d parameters",
                description,
                IdxData.size(size(task).height(), size(task).width()),
                task.outputs(),
                parameters);
    }

    @Override
    public @Nullable Augmentation<Tensor> augmentation(DataOptions options, Task<?> task) {
        Augmentation<Tensor> all = null;
        for (AugmentChoice each : options.augmentations()) {
            Augmentation<Tensor> next = each.of(size(task).height(), size(task).width());
            all = all == null ? next : all.then(next);
        }
        return all;
    }

    private static Size size(Task<?> task) {
        return Objects.requireNonNull(task.shown()).size();
    }

    @Override
    public Task<?> load(DataOptions options, Recipe recipe, Rng rng) throws IOException {
        DType dtype = recipe.settings().dtype();
        if (options.hasData()) {
            if (recipe.split() != defaults().split()) {
                throw new IllegalArgumentException(
                        "--split says nothing to files: their parts are those that were published");
            }
            return told(seen(FILES.load(options, recipe, rng)), options);
        }
        Split<Indices> rows = Task.split(Datasets.digits(dtype), recipe.split(), rng);
        var train = LenetExample.digits(rows.train());
        var heldOut = rows.heldOut() == rows.train() ? train : LenetExample.digits(rows.heldOut());
        Task<Indices> digits =
                Task.classes(new Split<>(train, heldOut), IdxData.names(10))
                        .showing(new Task.Shown(rows.heldOut().x(), new Size(8, 8), 16))
                        .noting(IdxData.PICTURES, IdxData.size(8, 8));
        return told(digits, options);
    }

    /// With how its pictures are changed.
    private static <Y> Task<Y> told(Task<Y> task, DataOptions options) {
        List<AugmentChoice> changes = options.augmentations();
        return changes.isEmpty()
                ? task
                : task.about(
                        List.of(
                                "each picture is changed at random before it is learned from: "
                                        + changes.stream()
                                                .map(each -> each.words(size(task).height()))
                                                .collect(Collectors.joining(", "))));
    }

    @Override
    public Task<?> labelled(Path data, TrainedOn trained) throws IOException {
        return seen(FILES.labelled(data, trained));
    }

    @Override
    public PredictionRequest request(Path data, TrainedOn trained) throws IOException {
        PredictionRequest rows = FILES.request(data, trained);
        Shape row = row(trained.notes(), trained.file());
        return rows.withX(rows.x().reshape(rows.rows(), 1, row.size(1), row.size(2)));
    }

    /// What a model reads, `[1, height, width]`.
    ///
    /// @param notes what its file says
    /// @throws IllegalArgumentException if it does not say that
    public static Shape row(Map<String, String> notes, Path file) {
        Matcher size = SIZE.matcher(notes.getOrDefault(IdxData.PICTURES, ""));
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "%s: has no '%s' with the size of pictures, as 28x28"
                            .formatted(file, IdxData.PICTURES));
        }
        return Shape.of(1, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }

    /// Rows as the network sees them.
    private static <Y> Task<Y> seen(Task<Y> rows) {
        return rows.reshaped(1, size(rows).height(), size(rows).width());
    }
}

package org.arenagrad.examples.cli.training;

import org.arenagrad.array.Indices;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Batch;
import org.arenagrad.data.Dataset;
import org.arenagrad.data.TensorDataset;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.recipe.LossChoice;
import org.arenagrad.examples.cli.report.ModelPictures;
import org.arenagrad.examples.cli.report.Picture;
import org.arenagrad.examples.cli.report.Report.Drawing;
import org.arenagrad.nn.Sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// What there is to see of a trained model. What is drawn keeps no tensor.
///
/// @param name what was learned from
/// @param task the rows
/// @param model in evaluation mode
/// @param <Y> the type of the targets
record RunPictures<Y>(String name, Task<Y> task, Sequential model) {
    /// So many points are seen on a picture.
    private static final int MOST_POINTS = 1000;

    /// The pictures that fit the task.
    List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        String rows = task.kind() + " rows";
        if (task.inputs() == 2) {
            boundary(pictures);
        }
        if (task.tested().y() instanceof Indices classes) {
            TensorDataset<Indices> tested = Dataset.of(task.tested().x(), classes);
            pictures.add(
                    ModelPictures.confusion(name + ": " + rows, model, tested, task.classes()));
            images(pictures, tested);
        } else if (task.tested().y() instanceof Tensor targets && isNumbers()) {
            Task.Unit unit =
                    Objects.requireNonNullElse(task.unit(), new Task.Unit("target", y -> y));
            pictures.add(
                    ModelPictures.fit(
                            name + ": " + rows,
                            unit.name(),
                            model,
                            Dataset.of(task.tested().x(), targets),
                            unit.decode()));
        }
        return pictures;
    }

    private boolean isNumbers() {
        return task.outputs() == 1 && task.losses().equals(LossChoice.FOR_NUMBERS);
    }

    private void boundary(List<Picture> pictures) {
        int count = Math.min(MOST_POINTS, task.train().size());
        Tensor points = task.train().x().narrow(0, 0, count);
        String title = name + ": decision boundary";
        switch (task.train().y()) {
            case Indices classes ->
                    pictures.add(
                            ModelPictures.boundary(
                                    title,
                                    model,
                                    points,
                                    Indices.of(Arrays.copyOf(classes.toArray(), count)),
                                    task.classes()));
            case Tensor answers when task.losses().equals(LossChoice.FOR_ANSWERS) -> {
                double[] all = answers.toArray();
                int[] classes = new int[count];
                Arrays.setAll(classes, i -> all[i] > 0.5 ? 1 : 0);
                pictures.add(
                        ModelPictures.boundary(
                                title, model, points, Indices.of(classes), List.of("no", "yes")));
            }
            default -> {
                // Numbers have no boundary.
            }
        }
    }

    private void images(List<Picture> pictures, TensorDataset<Indices> tested) {
        Task.Shown shown = task.shown();
        if (shown == null) {
            return;
        }
        pictures.add(
                ModelPictures.mistakes(
                        name + ": mistakes",
                        model,
                        tested,
                        shown.pixels(),
                        task.classes(),
                        shown.size(),
                        shown.ink()));
        Tensor weight = model.parameters().getFirst();
        if (weight.shape().rank() == 2) {
            pictures.add(ModelPictures.weights("First layer", weight, shown.size()));
            return;
        }
        pictures.add(ModelPictures.filters("First layer", weight));
        pictures.add(
                ModelPictures.featureMaps(
                        "First layer", model, tested, shown.pixels(), shown.size(), shown.ink()));
    }

    /// The graph and the lifetimes of one more step, which changes no parameter.
    List<Drawing> drawings(int batchSize) {
        Batch<Tensor, Y> batch = task.train().batches(batchSize).iterator().next();
        return StepDrawings.of(
                name, model, () -> task.loss().of(model.apply(batch.x()), batch.y()));
    }
}

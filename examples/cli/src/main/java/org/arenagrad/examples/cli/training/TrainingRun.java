package org.arenagrad.examples.cli.training;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.data.Augmentation;
import org.arenagrad.examples.cli.data.DataSource;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.model.Predictions;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.memory.Scope;
import org.arenagrad.nn.Sequential;
import org.arenagrad.train.ConfusionMatrix;
import org.arenagrad.train.EarlyStopping;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;
import org.arenagrad.train.Progress;
import org.arenagrad.train.Trainer;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One training run from the command line: a network for a [Task] by a [Recipe], and what comes of
/// it.
///
/// @param <Y> the type of the targets
public final class TrainingRun<Y> implements Run {
    private final DataSource source;
    private final Task<Y> task;
    private final Recipe recipe;
    private final Sequential model;
    private final Trainer<Tensor, Y> trainer;
    private final EarlyStopping stopping;

    /// Makes the network, its optimizer and the trainer, in the innermost scope, which is sealed.
    ///
    /// @param augmentation how inputs are changed at random; null if they are not
    public TrainingRun(
            DataSource source,
            Task<Y> task,
            Recipe recipe,
            @Nullable Augmentation<Tensor> augmentation,
            Rng rng,
            Scope life) {
        this.source = source;
        this.task = task;
        this.recipe = recipe;
        Settings settings = recipe.settings();
        model = source.network(recipe, task, rng);
        trainer =
                Trainer.of(model, task.loss(), settings.optimizer(model.parameters()))
                        .batchSize(settings.batchSize())
                        .random(rng)
                        .schedule(recipe.schedule().of(settings.learningRate(), settings.epochs()));
        if (augmentation != null) {
            trainer.augment(augmentation);
        }
        task.metrics().forEach(trainer::metrics);
        String loss = task.holdsOut() ? History.HELD_OUT_LOSS : History.TRAIN_LOSS_AFTER;
        stopping = EarlyStopping.on(loss, false);
        if (recipe.patience() > 0) {
            trainer.callbacks(stopping.patience(recipe.patience()).restoring(model));
        }
        life.seal();
    }

    @Override
    public Trainer<Tensor, Y> trainer() {
        return trainer;
    }

    @Override
    public Sequential model() {
        return model;
    }

    @Override
    public List<String> introduction() {
        List<String> lines = new ArrayList<>(task.about());
        lines.add(source.name() + ": " + describe());
        lines.add(recipe.toString());
        lines.add(task.rows().toString());
        return lines;
    }

    /// What is learned, and with which network.
    private String describe() {
        return source.describe(recipe, task, model);
    }

    @Override
    public String tested() {
        return task.kind().toString();
    }

    @Override
    public Map<String, String> notes() {
        return task.notes();
    }

    @Override
    public void requireSameData(Path file, Map<String, String> saved) {
        task.requireSameData(file, saved);
    }

    @Override
    public Outcome run(boolean drawn) {
        boolean before = isOver();
        History history = trainer.fit(task.train(), task.tested(), recipe.settings().epochs());
        Evaluation result =
                Evaluation.of(
                        model,
                        task.loss(),
                        task.tested(),
                        recipe.settings().batchSize(),
                        task.metrics());
        RunPictures<Y> pictures = new RunPictures<>(source.name(), task, model);
        return new Outcome(
                source.name(),
                describe(),
                RunSettings.of(recipe, task.rows(), source.isLayered()),
                tested(),
                history,
                result,
                task.learned().apply(model),
                "",
                report(),
                ending(before),
                longer(),
                drawn ? pictures.pictures() : List.of(),
                drawn ? pictures.drawings(recipe.settings().batchSize()) : List.of());
    }

    private Outcome.Longer longer() {
        int epochs = Math.max(recipe.settings().epochs(), trainer.history().epochs().size());
        return new Outcome.Longer(
                "arenagrad train",
                "--epochs " + 2L * epochs,
                "--early-stop " + 2L * recipe.patience());
    }

    /// All epochs are done, or it got no better.
    @Override
    public boolean isOver() {
        return stopping.hasStopped()
                || trainer.progress().epochsDone() >= recipe.settings().epochs();
    }

    /// @param before whether nothing was left to do
    private Ending ending(boolean before) {
        Progress progress = trainer.progress();
        int done = progress.epochsDone();
        int best = stopping.bestEpoch();
        String back = ": the best was epoch %s, and the model is back there".formatted(best);
        String nothing = before ? "nothing is left to do: " : "";
        if (stopping.hasStopped()) {
            String early = "stopped early, after epoch " + done;
            String never = before ? "" : " (--early-stop 0 never stops)";
            return new Ending(Ending.How.STOPPED_EARLY, nothing + early + back + never, before);
        }
        if (!isOver()) {
            return new Ending(
                    Ending.How.INTERRUPTED,
                    "interrupted in epoch %s, after step %s"
                            .formatted(progress.epoch(), progress.steps()),
                    false);
        }
        boolean tookBack = best > 0 && best < done;
        String all = tookBack || before ? "all %s epochs are done".formatted(done) : "";
        return new Ending(Ending.How.COMPLETE, nothing + all + (tookBack ? back : ""), before);
    }

    private String report() {
        ConfusionMatrix confusion =
                Predictions.confusion(model, task, recipe.settings().batchSize());
        return confusion == null ? "" : Predictions.report(confusion, task.classes());
    }
}

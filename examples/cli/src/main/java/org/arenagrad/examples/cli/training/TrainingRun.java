package org.arenagrad.examples.cli.training;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
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

import java.util.List;

/// One training run from the command line: a network for a [Task] by a [Recipe], and what comes of
/// it.
///
/// @param <Y> the type of the targets
public final class TrainingRun<Y> {
    private final Task<Y> task;
    private final Recipe recipe;
    private final Sequential model;
    private final Trainer<Tensor, Y> trainer;
    private final EarlyStopping stopping;

    /// Makes the network, its optimizer and the trainer, in the innermost scope, which is sealed.
    public TrainingRun(Task<Y> task, Recipe recipe, Rng rng, Scope life) {
        this.task = task;
        this.recipe = recipe;
        Settings settings = recipe.settings();
        model = recipe.network(task.inputs(), task.outputs(), rng);
        trainer =
                Trainer.of(model, task.loss(), settings.optimizer(model.parameters()))
                        .batchSize(settings.batchSize())
                        .random(rng)
                        .schedule(recipe.schedule().of(settings.learningRate(), settings.epochs()));
        task.metrics().forEach(trainer::metrics);
        String loss = task.holdsOut() ? History.HELD_OUT_LOSS : History.TRAIN_LOSS_AFTER;
        stopping = EarlyStopping.on(loss, false);
        if (recipe.patience() > 0) {
            trainer.callbacks(stopping.patience(recipe.patience()).restoring(model));
        }
        life.seal();
    }

    /// What trains.
    public Trainer<Tensor, Y> trainer() {
        return trainer;
    }

    /// What is trained.
    public Sequential model() {
        return model;
    }

    /// What is learned, and with which network.
    public String describe(DataSource source) {
        return "%s, a network of %s"
                .formatted(source.description(), recipe.sizes(task.inputs(), task.outputs()));
    }

    /// What the rows are called that the model is tried on.
    public String tested() {
        return task.kind().toString();
    }

    /// Trains, and tries the model.
    ///
    /// @param drawn whether there are to be pictures of it
    public Outcome run(DataSource source, boolean drawn) {
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
                describe(source),
                recipe,
                task.rows(),
                tested(),
                history,
                result,
                task.learned().apply(model),
                report(),
                ending(before),
                drawn ? pictures.pictures() : List.of(),
                drawn ? pictures.drawings(recipe.settings().batchSize()) : List.of());
    }

    /// Whether there is nothing left to train: all epochs are done, or it got no better.
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

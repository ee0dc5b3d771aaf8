package org.arenagrad.examples.cli.training;

import org.arenagrad.array.Backend;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.examples.GptExample;
import org.arenagrad.examples.GptExample.Config;
import org.arenagrad.examples.GptExample.Gpt;
import org.arenagrad.examples.GptExample.Weights;
import org.arenagrad.examples.GptExample.Windows;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.model.GptSetup;
import org.arenagrad.examples.cli.model.GptText;
import org.arenagrad.examples.cli.model.SavedGpt;
import org.arenagrad.examples.cli.report.Report.Drawing;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.memory.Scope;
import org.arenagrad.text.Sampler;
import org.arenagrad.text.TextStream;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;
import org.arenagrad.train.Trainer;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// A training run of a language model: the steps of [GptExample], taken by a [Trainer].
public final class GptRun implements Run {
    private static final int SAMPLE = 200;
    private static final String TESTED = Task.Kind.HELD_OUT.toString();

    private final GptSetup setup;
    private final Settings settings;
    private final GptText text;
    private final Windows heldOut;
    private final Rng rng;
    private final Gpt model;
    private final Trainer<Indices, Indices> trainer;

    /// Makes the model, its optimizer and the trainer, in the innermost scope, which is sealed.
    public GptRun(GptSetup setup, GptText text, Scope life) {
        this.setup = setup;
        this.settings = setup.settings();
        this.text = text;
        Config config = setup.config(text.tokenizer().size());
        heldOut = text.heldOutWindows(config.context());
        rng = Rng.seed(settings.seed());
        model = new Gpt(config, Weights.first(config, settings.dtype(), rng), settings.blocks());
        trainer =
                Trainer.<Gpt, Indices, Indices>ofBatches(
                                model,
                                (gpt, batch) -> gpt.loss(batch.x(), batch.y()),
                                GptExample.optimizer(model, settings))
                        .batchSize(settings.batchSize())
                        .random(rng)
                        .clipNorm(1)
                        .scheduleSteps(GptExample.schedule(settings.learningRate(), setup.steps()));
        life.seal();
    }

    @Override
    public Trainer<Indices, Indices> trainer() {
        return trainer;
    }

    @Override
    public Gpt model() {
        return model;
    }

    @Override
    public List<String> introduction() {
        return List.of(GptSetup.NAME + ": " + task(), line(), text.toString());
    }

    private String task() {
        Config config = model.config();
        long parameters = model.parameters().stream().mapToLong(p -> p.shape().elements()).sum();
        return String.format(
                Locale.ROOT,
                "%s, %d blocks of %d heads, %d wide, context %d: %,d parameters",
                setup.source(),
                config.layers(),
                config.heads(),
                config.width(),
                config.context(),
                parameters);
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "%,d steps, %,d an epoch, batches of %d, %s, learning rate %s, seed %d, %s%s",
                setup.steps(),
                setup.stepsOfEpoch(),
                settings.batchSize(),
                settings.optimizer(),
                settings.learningRate(),
                settings.seed(),
                dtype(),
                settings.blocks() == 0 ? "" : ", recomputed in parts: " + settings.blocks());
    }

    private String dtype() {
        return settings.dtype().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String tested() {
        return TESTED;
    }

    @Override
    public Map<String, String> notes() {
        return SavedGpt.notes(model.config(), text);
    }

    @Override
    public void requireSameData(Path file, Map<String, String> saved) {
        SavedGpt.requireSameText(file, saved, text.digest());
    }

    @Override
    public boolean isOver() {
        return trainer.progress().epochsDone() >= settings.epochs();
    }

    @Override
    public Outcome run(boolean drawn) {
        boolean before = isOver();
        Windows windows = text.windows(model.config().context());
        History history =
                trainer.fit(
                        windows.sampled(settings.batchSize(), setup.stepsOfEpoch(), rng),
                        heldOut.batches(settings.batchSize()),
                        settings.epochs());
        Evaluation result = result();
        List<String> learned = new ArrayList<>();
        learned.add(String.format(Locale.ROOT, "%s loss: %.4g", TESTED, result.loss()));
        learned.addAll(SavedGpt.meaning(result.loss(), text.perCharacter()));
        return new Outcome(
                GptSetup.NAME,
                task(),
                runSettings(),
                TESTED,
                history,
                result,
                learned,
                sample(),
                "",
                ending(before),
                new Outcome.Longer("arenagrad train gpt", "--steps " + 2L * setup.steps(), ""),
                List.of(),
                drawn ? drawings(windows) : List.of());
    }

    /// The evaluation after the last epoch, if no step was taken since.
    private Evaluation result() {
        History history = trainer.history();
        @Nullable Evaluation last = history.isEmpty() ? null : history.last().heldOut();
        return last != null && trainer.progress().stepsOfEpoch() == 0
                ? last
                : SavedGpt.evaluate(model, heldOut, settings.batchSize());
    }

    private RunSettings runSettings() {
        Config config = model.config();
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        values.put("steps", setup.steps());
        values.put("eval_every", setup.stepsOfEpoch());
        values.put("batch_size", settings.batchSize());
        values.put("optimizer", settings.optimizer().toString());
        values.put("learning_rate", settings.learningRate());
        values.put("seed", settings.seed());
        values.put("dtype", dtype());
        values.put("vocabulary", config.vocabulary());
        values.put("context", config.context());
        values.put("layers", config.layers());
        values.put("heads", config.heads());
        values.put("width", config.width());
        SequencedMap<String, String> table = new LinkedHashMap<>();
        values.forEach((name, value) -> table.put(name.replace('_', ' '), String.valueOf(value)));
        table.put("text", text.toString());
        table.put("backend", Backend.description());
        return new RunSettings(line(), text.toString(), "windows", table, values);
    }

    /// What it writes after the beginning of the text held out.
    private String sample() {
        Sampler sampler = new Sampler(0.8, 0, 1);
        Rng random = Rng.seed(settings.seed());
        TextStream stream = new TextStream(text.tokenizer());
        StringBuilder sample = new StringBuilder();
        model.write(
                new int[] {text.heldOut()[0]},
                SAMPLE,
                true,
                logits -> sampler.next(logits, random),
                token -> sample.append(stream.next(token)));
        return sample.append(stream.end()).toString().stripTrailing();
    }

    private Ending ending(boolean before) {
        if (!isOver()) {
            return new Ending(
                    Ending.How.INTERRUPTED,
                    "interrupted after step %s".formatted(trainer.progress().steps()),
                    false);
        }
        String words =
                before
                        ? "nothing is left to do: all %s steps are done"
                                .formatted(trainer.progress().steps())
                        : "";
        return new Ending(Ending.How.COMPLETE, words, before);
    }

    private List<Drawing> drawings(Windows windows) {
        var batch = windows.batches(settings.batchSize()).iterator().next();
        return StepDrawings.of(GptSetup.NAME, model, () -> model.loss(batch.x(), batch.y()));
    }
}

package org.arenagrad.examples.cli.training;

import org.arenagrad.array.Backend;
import org.arenagrad.array.Indices;
import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Autograd;
import org.arenagrad.examples.NamesExample;
import org.arenagrad.examples.NamesExample.Model;
import org.arenagrad.examples.NamesExample.Names;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.model.NamesSetup;
import org.arenagrad.examples.cli.model.SavedNames;
import org.arenagrad.examples.cli.report.Report.Drawing;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.memory.Scope;
import org.arenagrad.optim.Schedule;
import org.arenagrad.text.Sampler;
import org.arenagrad.text.Tokenizer;
import org.arenagrad.train.Evaluation;
import org.arenagrad.train.History;
import org.arenagrad.train.Trainer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A training run of a model that makes up names: the steps of [NamesExample], taken by a
/// [Trainer].
public final class NamesRun implements Run {
    private static final int SAMPLES = 10;
    private static final String TESTED = Task.Kind.HELD_OUT.toString();

    private final NamesSetup setup;
    private final Settings settings;
    private final List<String> all;
    private final Tokenizer characters;
    private final Names train;
    private final Names heldOut;
    private final Rng rng;
    private final Model model;
    private final Trainer<Indices, Indices> trainer;

    /// Makes the model, its optimizer and the trainer, in the innermost scope, which is sealed.
    public NamesRun(NamesSetup setup, List<String> names, Scope life) {
        this.setup = setup;
        this.settings = setup.settings();
        this.all = names;
        rng = Rng.seed(settings.seed());
        characters = NamesExample.characters(names);
        var parts = NamesExample.split(names, rng);
        train = Names.of(parts.train(), characters);
        heldOut = Names.of(parts.heldOut(), characters);
        model = setup.kind().of(characters.size(), settings.dtype(), rng);
        trainer =
                Trainer.<Model, Indices, Indices>ofBatches(
                                model,
                                (network, batch) -> network.loss(batch.x(), batch.y()),
                                settings.optimizer(model.parameters()))
                        .batchSize(settings.batchSize())
                        .random(rng)
                        .schedule(Schedule.cosine(settings.learningRate(), settings.epochs()));
        life.seal();
    }

    @Override
    public Trainer<Indices, Indices> trainer() {
        return trainer;
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public List<String> introduction() {
        return List.of(NamesSetup.NAME + ": " + task(), line(), rows());
    }

    private String task() {
        long parameters = model.parameters().stream().mapToLong(p -> p.shape().elements()).sum();
        return String.format(
                Locale.ROOT,
                "%s, character by character, %s: %,d parameters",
                setup.source(),
                switch (setup.kind()) {
                    case GRU -> "a recurrent network (GRU)";
                    case MLP -> "a multilayer perceptron over the last characters";
                },
                parameters);
    }

    private String line() {
        return settings + ", cosine schedule";
    }

    private String rows() {
        return String.format(
                Locale.ROOT,
                "%,d names to learn from, %,d held out (%.1f %%), %s",
                train.size(),
                heldOut.size(),
                100.0 * heldOut.size() / all.size(),
                characters);
    }

    @Override
    public String tested() {
        return TESTED;
    }

    @Override
    public Map<String, String> notes() {
        return SavedNames.notes(all, characters);
    }

    @Override
    public void requireSameData(Path file, Map<String, String> saved) {
        SavedNames.requireSameNames(file, saved, all);
    }

    @Override
    public boolean isOver() {
        return trainer.progress().epochsDone() >= settings.epochs();
    }

    @Override
    public Outcome run(boolean drawn) {
        boolean before = isOver();
        History history =
                trainer.fit(
                        train.batches(settings.batchSize(), rng),
                        heldOut.batches(NamesExample.TRIED),
                        settings.epochs());
        double loss;
        try (var _ = Autograd.noGrad()) {
            loss = NamesExample.heldOutLoss(model, heldOut);
        }
        List<String> learned = new ArrayList<>();
        learned.add(String.format(Locale.ROOT, "%s loss: %.4g", TESTED, loss));
        learned.addAll(SavedNames.meaning(loss));
        return new Outcome(
                NamesSetup.NAME,
                task(),
                runSettings(),
                TESTED,
                history,
                new Evaluation(heldOut.size(), loss, new LinkedHashMap<>()),
                learned,
                sample(),
                "",
                ending(before),
                new Outcome.Longer(
                        "arenagrad train names", "--epochs " + 2L * settings.epochs(), ""),
                List.of(),
                drawn ? drawings() : List.of());
    }

    private RunSettings runSettings() {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        values.put("model", setup.kind().toString());
        values.put("epochs", settings.epochs());
        values.put("batch_size", settings.batchSize());
        values.put("optimizer", settings.optimizer().toString());
        values.put("learning_rate", settings.learningRate());
        values.put("schedule", "cosine");
        values.put("seed", settings.seed());
        values.put("dtype", settings.dtype().name().toLowerCase(Locale.ROOT));
        SequencedMap<String, String> table = new LinkedHashMap<>();
        values.forEach((name, value) -> table.put(name.replace('_', ' '), String.valueOf(value)));
        table.put("names", rows());
        table.put("backend", Backend.description());
        return new RunSettings(line(), rows(), "names", table, values);
    }

    /// Some names that it makes up, a line each.
    private String sample() {
        Sampler sampler = new Sampler(0.8, 0, 1);
        Rng random = Rng.seed(settings.seed());
        return Stream.generate(
                        () -> model.write("", characters, logits -> sampler.next(logits, random)))
                .limit(SAMPLES)
                .collect(Collectors.joining("\n"));
    }

    private Ending ending(boolean before) {
        if (!isOver()) {
            return new Ending(
                    Ending.How.INTERRUPTED,
                    "interrupted in epoch %s, after step %s"
                            .formatted(trainer.progress().epoch(), trainer.progress().steps()),
                    false);
        }
        String words =
                before
                        ? "nothing is left to do: all %s epochs are done"
                                .formatted(trainer.progress().epochsDone())
                        : "";
        return new Ending(Ending.How.COMPLETE, words, before);
    }

    private List<Drawing> drawings() {
        var batch = train.batches(settings.batchSize()).iterator().next();
        return StepDrawings.of(NamesSetup.NAME, model, () -> model.loss(batch.x(), batch.y()));
    }
}

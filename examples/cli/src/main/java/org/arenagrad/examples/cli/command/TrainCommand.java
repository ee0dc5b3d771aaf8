package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Rng;
import org.arenagrad.examples.cli.console.Interruption;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.data.DataSource;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.model.SavedArguments;
import org.arenagrad.examples.cli.model.Setup;
import org.arenagrad.examples.cli.output.OutputFile;
import org.arenagrad.examples.cli.output.OutputFormat;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.cli.training.Ending;
import org.arenagrad.examples.cli.training.GoingOn;
import org.arenagrad.examples.cli.training.Outcome;
import org.arenagrad.examples.cli.training.OutcomeReport;
import org.arenagrad.examples.cli.training.OutcomeText;
import org.arenagrad.examples.cli.training.TrainingDisplay;
import org.arenagrad.examples.cli.training.TrainingRun;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.arenagrad.train.Checkpointing;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `arenagrad train NAME`: trains a network on a [DataSource].
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Trains a network and evaluates it on the held-out rows.",
            "Ctrl-C ends it cleanly after the current step."
        })
public final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private Setup setup = new Setup();

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = {
                "Saves the model and all that is needed to resume, after each epoch; without it,"
                        + " what",
                "--resume names is saved again."
            })
    private @Nullable Path save;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = {
                "Resumes a saved training run, up to --epochs, and continues to save it there;",
                "NAME and the other options are those of the file."
            })
    private @Nullable Path resume;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {
                "Writes the model, summary.md, history.csv, history.json, pictures and report.html"
                        + " to this folder,",
                "which is made if it is not there."
            })
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "What standard output gets: ${COMPLETION-CANDIDATES}. But for text, it gets"
                        + " nothing",
                "else, and what is for people goes to the error stream."
            })
    private OutputFormat format = OutputFormat.TEXT;

    /// The command, writing to a terminal.
    ///
    /// @param interruption what Ctrl-C does
    public TrainCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /// What stands below the options in the help: the data with what is done about it, and how to
    /// call it.
    public static String[] footer() {
        List<String> lines =
                new ArrayList<>(
                        List.of("", "What there is, with the settings that options change:"));
        for (DataSource source : DataSource.ALL) {
            lines.add("  %s: %s".formatted(source.name(), source.description()));
            String hidden =
                    source.defaults().hidden().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            lines.add("    " + source.defaults());
            lines.add("    hidden layers: " + (hidden.isEmpty() ? "none" : hidden));
        }
        lines.addAll(
                List.of(
                        "",
                        "For example:",
                        "  arenagrad train digits",
                        "  arenagrad train spiral --epochs 200 --optimizer adamw --lr 0.01",
                        "  arenagrad train moons --hidden 16,16 --activation tanh --early-stop 10",
                        "  arenagrad train linear --slope -3 --noise 0.5 --format csv",
                        "  arenagrad train iris --output results",
                        "  arenagrad train csv --data houses.csv --target price --ignore id",
                        "  arenagrad train idx --data /usr/share/datasets/fashion-mnist",
                        "  arenagrad train digits --save digits.safetensors",
                        "  arenagrad train --resume digits.safetensors --epochs 100"));
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() throws IOException {
        setup.useBackend();
        // What is for people has the standard output for itself, or none of it.
        PrintStream notes = format == OutputFormat.TEXT ? terminal.out() : terminal.err();
        Outcome outcome = outcome(notes);
        if (format != OutputFormat.TEXT && !outcome.end().words().isEmpty()) {
            notes.println(outcome.end().words());
        }
        print(outcome);
        if (output != null) {
            write(outcome, output);
            notes.println("written: " + output);
        }
        goingOn(outcome).forEach(notes::println);
        return 0;
    }

    /// Where it was saved, and how to resume it.
    private List<String> goingOn(Outcome outcome) {
        Ending end = outcome.end();
        Recipe recipe = outcome.recipe();
        int epochs = Math.max(recipe.settings().epochs(), outcome.history().epochs().size());
        List<Path> saved = List.copyOf(places(end.before()).keySet());
        boolean piped = setup.dataOptions().isReadOnce();
        return new GoingOn(resume, saved, epochs, recipe.patience(), piped).lines(end.how());
    }

    private Outcome outcome(PrintStream notes) throws IOException {
        ParseResult parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
        SavedArguments given = SavedArguments.of(setup.name(), parsed);
        if (resume == null) {
            return train(setup, given, notes);
        }
        String refused = SavedArguments.refused(parsed);
        if (!refused.isEmpty()) {
            throw setup.misuse(refused + " can't change when training is resumed");
        }
        SavedArguments saved = SavedArguments.of(resume);
        if (!given.name().isEmpty() && !given.name().equals(saved.name())) {
            throw setup.misuse(
                    "%s learned from '%s', not from '%s'"
                            .formatted(resume, saved.name(), given.name()));
        }
        Setup there = Setup.of(saved, given);
        boolean stopsEarly = Setup.of(saved).recipe().patience() > 0;
        if (stopsEarly != there.recipe().patience() > 0) {
            throw setup.misuse(
                    "--early-stop can't be %s when training is resumed"
                            .formatted(stopsEarly ? "switched off" : "switched on"));
        }
        return train(there, saved.changedBy(given), notes);
    }

    private Outcome train(Setup chosen, SavedArguments arguments, PrintStream notes)
            throws IOException {
        DataSource source = chosen.source();
        Rng rng = Rng.seed(chosen.recipe().settings().seed());
        try (Scope life = Scope.open("life")) {
            Task<?> task = chosen.task(rng);
            Recipe recipe = chosen.recipe().fitting(task.losses());
            TrainingRun<?> run = new TrainingRun<>(task, recipe, rng, life);
            task.about().forEach(notes::println);
            notes.println(source.name() + ": " + run.describe(source));
            notes.println(recipe);
            notes.println(task.rows());
            if (resume != null) {
                goOn(run, task, resume);
            }
            interruption.asks(run.trainer()::stop);
            try (var display = TrainingDisplay.on(notes, terminal.watched(), run.tested())) {
                run.trainer().callbacks(display);
                for (Checkpointing each : saving(run, notes(arguments, task))) {
                    run.trainer().callbacks(each);
                }
                return run.run(source, output != null);
            }
        }
    }

    private static void goOn(TrainingRun<?> run, Task<?> task, Path from) throws IOException {
        try (ModelFile before = ModelFile.open(from)) {
            task.requireSameData(from, before.metadata());
            Checkpointing.resume(before, run.trainer(), run.model());
        }
    }

    /// Where the training is saved, after how many epochs. What was resumed from stays as it is if
    /// nothing is left to do.
    private SequencedMap<Path, Integer> places(boolean nothingLeft) {
        SequencedMap<Path, Integer> all = new LinkedHashMap<>();
        if (output != null) {
            all.put(output.resolve("model.safetensors"), Integer.MAX_VALUE);
        }
        Path file = save == null ? resume : save;
        if (file != null) {
            all.putFirst(file, 1);
        }
        if (nothingLeft) {
            all.remove(resume);
        }
        return all;
    }

    private List<Checkpointing> saving(TrainingRun<?> run, Map<String, String> notes)
            throws IOException {
        if (output != null) {
            OutputFile.makeFolderOf(output.resolve("model.safetensors"));
        }
        List<Checkpointing> all = new ArrayList<>();
        places(run.isOver())
                .forEach(
                        (file, epochs) ->
                                all.add(Checkpointing.to(file, run.model(), notes).every(epochs)));
        return all;
    }

    /// What the file says besides the model: how to make it again, and how it encodes data.
    private static Map<String, String> notes(SavedArguments arguments, Task<?> task) {
        Map<String, String> all = new LinkedHashMap<>(arguments.note());
        all.putAll(task.notes());
        return all;
    }

    private void print(Outcome outcome) {
        PrintStream out = terminal.out();
        switch (format) {
            case TEXT -> OutcomeText.lines(outcome).forEach(out::println);
            case CSV -> out.print(outcome.history().toCsv());
            case MARKDOWN -> out.print(OutcomeText.markdown(outcome));
            case JSON -> out.print(OutcomeText.json(outcome));
        }
    }

    private static void write(Outcome outcome, Path folder) throws IOException {
        for (var file : OutcomeReport.of(outcome).files().entrySet()) {
            OutputFile.inFolder(folder.resolve(file.getKey()), file.getValue());
        }
    }
}

package org.arenagrad.examples;

import org.arenagrad.array.Rng;
import org.arenagrad.memory.Scope;
import org.arenagrad.train.Trainer;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `arenagrad train NAME`: trains a network on a [DataSource].
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Trains a network, and says how good it is on rows it has never seen.",
            "Ctrl-C ends it in good order after the step under way."
        })
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAME",
            description = "What to learn from: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String name = "";

    @Mixin private RecipeOptions recipeOptions = new RecipeOptions();

    @Mixin private DataOptions dataOptions = new DataOptions();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {
                "Writes summary.md, history.csv and history.json to this folder, which is made if it",
                "is not there."
            })
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "What standard output gets: ${COMPLETION-CANDIDATES}. But for text, it gets nothing",
                "else, and what is for people goes to the error stream."
            })
    private OutputFormat format = OutputFormat.TEXT;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// What stands below the options in the help: the data with what is done about it, and how to
    /// call it.
    static String[] footer() {
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
                        "  arenagrad train iris --output results"));
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() throws IOException {
        DataSource source = source();
        dataOptions.requireOnlyOf(source);
        Recipe recipe = recipeOptions.over(source.defaults());
        recipeOptions.useBackend();
        // What is for people has the standard output for itself, or none of it.
        PrintStream notes = format == OutputFormat.TEXT ? terminal.out() : terminal.err();

        Outcome outcome = train(source, recipe, notes);

        switch (format) {
            case TEXT -> OutcomeText.lines(outcome).forEach(terminal.out()::println);
            case CSV -> terminal.out().print(outcome.history().toCsv());
            case MARKDOWN -> terminal.out().print(OutcomeText.markdown(outcome));
            case JSON -> terminal.out().print(OutcomeText.json(outcome));
        }
        if (output != null) {
            write(outcome, output);
            notes.println("written: " + output);
        }
        return 0;
    }

    private DataSource source() {
        return DataSource.ALL.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                recipeOptions.misuse(
                                        "no data '%s': there are %s"
                                                .formatted(name, String.join(", ", new Names()))));
    }

    private Outcome train(DataSource source, Recipe recipe, PrintStream notes) throws IOException {
        Rng rng = Rng.seed(recipe.settings().seed());
        try (Scope life = Scope.open("life")) {
            Task<?> task = source.load(dataOptions, recipe, rng);
            if (!task.losses().contains(recipe.loss())) {
                throw recipeOptions.misuse(
                        "--loss %s does not fit '%s', which takes %s"
                                .formatted(
                                        recipe.loss(),
                                        source.name(),
                                        task.losses().stream()
                                                .sorted()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(", "))));
            }
            return train(new TrainingRun<>(task, recipe, rng, life), source, recipe, notes);
        }
    }

    private Outcome train(
            TrainingRun<?> run, DataSource source, Recipe recipe, PrintStream notes) {
        notes.println(source.name() + ": " + run.describe(source));
        notes.println(recipe);
        Trainer<?> trainer = run.trainer();
        try (var _ = Interruption.asking(trainer::stop);
                var display =
                        TrainingDisplay.on(notes, terminal.watched(), run.tested())) {
            trainer.callbacks(display);
            return run.run(source);
        }
    }

    private static void write(Outcome outcome, Path folder) throws IOException {
        OutputFile.inFolder(folder.resolve("summary.md"), OutcomeText.markdown(outcome));
        OutputFile.inFolder(folder.resolve("history.csv"), outcome.history().toCsv());
        OutputFile.inFolder(folder.resolve("history.json"), outcome.history().toJson());
    }

    /// The names of the data, for the help.
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(DataSource.ALL.stream().map(DataSource::name).toList());
        }
    }
}

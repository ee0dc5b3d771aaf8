package org.arenagrad.examples.cli.model;

import org.arenagrad.array.Rng;
import org.arenagrad.examples.cli.console.Similar;
import org.arenagrad.examples.cli.data.DataOptions;
import org.arenagrad.examples.cli.data.DataSource;
import org.arenagrad.examples.cli.data.DataSources;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.cli.recipe.RecipeOptions;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What is learned from what, and how: the part of `train`'s arguments that a file keeps.
@Command(name = "arenagrad train") // Where misuse of it is explained.
public final class Setup {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The data to learn from: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private @Nullable String name;

    @Mixin private RecipeOptions recipeOptions = new RecipeOptions();

    @Mixin private DataOptions dataOptions = new DataOptions();

    /// Whether the rows came through a pipe, and can't be read again.
    private boolean gone;

    /// The setup that a file keeps.
    public static Setup of(SavedArguments saved) {
        return of(saved, new SavedArguments(saved.name(), List.of()));
    }

    /// The setup that a file keeps.
    ///
    /// @param others what counts more than what stands there
    public static Setup of(SavedArguments saved, SavedArguments others) {
        Setup setup = new Setup();
        new CommandLine(setup)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .parseArgs(saved.followedBy(others));
        setup.gone = setup.dataOptions.isReadOnce() && !others.nameData();
        return setup;
    }

    /// The name that was given; empty if none was.
    public String name() {
        return Objects.requireNonNullElse(name, "");
    }

    /// The data that were named.
    ///
    /// @throws ParameterException if there are none of that name, or options don't fit them
    public DataSource source() {
        String wanted = name;
        if (wanted == null) {
            throw misuse("Missing required parameter: 'NAME'");
        }
        DataSource found =
                DataSources.ALL.stream()
                        .filter(source -> source.name().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> misuse(noData(wanted)));
        dataOptions.requireOnlyOf(found);
        return found;
    }

    private static String noData(String wanted) {
        List<String> names = new Names();
        names.addAll(List.of(NamesSetup.NAME, GptSetup.NAME)); // Commands of their own.
        return "no data '%s': there are %s%s"
                .formatted(wanted, String.join(", ", names), Similar.hint(wanted, names));
    }

    /// The recipe for the data.
    ///
    /// @throws ParameterException if an option makes no sense
    public Recipe recipe() {
        return recipeOptions.over(source().defaults(dataOptions));
    }

    /// What the data were told.
    public DataOptions dataOptions() {
        return dataOptions;
    }

    /// Lets those compute who were asked for.
    public void useBackend() {
        recipeOptions.useBackend();
    }

    /// The rows, in the innermost scope.
    ///
    /// @throws ParameterException if they can't be made as asked for, or the loss does not fit them
    public Task<?> task(Rng rng) throws IOException {
        if (gone) {
            throw new IOException(
                    "the rows that the model learned from came through a pipe and are gone: give"
                            + " rows with --data FILE, or through a pipe again with --data -");
        }
        Recipe recipe = recipe();
        Task<?> task;
        try {
            task = source().load(dataOptions, recipe, rng);
        } catch (IllegalArgumentException unfit) {
            throw misuse(String.valueOf(unfit.getMessage()));
        }
        if (recipeOptions.asksForLoss() && !task.losses().contains(recipe.loss())) {
            throw misuse(
                    "--loss %s does not fit '%s', which takes %s"
                            .formatted(
                                    recipe.loss(),
                                    name(),
                                    task.losses().stream()
                                            .sorted()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))));
        }
        return task;
    }

    /// What to throw if the arguments make no sense.
    public ParameterException misuse(String message) {
        return recipeOptions.misuse(message);
    }

    /// The names of the data, for the help.
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(DataSources.ALL.stream().map(DataSource::name).toList());
        }
    }
}

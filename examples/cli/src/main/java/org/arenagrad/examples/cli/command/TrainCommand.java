package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Rng;
import org.arenagrad.examples.cli.console.Interruption;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.data.DataSource;
import org.arenagrad.examples.cli.data.DataSources;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.model.GptSetup;
import org.arenagrad.examples.cli.model.NamesSetup;
import org.arenagrad.examples.cli.model.SavedArguments;
import org.arenagrad.examples.cli.model.Setup;
import org.arenagrad.examples.cli.recipe.Recipe;
import org.arenagrad.examples.cli.training.RunOptions;
import org.arenagrad.examples.cli.training.TrainingRun;
import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    @Mixin private RunOptions runs = new RunOptions();

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
        for (DataSource source : DataSources.ALL) {
            lines.add("  %s: %s".formatted(source.name(), source.description()));
            String hidden =
                    source.defaults().hidden().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            lines.add("    " + source.defaults());
            if (source.isLayered()) {
                lines.add("    hidden layers: " + (hidden.isEmpty() ? "none" : hidden));
            }
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
                        "  arenagrad train lenet --data /usr/share/datasets/fashion-mnist",
                        "  arenagrad train resnet --augment shift,rotate --output results",
                        "  arenagrad train names --save names.safetensors",
                        "  arenagrad train gpt --text shakespeare.txt",
                        "  arenagrad train digits --save digits.safetensors",
                        "  arenagrad train --resume digits.safetensors --epochs 100"));
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() throws IOException {
        setup.useBackend();
        ParseResult parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
        SavedArguments given = SavedArguments.of(setup.name(), parsed);
        Path resumed = runs.resume();
        if (resumed == null) {
            train(setup, given);
            return 0;
        }
        String refused = SavedArguments.refused(parsed);
        if (!refused.isEmpty()) {
            throw setup.misuse(refused + " can't change when training is resumed");
        }
        SavedArguments saved = SavedArguments.of(resumed);
        if (saved.name().equals(GptSetup.NAME)) {
            throw setup.misuse(
                    "%s holds a gpt: resume it with 'train gpt --resume'".formatted(resumed));
        }
        if (saved.name().equals(NamesSetup.NAME)) {
            throw setup.misuse(
                    "%s learned names: resume it with 'train names --resume'".formatted(resumed));
        }
        if (!given.name().isEmpty() && !given.name().equals(saved.name())) {
            throw setup.misuse(
                    "%s learned from '%s', not from '%s'"
                            .formatted(resumed, saved.name(), given.name()));
        }
        Setup there = Setup.of(saved, given);
        boolean stopsEarly = Setup.of(saved).recipe().patience() > 0;
        if (stopsEarly != there.recipe().patience() > 0) {
            throw setup.misuse(
                    "--early-stop can't be %s when training is resumed"
                            .formatted(stopsEarly ? "switched off" : "switched on"));
        }
        train(there, saved.changedBy(given));
        return 0;
    }

    private void train(Setup chosen, SavedArguments arguments) throws IOException {
        Rng rng = Rng.seed(chosen.recipe().settings().seed());
        runs.train(
                terminal,
                interruption,
                arguments,
                setup.dataOptions().isReadOnce(),
                life -> {
                    Task<?> task = chosen.task(rng);
                    return run(chosen, task, rng, life);
                });
    }

    private static <Y> TrainingRun<Y> run(Setup chosen, Task<Y> task, Rng rng, Scope life) {
        DataSource source = chosen.source();
        Recipe recipe = chosen.recipe().fitting(task.losses());
        return new TrainingRun<>(
                source, task, recipe, source.augmentation(chosen.dataOptions(), task), rng, life);
    }
}

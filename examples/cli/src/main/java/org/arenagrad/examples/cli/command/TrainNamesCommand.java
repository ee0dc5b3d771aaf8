package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.cli.console.Interruption;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.model.NamesSetup;
import org.arenagrad.examples.cli.model.SavedArguments;
import org.arenagrad.examples.cli.training.NamesRun;
import org.arenagrad.examples.cli.training.RunOptions;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `arenagrad train names`: trains a network on names, to make up new ones.
@Command(
        name = "names",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Trains a network on names, character by character, to make up new ones (see",
            "'sample'). Ctrl-C ends it cleanly after the current step."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad train names --save names.safetensors",
            "  arenagrad train names --model mlp --epochs 20",
            "  arenagrad train names --data villages.txt --save villages.safetensors",
            "  arenagrad train names --resume villages.safetensors --epochs 40"
        })
public final class TrainNamesCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private NamesSetup setup = new NamesSetup();

    @Mixin private RunOptions runs = new RunOptions();

    /// The command, writing to a terminal.
    ///
    /// @param interruption what Ctrl-C does
    public TrainNamesCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        setup.useBackend();
        ParseResult parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
        SavedArguments given = SavedArguments.of(NamesSetup.NAME, parsed);
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
        if (!saved.name().equals(NamesSetup.NAME)) {
            throw setup.misuse(
                    "%s learned from '%s': resume it with 'train --resume'"
                            .formatted(resumed, saved.name()));
        }
        train(NamesSetup.of(saved, given), saved.changedBy(given));
        return 0;
    }

    private void train(NamesSetup chosen, SavedArguments arguments) throws IOException {
        chosen.settings(); // Nonsense is refused before anything is read.
        runs.train(
                terminal,
                interruption,
                arguments,
                false,
                life -> new NamesRun(chosen, chosen.names(), life));
    }
}

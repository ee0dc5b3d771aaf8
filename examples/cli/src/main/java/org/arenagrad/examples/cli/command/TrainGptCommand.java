package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.cli.console.Interruption;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.model.GptSetup;
import org.arenagrad.examples.cli.model.GptText;
import org.arenagrad.examples.cli.model.SavedArguments;
import org.arenagrad.examples.cli.model.SavedGpt;
import org.arenagrad.examples.cli.training.GptRun;
import org.arenagrad.examples.cli.training.RunOptions;
import org.arenagrad.memory.Scope;
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

/// `arenagrad train gpt`: trains a language model on a text.
@Command(
        name = "gpt",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Trains a language model on a text, to write on in its manner (see 'generate').",
            "Ctrl-C ends it cleanly after the current step."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad train gpt --save docs.safetensors",
            "  arenagrad train gpt --text shakespeare.txt --save shakespeare.safetensors",
            "  arenagrad train gpt --text shakespeare.txt --vocab 512 --context 128",
            "  arenagrad train gpt --resume shakespeare.safetensors --steps 4000"
        })
public final class TrainGptCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private GptSetup setup = new GptSetup();

    @Mixin private RunOptions runs = new RunOptions();

    /// The command, writing to a terminal.
    ///
    /// @param interruption what Ctrl-C does
    public TrainGptCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        setup.useBackend();
        ParseResult parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
        SavedArguments given = SavedArguments.of(GptSetup.NAME, parsed);
        Path resumed = runs.resume();
        if (resumed == null) {
            train(setup, setup.lasting(given), null);
            return 0;
        }
        String refused = SavedArguments.refused(parsed);
        if (!refused.isEmpty()) {
            throw setup.misuse(refused + " can't change when training is resumed");
        }
        SavedArguments saved = SavedArguments.of(resumed);
        if (!saved.name().equals(GptSetup.NAME)) {
            throw setup.misuse(
                    "%s learned from '%s': resume it with 'train --resume'"
                            .formatted(resumed, saved.name()));
        }
        train(GptSetup.of(saved, given), saved.changedBy(given), resumed);
        return 0;
    }

    private void train(GptSetup chosen, SavedArguments arguments, @Nullable Path before)
            throws IOException {
        runs.train(
                terminal,
                interruption,
                arguments,
                false,
                life -> {
                    chosen.settings(); // Nonsense is refused before anything is read.
                    chosen.config(1);
                    return new GptRun(chosen, text(chosen, before), life);
                });
    }

    private static GptText text(GptSetup chosen, @Nullable Path before) throws IOException {
        try (var _ = Scope.open("model before")) {
            return chosen.text(before == null ? null : SavedGpt.read(before));
        }
    }
}

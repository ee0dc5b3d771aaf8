package org.arenagrad.examples;

import org.arenagrad.memory.Scope;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `arenagrad predict FILE`: what a saved model says of each row.
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Writes what a model says that 'train' saved, as comma-separated values: a line for"
                    + " each",
            "row it had not seen."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad predict digits.safetensors --output predictions.csv"
        })
final class PredictCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "What 'train --save' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "NAME",
            description = "Other data than it learned from: a NAME of 'train'.")
    private String data = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write; without it, the standard output.")
    private @Nullable Path output;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        String text;
        try (var _ = Scope.open("life")) {
            SavedModel saved = SavedModel.read(file, data);
            text = Predictions.csv(saved.model(), saved.task(), saved.recipe());
        }
        if (output == null) {
            terminal.out().print(text);
        } else {
            OutputFile.write(output, text);
        }
        return 0;
    }
}

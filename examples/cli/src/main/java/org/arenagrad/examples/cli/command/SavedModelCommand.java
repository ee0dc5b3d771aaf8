package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.cli.model.Saved;
import org.arenagrad.memory.Scope;

import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// A command that asks a model something that `train` saved.
abstract class SavedModelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file that 'train --save' wrote.")
    private Path file = Path.of("");

    @Override
    public final Integer call() throws IOException {
        String text;
        try (var _ = Scope.open("life")) {
            text = answer(Saved.read(file));
        }
        write(text);
        return 0;
    }

    /// What the model has to say. Its scope ends afterwards.
    abstract String answer(Saved saved) throws IOException;

    /// Puts it where the user wants it.
    abstract void write(String answer) throws IOException;
}

package org.arenagrad.examples;

import org.arenagrad.memory.Scope;
import org.arenagrad.train.Evaluation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `arenagrad eval FILE`: how good a saved model is.
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Says how good a model is that 'train' saved, on the rows it had not seen.",
        },
        footer = {
            "",
            "For example:",
            "  arenagrad train digits --save digits.safetensors",
            "  arenagrad eval digits.safetensors"
        })
final class EvalCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "What 'train --save' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "NAME",
            description = "Other data than it learned from: a NAME of 'train'.")
    private String data = "";

    EvalCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public Integer call() throws IOException {
        try (var _ = Scope.open("life")) {
            SavedModel saved = SavedModel.read(file, data);
            report(saved, saved.task());
        }
        return 0;
    }

    private <Y> void report(SavedModel saved, Task<Y> task) {
        Evaluation result =
                Evaluation.of(
                        saved.model(),
                        task.loss(),
                        task.tested(),
                        saved.recipe().settings().batchSize(),
                        task.metrics());
        String rows = task.holdsOut() ? "held-out" : "training";
        out.println("%s: %s".formatted(saved.source().name(), saved.source().description()));
        out.printf(Locale.ROOT, "%s loss: %.4g (%,d rows)%n", rows, result.loss(), result.rows());
        result.metrics()
                .forEach(
                        (name, value) ->
                                out.println(
                                        "%s %s: %s"
                                                .formatted(
                                                        rows, name, Format.metric(name, value))));
        task.learned().apply(saved.model()).forEach(out::println);
        if (!task.classes().isEmpty()) {
            out.println();
            out.println(Predictions.confusionReport(saved.model(), task, saved.recipe()));
        }
    }
}

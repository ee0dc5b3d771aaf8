package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.data.DataOptions;
import org.arenagrad.examples.cli.data.DataSource;
import org.arenagrad.examples.cli.data.Task;
import org.arenagrad.examples.cli.model.EvaluationReport;
import org.arenagrad.examples.cli.model.Predictions;
import org.arenagrad.examples.cli.model.SavedModel;
import org.arenagrad.examples.cli.output.OutputFormat;
import org.arenagrad.train.Evaluation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;

/// `arenagrad eval FILE`: evaluates a saved model.
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Evaluates a model that 'train' saved on the held-out rows.",
        },
        footer = {
            "",
            "For example:",
            "  arenagrad train digits --save digits.safetensors",
            "  arenagrad eval digits.safetensors",
            "  arenagrad train csv --data pets.csv --target kind --save pets.safetensors",
            "  arenagrad eval pets.safetensors --data new.csv --format json"
        })
public final class EvalCommand extends SavedModelCommand {
    private final PrintStream out;

    @Option(
            names = "--data",
            paramLabel = "PATH|NAME",
            description = {
                "Other data than it was trained on. For a model trained on csv, a table with"
                        + " the",
                "same columns; from idx, a folder with t10k-images-idx3-ubyte and its labels. Or a",
                "NAME of 'train'."
            })
    private String data = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "The format of standard output, which gets nothing else: ${COMPLETION-CANDIDATES}."
            })
    private OutputFormat format = OutputFormat.TEXT;

    /// The command, writing to a terminal.
    public EvalCommand(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    String answer(SavedModel saved) throws IOException {
        EvaluationReport report = report(saved, saved.task(data));
        return switch (format) {
            case TEXT -> report.toText();
            case CSV -> report.toCsv();
            case MARKDOWN -> report.toMarkdown();
            case JSON -> report.toJson();
        };
    }

    @Override
    void write(String answer) {
        out.print(answer);
    }

    private <Y> EvaluationReport report(SavedModel saved, Task<Y> task) {
        int batchSize = saved.setup().recipe().settings().batchSize();
        Evaluation result =
                Evaluation.of(saved.model(), task.loss(), task.tested(), batchSize, task.metrics());
        DataSource source = saved.source(data);
        return new EvaluationReport(
                data.isEmpty() ? source.name() : DataOptions.named(data),
                source.description(),
                task.kind(),
                result,
                task.learned().apply(saved.model()),
                task.classes(),
                Predictions.confusion(saved.model(), task, batchSize));
    }
}

package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.model.EvaluationReport;
import org.arenagrad.examples.cli.model.Saved;
import org.arenagrad.examples.cli.output.OutputFormat;

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
                "same columns; from idx, a folder with t10k-images-idx3-ubyte and its labels; for"
                        + " a",
                "gpt, a text. Or a NAME of 'train'."
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
    String answer(Saved saved) throws IOException {
        EvaluationReport report = saved.evaluate(data);
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
}

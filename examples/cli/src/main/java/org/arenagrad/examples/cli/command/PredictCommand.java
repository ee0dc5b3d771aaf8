package org.arenagrad.examples.cli.command;

import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.model.Saved;
import org.arenagrad.examples.cli.option.Choice;
import org.arenagrad.examples.cli.output.OutputFile;
import org.arenagrad.examples.cli.output.Records;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/// `arenagrad predict FILE`: what a saved model says of each row.
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Writes the predictions of a model that 'train' saved, a line per row: the class",
            "and its probability, or numbers in the unit of the table."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad predict digits.safetensors --output predictions.csv",
            "  arenagrad predict pets.safetensors --data new.csv --probabilities",
            "  arenagrad predict mnist.safetensors --data t10k-images-idx3-ubyte.gz --format json"
        })
public final class PredictCommand extends SavedModelCommand {
    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "PATH|NAME",
            description = {
                "The rows to predict, by default those held out in training. For a model trained",
                "on csv, a table with the same columns, the target not needed; from idx, a file"
                        + " of",
                "pictures, or a folder with t10k-images-idx3-ubyte and its labels. Or a NAME of"
                        + " 'train'."
            })
    private String data = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write; without it, standard output.")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The output format: ${COMPLETION-CANDIDATES}. Without it, csv.")
    private Form format = Form.CSV;

    @Option(names = "--probabilities", description = "Adds the probability of each class.")
    private boolean probabilities;

    /// In which form predictions are written.
    private enum Form {
        CSV,
        JSON;

        @Override
        public String toString() {
            return Choice.name(this);
        }
    }

    /// The command, writing to a terminal.
    public PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    String answer(Saved saved) throws IOException {
        Records records = saved.predict(data, probabilities);
        return format == Form.CSV ? records.toCsv() : records.toJson();
    }

    @Override
    void write(String answer) throws IOException {
        if (output == null) {
            terminal.out().print(answer);
        } else {
            OutputFile.write(output, answer);
        }
    }
}

package org.arenagrad.examples.cli.training;

import org.arenagrad.examples.ResnetExample;
import org.arenagrad.examples.cli.console.Interruption;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.model.SavedArguments;
import org.arenagrad.examples.cli.output.OutputFile;
import org.arenagrad.examples.cli.output.OutputFormat;
import org.arenagrad.io.ModelFile;
import org.arenagrad.memory.Scope;
import org.arenagrad.train.Checkpointing;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What every command that trains can be told of files and formats, and what it does about them:
/// shows how a [Run] goes, saves it, resumes it, reports it.
public final class RunOptions {
    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = {
                "Saves the model and all that is needed to resume, after each epoch; without it,"
                        + " what",
                "--resume names is saved again."
            })
    private @Nullable Path save;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = {
                "Resumes a saved training run, up to its end or a later one, and continues to save",
                "it there; all other options are those of the file."
            })
    private @Nullable Path resume;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {
                "Writes the model, summary.md, history.csv, history.json, pictures and report.html"
                        + " to this folder,",
                "which is made if it is not there."
            })
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "What standard output gets: ${COMPLETION-CANDIDATES}. But for text, it gets"
                        + " nothing",
                "else, and what is for people goes to the error stream."
            })
    private OutputFormat format = OutputFormat.TEXT;

    /// Makes a run.
    @FunctionalInterface
    public interface Making {
        /// One in a scope, which it seals.
        ///
        /// @throws IOException if its data can't be read
        Run in(Scope life) throws IOException;
    }

    /// The file that training resumes from; null if it begins.
    public @Nullable Path resume() {
        return resume;
    }

    /// Trains, and says what came of it.
    ///
    /// @param arguments what makes the same run again
    /// @param piped whether its rows come through a pipe
    public void train(
            Terminal terminal,
            Interruption interruption,
            SavedArguments arguments,
            boolean piped,
            Making making)
            throws IOException {
        // What is for people has the standard output for itself, or none of it.
        PrintStream notes = format == OutputFormat.TEXT ? terminal.out() : terminal.err();
        Outcome outcome = outcome(terminal, notes, interruption, arguments, making);
        if (format != OutputFormat.TEXT && !outcome.end().words().isEmpty()) {
            notes.println(outcome.end().words());
        }
        print(outcome, terminal.out());
        if (output != null) {
            write(outcome, output);
            notes.println("written: " + output);
        }
        List<Path> saved = List.copyOf(places(outcome.end().before()).keySet());
        new GoingOn(resume, saved, outcome.longer(), piped)
                .lines(outcome.end().how())
                .forEach(notes::println);
    }

    private Outcome outcome(
            Terminal terminal,
            PrintStream notes,
            Interruption interruption,
            SavedArguments arguments,
            Making making)
            throws IOException {
        try (Scope life = Scope.open("life")) {
            Run run = making.in(life);
            run.introduction().forEach(notes::println);
            if (resume != null) {
                goOn(run, resume);
            }
            interruption.asks(run.trainer()::stop);
            try (var display = TrainingDisplay.on(notes, terminal.watched(), run.tested())) {
                run.trainer().callbacks(display);
                for (Checkpointing each : saving(run, arguments)) {
                    run.trainer().callbacks(each);
                }
                return run.run(output != null);
            }
        }
    }

    private static void goOn(Run run, Path from) throws IOException {
        try (ModelFile before = ModelFile.open(from)) {
            run.requireSameData(from, before.metadata());
            Checkpointing.resume(before, run.trainer(), run.model());
        }
    }

    /// Where the training is saved, after how many epochs. What was resumed from stays as it is if
    /// nothing is left to do.
    private SequencedMap<Path, Integer> places(boolean nothingLeft) {
        SequencedMap<Path, Integer> all = new LinkedHashMap<>();
        if (output != null) {
            all.put(output.resolve("model.safetensors"), Integer.MAX_VALUE);
        }
        Path file = save == null ? resume : save;
        if (file != null) {
            all.putFirst(file, 1);
        }
        if (nothingLeft) {
            all.remove(resume);
        }
        return all;
    }

    private List<Checkpointing> saving(Run run, SavedArguments arguments) throws IOException {
        if (output != null) {
            OutputFile.makeFolderOf(output.resolve("model.safetensors"));
        }
        // How to make the model again, and how it encodes data.
        Map<String, String> said = new LinkedHashMap<>(arguments.note());
        said.putAll(run.notes());
        List<Checkpointing> all = new ArrayList<>();
        places(run.isOver())
                .forEach(
                        (file, epochs) ->
                                all.add(
                                        Checkpointing.to(file, run.model(), said)
                                                .layers(ResnetExample.Residual.TYPE)
                                                .every(epochs)));
        return all;
    }

    private void print(Outcome outcome, PrintStream out) {
        switch (format) {
            case TEXT -> OutcomeText.lines(outcome).forEach(out::println);
            case CSV -> out.print(outcome.history().toCsv());
            case MARKDOWN -> out.print(OutcomeText.markdown(outcome));
            case JSON -> out.print(OutcomeText.json(outcome));
        }
    }

    private static void write(Outcome outcome, Path folder) throws IOException {
        for (var file : OutcomeReport.of(outcome).files().entrySet()) {
            OutputFile.inFolder(folder.resolve(file.getKey()), file.getValue());
        }
    }
}

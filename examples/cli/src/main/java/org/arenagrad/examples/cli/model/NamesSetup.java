package org.arenagrad.examples.cli.model;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.examples.NamesExample;
import org.arenagrad.examples.cli.data.TextFile;
import org.arenagrad.examples.cli.option.BackendOption;
import org.arenagrad.examples.cli.option.Choice;
import org.arenagrad.examples.loop.Settings;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Which names are learned, by which network, and how: the part of the arguments of `train names`
/// that a file keeps.
@Command(name = "arenagrad train names") // Where misuse of it is explained.
public final class NamesSetup {
    /// What it is called on the command line.
    public static final String NAME = "names";

    private static final int FEWEST = 10;
    private static final Settings DEFAULTS = new NamesExample().defaults();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = {
                "The names to learn from, a line each, in UTF-8, also with gzip; a tenth is held",
                "out. Without it, the names of Unicode's symbols."
            })
    private @Nullable Path data;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = {
                "gru, a recurrent network, which remembers all of a name so far, or mlp, a",
                "multilayer perceptron, which sees the last 8 characters; by default",
                "${DEFAULT-VALUE}."
            })
    private NamesExample.Kind kind = NamesExample.Kind.GRU;

    @Option(names = "--epochs", paramLabel = "N", description = "The number of epochs.")
    private int epochs = DEFAULTS.epochs();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "How many names a step takes, by default ${DEFAULT-VALUE}.")
    private int batchSize = DEFAULTS.batchSize();

    @Option(
            names = "--lr",
            paramLabel = "X",
            description = {
                "The learning rate of the first epoch, by default ${DEFAULT-VALUE}; from there it",
                "goes down to 0 by half a cosine."
            })
    private double learningRate = DEFAULTS.learningRate();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The random seed: names held out, initial parameters, order of names.")
    private long seed;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "The data type of tensors, ${COMPLETION-CANDIDATES}; by default float32.",
            completionCandidates = Choice.Types.class)
    private DType dtype = DType.FLOAT32;

    @Mixin private BackendOption backend = new BackendOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The number of threads, by default one for each processor.")
    private @Nullable Integer threads;

    /// The setup that a file keeps.
    ///
    /// @param others what counts more than what stands there
    public static NamesSetup of(SavedArguments saved, SavedArguments others) {
        NamesSetup setup = new NamesSetup();
        new CommandLine(setup)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(saved.changedBy(others).options().toArray(String[]::new));
        return setup;
    }

    /// Lets those compute who were asked for.
    public void useBackend() {
        backend.use();
        if (threads != null) {
            requirePositive("--threads", threads);
            Backend.threads(threads);
        }
    }

    /// Epochs, batches, learning rate and the like.
    ///
    /// @throws ParameterException if an option makes no sense
    public Settings settings() {
        requirePositive("--epochs", epochs);
        requirePositive("--batch-size", batchSize);
        requirePositive("--lr", learningRate);
        return new Settings(epochs, batchSize, DEFAULTS.optimizer(), learningRate, seed, dtype);
    }

    /// Which network.
    public NamesExample.Kind kind() {
        return kind;
    }

    /// What is learned from, in a few words.
    public String source() {
        return data == null ? "names of Unicode's symbols" : "names in " + data;
    }

    /// The names.
    ///
    /// @throws IOException if they can't be read, or there are too few to learn from
    public List<String> names() throws IOException {
        return data == null ? NamesExample.symbols() : enough(data, read(data));
    }

    private static List<String> enough(Path file, List<String> names) throws IOException {
        if (names.size() < FEWEST) {
            throw new IOException(
                    "%s: has %s different names, a line each: at least %s are needed, of which one is held out"
                            .formatted(file, names.size(), FEWEST));
        }
        return names;
    }

    /// The names in a file, each once; empty lines are none.
    ///
    /// @throws IOException if it can't be read, has none, or one that is too long
    static List<String> read(Path file) throws IOException {
        List<String> lines = TextFile.read(file).lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            int length = lines.get(i).codePointCount(0, lines.get(i).length());
            if (length > NamesExample.LONGEST) {
                throw new IOException(
                        "%s: line %s has %,d characters, a name has %s at most: put each on a line of its own"
                                .formatted(file, i + 1, length, NamesExample.LONGEST));
            }
        }
        List<String> names = lines.stream().filter(line -> !line.isEmpty()).distinct().toList();
        if (names.isEmpty()) {
            throw new IOException("%s: has no names, a line each".formatted(file));
        }
        return names;
    }

    private void requirePositive(String option, Number value) {
        if (!(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
            throw misuse("%s must be greater than 0 and finite, not %s".formatted(option, value));
        }
    }

    /// What to throw if the arguments make no sense.
    public ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}

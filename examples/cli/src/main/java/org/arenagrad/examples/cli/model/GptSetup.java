package org.arenagrad.examples.cli.model;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.examples.GptExample.Config;
import org.arenagrad.examples.ProjectText;
import org.arenagrad.examples.cli.data.TextFile;
import org.arenagrad.examples.cli.option.BackendOption;
import org.arenagrad.examples.cli.option.Choice;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.nn.ActivationKind;
import org.arenagrad.text.BytePairTokenizer;
import org.arenagrad.text.CharacterTokenizer;
import org.arenagrad.text.Tokenizer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Which language model is trained on which text, and how: the part of the arguments of `train gpt`
/// that a file keeps.
@Command(name = "arenagrad train gpt") // Where misuse of it is explained.
public final class GptSetup {
    /// What it is called on the command line.
    public static final String NAME = "gpt";

    private static final String EVERY = "--eval-every";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = {
                "The text to learn from, in UTF-8, also with gzip; its last tenth is held out.",
                "Without it, this project's own documentation and sources."
            })
    private @Nullable Path text;

    @Option(
            names = "--vocab",
            paramLabel = "N",
            description = {
                "Learns a byte-pair encoding of so many tokens first, at least 256; without it, a",
                "token is a character."
            })
    private @Nullable Integer vocabulary;

    @Option(
            names = "--layers",
            paramLabel = "N",
            description = "The number of blocks, by default ${DEFAULT-VALUE}.")
    private int layers = 4;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "The heads of attention, by default ${DEFAULT-VALUE}.")
    private int heads = 4;

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "The size of embeddings, by default ${DEFAULT-VALUE}.")
    private int width = 128;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "How many tokens it sees, by default ${DEFAULT-VALUE}.")
    private int context = 64;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "The number of steps, by default ${DEFAULT-VALUE}.")
    private int steps = 2000;

    @Option(
            names = EVERY,
            paramLabel = "N",
            description = {
                "After how many steps (an epoch) it is evaluated and saved, by default",
                "${DEFAULT-VALUE}, or all if there are fewer."
            })
    private int every = 250;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "How many windows a step takes, by default ${DEFAULT-VALUE}.")
    private int batchSize = 12;

    @Option(
            names = "--lr",
            paramLabel = "X",
            description = {
                "The highest learning rate, by default ${DEFAULT-VALUE}: up to it in a twentieth"
                        + " of",
                "the steps, then down to a tenth of it by half a cosine."
            })
    private double learningRate = 1e-3;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The random seed: initial parameters, order of windows, the sample.")
    private long seed;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "The data type of tensors, ${COMPLETION-CANDIDATES}; by default float32.",
            completionCandidates = Choice.Types.class)
    private DType dtype = DType.FLOAT32;

    @Option(
            names = "--checkpoint",
            paramLabel = "PARTS",
            description =
                    "Recomputes blocks in backward, in so many parts, instead of saving their"
                            + " activations (gradient checkpointing).")
    private @Nullable Integer recomputed;

    @Mixin private BackendOption backend = new BackendOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The number of threads, by default one for each processor.")
    private @Nullable Integer threads;

    /// The setup that a file keeps.
    ///
    /// @param others what counts more than what stands there
    public static GptSetup of(SavedArguments saved, SavedArguments others) {
        GptSetup setup = new GptSetup();
        List<String> all = new ArrayList<>(saved.changedBy(others).options());
        new CommandLine(setup)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(all.toArray(String[]::new));
        return setup;
    }

    /// Its arguments as a file keeps them: with the length of an epoch, which stays the same if
    /// there are more steps later.
    public SavedArguments lasting(SavedArguments given) {
        List<String> options = new ArrayList<>(given.options());
        if (!options.contains(EVERY)) {
            options.addAll(List.of(EVERY, String.valueOf(stepsOfEpoch())));
        }
        return new SavedArguments(given.name(), List.copyOf(options));
    }

    /// Lets those compute who were asked for.
    public void useBackend() {
        backend.use();
        if (threads != null) {
            requirePositive("--threads", threads);
            Backend.threads(threads);
        }
    }

    /// Epochs of [#stepsOfEpoch] steps, batches, learning rate and the like.
    ///
    /// @throws ParameterException if an option makes no sense
    public Settings settings() {
        requirePositive("--steps", steps);
        requirePositive("--eval-every", every);
        requirePositive("--batch-size", batchSize);
        requirePositive("--lr", learningRate);
        if (recomputed != null) {
            requirePositive("--checkpoint", recomputed);
        }
        if (steps % stepsOfEpoch() != 0) {
            throw misuse(
                    "--steps %s must be a multiple of --eval-every %s, or less than that"
                            .formatted(steps, every));
        }
        return new Settings(
                steps / stepsOfEpoch(),
                batchSize,
                OptimizerChoice.ADAMW,
                learningRate,
                seed,
                dtype,
                Objects.requireNonNullElse(recomputed, 0));
    }

    /// How many steps there are in all.
    public int steps() {
        return steps;
    }

    /// How many steps there are from one evaluation to the next.
    public int stepsOfEpoch() {
        return Math.min(steps, every);
    }

    /// The sizes of the model.
    ///
    /// @throws ParameterException if they make no sense
    public Config config(int tokens) {
        requirePositive("--layers", layers);
        requirePositive("--heads", heads);
        requirePositive("--width", width);
        requirePositive("--context", context);
        if (width % heads != 0) {
            throw misuse("--width %s can't be divided among --heads %s".formatted(width, heads));
        }
        return new Config(tokens, context, layers, heads, width, ActivationKind.GELU, false);
    }

    /// What is learned from, in a few words.
    public String source() {
        return text == null ? "this project's own documentation and sources" : text.toString();
    }

    /// The text.
    ///
    /// @param saved the model that learned from it before, if there is one
    /// @throws IOException if it can't be read
    /// @throws IllegalArgumentException if it has changed since
    public GptText text(@Nullable SavedGpt saved) throws IOException {
        String all = text == null ? ProjectText.read() : TextFile.read(text);
        if (saved != null) {
            // Before it is encoded: another text may have characters that the model does not know.
            SavedGpt.requireSameText(saved.path(), saved.notes(), GptText.digest(all));
        }
        GptText tokens = GptText.of(all, saved == null ? tokenizer(all) : saved.tokenizer());
        if (tokens.heldOut().length <= context) {
            throw misuse(
                    "--context %s is too long for the text: its last tenth, which is held out, has %s tokens"
                            .formatted(context, tokens.heldOut().length));
        }
        return tokens;
    }

    private Tokenizer tokenizer(String all) {
        if (vocabulary == null) {
            return CharacterTokenizer.of(all);
        }
        try {
            return BytePairTokenizer.train(GptText.learned(all), vocabulary);
        } catch (IllegalArgumentException tooFew) {
            throw misuse("--vocab: " + tooFew.getMessage());
        }
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

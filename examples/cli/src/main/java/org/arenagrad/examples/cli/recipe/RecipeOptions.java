package org.arenagrad.examples.cli.recipe;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.examples.cli.option.BackendOption;
import org.arenagrad.examples.cli.option.Choice;
import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.nn.ActivationKind;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The options of `train` that change a [Recipe], and those that say who computes.
public final class RecipeOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--epochs", paramLabel = "N", description = "The number of epochs.")
    private @Nullable Integer epochs;

    @Option(names = "--lr", paramLabel = "X", description = "The learning rate.")
    private @Nullable Double learningRate;

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable OptimizerChoice optimizer;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            description = "The learning-rate schedule: ${COMPLETION-CANDIDATES}.")
    private @Nullable ScheduleChoice schedule;

    @Option(names = "--batch-size", paramLabel = "N", description = "The batch size.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--hidden",
            paramLabel = "SIZES",
            description = "The sizes of the hidden layers, as in 64,64; 0 for none.")
    private @Nullable String hidden;

    @Option(
            names = "--activation",
            paramLabel = "ACTIVATION",
            completionCandidates = Choice.Activations.class,
            description = "The activation function of the hidden layers: ${COMPLETION-CANDIDATES}.")
    private @Nullable ActivationKind activation;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "The dropout probability of the inputs; 0 for no dropout.")
    private @Nullable Double dropout;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            description =
                    "The loss to minimise: cross-entropy for classes; bce for binary targets; mse,"
                            + " l1 or huber for regression.")
    private @Nullable LossChoice loss;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The random seed: data, split, initial parameters, order of rows.")
    private @Nullable Long seed;

    @Option(
            names = "--split",
            paramLabel = "FRACTION",
            description = "The fraction of rows to hold out, 0 for none (not of idx).")
    private @Nullable Double split;

    @Option(
            names = "--early-stop",
            paramLabel = "N",
            description =
                    "The patience of early stopping: after so many epochs without a lower held-out"
                        + " loss training stops and the best parameters are restored; 0 for never.")
    private @Nullable Integer patience;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "The data type of tensors, ${COMPLETION-CANDIDATES}.",
            completionCandidates = Choice.Types.class)
    private @Nullable DType dtype;

    @Option(
            names = "--checkpoint",
            paramLabel = "BLOCKS",
            description =
                    "Recomputes layers in backward, in so many blocks, instead of saving their"
                            + " activations (gradient checkpointing).")
    private @Nullable Integer blocks;

    @Mixin private BackendOption backend = new BackendOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The number of threads, by default one for each processor.")
    private @Nullable Integer threads;

    /// Whether a loss was asked for, rather than what fits.
    public boolean asksForLoss() {
        return loss != null;
    }

    /// A source's defaults, except what the options change.
    ///
    /// @throws ParameterException if an option makes no sense
    public Recipe over(Recipe defaults) {
        Recipe chosen =
                new Recipe(
                        settings(defaults.settings()),
                        hidden == null ? defaults.hidden() : sizes(hidden),
                        Objects.requireNonNullElse(activation, defaults.activation()),
                        Objects.requireNonNullElse(dropout, defaults.dropout()),
                        Objects.requireNonNullElse(loss, defaults.loss()),
                        Objects.requireNonNullElse(schedule, defaults.schedule()),
                        Objects.requireNonNullElse(split, defaults.split()),
                        Objects.requireNonNullElse(patience, defaults.patience()));
        requireShare("--dropout", chosen.dropout());
        requireShare("--split", chosen.split());
        if (patience != null) {
            require(patience >= 0, "--early-stop must be 0 or greater, not " + patience);
        }
        return chosen;
    }

    private Settings settings(Settings defaults) {
        Settings chosen =
                new Settings(
                        Objects.requireNonNullElse(epochs, defaults.epochs()),
                        Objects.requireNonNullElse(batchSize, defaults.batchSize()),
                        Objects.requireNonNullElse(optimizer, defaults.optimizer()),
                        Objects.requireNonNullElse(learningRate, defaults.learningRate()),
                        Objects.requireNonNullElse(seed, defaults.seed()),
                        Objects.requireNonNullElse(dtype, defaults.dtype()),
                        Objects.requireNonNullElse(blocks, defaults.blocks()));
        requirePositive("--epochs", chosen.epochs());
        requirePositive("--batch-size", chosen.batchSize());
        requirePositive("--lr", chosen.learningRate());
        if (blocks != null) {
            requirePositive("--checkpoint", blocks);
        }
        return chosen;
    }

    private List<Integer> sizes(String text) {
        if (text.equals("0")) {
            return List.of();
        }
        List<Integer> sizes = new ArrayList<>();
        for (String size : text.split(",", -1)) {
            try {
                sizes.add(Integer.parseInt(size.strip()));
            } catch (NumberFormatException notOne) {
                throw misuse(
                        "--hidden takes sizes with commas between, as in 64,64, not '%s'"
                                .formatted(text));
            }
            requirePositive("--hidden", sizes.getLast());
        }
        return sizes;
    }

    /// Lets those compute who were asked for; nothing happens if nobody was.
    public void useBackend() {
        backend.use();
        if (threads != null) {
            requirePositive("--threads", threads);
            Backend.threads(threads);
        }
    }

    private void requirePositive(String option, Number value) {
        require(
                value.doubleValue() > 0 && Double.isFinite(value.doubleValue()),
                "%s must be greater than 0 and finite, not %s".formatted(option, value));
    }

    private void requireShare(String option, double value) {
        require(
                value >= 0 && value < 1,
                "%s must be at least 0 and below 1, not %s".formatted(option, value));
    }

    private void require(boolean valid, String message) {
        if (!valid) {
            throw misuse(message);
        }
    }

    /// What to throw if the arguments make no sense.
    public ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}

package org.arenagrad.examples.cli.option;

import org.arenagrad.array.DType;
import org.arenagrad.examples.Example;
import org.arenagrad.examples.Examples;
import org.arenagrad.examples.cli.console.Similar;
import org.arenagrad.examples.loop.Settings;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;

/// What every command that runs an [Example] can be told: which one, and how.
public final class ExampleOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Parameters(
            paramLabel = "NAME",
            description = "Which example: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String name = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The random seed: data, split, initial parameters, order of rows.")
    private @Nullable Long seed;

    @Option(names = "--batch-size", paramLabel = "N", description = "The batch size.")
    private @Nullable Integer batchSize;

    @Mixin private BackendOption backend = new BackendOption();

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

    /// The example that was named.
    ///
    /// @throws ParameterException if there is no such one
    public Example example() {
        if (Examples.LARGE.stream().anyMatch(example -> example.name().equals(name))) {
            throw misuse("'%s' is too large to be run here: see 'plan %s'".formatted(name, name));
        }
        return Examples.ALL.stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                misuse(
                                        "no example '%s': there are %s%s"
                                                .formatted(
                                                        name,
                                                        String.join(", ", new Names()),
                                                        Similar.hint(name, new Names()))));
    }

    /// The example that was named, which may be one too large to be run here.
    ///
    /// @throws ParameterException if there is no such one
    public Example planned() {
        return Examples.LARGE.stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseGet(this::example);
    }

    /// The example's settings, except those that the options here change.
    ///
    /// @throws ParameterException if an option makes no sense
    public Settings settings() {
        Settings defaults = planned().defaults();
        Settings chosen =
                new Settings(
                        defaults.epochs(),
                        Optional.ofNullable(batchSize).orElse(defaults.batchSize()),
                        defaults.optimizer(),
                        defaults.learningRate(),
                        Optional.ofNullable(seed).orElse(defaults.seed()),
                        Optional.ofNullable(dtype).orElse(defaults.dtype()),
                        Optional.ofNullable(blocks).orElse(defaults.blocks()));
        require(chosen.batchSize() > 0, "--batch-size", chosen.batchSize());
        if (blocks != null) {
            require(blocks > 0, "--checkpoint", blocks);
        }
        return chosen;
    }

    /// Lets the backend that was asked for serve; nothing happens if none was.
    public void useBackend() {
        backend.use();
    }

    /// Makes sure that the number given with an option makes sense.
    ///
    /// @throws ParameterException if not
    public void require(boolean valid, String option, Number value) {
        if (!valid) {
            throw misuse("%s must be greater than 0 and finite, not %s".formatted(option, value));
        }
    }

    /// What to throw if the arguments make no sense.
    public ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }

    /// The names of the examples, for the help.
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(Examples.ALL.stream().map(Example::name).toList());
        }
    }
}

package org.arenagrad.examples.cli.option;

import org.arenagrad.examples.loop.OptimizerChoice;
import org.arenagrad.examples.loop.Settings;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.Optional;

/// Which optimizer, for the commands that take steps.
public final class OptimizerOption {
    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable OptimizerChoice optimizer;

    /// The settings with the optimizer that was chosen, if one was.
    public Settings in(Settings settings) {
        return settings.withOptimizer(Optional.ofNullable(optimizer).orElse(settings.optimizer()));
    }
}

package org.arenagrad.examples;

import org.arenagrad.array.Backend;
import org.arenagrad.array.DType;
import org.arenagrad.memory.Ledger;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `arenagrad train NAME`: options, progress and closing lines around an [Example].
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = "Trains an example and says how well it learned.")
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final List<StepListener> listeners;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "What to train: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String name = "";

    @Option(names = "--epochs", paramLabel = "N", description = "How often to go through the data.")
    private @Nullable Integer epochs;

    @Option(names = "--lr", paramLabel = "X", description = "The learning rate.")
    private @Nullable Double learningRate;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable OptimizerChoice optimizer;

    @Option(names = "--seed", paramLabel = "N", description = "Decides everything random.")
    private @Nullable Long seed;

    @Option(names = "--batch-size", paramLabel = "N", description = "How many rows a step takes.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}; without it, the best there is.")
    private @Nullable BackendChoice backend;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "The type of all numbers, float64 or float32.")
    private @Nullable DType dtype;

    TrainCommand(Terminal terminal, List<StepListener> listeners) {
        this.terminal = terminal;
        this.listeners = listeners;
    }

    /// What stands below the options in the help: the examples with their settings, and how to call
    /// them.
    static String[] footer() {
        List<String> lines =
                new ArrayList<>(
                        List.of("", "What there is, with the settings that options change:"));
        for (Example example : Example.ALL) {
            lines.add("  %s: %s".formatted(example.name(), example.summary()));
            lines.add("    " + example.defaults());
        }
        lines.addAll(
                List.of(
                        "",
                        "For example:",
                        "  arenagrad train digits",
                        "  arenagrad train spiral --epochs 200 --optimizer adamw --lr 0.01",
                        "  arenagrad train xor --seed 7 --dtype float32 --backend scalar"));
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() {
        Example example =
                Example.ALL.stream()
                        .filter(e -> e.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        usage(
                                                "no example '%s': there are %s"
                                                        .formatted(
                                                                name,
                                                                String.join(", ", new Names()))));
        Settings settings = settings(example.defaults());
        if (backend != null) {
            Backend.use(backend.toString());
        }
        terminal.out().println(example.name() + ": " + example.summary());
        terminal.out().println(settings);

        List<String> learned = train(example, settings);

        learned.forEach(terminal.out()::println);
        terminal.out().println("backend: " + Backend.description());
        // After the last scope has closed: what is live now is a leak.
        terminal.out().println("memory: " + Ledger.current());
        return 0;
    }

    private List<String> train(Example example, Settings settings) {
        try (Progress progress = Progress.on(terminal)) {
            List<StepListener> all = new ArrayList<>(listeners);
            all.add(progress);
            return example.train(new Training(settings, all));
        }
    }

    private Settings settings(Settings defaults) {
        Settings chosen =
                new Settings(
                        Optional.ofNullable(epochs).orElse(defaults.epochs()),
                        Optional.ofNullable(batchSize).orElse(defaults.batchSize()),
                        Optional.ofNullable(optimizer).orElse(defaults.optimizer()),
                        Optional.ofNullable(learningRate).orElse(defaults.learningRate()),
                        Optional.ofNullable(seed).orElse(defaults.seed()),
                        Optional.ofNullable(dtype).orElse(defaults.dtype()));
        require(chosen.epochs() > 0, "--epochs", chosen.epochs());
        require(chosen.batchSize() > 0, "--batch-size", chosen.batchSize());
        require(
                chosen.learningRate() > 0 && Double.isFinite(chosen.learningRate()),
                "--lr",
                chosen.learningRate());
        return chosen;
    }

    private void require(boolean valid, String option, Number value) {
        if (!valid) {
            throw usage("%s must be greater than 0 and finite, not %s".formatted(option, value));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /// The names of the examples, for the help.
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(Example.ALL.stream().map(Example::name).toList());
        }
    }
}

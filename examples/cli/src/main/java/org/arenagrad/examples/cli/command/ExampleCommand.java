package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Backend;
import org.arenagrad.examples.Example;
import org.arenagrad.examples.Examples;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.option.ExampleOptions;
import org.arenagrad.examples.cli.option.OptimizerOption;
import org.arenagrad.examples.loop.EpochLines;
import org.arenagrad.examples.loop.Settings;
import org.arenagrad.examples.loop.StepListener;
import org.arenagrad.examples.loop.Training;
import org.arenagrad.memory.Ledger;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `arenagrad example NAME`: options, progress and closing lines around an [Example].
@Command(
        name = "example",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Runs one of the short programs to read: each has its training loop written out.",
            "('train' trains the same networks and more, with all options.)"
        })
public final class ExampleCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final List<StepListener> listeners;

    @Mixin private ExampleOptions options = new ExampleOptions();

    @Option(names = "--epochs", paramLabel = "N", description = "The number of epochs.")
    private @Nullable Integer epochs;

    @Option(names = "--lr", paramLabel = "X", description = "The learning rate.")
    private @Nullable Double learningRate;

    @Mixin private OptimizerOption optimizer = new OptimizerOption();

    /// The command, writing to a terminal.
    ///
    /// @param listeners who receives events of the training run, besides the display of its
    ///   progress
    public ExampleCommand(Terminal terminal, List<StepListener> listeners) {
        this.terminal = terminal;
        this.listeners = listeners;
    }

    /// What stands below the options in the help: the examples with their settings, and how to call
    /// them.
    public static String[] footer() {
        List<String> lines =
                new ArrayList<>(
                        List.of("", "What there is, with the settings that options change:"));
        for (Example example : Examples.ALL) {
            lines.add("  %s: %s".formatted(example.name(), example.summary()));
            lines.add("    " + example.defaults());
        }
        lines.addAll(
                List.of(
                        "",
                        "For example:",
                        "  arenagrad example digits",
                        "  arenagrad example spiral --epochs 200 --optimizer adamw --lr 0.01",
                        "  arenagrad example xor --seed 7 --dtype float32 --backend scalar"));
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() {
        Example example = options.example();
        Settings settings = settings();
        options.useBackend();
        terminal.out().println(example.name() + ": " + example.summary());
        terminal.out().println(settings);

        List<String> learned = train(example, settings);

        learned.forEach(terminal.out()::println);
        terminal.out().println("backend: " + Backend.description());
        // After the last scope has closed: what is live now is a leak.
        terminal.out().println("memory: " + Ledger.current());
        return 0;
    }

    /// With a bar that moves if somebody watches, else with plain lines, for a file or a pipe.
    private List<String> train(Example example, Settings settings) {
        if (!terminal.watched()) {
            return train(example, settings, new EpochLines(terminal.out()));
        }
        try (ExampleProgress bar = new ExampleProgress(terminal.out())) {
            return train(example, settings, bar);
        }
    }

    private List<String> train(Example example, Settings settings, StepListener progress) {
        List<StepListener> all = new ArrayList<>(listeners);
        all.add(progress);
        return example.train(new Training(settings, all));
    }

    private Settings settings() {
        Settings chosen = optimizer.in(options.settings());
        chosen = chosen.withEpochs(Optional.ofNullable(epochs).orElse(chosen.epochs()));
        chosen =
                chosen.withLearningRate(
                        Optional.ofNullable(learningRate).orElse(chosen.learningRate()));
        options.require(chosen.epochs() > 0, "--epochs", chosen.epochs());
        options.require(
                chosen.learningRate() > 0 && Double.isFinite(chosen.learningRate()),
                "--lr",
                chosen.learningRate());
        return chosen;
    }
}

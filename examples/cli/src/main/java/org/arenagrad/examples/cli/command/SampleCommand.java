package org.arenagrad.examples.cli.command;

import org.arenagrad.array.Rng;
import org.arenagrad.examples.NamesExample;
import org.arenagrad.examples.cli.console.Terminal;
import org.arenagrad.examples.cli.model.SavedNames;
import org.arenagrad.examples.cli.option.BackendOption;
import org.arenagrad.memory.Scope;
import org.arenagrad.text.Sampler;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/// `arenagrad sample FILE`: lets a model of `train names` make up names.
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Prints names that a model of 'train names' makes up, a line each: none twice, and",
            "none that it learned from or that was held out."
        },
        footer = {
            "",
            "For example:",
            "  arenagrad sample names.safetensors",
            "  arenagrad sample names.safetensors --count 5 --start \"cat \" --temperature 0.6"
        })
public final class SampleCommand implements Callable<Integer> {
    /// So often it tries for a name: those that it knows by heart come again and again.
    private static final int TRIES = 100;

    private final Terminal terminal;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file that 'train names --save' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many names to print, by default ${DEFAULT-VALUE}.")
    private int count = 10;

    @Option(names = "--start", paramLabel = "TEXT", description = "How each name begins.")
    private String start = "";

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = {
                "Below 1, likely characters become likelier, above 1 less so. By default",
                "${DEFAULT-VALUE}."
            })
    private double temperature = 0.8;

    @Option(names = "--seed", paramLabel = "N", description = "The random seed.")
    private long seed;

    @Mixin private BackendOption backend = new BackendOption();

    /// The command, writing to a terminal.
    public SampleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (count < 0) {
            throw misuse("--count must be 0 or greater, not " + count);
        }
        if (start.length() >= NamesExample.LONGEST) {
            throw misuse(
                    "--start has %s characters, a name has %s at most"
                            .formatted(start.length(), NamesExample.LONGEST));
        }
        Sampler sampler = sampler();
        backend.use();
        try (var _ = Scope.open("life")) {
            write(SavedNames.read(file), sampler);
        }
        return 0;
    }

    private Sampler sampler() {
        try {
            return new Sampler(temperature, 0, 1);
        } catch (IllegalArgumentException nonsense) {
            throw misuse("--" + nonsense.getMessage());
        }
    }

    private void write(SavedNames saved, Sampler sampler) {
        Rng rng = Rng.seed(seed);
        Set<String> known = known(saved);
        int written = 0;
        for (long tries = 0; written < count && tries < (long) TRIES * count; tries++) {
            String name =
                    saved.model()
                            .write(start, saved.characters(), logits -> sampler.next(logits, rng))
                            .strip();
            if (!name.isEmpty() && known.add(name)) {
                terminal.out().println(name);
                written++;
            }
        }
        if (written < count) {
            terminal.err()
                    .printf(
                            "only %s new names in %s tries: a higher --temperature or another"
                                    + " --start makes others%n",
                            written, (long) TRIES * count);
        }
    }

    /// The names that it learned from; none if they are gone.
    private Set<String> known(SavedNames saved) {
        try {
            return new HashSet<>(saved.setup().names());
        } catch (IOException gone) {
            terminal.err()
                    .println(
                            "some names may be known: those it learned from can't be read (%s)"
                                    .formatted(gone.getMessage()));
            return new HashSet<>();
        }
    }

    /// What to throw if the arguments make no sense.
    private ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}

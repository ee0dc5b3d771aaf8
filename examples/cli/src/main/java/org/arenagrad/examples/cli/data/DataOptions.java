package org.arenagrad.examples.cli.data;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What a [DataSource] can be told. Each takes some of it, and refuses the rest.
public final class DataOptions {
    /// What [#GIVEN] is called in messages.
    static final String STANDARD_INPUT = "standard input";

    /// The standard input as it is written on the command line.
    public static final String GIVEN = "-";

    /// What chooses layers.
    private static final Set<String> OF_LAYERS = Set.of("--hidden", "--activation", "--dropout");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "The number of rows to generate (linear, xor, spiral, moons).")
    private @Nullable Integer samples;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "The number of spiral arms (spiral).")
    private @Nullable Integer classes;

    @Option(names = "--slope", paramLabel = "X", description = "The slope of the line (linear).")
    private @Nullable Double slope;

    @Option(
            names = "--intercept",
            paramLabel = "X",
            description = "The intercept of the line (linear).")
    private @Nullable Double intercept;

    @Option(
            names = "--noise",
            paramLabel = "X",
            description = "The standard deviation of the noise (linear, xor, spiral, moons).")
    private @Nullable Double noise;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = {
                "The file with a header line, or - for the standard input (csv), or the folder"
                        + " with",
                "train-images-idx3-ubyte and its three companions, with or without .gz (idx,"
                        + " lenet,",
                "resnet)."
            })
    private @Nullable Path data;

    @Option(
            names = "--augment",
            paramLabel = "KINDS",
            split = ",",
            description =
                    "Changes pictures at random while it learns: shift, rotate, or both with a"
                            + " comma between (lenet, resnet).")
    private @Nullable List<AugmentChoice> augmentations;

    @Mixin private CsvOptions csv = new CsvOptions();

    /// What `csv` was told.
    CsvOptions csv() {
        return csv;
    }

    /// Whether a path stands for the standard input.
    static boolean isStandardInput(Path path) {
        return path.equals(Path.of(GIVEN));
    }

    /// What rows are called in messages.
    public static String named(String data) {
        return data.equals(GIVEN) ? STANDARD_INPUT : data;
    }

    /// Whether what lies there can be read only once, as what comes through a pipe.
    public static boolean isReadOnce(Path path) {
        return isStandardInput(path)
                || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
    }

    /// Whether the rows come from the standard input, or came from there or another pipe when they
    /// were learned from.
    public boolean isReadOnce() {
        return data != null && isReadOnce(data);
    }

    /// Whether it was said where rows lie.
    boolean hasData() {
        return data != null;
    }

    /// How pictures are changed at random, one after the other.
    List<AugmentChoice> augmentations() {
        return Objects.requireNonNullElse(augmentations, List.of());
    }

    /// Where the rows lie.
    Path data() {
        require(data != null, "--data is missing: it says where the rows are");
        return Objects.requireNonNull(data);
    }

    /// The number of rows to generate.
    int samples(int otherwise) {
        int chosen = Objects.requireNonNullElse(samples, otherwise);
        require(chosen > 0, "--samples must be greater than 0, not " + chosen);
        return chosen;
    }

    /// Whether rows are to be made of which there is a fixed number otherwise.
    boolean makesSamples() {
        return samples != null || noise != null;
    }

    /// How many classes.
    int classes(int otherwise) {
        int chosen = Objects.requireNonNullElse(classes, otherwise);
        require(chosen > 1, "--classes must be at least 2, not " + chosen);
        return chosen;
    }

    /// Of a line.
    double slope(double otherwise) {
        return finite("--slope", slope, otherwise);
    }

    /// Of a line.
    double intercept(double otherwise) {
        return finite("--intercept", intercept, otherwise);
    }

    /// A deviation.
    double noise(double otherwise) {
        double chosen = finite("--noise", noise, otherwise);
        require(chosen >= 0, "--noise must not be negative, not " + chosen);
        return chosen;
    }

    private double finite(String option, @Nullable Double given, double otherwise) {
        double chosen = Objects.requireNonNullElse(given, otherwise);
        require(Double.isFinite(chosen), "%s must be finite, not %s".formatted(option, chosen));
        return chosen;
    }

    /// Makes sure that nothing was said that a source does not listen to.
    ///
    /// @throws ParameterException naming the option
    public void requireOnlyOf(DataSource source) {
        for (OptionSpec option : Objects.requireNonNull(command).options()) {
            String name = option.longestName();
            boolean ofData = DataSources.ALL.stream().anyMatch(any -> any.options().contains(name));
            boolean given = !Objects.equals(option.getValue(), option.initialValue());
            require(
                    !ofData || !given || source.options().contains(name),
                    "%s says nothing to '%s'".formatted(name, source.name()));
            require(
                    !given || source.isLayered() || !OF_LAYERS.contains(name),
                    "%s says nothing to '%s', whose network is its own"
                            .formatted(name, source.name()));
        }
    }

    private void require(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(Objects.requireNonNull(command).commandLine(), message);
        }
    }
}

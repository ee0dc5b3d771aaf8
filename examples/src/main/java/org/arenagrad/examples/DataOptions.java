package org.arenagrad.examples;

import org.arenagrad.data.TableOptions;
import org.arenagrad.data.TableTask;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a [DataSource] can be told. Each takes some of it, and refuses the rest.
final class DataOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many rows to make (linear, xor, spiral, moons).")
    private @Nullable Integer samples;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "How many arms the spiral has (spiral).")
    private @Nullable Integer classes;

    @Option(names = "--slope", paramLabel = "X", description = "Of the line (linear).")
    private @Nullable Double slope;

    @Option(names = "--intercept", paramLabel = "X", description = "Of the line (linear).")
    private @Nullable Double intercept;

    @Option(
            names = "--noise",
            paramLabel = "X",
            description = "The deviation of the noise (linear, xor, spiral, moons).")
    private @Nullable Double noise;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = {
                "The file with a header line (csv), or the folder with train-images-idx3-ubyte and",
                "its three companions, with or without .gz (idx)."
            })
    private @Nullable Path data;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The column to predict (csv).")
    private @Nullable String target;

    @Option(
            names = "--task",
            paramLabel = "KIND",
            description = {
                "What it is, ${COMPLETION-CANDIDATES} (csv). Without it, texts and few different",
                "whole numbers are classes."
            })
    private @Nullable TableTask task;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMNS",
            split = ",",
            description = "Columns to leave out, as in id,name (csv).")
    private List<String> ignored = List.of();

    @Option(
            names = "--categorical",
            paramLabel = "COLUMNS",
            split = ",",
            description = "Columns of numbers that are names, as in zip (csv).")
    private List<String> categorical = List.of();

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = {
                "What stands between values, tab for a tabulator (csv). Without it, it is seen"
                        + " from",
                "the header."
            })
    private @Nullable String delimiter;

    /// Where the rows lie.
    Path data() {
        require(data != null, "--data is missing: it says where the rows are");
        return Objects.requireNonNull(data);
    }

    /// What to make of the columns of a table.
    TableOptions table() {
        require(target != null, "--target is missing: it says which column to predict");
        TableOptions options = TableOptions.target(Objects.requireNonNull(target));
        if (task != null) {
            options = options.task(task);
        }
        for (String column : ignored) {
            options = options.ignoring(column);
        }
        for (String column : categorical) {
            options = options.categorical(column);
        }
        return options;
    }

    /// What stands between values; null if it was not said.
    @Nullable Character delimiter() {
        if (delimiter == null) {
            return null;
        }
        String one = delimiter.equalsIgnoreCase("tab") ? "\t" : delimiter;
        require(one.length() == 1, "--delimiter '%s' is not one character".formatted(delimiter));
        return one.charAt(0);
    }

    /// How many rows to make.
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
    void requireOnlyOf(DataSource source) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("--samples", samples);
        given.put("--classes", classes);
        given.put("--slope", slope);
        given.put("--intercept", intercept);
        given.put("--noise", noise);
        given.put("--data", data);
        given.put("--target", target);
        given.put("--task", task);
        given.put("--ignore", ignored.isEmpty() ? null : ignored);
        given.put("--categorical", categorical.isEmpty() ? null : categorical);
        given.put("--delimiter", delimiter);
        given.forEach(
                (option, value) ->
                        require(
                                value == null || source.options().contains(option),
                                "%s says nothing to '%s'".formatted(option, source.name())));
    }

    private void require(boolean valid, String message) {
        if (!valid) {
            throw new ParameterException(Objects.requireNonNull(command).commandLine(), message);
        }
    }
}

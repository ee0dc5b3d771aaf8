package org.arenagrad.examples.cli.model;

import org.arenagrad.examples.cli.data.DataOptions;
import org.arenagrad.io.ModelFile;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The arguments of `train` as they stand in the file that it saved: what makes the same data and
/// the same network again.
///
/// @param name what was learned from
/// @param options names, each with its value behind it if it has one
public record SavedArguments(String name, List<String> options) {
    private static final String NOTE = "command.train";
    private static final String DATA = "--data";

    /// What belongs to the run, not to what is learned.
    private static final Set<String> OF_THE_RUN =
            Set.of(
                    "--save",
                    "--resume",
                    "--output",
                    "--format",
                    "--backend",
                    "--threads",
                    "--stacktrace");

    /// The options allowed when training is resumed: others would make it a different run.
    private static final Set<String> MAY_CHANGE =
            Set.of("--epochs", "--steps", "--early-stop", DATA, "--text");

    /// Those of a command line.
    public static SavedArguments of(String name, ParseResult parsed) {
        List<String> options = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (isSaved(option)) {
                if (isFlag(option)) {
                    options.add(option.longestName());
                    continue;
                }
                for (String value : option.originalStringValues()) {
                    options.addAll(List.of(option.longestName(), lasting(option, value)));
                }
            }
        }
        return new SavedArguments(name, List.copyOf(options));
    }

    /// The name of a pipe says nothing later, but that it was one does.
    private static String lasting(OptionSpec option, String value) {
        boolean once = option.longestName().equals(DATA) && DataOptions.isReadOnce(Path.of(value));
        return once ? DataOptions.GIVEN : value;
    }

    /// Whether they name data.
    boolean nameData() {
        return options.contains(DATA);
    }

    private static boolean isSaved(OptionSpec option) {
        return !OF_THE_RUN.contains(option.longestName())
                && !option.usageHelp()
                && !option.versionHelp();
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0;
    }

    /// Those of a file.
    ///
    /// @throws IllegalArgumentException if it was saved by something else
    public static SavedArguments of(Path path) throws IOException {
        try (ModelFile file = ModelFile.open(path)) {
            return of(file, path);
        }
    }

    /// Those of a file.
    ///
    /// @throws IllegalArgumentException if it was saved by something else
    static SavedArguments of(ModelFile file, Path path) {
        String note = file.metadata().get(NOTE);
        if (note == null) {
            throw new IllegalArgumentException(
                    "%s was not saved by 'arenagrad train', so it does not say what it learned from"
                            .formatted(path));
        }
        List<String> all = List.of(note.split("\n", -1));
        return new SavedArguments(all.getFirst(), all.subList(1, all.size()));
    }

    /// What stands in the file.
    public Map<String, String> note() {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(options);
        return Map.of(NOTE, String.join("\n", all));
    }

    /// The option of another command line that can't be said when this training goes on; empty if
    /// there is none.
    public static String refused(ParseResult parsed) {
        return parsed.matchedOptions().stream()
                .filter(SavedArguments::isSaved)
                .map(OptionSpec::longestName)
                .filter(option -> !MAY_CHANGE.contains(option))
                .findFirst()
                .orElse("");
    }

    /// The same but for what others say, each option of which has one value.
    public SavedArguments changedBy(SavedArguments others) {
        List<String> all = new ArrayList<>();
        for (int at = 0; at < options.size(); at++) {
            String each = options.get(at);
            if (each.startsWith("--") && others.options.contains(each)) {
                at++;
            } else {
                all.add(each);
            }
        }
        all.addAll(others.options);
        return new SavedArguments(name, List.copyOf(all));
    }

    /// The arguments, with others after them that count more.
    String[] followedBy(SavedArguments others) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(options);
        all.addAll(others.options);
        return all.toArray(String[]::new);
    }
}
